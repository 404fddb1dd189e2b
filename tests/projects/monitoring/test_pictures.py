from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from projects.monitoring.pictures import Bucket, heat, window
from projects.monitoring.profile import NOTHING_SAID
from projects.monitoring.work import Worked, work_through

FIRST = datetime(2025, 3, 29, tzinfo=UTC)
HALF = timedelta(minutes=30)
COUNT = 48 * 4


def power(meter: int, place: int) -> Decimal:
    """kW: a ramp, one peak and one dip."""
    return {100: Decimal(90_000), 101: Decimal(-5_000)}.get(place, Decimal(1_000 * meter + place))


@pytest.fixture
def worked(tmp_path: Path) -> Worked:
    """Two meters over four half-hourly days, without the second hour of the second day."""
    path = tmp_path / "power.csv"
    rows = (
        f"M{meter},{FIRST + HALF * place:%Y-%m-%dT%H:%M:%SZ},{power(meter, place)}"
        for meter in (1, 2)
        for place in range(COUNT)
        if place not in (50, 51)
    )
    path.write_text("\n".join(("Meter,Time,Power (kW)", *rows)) + "\n")
    return work_through(path, name=path.name, zone="Europe/Berlin", profile=NOTHING_SAID, into=tmp_path)


class TestWindow:
    def test_gives_every_interval_where_there_is_room(self, worked: Worked) -> None:
        found = window(worked.pictures, FIRST, FIRST + HALF * 3, 100)

        assert found == tuple(Bucket(FIRST + HALF * place, mw, mw, mw) for place, mw in enumerate((3.0, 3.002, 3.004)))

    def test_keeps_peaks_and_dips_in_few_points(self, worked: Worked) -> None:
        found = window(worked.pictures, worked.first_at, worked.last_at, 12)

        assert len(found) == 12
        assert (max(one.most for one in found), min(one.least for one in found)) == (180, -10)
        assert all(one.least <= one.mean <= one.most for one in found)

    def test_leaves_out_a_bucket_without_a_reading(self, worked: Worked) -> None:
        found = window(worked.pictures, FIRST + HALF * 48, FIRST + HALF * 56, 4)

        assert [one.starts_at for one in found] == [FIRST + HALF * place for place in (48, 52, 54)]

    def test_shows_one_meter_in_kw(self, worked: Worked) -> None:
        whole = window(worked.pictures, worked.first_at, worked.last_at, 8, series=worked.series, meter="M2")
        narrow = window(worked.pictures, FIRST, FIRST + HALF, 8, series=worked.series, meter="M2")

        assert max(one.most for one in whole) == 90_000
        assert narrow == (Bucket(FIRST, 2000, 2000, 2000),)


class TestHeat:
    def test_is_by_day_and_hour_of_the_plant(self, worked: Worked) -> None:
        found = heat(worked.pictures)

        assert found.days == tuple(date(2025, 3, 29) + timedelta(days=day) for day in range(5))
        first, second = found.rows[0], found.rows[1]
        # Berlin is an hour ahead, and skips an hour on the second day.
        assert (first[0], first[1]) == (None, pytest.approx(3.001))
        assert second[2] is None
        assert found.rows[4][2:] == (None,) * 22
