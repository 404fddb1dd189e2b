from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import polars as pl

from projects.monitoring.calibrating import Certificate, Lapse, Uncovered, faults, lapses, signals
from projects.monitoring.series import Signal
from tests.projects.monitoring.made import made
from verifier.rulebook.power import MeterFault

FIRST, LAST = date(2024, 1, 1), date(2024, 1, 2)
TO_THE_FIRST, TO_THE_SECOND = ("2023-01-02", "2024-01-01"), ("2024-01-02", "2024-12-31")
HALF_DAY = timedelta(hours=12)
# Two readings on each of two days; the last two are the window of the worked case, in kWh.
WINDOW = made({"A": [200_000_000, -900_000, 45_812_450, -303_118]}, interval=HALF_DAY).frame


def certificate(since: str, until: str, error: str = "0.1", *, most: str | None = "0.2") -> Certificate:
    return Certificate(
        valid_from=date.fromisoformat(since),
        valid_until=date.fromisoformat(until),
        error_percent=Decimal(error),
        class_percent=None if most is None else Decimal(most),
    )


def uncovered(*certificates: Certificate) -> list[Uncovered]:
    """The lapses of the two days with their readings."""
    found = []
    for one in lapses(certificates, FIRST, LAST):
        begins, ends = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (one.first, one.last))
        span = begins, ends + timedelta(days=1)
        readings = WINDOW.filter(pl.col("ends_at").is_between(begins + HALF_DAY, span[1]))
        found.append(Uncovered(one, span, readings))
    return found


def told(*certificates: Certificate) -> dict[str, Signal]:
    found = tuple(signals("A", uncovered(*certificates), interval=HALF_DAY, zone="UTC"))
    assert all("{" not in one.message.en + one.message.zh for one in found)
    return {one.code: one for one in found}


def corrections(*certificates: Certificate) -> list[MeterFault]:
    return [fault for one in uncovered(*certificates) for fault in faults(one, HALF_DAY, "UTC")]


def days(*rows: tuple[str, str, str, str | None]) -> list[Lapse]:
    return [
        Lapse(code, date.fromisoformat(first), date.fromisoformat(last), None if percent is None else Decimal(percent))
        for code, first, last, percent in rows
    ]


class TestLapses:
    def test_are_none_of_a_meter_that_is_in_its_class_and_in_time(self) -> None:
        assert lapses([certificate(*TO_THE_SECOND), certificate(*TO_THE_FIRST)], FIRST, LAST) == []

    def test_are_the_days_after_a_certificate_ran_out(self) -> None:
        assert lapses([certificate(*TO_THE_FIRST)], FIRST, LAST) == days(
            ("calibration-late", "2024-01-02", "2024-01-02", "0.2")
        )

    def test_are_the_days_before_the_first_certificate(self) -> None:
        found = lapses([certificate(*TO_THE_SECOND)], date(2023, 12, 1), LAST)
        assert found == days(("calibration-missing", "2023-12-01", "2024-01-01", "0.2"))

    def test_are_the_whole_time_where_there_is_none(self) -> None:
        assert lapses([], FIRST, LAST) == days(("calibration-missing", "2024-01-01", "2024-01-02", None))

    def test_are_the_days_between_two_as_one(self) -> None:
        """The certificate of 2022 turns nothing: one span, corrected by the greatest error on record."""
        held = [certificate("2022-01-01", "2022-12-31", "-0.4", most=None), certificate("2023-03-01", "2023-12-31")]
        assert lapses(held, date(2023, 1, 1), date(2024, 2, 1)) == days(
            ("calibration-late", "2023-01-01", "2023-02-28", "0.4"),
            ("calibration-late", "2024-01-01", "2024-02-01", "0.4"),
        )

    def test_are_days_out_of_class_by_the_error_whatever_its_sign(self) -> None:
        found = lapses([certificate(*TO_THE_FIRST), certificate(*TO_THE_SECOND, "-0.35")], FIRST, LAST)
        assert found == days(("calibration-error", "2024-01-02", "2024-01-02", "0.35"))

    def test_follow_the_certificate_that_begins_last(self) -> None:
        first, again = certificate("2023-01-01", "2024-12-31", "-0.35"), certificate("2024-01-02", "2024-06-30")
        assert lapses([again, first], FIRST, LAST) == days(("calibration-error", "2024-01-01", "2024-01-01", "0.35"))

    def test_end_with_time_itself(self) -> None:
        assert lapses([certificate("2023-01-01", "9999-12-31")], FIRST, LAST) == []


class TestSignals:
    def test_are_none_where_all_is_covered(self) -> None:
        assert told(certificate(*TO_THE_FIRST), certificate(*TO_THE_SECOND)) == {}

    def test_say_what_the_conservative_correction_takes(self) -> None:
        """The worked window: 45,812.450 MWh out and 303.118 MWh in, by 0.2 %."""
        (found,) = told(certificate(*TO_THE_FIRST)).values()
        assert (found.code, found.severity, found.count) == ("calibration-late", "major", 2)
        assert "92.231136" in found.message.en
        assert found.spans == ((datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 1, 3, tzinfo=UTC)),)
        (fault,) = corrections(certificate(*TO_THE_FIRST))
        assert (fault.fault, fault.year, fault.error_percent) == ("not_calibrated", 2024, Decimal("0.2"))
        assert (fault.exported_mwh, fault.imported_mwh) == (Decimal("45812.450"), Decimal("303.118"))
        assert fault.loss_mwh == Decimal("92.231136")

    def test_take_the_error_of_a_meter_out_of_its_class(self) -> None:
        late = certificate(*TO_THE_FIRST), certificate(*TO_THE_SECOND, "-0.35")
        assert set(told(*late)) == {"calibration-error"}
        (fault,) = corrections(*late)
        assert (fault.fault, fault.loss_mwh) == ("out_of_class", Decimal("161.404488"))

    def test_ask_for_the_class_where_no_error_is_known(self) -> None:
        (found,) = told().values()
        assert (found.code, found.count) == ("calibration-missing", 4)
        assert "greatest that its class allows" in found.message.en
        assert corrections() == []
