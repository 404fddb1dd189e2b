"""The case that the others vary: a coal-fired unit in one year, and the words to vary it with."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from verifier.rulebook.examples import Example, varied

ON = date(2027, 5, 20)

PEOPLE = [
    {"role": "lead", "name": "L. Leader", "competent": True},
    {"role": "verifier", "name": "M. Member", "competent": True},
    {"role": "reviewer", "name": "R. Reviewer", "competent": True},
    {"role": "certifier", "name": "A. Approver", "competent": True},
]
FILES = [
    {"kind": kind, "sha256": "0" * 64, "received_on": "2027-04-02"}
    for kind in ("emission_report", "quality_plan", "fuel_records", "output_records")
]
VISIT = {"on": "2027-04-20", "kind": "physical", "place": "The plant", "persons": 2}
UNIT = {"name": "Unit 1", "kind": "condensing", "capacity_mw": "1200", "operating_hours": "7000", "load_factor": "0.8"}


def coal(name: str, tonnes: str, **changed: Any) -> dict[str, Any]:
    """Coal of one part of the year; its contents are illustrations."""
    return {
        "name": name,
        "burned_in": "Unit 1",
        "method": "carbon",
        "unit": "t",
        "quantity": tonnes,
        "ncv_gj_per_unit": "21",
        "carbon_t_per_unit": "0.55",
        "oxidation": "0.99",
        "factor_source": "Laboratory analysis",
        "data_source": "Belt scales",
        "checked_against": "Purchases and stocks",
        "fuel": "bituminous",
        "carbon_daf_percent": "80",
        **changed,
    }


def output(kind: str, quantity: str, **changed: Any) -> dict[str, Any]:
    return {
        "made_by": "Unit 1",
        "kind": kind,
        "quantity": quantity,
        "data_source": "Meters",
        "checked_against": "Settlement",
        **changed,
    }


def test(stream: str, **changed: Any) -> dict[str, Any]:
    """A sample of the stream, tested in time by a laboratory accredited for all items."""
    accredited = dict.fromkeys(("carbon", "heating_value", "hydrogen", "sulphur", "moisture"), True)
    days = {"sampled_on": "2026-03-01", "tested_on": "2026-03-21"}
    return {"stream": stream, "laboratory": "Coal laboratory", **days, **accredited, **changed}


def uploads(**late: str) -> list[dict[str, Any]]:
    """Every month uploaded twenty days after its end; `late` has other days, by month ("m1")."""
    ends = {month: date(2026, month, monthrange(2026, month)[1]) for month in range(1, 13)}
    return [
        {"month": month, "uploaded_on": late.get(f"m{month}", (end + timedelta(days=20)).isoformat())}
        for month, end in ends.items()
    ]


SPRING, AUTUMN = "Coal, January to May", "Coal, June to December"
GENERATED, SUPPLIED = output("generated", "6700000"), output("supplied", "6400000")

PLANT: dict[str, Any] = {
    "period_from": "2026-01-01",
    "period_until": "2026-12-31",
    "particulars": {
        "province": "HUB",
        "uscc": "91420000MA4945678X",
        "report_year": 2026,
        "report_version": 1,
        "plan_reference": "DQCP-2026, version 2",
        "free_of_report_preparation": True,
        "free_of_credits": True,
        "reported_t": "5989500",
        "fluctuation": "No abnormal fluctuation",
        "units": [UNIT],
        "streams": [coal(SPRING, "1250000"), coal(AUTUMN, "1750000")],
        "outputs": [GENERATED, SUPPLIED],
        "tests": [test(SPRING), test(AUTUMN)],
        "uploads": uploads(),
    },
    "visits": [VISIT],
    "evidence": FILES,
    "findings": [],
    "team": PEOPLE,
}


def plant(
    name: str, *breached: str, figures: dict[str, str] | None = None, case: dict[str, Any] | None = None, **changed: Any
) -> Example:
    """The plant with some facts of the case and some particulars changed."""
    return Example(
        name=name,
        facts={**varied(PLANT, **changed), **(case or {})},
        on=ON,
        figures=figures or {},
        breached=frozenset(breached),
    )


def raised(number: str) -> dict[str, Any]:
    """A non-conformity that was raised and corrected."""
    return {"findings": [{"number": number, "grade": "data", "open": False}]}
