from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from projects.monitoring import site
from projects.monitoring.flows import Assigned, Flow, Hours, hours
from projects.monitoring.series import Signal, by_month
from projects.monitoring.site import balance, scada, settlement, storage
from tests.projects.monitoring.made import BEGINS, HOUR, made
from verifier.rulebook.production import Production


def plant(**flows: list[Any]) -> Hours:
    """Hours of a site in kWh, by flow."""
    return hours([Assigned.of(Flow(name), made({name: kwh})) for name, kwh in flows.items()])


def by_code(found: tuple[Signal, ...]) -> dict[str, Signal]:
    assert all(one.message.zh and one.basis.en and one.basis.zh for one in found)
    assert all("{" not in one.message.en + one.message.zh for one in found)
    return {one.code: one for one in found}


# The worked day: balance nought in every row.
DAY: dict[str, list[Any]] = {
    "res_gen": [160_000, 130_000, 60_000, 100_000, 95_000, 0],
    "ely": [100_000, 100_000, 100_000, 100_000, 100_000, 30_000],
    "aux": [10_000] * 6,
    "chg": [50_000, 20_000, 0, 0, 0, 0],
    "dis": [0, 0, 50_000, 10_000, 0, 0],
    "imp": [0, 0, 0, 0, 15_000, 40_000],
}


def battery(capacity: str) -> Production:
    return Production(
        fuel="ammonia",
        fuel_kg=Decimal(60_000),
        lhv_mj_per_kg=Decimal("18.6"),
        operation_on=date(2025, 7, 16),
        storage_mwh=Decimal(capacity),
        charge_efficiency=Decimal("0.95"),
        discharge_efficiency=Decimal("0.95"),
    )


class TestBalance:
    def test_holds_where_every_meter_is_there(self) -> None:
        assert balance(plant(**DAY)) == ()

    @pytest.mark.parametrize(("hidden", "seen"), [(2_200, False), (2_201, True)])
    def test_may_be_off_by_two_per_cent_of_the_load_of_an_hour(self, hidden: int, *, seen: bool) -> None:
        found = by_code(balance(plant(**DAY | {"res_gen": [160_000 - hidden, *DAY["res_gen"][1:]]})))

        assert ("balance" in found) is seen
        if seen:
            assert (found["balance"].rows, found["balance"].severity) == ((1,), "minor")
            assert found["balance"].spans == ((BEGINS, BEGINS + HOUR),)

    def test_that_is_always_off_to_one_side_is_grave(self) -> None:
        found = by_code(balance(plant(**DAY | {"imp": [0] * 6})))

        assert found["balance"].rows == (5, 6)
        assert (found["balance-systematic"].rows, found["balance-systematic"].severity) == ((1,), "major")
        assert "2024-01 -55" in found["balance-systematic"].message.en

    def test_forgives_hours_that_are_off_by_turns(self) -> None:
        turns = DAY | {"res_gen": [165_000, 125_000, *DAY["res_gen"][2:]]}

        assert set(by_code(balance(plant(**turns)))) == {"balance"}

    def test_leaves_out_hours_with_a_reading_missing(self) -> None:
        missing = [*DAY["imp"][:4], None, 40_000]

        assert balance(plant(**DAY | {"imp": missing, "exp": [0] * 4 + [9_000, 0]})) == ()

    def test_does_not_speak_of_a_share_of_next_to_nothing(self) -> None:
        assert balance(plant(res_gen=[Decimal("0.02")], ely=[0], imp=[0])) == ()
        assert balance(plant(res_gen=[Decimal("0.021")], ely=[0], imp=[0])) != ()

    def test_weighs_as_the_scheme_says(self) -> None:
        found = balance(plant(**DAY | {"imp": [0] * 6}), severities={"balance": "major"})

        assert by_code(found)["balance"].severity == "major"


class TestStorage:
    @pytest.mark.parametrize(("capacity", "rows"), [("66.5", ()), ("66.4", (2,))])
    def test_holds_no_more_than_it_can(self, capacity: str, rows: tuple[int, ...]) -> None:
        found = by_code(storage(plant(**DAY), battery(capacity)))

        assert (found["storage"].rows if found else ()) == rows

    def test_gives_no_more_than_it_took(self) -> None:
        found = by_code(storage(plant(ely=[3_000], imp=[0], dis=[2_000]), battery("10")))["storage"]

        assert (found.rows, found.severity) == ((1,), "major")


class TestSettlement:
    @pytest.mark.parametrize(("settled", "seen"), [("1000", False), ("995", True), ("995.1", False), ("1006", True)])
    def test_may_differ_by_half_a_per_cent(self, settled: str, *, seen: bool) -> None:
        found = by_code(settlement({(2024, 1): Decimal(1000)}, {(2024, 1): Decimal(settled)}))

        assert ("settlement" in found) is seen

    def test_names_months_that_one_source_alone_has(self) -> None:
        found = by_code(settlement({(2024, 1): Decimal(1)}, {(2024, 2): Decimal(1)}))

        assert list(found) == ["unmatched"]
        assert "2024-01, 2024-02" in found["unmatched"].message.en


class TestScada:
    @pytest.mark.parametrize(("shown", "seen"), [("1010", False), ("1011", True)])
    def test_may_differ_by_one_per_cent(self, shown: str, *, seen: bool) -> None:
        assert bool(scada({(2024, 1): Decimal(1000)}, {(2024, 1): Decimal(shown)})) is seen

    def test_takes_the_export_of_a_series(self) -> None:
        reading = made({"A": [1000, -5]}, interval=timedelta(hours=1))

        assert site.exported(by_month(reading)) == {(2024, 1): Decimal(1)}
        assert reading.frame["ends_at"][0] == datetime.fromisoformat("2024-01-01T01:00+00:00")
