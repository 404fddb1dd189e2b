"""Cases about emissions, conservative values and what the report says."""

from verifier.schemes.china_ets.examples.base import (
    AUTUMN,
    GENERATED,
    SPRING,
    SUPPLIED,
    VISIT,
    coal,
    plant,
    test,
)

_OUT, _LATE = (
    {"fault": "out_of_class", "specified_percent": "0.5", "actual_percent": "0.8"},
    {"fault": "not_calibrated", "specified_percent": "0.5"},
)
_PURCHASE = {
    "kind": "electricity",
    "quantity": "1000",
    "factor_t_per_unit": "0.5",
    "factor_source": "Illustration",
}
_GAP = {"stream": SPRING, "since": "2026-02-03", "until": "2026-02-04", "emissions_t": "0.5", "method": "Highest day"}

EMISSIONS = (
    plant(
        "A year of coal",
        figures={
            "E": "5989500.000",
            "E_Unit 1": "5989500.000",
            "efficiency_Unit 1": "0.3829",
            "generated": "6700000",
            "supplied": "6400000",
        },
    ),
    plant(
        "Belt scales out of their class: 1,250,000 t become 1,253,750 t",
        streams=[coal(SPRING, "1250000", **_OUT), coal(AUTUMN, "1750000")],
        reported_t="5996987",
        figures={"AD_1": "1253750.000", "E": "5996986.875"},
    ),
    plant(
        "Belt scales not calibrated: 1,250,000 t become 1,256,250 t",
        streams=[coal(SPRING, "1250000", **_LATE), coal(AUTUMN, "1750000")],
        reported_t="6001978",
        figures={"AD_1": "1256250.000", "E": "6001978.125"},
    ),
    plant(
        "An output meter out of its class: 6,400,000 MWh become 6,380,800 MWh",
        outputs=[GENERATED, {**SUPPLIED, **_OUT}],
        figures={"output_2": "6380800.000", "supplied": "6380800.000"},
    ),
    plant(
        "An output meter not calibrated: 6,400,000 MWh become 6,368,000 MWh",
        outputs=[GENERATED, {**SUPPLIED, **_LATE}],
        figures={"output_2": "6368000.000"},
    ),
    plant(
        "Coal by its heat and carbon per heat",
        streams=[
            coal(
                SPRING,
                "3000000",
                method="heat_carbon",
                carbon_t_per_unit=None,
                carbon_t_per_gj="0.025",
                carbon_daf_percent=None,
            )
        ],
        tests=[],
        reported_t="5717250",
        figures={"E": "5717250.000"},
    ),
    plant(
        "Electricity bought, part of it green",
        purchases=[{**_PURCHASE, "green_mwh": "200"}],
        green_free_of_credits=True,
        reported_t="5989900",
        figures={"E_indirect": "400", "E_direct": "5989500", "E": "5989900"},
    ),
)

_SHOWN, _VALUES = "report_shows_what_was_found", "changed_values_have_reasons"
_VALUE = {"parameter": "Coal, January", "unit": "t", "before": "250000", "after": "250100"}

REPORT = (
    plant("Reported half a tonne less, rounded", gaps=[_GAP], figures={"E_gaps": "0.5", "E": "5989500.5"}),
    plant("Reported more than half a tonne less", _SHOWN, gaps=[{**_GAP, "emissions_t": "0.501"}]),
    plant("Reported a tonne more", _SHOWN, reported_t="5989501"),
    plant("Reported a tenth more, and to the tenth", _SHOWN, reported_t="5989500.1"),
    plant("Reported in another notation", reported_t="59895E+2"),
    plant(
        "An error of a gram is left",
        "misstatements_are_immaterial",
        case={"misstatements": [{"reference": "M-1", "amount": "0.000001"}]},
    ),
    plant(
        "An error that was corrected",
        case={"misstatements": [{"reference": "M-1", "amount": "900", "corrected": True}]},
    ),
    plant("A value changed, with its reason", verified_values=[{**_VALUE, "reason": "Stock at month end"}]),
    plant("A value changed without one", _VALUES, verified_values=[_VALUE]),
    plant("A value that did not change", verified_values=[{**_VALUE, "after": "250000.0"}]),
    plant("Nothing said of the year before", "fluctuation_is_explained", fluctuation=""),
    plant(
        "Green electricity that may have borne credits",
        "green_electricity_bears_no_credit",
        purchases=[{**_PURCHASE, "green_mwh": "200"}],
        reported_t="5989900",
    ),
    plant("Another year in the number", "number_bears_the_reporting_year", report_year=2025),
    plant("Reports prepared here too", "body_prepares_no_reports_in_the_province", free_of_report_preparation=False),
    plant("One person on site", "site_was_visited_by_enough", case={"visits": [{**VISIT, "persons": 1}]}),
    plant(
        "Two visits by one person each",
        "site_was_visited_by_enough",
        case={"visits": [{**VISIT, "persons": 1}, {**VISIT, "persons": 1, "on": "2027-04-21"}]},
    ),
    plant(
        "A virtual visit",
        "site_was_visited_by_enough",
        case={"visits": [{**VISIT, "kind": "virtual", "reason": "Floods"}]},
    ),
    plant("Credits claimed for the plant", "sources_bear_no_credits", free_of_credits=False),
    plant(
        "No fuel",
        "emissions_are_accounted_for",
        "efficiency_is_possible",
        streams=[],
        tests=[],
        reported_t="0",
    ),
    plant("A gap outside the period", "gaps_lie_in_the_period", gaps=[{**_GAP, "until": "2027-01-01"}]),
    plant(
        "Two years in one",
        "period_lies_in_one_year",
        "number_bears_the_reporting_year",
        case={"period_from": "2025-12-31"},
    ),
    *(
        plant(
            f"A non-conformity is open: {grade}",
            "findings_are_closed",
            case={"findings": [{"number": "N-1", "grade": grade, "open": True}]},
        )
        for grade in ("basics", "boundary", "method", "data", "quality", "plan", "site", "other")
    ),
    plant("A non-conformity was corrected", case={"findings": [{"number": "N-1", "grade": "data", "open": False}]}),
    plant(
        "Coal that has two tests",
        tests=[test(SPRING), test(SPRING, sampled_on="2026-05-01", tested_on="2026-05-09"), test(AUTUMN)],
    ),
)
