"""Cases about the data: cross-checks, carbon content, tests, uploads."""

from verifier.schemes.china_ets.examples.base import (
    AUTUMN,
    GENERATED,
    SPRING,
    SUPPLIED,
    coal,
    plant,
    raised,
    test,
    uploads,
)

_CHECKED, _CARBON = "data_are_cross_checked", "carbon_content_is_plausible"
_TESTED, _ACCREDITED, _UPLOADED = (
    "samples_are_tested_in_time",
    "laboratories_are_accredited",
    "months_are_uploaded_in_time",
)

CARBON = tuple(
    plant(
        f"{fuel} with {percent} % of carbon",
        *([] if passes else [_CARBON]),
        streams=[coal(SPRING, "1250000", fuel=fuel, carbon_daf_percent=percent), coal(AUTUMN, "1750000")],
    )
    for fuel, percent, passes in (
        ("lignite", "59.99", False),
        ("lignite", "60", True),
        ("lignite", "77", True),
        ("lignite", "77.01", False),
        ("bituminous", "73.99", False),
        ("bituminous", "74", True),
        ("bituminous", "92", True),
        ("bituminous", "92.01", False),
        ("anthracite", "89.99", False),
        ("anthracite", "90", True),
        ("anthracite", "98", True),
        ("anthracite", "98.01", False),
    )
)


def _spring(**changed: object) -> list[dict[str, object]]:
    return [coal(SPRING, "1250000", **changed), coal(AUTUMN, "1750000")]


def _tested(**changed: object) -> list[dict[str, object]]:
    return [test(SPRING, **changed), test(AUTUMN)]


DATA = (
    *CARBON,
    plant("Carbon on a dry basis not stated", _CARBON, streams=_spring(carbon_daf_percent=None)),
    plant("A datum checked against nothing", _CHECKED, streams=_spring(checked_against="")),
    plant("A datum checked against itself", _CHECKED, streams=_spring(checked_against="Belt scales")),
    plant("A datum declared to have one source", streams=_spring(checked_against="", single_source=True)),
    plant("An output checked against nothing", _CHECKED, outputs=[GENERATED, {**SUPPLIED, "checked_against": ""}]),
    plant("Tested on the fortieth day", tests=_tested(tested_on="2026-04-10")),
    plant("Tested a day later", _TESTED, tests=_tested(tested_on="2026-04-11")),
    plant(
        "Tested a day later, and raised",
        case=raised("N-1"),
        tests=_tested(tested_on="2026-04-11", finding="N-1"),
    ),
    plant("Tested a day later, raised under no number", _TESTED, tests=_tested(tested_on="2026-04-11", finding="N-1")),
    plant("A laboratory without sulphur", _ACCREDITED, tests=_tested(sulphur=False)),
    plant("A laboratory without sulphur, raised", case=raised("N-2"), tests=_tested(sulphur=False, finding="N-2")),
    plant("Coal without a test", _ACCREDITED, tests=[test(AUTUMN)]),
    plant("Uploaded on the fortieth day", uploads=uploads(m1="2026-03-12")),
    plant("Uploaded a day later", _UPLOADED, uploads=uploads(m1="2026-03-13")),
    plant(
        "Uploaded a day later, and raised",
        case=raised("N-3"),
        uploads=[{"month": 1, "uploaded_on": "2026-03-13", "finding": "N-3"}, *uploads()[1:]],
    ),
    plant("Uploaded on the last day of the month", uploads=uploads(m1="2026-01-31")),
    plant("Uploaded a year too early", _UPLOADED, uploads=uploads(m1="2025-02-20")),
    plant("A month not uploaded", _UPLOADED, uploads=uploads()[:-1]),
)
