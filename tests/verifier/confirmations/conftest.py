"""A scheme whose figures the tests know."""

from dataclasses import replace
from decimal import Decimal

import pytest

from verifier import schemes
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text


def figure(code: str, value: str | None, unit: str, sure: Sureness) -> Figure:
    return Figure(
        code=code,
        name=Text(f"The {code}", f"名称{code}"),
        value=None if value is None else Decimal(value),
        unit=unit,
        clause="2.1",
        source="Told by somebody",
        sure=sure,
    )


FIGURES = (
    figure("density", "4", "W/m2", Sureness.READ),
    figure("share", "5", "%", Sureness.MEMORY_HIGH),
    figure("yearly", None, "t CO2eq/year", Sureness.UNKNOWN),
    figure("days", "30", "days", Sureness.DESIGN),
    figure("years", "6", "years", Sureness.MEMORY_MEDIUM),
)


@pytest.fixture(autouse=True)
def scheme(monkeypatch: pytest.MonkeyPatch) -> Scheme:
    known = replace(schemes.get("vcs"), figures=FIGURES)
    monkeypatch.setitem(schemes.found(), "vcs", known)
    return known
