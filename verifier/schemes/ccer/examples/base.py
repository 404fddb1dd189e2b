"""The cases that the others vary: a year of an offshore wind farm, and one of a solar thermal plant."""

from typing import Any

from verifier.rulebook.examples import varied
from verifier.rulebook.power_examples import PEOPLE, Farm, metered

FILES = [{"kind": kind, "sha256": "0" * 64, "received_on": "2026-08-20"} for kind in ("meter_export", "owner_report")]

WIND: dict[str, Any] = {
    "period_from": "2025-01-01",
    "period_until": "2025-12-31",
    "particulars": {
        "activity": "verification",
        "methodology": "CCER-01-002-V01",
        "technology": "wind",
        "capacity_mw": "100",
        "operating_margin": "0.7921",
        "build_margin": "0.3870",
        "margin_source": "Published grid factors 2024",
        "crediting_from": "2022-01-01",
        "crediting_until": "2031-12-31",
        "yearly_t": "150000",
        "certificates_cancelled": True,
        "validated_by": "another_body",
        "started_on": "2020-05-01",
        "operation_on": "2021-12-20",
        "life_until": "2046-12-31",
        "required_by_law": False,
        "quota": "none",
        "offshore_km": "35",
        "depth_m": "25",
        "corners": [
            {"longitude": "121.500000", "latitude": "33.200000"},
            {"longitude": "121.612345", "latitude": "33.200000"},
            {"longitude": "121.612345", "latitude": "33.301234"},
        ],
        "calibrations": [{"meter": "Main", "on": "2024-06-01"}, {"meter": "Main", "on": "2025-05-20"}],
        "application_on": "2026-10-10",
        "body_approval": "CNCA-0000-0001",
        "people_registered": True,
    },
    "metered": [metered(2025, "245812.450", "1203.118")],
    "evidence": FILES,
    "findings": [],
    "team": PEOPLE,
    "notice_from": "2026-07-17",
    "notice_until": "2026-08-13",
    "comments_answered": True,
}
FARM = Farm(WIND)
PLANT = Farm(
    varied(
        WIND,
        methodology="CCER-01-001-V01",
        technology="csp",
        offshore_km=None,
        depth_m=None,
        corners=[],
    )
)
# One tonne per megawatt-hour: what is metered is what is found.
ONE_TO_ONE = {"operating_margin": "1", "build_margin": "1"}
HALF = {"operating_margin": "0.5", "build_margin": "0.5"}
