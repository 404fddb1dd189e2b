from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from projects.monitoring.calibrating import Calibration, corrections
from projects.monitoring.checking import check
from projects.monitoring.series import Reading, Signal
from tests.projects.monitoring.made import made


def certificate(
    since: str, until: str, error: str = "0.1", *, serial: str = "A", most: str | None = "0.2"
) -> Calibration:
    return Calibration(
        serial=serial,
        certificate=f"{serial} {since}",
        valid_from=date.fromisoformat(since),
        valid_until=date.fromisoformat(until),
        error_percent=Decimal(error),
        class_percent=None if most is None else Decimal(most),
    )


def signals(reading: Reading, *calibrations: Calibration, **told: Any) -> dict[str, Signal]:
    found = check(reading, calibrations=calibrations, **told)
    assert all(one.message.en and one.message.zh and one.basis.zh for one in found)
    return {one.code: one for one in found if one.code.startswith("calibration")}


# Two hours on each of two days; the last two are the window of the worked case, in kWh.
WINDOW = made({"A": [200_000_000, -900_000, 45_812_450, -303_118]}, interval=timedelta(hours=12))
TO_THE_FIRST, TO_THE_SECOND = ("2023-01-02", "2024-01-01"), ("2024-01-02", "2024-12-31")


class TestCalibration:
    def test_says_nothing_of_a_meter_that_is_in_its_class_and_in_time(self) -> None:
        assert signals(WINDOW, certificate(*TO_THE_FIRST), certificate(*TO_THE_SECOND)) == {}

    def test_is_not_asked_for_where_nobody_speaks_of_it(self) -> None:
        assert not any(one.code.startswith("calibration") for one in check(WINDOW))

    def test_that_ran_out_lowers_the_late_window_by_what_its_class_allows(self) -> None:
        found = signals(WINDOW, certificate(*TO_THE_FIRST))

        assert list(found) == ["calibration-late"]
        assert (found["calibration-late"].rows, found["calibration-late"].severity) == ((4, 5), "major")
        (fault,) = corrections(WINDOW, [certificate(*TO_THE_FIRST)])
        assert (fault.fault, fault.year, fault.error_percent) == ("not_calibrated", 2024, Decimal("0.2"))
        assert (fault.exported_mwh, fault.imported_mwh) == (Decimal("45812.450"), Decimal("303.118"))
        assert fault.loss_mwh == Decimal("92.231136")
        assert "92.231136" in found["calibration-late"].message.en

    def test_out_of_its_class_lowers_by_the_error_whatever_its_sign(self) -> None:
        late = [certificate(*TO_THE_FIRST), certificate(*TO_THE_SECOND, error="-0.35")]

        assert signals(WINDOW, *late)["calibration-error"].rows == (4, 5)
        (fault,) = corrections(WINDOW, late)
        assert (fault.fault, fault.loss_mwh) == ("out_of_class", Decimal("161.404488"))

    def test_is_missing_before_the_first_certificate(self) -> None:
        found = signals(WINDOW, certificate(*TO_THE_SECOND))

        assert {code: one.rows for code, one in found.items()} == {"calibration-missing": (2, 3)}
        assert signals(WINDOW)["calibration-missing"].count == 4

    def test_of_another_meter_does_not_count_and_is_named(self) -> None:
        found = signals(WINDOW, certificate(*TO_THE_FIRST, serial="B"))

        assert found["calibration-missing"].count == 4
        assert "B 2023-01-02" in found["calibration-serial"].message.en

    def test_counts_by_the_serial_that_the_meter_has_outside_the_file(self) -> None:
        own = (certificate(*TO_THE_FIRST, serial="31-77"), certificate(*TO_THE_SECOND, serial="31-77"))

        assert signals(WINDOW, *own, serial="31-77") == {}

    def test_takes_the_error_found_where_the_class_is_not_on_record(self) -> None:
        (fault,) = corrections(WINDOW, [certificate(*TO_THE_FIRST, error="-0.5", most=None)])

        assert fault.error_percent == Decimal("0.5")

    def test_keeps_meters_apart(self) -> None:
        two = made({"A": [1, 2], "B": [3, 4]}, interval=timedelta(hours=12))

        assert signals(two, certificate(*TO_THE_FIRST))["calibration-missing"].rows == (4, 5)
