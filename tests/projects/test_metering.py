"""From the files of a plant to what its hours prove; what is no energy stays out of every sum."""

from decimal import Decimal

import pytest

from projects import metering, recalculation
from projects.monitoring.flows import Flow
from projects.use_cases.substitute import substitute
from tests.factories import projects as made
from tests.factories.projects import NOW
from tests.projects import series as exports
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
BEGINS = exports.BEGINS.replace(month=9, day=1)


def flow(case: made.Case, name: str, values: list[int]) -> None:
    content = exports.export({name: values}, unit="kWh", begins=BEGINS)
    if Flow(name).is_price:
        content = content.replace(b"Energy (kWh)", b"Price (EUR/MWh)")
    made.measured(case, exports.sent(case, content, f"{name}.csv", zone="UTC"), meter=f"M-{name}", flow=name)


# Worked hours of contracted output, MWh. At 18 EUR/MWh power is cheap; at 25 only beside the price of an allowance.
DAY = {
    "ely": [100] * 6,
    "imp": [100] * 6,
    "contracted": [160, 140, 60, 20, 0, 220],
    "chg": [45, 0, 0, 0, 0, 0],
    "dis": [0, 0, 10, 30, 0, 0],
}
PRICE = [30, 25, 40, 45, 18, 35]


@pytest.fixture
def case() -> made.Case:
    made_ = made.staffed()
    for name, mwh in DAY.items():
        flow(made_, name, [1000 * one for one in mwh])
    return made_


class TestPrices:
    def test_cover_an_hour_that_is_cheap(self, case: made.Case) -> None:
        before = recalculation.recalculate(case.engagement, on=TODAY)
        flow(case, "price", PRICE)
        after = recalculation.recalculate(case.engagement, on=TODAY)

        for found, hourly in ((before, 420), (after, 520)):
            (month,) = found.matched
            assert (month.hourly.grid_mwh, month.hourly.correlated_mwh) == (600, hourly)
            assert month.monthly.correlated_mwh == 595

    def test_are_facts_of_their_hours(self, case: made.Case) -> None:
        flow(case, "price", PRICE)
        flow(case, "elsewhere_price", [-price for price in PRICE])

        found = metering.intervals(metering.contents(case.engagement))

        assert [one.price for one in found] == PRICE
        assert [one.elsewhere_price for one in found] == [-price for price in PRICE]
        assert {one.allowance_price for one in found} == {None}

    def test_are_in_no_sum(self, case: made.Case) -> None:
        before = recalculation.recalculate(case.engagement, on=TODAY).metered, metering.by_year(case.engagement)
        flow(case, "price", PRICE)

        assert (
            recalculation.recalculate(case.engagement, on=TODAY).metered,
            metering.by_year(case.engagement),
        ) == before

    def test_alone_are_not_taken_for_a_meter_at_the_grid(self) -> None:
        case = made.staffed()
        flow(case, "price", PRICE)

        assert recalculation.recalculate(case.engagement, on=TODAY).metered.lines == ()
        assert metering.by_year(case.engagement) == []


class TestAssigned:
    def test_are_read_once_for_facts_and_recalculation(self, case: made.Case) -> None:
        metering.assigned.cache_clear()
        metering.intervals.cache_clear()

        recalculation.recalculate(case.engagement, on=TODAY)

        assert metering.assigned.cache_info().misses == 1

    def test_are_read_again_once_values_were_put_over_them(self, case: made.Case) -> None:
        series = case.engagement.evidence.get(name="ely.csv").readings.get(replacement=None)
        (load,) = (one for one in metering.assigned(metering.contents(case.engagement)) if one.flow == Flow.ELY)
        substitute(
            series_id=series.pk,
            meter="ely",
            starts_at=series.first_at,
            ends_at=series.last_at,
            method="factor",
            amount=Decimal("0.5"),
            rule="AVR Art. 18",
            reason="Counts twice.",
            by=case[Role.LEAD],
            at=NOW,
        )
        (halved,) = (one for one in metering.assigned(metering.contents(case.engagement)) if one.flow == Flow.ELY)

        assert [2 * one for one in halved.frame["out"]] == load.frame["out"].to_list()
