"""Worked cases: a power and lime works, the materiality levels to their edges, rotation, and one case for each rule."""

from datetime import date
from typing import Any

from verifier.rulebook.examples import Example, varied

ON = date(2027, 2, 20)

PEOPLE = [
    {"role": "lead", "name": "L. Leader", "competent": True},
    {"role": "reviewer", "name": "R. Reviewer", "competent": True},
    {"role": "certifier", "name": "C. Signatory", "competent": True},
]
FILES = [
    {"kind": kind, "sha256": "0" * 64, "received_on": "2027-01-20"}
    for kind in ("emission_report", "monitoring_plan", "activity_data")
]
VISIT = {"on": "2027-01-12", "kind": "physical", "place": "The works", "persons": 2}
# The factors are illustrations, not official values.
STREAMS = [
    {
        "name": "Hard coal",
        "method": "energy",
        "unit": "t",
        "quantity": "100000",
        "ncv_gj_per_unit": "25",
        "factor_t_per_tj": "95",
        "oxidation": "0.99",
        "factor_source": "Laboratory analysis",
    },
    {
        "name": "Natural gas",
        "method": "energy",
        "unit": "knm3",
        "quantity": "50000",
        "ncv_gj_per_unit": "36",
        "factor_t_per_tj": "56.1",
        "factor_source": "National inventory",
    },
    {
        "name": "Limestone",
        "method": "process",
        "unit": "t",
        "quantity": "20000",
        "factor_t_per_unit": "0.44",
        "factor_source": "Stoichiometry",
    },
    {
        "name": "Wood pellets",
        "method": "energy",
        "unit": "t",
        "quantity": "10000",
        "ncv_gj_per_unit": "17",
        "factor_t_per_tj": "112",
        "biomass": "1",
        "factor_source": "National inventory",
    },
]

WORKS: dict[str, Any] = {
    "period_from": "2026-01-01",
    "period_until": "2026-12-31",
    "particulars": {
        "operator": "installation",
        "activity": "1b",
        "permit": "EU-PERMIT-1",
        "plan_reference": "MP-7, version 3",
        "plan_approved_on": "2025-11-03",
        "reported_t": "344905",
        "free_of_credits": True,
        "streams": STREAMS,
    },
    "visits": [VISIT],
    "evidence": FILES,
    "findings": [],
    "team": PEOPLE,
}


def _works(
    name: str,
    *breached: str,
    figures: dict[str, str] | None = None,
    case: dict[str, Any] | None = None,
    on: date = ON,
    **changed: Any,
) -> Example:
    """The works with some facts of the case and some particulars changed."""
    return Example(
        name=name,
        facts={**varied(WORKS, **changed), **(case or {})},
        on=on,
        figures=figures or {},
        breached=frozenset(breached),
    )


def _source(tonnes: str) -> list[dict[str, str]]:
    """One source that emits so many tonnes."""
    return [
        {
            "name": "All sources",
            "method": "process",
            "unit": "t",
            "quantity": tonnes,
            "factor_t_per_unit": "1",
            "factor_source": "Illustration",
        }
    ]


def _total(tonnes: str, *amounts: str, yearly: str | None = None, **more: Any) -> dict[str, Any]:
    """A report of so many tonnes in which these errors are left."""
    errors = [{"reference": f"M-{number}", "amount": amount} for number, amount in enumerate(amounts, start=1)]
    return {
        "reported_t": tonnes,
        "streams": _source(tonnes),
        **({"yearly_t": yearly} if yearly else {}),
        "case": {"misstatements": errors},
        **more,
    }


def _parts(*amounts: str) -> dict[str, Any]:
    """A large works of 250,000 t this year, with an error left in each of its parts."""
    found = _total("250000", *amounts, yearly=_CATEGORY_C)
    parts = [{**row, "subject": f"Kiln {row['reference']}"} for row in found["case"]["misstatements"]]
    return {**found, "case": {"misstatements": parts}}


_MATERIAL = "misstatements_are_immaterial"
_CATEGORY_C = "500000.001"

MATERIALITY = (
    _works(
        "Category B, 480,000 t: an error of 11,000 t is below 24,000 t",
        **_total("480000", "11000"),
        figures={"materiality": "5", "threshold": "24000.00"},
    ),
    _works(
        "Category C, 620,000 t: an error of 12,500 t is above 12,400 t",
        _MATERIAL,
        **_total("620000", "12500"),
        figures={"materiality": "2", "threshold": "12400.00"},
    ),
    _works("Category C: an error at the level is not material", **_total("620000", "12400")),
    _works("Category C: an error just above the level is", _MATERIAL, **_total("620000", "12400.0001")),
    _works(
        "Two errors that hide each other: one alone is above 5,000 t",
        _MATERIAL,
        **_total("250000", "6000", "-5500", yearly=_CATEGORY_C),
        figures={"threshold": "5000.00"},
    ),
    _works("An error of 5,000 t where 5,000 t is the level", **_total("250000", "5000", yearly=_CATEGORY_C)),
    _works(
        "Two errors, together above the level", _MATERIAL, **_total("250000", "2500", "2500.001", yearly=_CATEGORY_C)
    ),
    _works("Two errors, together at the level", **_total("250000", "2500", "2500", yearly=_CATEGORY_C)),
    _works("An error against the operator counts too", _MATERIAL, **_total("250000", "-5000.001", yearly=_CATEGORY_C)),
    _works("500,000 t is category B", figures={"materiality": "5"}, **_total("500000")),
    _works("More than 500,000 t is category C", figures={"materiality": "2"}, **_total("500000.001")),
    _works("50,000 t is category A", figures={"materiality": "5"}, **_total("50000")),
    _works(
        "An aircraft operator of 500,000 t",
        figures={"materiality": "5"},
        **_total("500000", operator="aircraft_operator"),
    ),
    _works(
        "An aircraft operator of more",
        figures={"materiality": "2"},
        **_total("500000.001", operator="aircraft_operator"),
    ),
    _works("Reported with the level's difference exactly", reported_t="250000", streams=_source("262500")),
    _works(
        "Reported with a larger difference",
        "report_is_free_of_material_error",
        reported_t="250000",
        streams=_source("262500.001"),
    ),
    _works("Two errors in parts of the works, together at the level", **_parts("2500", "2500")),
    _works("Two errors in parts of the works, together above it", _MATERIAL, **_parts("2500", "2500.001")),
    _works(
        "A small error that is fraud",
        _MATERIAL,
        case={"misstatements": [{"reference": "M-1", "amount": "1", "trigger": "fraud"}]},
    ),
    _works(
        "A large error that was corrected",
        case={"misstatements": [{"reference": "M-1", "amount": "90000", "corrected": True}]},
    ),
)


def _served(name: str, year: int, years: tuple[int, ...], *breached: str) -> Example:
    """The lead auditor verified the operator in `years`, and is to do so for `year`."""
    services = [{"year": one, "role": "lead", "name": "L. Leader"} for one in years]
    return _works(
        name,
        *breached,
        case={"period_from": f"{year}-01-01", "period_until": f"{year}-12-31", "services": services},
        on=date(year + 1, 2, 20),
    )


_FIVE_ON_END, _WITH_A_GAP = (2021, 2022, 2023, 2024, 2025), (2021, 2022, 2024, 2025, 2026)
ROTATION = (
    _served("Led 2021-25: not for 2026", 2026, _FIVE_ON_END, "rotation_is_kept"),
    _served("Led 2021-25: not for 2028", 2028, _FIVE_ON_END, "rotation_is_kept"),
    _served("Led 2021-25: for 2029 again", 2029, _FIVE_ON_END),
    _served("Led 2021-22 and 2024-26: not for 2027", 2027, _WITH_A_GAP, "rotation_is_kept"),
    _served("Led 2021-22 and 2024-26: not for 2029", 2029, _WITH_A_GAP, "rotation_is_kept"),
    _served("Led 2021-22 and 2024-26: for 2030 again", 2030, _WITH_A_GAP),
    _served("Led four times: once more", 2026, _FIVE_ON_END[1:]),
)

_WAIVED = {"on": "2027-01-12", "kind": "waived", "reason": "Low emissions, one natural gas boiler"}
_VIRTUAL = {"on": "2027-01-12", "kind": "virtual", "place": "The works", "reason": "Airport closed"}
_APPROVED = "2026-12-01"
_ISSUE = {"reference": "NC-2025-1", "settled": False}


def _open(grade: str) -> dict[str, Any]:
    return {"findings": [{"number": "F-1", "grade": grade, "open": True}]}


OTHERS = (
    _works("The plan was approved on the last day", plan_approved_on="2026-12-31"),
    _works("The plan was approved later", "monitoring_plan_was_approved", plan_approved_on="2027-01-01"),
    _works("No visit", "site_was_seen", case={"visits": []}),
    _works("A virtual visit with approval", case={"visits": [_VIRTUAL]}, visit_approved_on=_APPROVED),
    _works("A virtual visit without", "visit_was_replaced_with_approval", case={"visits": [_VIRTUAL]}),
    _works("A virtual visit besides one on site", case={"visits": [_VIRTUAL, VISIT]}),
    _works(
        "A waived visit at 25,000 t",
        visit_approved_on=_APPROVED,
        **_total("25000") | {"case": {"visits": [_WAIVED]}},
    ),
    _works(
        "A waived visit above",
        "visit_is_waived_for_low_emitters_only",
        visit_approved_on=_APPROVED,
        **_total("25000.001") | {"case": {"visits": [_WAIVED]}},
    ),
    _works(
        "A waived visit above, another condition named",
        visit_approved_on=_APPROVED,
        waiver_condition="Unmanned site with telemetered data, Art. 32",
        **_total("25000.001") | {"case": {"visits": [_WAIVED]}},
    ),
    _works("Left open the year before", "earlier_issues_are_settled_or_raised_again", prior_issues=[_ISSUE]),
    _works("Settled since", prior_issues=[{**_ISSUE, "settled": True}]),
    _works("Raised again", case=_open("non_conformity"), prior_issues=[{**_ISSUE, "raised_as": "F-1"}]),
    _works("No source stream", "emissions_are_accounted_for", "report_is_free_of_material_error", streams=[]),
    _works(
        "A gap of data, filled",
        gaps=[
            {
                "stream": "Hard coal",
                "since": "2026-12-30",
                "until": "2026-12-31",
                "emissions_t": "95",
                "method": "Highest day",
            }
        ],
        figures={"E_gaps": "95", "E": "345000"},
    ),
    _works(
        "A gap outside the period",
        "gaps_lie_in_the_period",
        gaps=[
            {
                "stream": "Hard coal",
                "since": "2026-12-31",
                "until": "2027-01-01",
                "emissions_t": "95",
                "method": "Highest day",
            }
        ],
    ),
    _works("Two years in one", "period_lies_in_one_year", case={"period_from": "2025-12-31"}),
    _works("Credits claimed for the same sources", "sources_bear_no_credits", free_of_credits=False),
    *(
        _works(f"Open and immaterial: {grade}", case=_open(grade))
        for grade in ("misstatement", "non_conformity", "non_compliance", "recommendation")
    ),
    _works("A non-conformity that leaves doubt", "findings_are_closed", case=_open("material_non_conformity")),
)

EXAMPLES = (
    _works(
        "Coal, gas, limestone and wood",
        figures={
            "E_1": "235125",
            "E_2": "100980",
            "E_3": "8800",
            "E_4": "0",
            "E": "344905.000",
            "E_biomass": "19040",
            "threshold": "17245.25",
        },
    ),
    *MATERIALITY,
    *ROTATION,
    *OTHERS,
)
