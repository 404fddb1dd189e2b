from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from projects.monitoring.bases import BASES
from projects.monitoring.checking import check
from projects.monitoring.patterns import benford_unfit
from projects.monitoring.series import Reading, Signal
from tests.projects.monitoring.made import HOUR, made, varied
from verifier import schemes

DAYS = 24


def signals(reading: Reading, **told: Any) -> dict[str, Signal]:
    found = check(reading, **told)
    assert all(one.message.en and one.message.zh and one.basis.en and one.basis.zh for one in found)
    assert all("{" not in one.message.en + one.message.zh for one in found)
    return {one.code: one for one in found}


def with_blanks(values: list[Any], *blank: int) -> list[Any]:
    return [None if place in blank else value for place, value in enumerate(values)]


class TestMissingMonth:
    def test_is_one_with_more_than_a_hundredth_of_its_readings_lost(self) -> None:
        year = varied(60 * DAYS)  # January and February 2024
        seven, eight = (with_blanks(year, *range(800, 800 + lost)) for lost in (6, 7))

        assert "missing-month" not in signals(made({"A": seven}))
        found = signals(made({"A": eight}))["missing-month"]
        assert (found.count, found.severity) == (7, "major")
        assert "2024-02" in found.message.en
        assert "2024-01" not in found.message.en

    def test_counts_absent_rows_too(self) -> None:
        reading = made({"A": varied(60 * DAYS)})
        frame = reading.frame.filter(~pl.col("row").is_between(100, 110))

        assert signals(Reading(**{**vars(reading), "frame": frame}))["missing-month"].count == 11

    def test_is_not_said_of_a_single_month(self) -> None:
        assert "missing-month" not in signals(made({"A": with_blanks(varied(DAYS), 3, 4)}))


class TestSubstituted:
    @pytest.mark.parametrize(("share", "severity"), [(1, "info"), (2, "minor"), (5, "minor"), (6, "major")])
    def test_weighs_by_its_share(self, share: int, severity: str) -> None:
        reading = made({"A": varied(100)})
        quality = pl.Series("quality", ["substituted"] * share + ["measured"] * (100 - share))

        found = signals(Reading(**{**vars(reading), "frame": reading.frame.with_columns(quality)}))["substituted"]

        assert (found.count, found.severity) == (share, severity)


class TestFlatAlone:
    def test_is_a_meter_that_stands_still_while_another_moves(self) -> None:
        still = varied(72)
        still[10:34] = [7] * 24

        found = signals(made({"A": still, "B": varied(72, phase=1)}))["flat-alone"]

        assert (found.count, found.rows) == (24, (12,))

    def test_may_stand_at_zero(self) -> None:
        assert signals(made({"A": [0] * 72, "B": varied(72)}))["flat-alone"].count == 72

    @pytest.mark.parametrize("hours", [23, 24])
    def test_needs_a_whole_day(self, hours: int) -> None:
        still = varied(72)
        still[10 : 10 + hours] = [7] * hours

        assert ("flat-alone" in signals(made({"A": still, "B": varied(72)}))) is (hours == 24)

    def test_is_not_said_where_all_stand_still(self) -> None:
        assert "flat-alone" not in signals(made({"A": [0] * 72, "B": [0] * 72}))


class TestMonthJump:
    def months(self, *gwh: int, begins: date = date(2024, 1, 1)) -> Reading:
        """Hours of whole months in UTC, each with its energy spread evenly."""
        values: list[Any] = []
        for place, energy in enumerate(gwh):
            first = date(begins.year + (begins.month - 1 + place) // 12, (begins.month - 1 + place) % 12 + 1, 1)
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            hours = (following - first).days * 24
            values += [Decimal(energy * 1000) / hours if hours else 0] * hours
        return made({"A": [round(value, 6) for value in values]}, begins=datetime(*begins.timetuple()[:3], tzinfo=UTC))

    def test_departs_from_the_usual_change_by_over_four_times_its_deviation(self) -> None:
        found = signals(self.months(100, 104, 99, 103, 98, 250, 101, 97))["month-jump"]

        assert found.count == 2
        assert "2024-06, 2024-07" in found.message.en
        assert found.severity == "info"

    def test_is_not_said_of_ordinary_months_or_of_few(self) -> None:
        assert "month-jump" not in signals(self.months(100, 104, 99, 103, 98, 102, 101, 97))
        assert "month-jump" not in signals(self.months(100, 104, 99, 250, 98, 102))

    def test_leaves_out_a_month_that_is_not_whole(self) -> None:
        whole = self.months(100, 104, 99, 103, 98, 102, 101, 97)
        begun = whole.frame.filter(pl.col("ends_at") <= datetime(2024, 8, 2, tzinfo=UTC))

        assert "month-jump" not in signals(Reading(**{**vars(whole), "frame": begun}))


class TestCapacityFactor:
    def test_is_held_against_what_the_technology_reaches(self) -> None:
        reading = made({"A": [361] * (30 * DAYS), "B": [349] * (30 * DAYS)})

        found = signals(reading, nameplate_kw=Decimal(1000), technology="solar")["capacity-factor"]

        assert (found.count, found.severity) == (1, "minor")
        assert "A 0.361" in found.message.en
        assert "capacity-factor" not in signals(reading, nameplate_kw=Decimal(1000), technology="wind")

    def test_is_grave_beyond_one(self) -> None:
        reading = made({"A": [1001] * (30 * DAYS)})

        assert signals(reading, nameplate_kw=Decimal(1000), technology="other")["capacity-factor"].severity == "major"

    def test_is_not_reckoned_over_a_few_windy_days(self) -> None:
        reading = made({"A": [900] * (27 * DAYS)})

        assert "capacity-factor" not in signals(reading, nameplate_kw=Decimal(1000), technology="wind")

    def test_may_be_too_low_over_a_year(self) -> None:
        low = {"nameplate_kw": Decimal(1000), "technology": "wind"}

        assert "capacity-factor" in signals(made({"A": [99] * (300 * DAYS)}), **low)
        assert "capacity-factor" not in signals(made({"A": [99] * (299 * DAYS)}), **low)


class TestBenford:
    GROWN = [round(Decimal("1.02") ** n, 3) for n in range(1, 600)]

    def test_is_not_used_on_the_meter_of_a_plant_and_says_why(self) -> None:
        reading = made({"A": self.GROWN})

        for told in ({"nameplate_kw": Decimal(1000), "technology": None}, {"nameplate_kw": None, "technology": "wind"}):
            why = benford_unfit(reading, **told)
            assert why is not None
            assert "bounded" in why.en
            assert why.zh
        assert benford_unfit(reading, nameplate_kw=None, technology=None) is None

    def test_is_not_used_on_few_values_or_a_narrow_span(self) -> None:
        few, narrow = made({"A": self.GROWN[:299]}), made({"A": varied(400)})

        assert "fewer than 300" in str(benford_unfit(few, nameplate_kw=None, technology=None))
        assert "two orders" in str(benford_unfit(narrow, nameplate_kw=None, technology=None))

    def test_passes_numbers_that_grow_and_sees_those_made_up(self) -> None:
        made_up = [Decimal(5) * 10 ** (n % 4) + n for n in range(400)]

        assert "benford" not in signals(made({"A": self.GROWN}))
        assert (found := signals(made({"A": made_up}))["benford"]).count == 400
        assert found.severity == "minor"

    @pytest.mark.parametrize(("twos", "severity"), [(40, None), (50, "info"), (60, "minor")])
    def test_weighs_by_how_far_the_digits_depart(self, twos: int, severity: str | None) -> None:
        # So many more numbers that begin with 2 than there ought to be, among six hundred.
        found = signals(made({"A": [*self.GROWN, *[Decimal("2.3")] * twos]})).get("benford")

        assert (found.severity if found else None) == severity


class TestFuture:
    def test_is_a_reading_later_than_its_file(self) -> None:
        reading = made({"A": varied(24)})

        found = signals(reading, received_at=datetime(2024, 1, 1, 22, tzinfo=UTC))["future"]

        assert (found.rows, found.severity) == ((24, 25), "major")
        assert "future" not in signals(reading, received_at=datetime(2024, 1, 2, tzinfo=UTC))


class TestSpans:
    def test_are_the_times_of_the_rows_those_that_touch_as_one(self) -> None:
        found = signals(made({"A": with_blanks(varied(24), 3, 4, 9)}))["missing"]

        begins = datetime(2024, 1, 1, tzinfo=UTC)
        assert found.spans == ((begins + 3 * HOUR, begins + 5 * HOUR), (begins + 9 * HOUR, begins + 10 * HOUR))


class TestSeverities:
    def test_are_those_of_the_scheme_where_it_has_its_own(self) -> None:
        reading = made({"A": [*varied(23), Decimal(-5)]}, interval=timedelta(hours=1))

        assert signals(reading)["negative"].severity == "info"
        assert signals(reading, severities={"negative": "major"})["negative"].severity == "major"

    @pytest.mark.parametrize("code", [code for code, _ in schemes.choices()])
    def test_name_signals_that_exist(self, code: str) -> None:
        own = schemes.get(code).signal_severities

        assert set(own) <= set(BASES)
        assert set(own.values()) <= {"info", "minor", "major"}

    @pytest.mark.parametrize("code", ["iscc_eu", "iscc_plus", "bv_renewable_ammonia", "ccer", "china_ets"])
    def test_are_set_where_the_rules_weigh_them(self, code: str) -> None:
        own = schemes.get(code).signal_severities

        assert any(severity != BASES[noticed].severity for noticed, severity in own.items())
