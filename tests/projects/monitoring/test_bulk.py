"""A file of any size is understood alike: the way through a grid against the way through a table of all rows."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from projects.monitoring import learning, parquet, work
from projects.monitoring.grid import exact
from projects.monitoring.profile import NOTHING_SAID, Profile
from projects.monitoring.series import Unreadable
from projects.monitoring.work import Worked, work_through

RECEIVED = datetime(2025, 12, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
# From a place, so many of one value; some just long enough to be told, of four and of six hours in quarters.
FLAT = ((400, 40, "12.5"), (700, 4, "3.75"), (710, 3, "3.5"), (750, 24, "5.5"), (800, 25, "6.5"), (1300, 130, "0.0"))
Rows = list[tuple[str, str, str]]


@dataclass(frozen=True)
class Way:
    """How a file is written. Rows are meter, time and value."""

    head: str = "Meter,Time,Energy (kWh),Status"
    row: str = "{meter},{at},{value},OK"
    time: str = "%Y-%m-%dT%H:%M:%SZ"
    clock: str = "UTC"
    zone: str = "Europe/Berlin"
    step: timedelta = QUARTER
    profile: Profile = NOTHING_SAID
    encoding: str = "utf-8"
    by_time: bool = False


WAYS = {
    "utc": Way(),
    "by time": Way(by_time=True),
    "local": Way(time="%Y-%m-%d %H:%M", clock="Europe/Berlin"),
    "local by time": Way(time="%d.%m.%Y %H:%M", clock="Europe/Berlin", by_time=True, zone="Europe/Berlin"),
    "offsets": Way(time="%Y-%m-%dT%H:%M:%S%:z", clock="Europe/Berlin"),
    "comma": Way(head="Meter;Time;Energy (MWh)", row="{meter};{at};{comma}"),
    "ends": Way(head="Time ending,Meter,Energy (kWh)", row="{at},{meter},{value}"),
    "power": Way(head="Time,Device,Active power (kW)", row="{at},{meter},{value}", step=timedelta(minutes=10)),
    "hours": Way(step=timedelta(hours=1), profile=Profile(multiplier=Decimal("1.5"))),
    "solar": Way(profile=Profile(nameplate_kw=Decimal(1000), technology="solar")),
    "import": Way(head="Meter,Time,Imported energy (kWh)", row="{meter},{at},{value}"),
    "chinese": Way(head="电表,时间,电量(kWh)", row="{meter},{at},{value}", encoding="gb18030", time="%Y-%m-%d %H:%M"),
    "mass": Way(head="Meter,Time,Hydrogen (kg)", row="{meter},{at},{value}"),
    "price": Way(
        head="Area,MTU (CET/CEST),Price (EUR/MWh)",
        row="{meter},{at},{value}",
        time="%d.%m.%Y %H:%M - later",
        clock="Europe/Berlin",
        zone="Europe/Lisbon",
        profile=Profile(nameplate_kw=Decimal(9)),
    ),
    "zone in heading": Way(head="Meter,Time (UTC+8),Energy (kWh)", row="{meter},{at},{value}", time="%Y/%m/%d %H:%M"),
}


def rows(way: Way, *, days: int = 70) -> Rows:
    """Some meters over the end of summer time, with every fault that a signal is for."""
    chance = random.Random(4)  # noqa: S311 - data of a test
    begins = datetime(2025, 10, 1, tzinfo=UTC)
    count = days * (timedelta(days=1) // way.step)
    made: list[list[tuple[str, str, str]]] = []
    for number in range(5):
        own = []
        for place in range(count):
            at = (begins + way.step * place).astimezone(ZoneInfo(way.clock))
            value = f"{chance.randrange(-30, 4000) / 10:.1f}" if place % 96 > 20 else "0.0"
            own.append((f"INV{number}", written(at, way.time), value))
        made.append(spoilt(own, chance, number))
    if way.by_time:
        return [row for group in zip(*made, strict=False) for row in group]
    return [row for own in made for row in own]


def written(at: datetime, form: str) -> str:
    offset = at.strftime("%z")
    return at.strftime(form.replace("%:z", f"{offset[:3]}:{offset[3:]}"))


def spoilt(own: Rows, chance: random.Random, number: int) -> Rows:
    meter = own[0][0]
    for begin, length, value in FLAT:
        own[begin : begin + length] = [(meter, at, value) for _, at, _ in own[begin : begin + length]]
    own[1000] = (meter, own[1000][1], "9000")
    own[1100] = (meter, own[1100][1], "")
    own[1101] = (meter, own[1101][1], " n/a ")
    own[1102] = (f" {meter} ", own[1102][1], " 1e2")
    own[1103] = (meter, own[1103][1], "12.345678")
    own[1104] = (meter, "soon", "1.0")
    own[1105] = ("", own[1105][1], "1.0")
    own[1106] = ("", "", "")
    own[1200:1200] = [own[1199], (meter, own[1198][1], "3.3"), (meter, own[1100][1], "")]
    if number < 4:
        own[1210], own[1211] = own[1211], own[1210]
    del own[1500 : 1500 + number * 9]
    return own[: len(own) - number]


Save = Callable[[Way, Rows], Path]
Through = Callable[[Path, Way, str], Worked]
Both = Callable[[Path, Way], tuple[Worked, Worked]]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(way: Way, lines: Rows) -> Path:
        path = tmp_path / "meters.csv"
        body = (
            way.row.format(meter=meter, at=at, value=value, comma=value.replace(".", ",")) for meter, at, value in lines
        )
        path.write_text("\n".join((way.head, *body)) + "\n", encoding=way.encoding)
        return path

    return write


@pytest.fixture
def through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Through:
    """Read through a "table" of all rows, or through a "grid", whatever the size."""

    def read(path: Path, way: Way, what: str) -> Worked:
        least, most = (1 << 40, 1 << 40) if what == "table" else (0, 0)
        monkeypatch.setattr(work, "LEAST_BYTES", least)
        monkeypatch.setattr(work, "MOST_BYTES", most)
        into = tmp_path / what
        into.mkdir(exist_ok=True)
        return work_through(path, name=path.name, zone=way.zone, profile=way.profile, into=into, received_at=RECEIVED)

    return read


@pytest.fixture
def both(through: Through) -> Both:
    return lambda path, way: (through(path, way, "table"), through(path, way, "grid"))


def plain(worked: Worked) -> Worked:
    """Without the paths, and with the signals in the order of their codes."""
    return replace(
        worked,
        series=Path(),
        pictures=Path(),
        sha256="",
        signals=tuple(sorted(worked.signals, key=lambda one: one.code)),
    )


def energies(worked: Worked) -> pl.DataFrame:
    frame = parquet.scan(worked.series).collect()
    return frame.with_columns(exact(frame["energy"], parquet.kept(worked.series).step).alias("energy"))


def year(values: Callable[[int, int], str], *, meters: int = 2) -> Rows:
    """Hours from the first of a year to the end of its September; `values` by meter and hour."""
    begins = datetime(2025, 1, 1, tzinfo=UTC)
    hours = 24 * 273
    return [
        (f"M{meter}", written(begins + timedelta(hours=hour), "%Y-%m-%d %H:%M"), values(meter, hour))
        for meter in range(meters)
        for hour in range(hours)
    ]


class TestTheGrid:
    @pytest.mark.parametrize("name", WAYS)
    def test_tells_what_the_table_tells(self, name: str, save: Save, both: Both) -> None:
        way = WAYS[name]

        table, grid = both(save(way, rows(way)), way)

        for one, other in zip(plain(grid).signals, plain(table).signals, strict=True):
            assert one == other
        assert plain(grid) == plain(table)
        assert energies(grid).equals(energies(table))

    @pytest.mark.parametrize("name", ["comma", "local", "utc"])
    def test_tells_it_where_the_cells_are_too_many_to_remember(
        self, name: str, save: Save, both: Both, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(learning, "MOST_TEXTS", 50)
        monkeypatch.setattr(learning, "BATCH", 1000)
        way = WAYS[name]

        table, grid = both(save(way, rows(way, days=45)), way)

        assert plain(grid) == plain(table)
        assert energies(grid).equals(energies(table))

    @pytest.mark.parametrize("most", [0, 1 << 20])
    def test_does_not_read_the_cells_of_rows_that_do_not_count(
        self, most: int, save: Save, both: Both, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(learning, "MOST_TEXTS", most)
        way = Way(head="Meter,Time,Energy (kWh)", row="{meter},{at},{value}")
        lines = [*clean(way), ("A", "Total", '"1,234"'), ("", "Average", "0.123456789012345678"), ("", "", " ")]

        table, grid = both(save(way, lines), way)

        assert {one.code: one.count for one in grid.signals}["unplaced"] == 2
        assert plain(grid) == plain(table)
        assert parquet.kept(grid.series).step == Decimal(360)

    def test_meets_the_faults_that_signals_are_for(self, save: Save, through: Through) -> None:
        codes = {
            signal.code
            for name in ("utc", "local", "solar", "hours")
            for signal in through(save(WAYS[name], rows(WAYS[name])), WAYS[name], "grid").signals
        }

        assert codes >= {
            *("benford", "capacity-factor", "clock-shift", "conflict", "duplicate", "flat", "future", "gap", "jump"),
            *("missing", "missing-month", "nameplate", "negative", "night", "order", "repeat", "repeated-hour"),
            *("round", "stamp", "unplaced"),
        }

    def test_tells_whole_months_and_meters_apart_alike(self, save: Save, both: Both) -> None:
        way = Way(head="Meter,Time,Energy (kWh)", row="{meter},{at},{value}", step=timedelta(hours=1), zone="UTC")
        still = range(4000, 4100)

        def values(meter: int, hour: int) -> str:
            usual = 10 + hour % 7 + (meter + hour // 730) % 3
            return "4" if meter and hour in still else str(usual * (30 if hour // 730 == 5 else 1))

        table, grid = both(save(way, year(values)), way)

        assert {"flat-alone", "month-jump"} <= {signal.code for signal in grid.signals}
        assert plain(grid) == plain(table)

    def test_reads_a_column_for_each_meter(self, save: Save, both: Both) -> None:
        way = Way(head="Time,T1 (kW),T2 (kW),T3 Import (kW)", row="{at},{meter},{value},{comma}", zone="Europe/Berlin")
        chance = random.Random(1)  # noqa: S311 - data of a test
        lines = [
            (str(chance.randrange(90) * 10), at, value if place % 50 else "")
            for place, (_, at, value) in enumerate(rows(replace(way, clock="UTC"))[:3000])
        ]

        table, grid = both(save(replace(way, row="{at},{meter},{value},{meter}"), lines), way)

        assert plain(grid) == plain(table)
        assert energies(grid).equals(energies(table))

    def test_reads_a_meter_without_a_name_and_times_of_several_zones(self, save: Save, both: Both) -> None:
        way = Way(head="Time,Energy (kWh)", row="{at},{value}", time="%Y-%m-%dT%H:%M:%S%:z")
        lines = rows(replace(way, by_time=False), days=20)[:1900]
        far = [(meter, at.replace("+00:00", "+08:00"), value) for meter, at, value in lines[:40]]

        table, grid = both(save(way, lines + far), way)

        assert "mixed-zones" in {signal.code for signal in grid.signals}
        assert plain(grid) == plain(table)

    @pytest.mark.parametrize("high", [4, 5, 6])
    def test_takes_the_same_reading_for_the_usual(self, high: int, save: Save, both: Both) -> None:
        way = Way(head="Meter,Time,Energy (kWh)", row="{meter},{at},{value}")
        lines = [
            (meter, at, "10" if n % 16 == 1 and n < 16 * high else "1")
            for n, (meter, at, _) in enumerate(clean(way)[:100])
        ]

        table, grid = both(save(way, lines), way)

        assert plain(grid) == plain(table)

    def test_keeps_every_digit_that_fits(self, save: Save, both: Both) -> None:
        way = Way(head="Meter,Time,Energy (kWh)", row="{meter},{at},{value}")
        lines = [(meter, at, f"{value}0000000000{place % 7}1") for place, (meter, at, value) in enumerate(clean(way))]

        table, grid = both(save(way, lines), way)

        assert plain(grid) == plain(table)
        assert energies(grid).equals(energies(table))

    def test_gives_up_on_digits_that_do_not(self, save: Save, through: Through) -> None:
        way = Way(head="Meter,Time,Energy (kWh)", row="{meter},{at},{value}")
        lines = [*clean(way)[:500], *((meter, at, "54321.123456789012345678") for meter, at, _ in clean(way)[500:])]

        with pytest.raises(Unreadable) as caught:
            through(save(way, lines), way, "grid")

        assert caught.value.code == "size"

    def test_reads_again_where_the_first_commas_misled(
        self, save: Save, both: Both, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(learning, "BATCH", 64)
        way = Way(head="Meter;Time;Energy (kWh)", row="{meter};{at};{value}")
        lines = [
            (meter, at, "1,234" if place < 100 else "1,234,000.5" if place == 700 else str(place * 31 % 97))
            for place, (meter, at, _) in enumerate(clean(way))
        ]

        table, grid = both(save(way, lines), way)

        assert grid.form.decimal_mark == "."
        assert plain(grid) == plain(table)

    @pytest.mark.parametrize(
        ("code", "spoil"),
        [
            ("counter", lambda place, row: (row[0], row[1], str(place))),
            ("comma", lambda _, row: (row[0], row[1], '"1,234"')),
            ("no-times", lambda place, row: row if place % 3 == 0 else (row[0], "noon", row[2])),
            ("zones", lambda place, row: row if place else (row[0], row[1].rstrip("Z"), row[2])),
            ("irregular", lambda place, row: row if place != 9 else (row[0], "2025-10-01T02:17:00Z", row[2])),
            (
                "interval",
                lambda place, row: (row[0], f"{RECEIVED + timedelta(hours=2 * place):%Y-%m-%d %H:%M}Z", row[2]),
            ),
        ],
    )
    def test_refuses_what_the_table_refuses(
        self,
        code: str,
        spoil: Callable[[int, tuple[str, str, str]], tuple[str, str, str]],
        save: Save,
        through: Through,
    ) -> None:
        way = WAYS["utc"]
        path = save(way, [spoil(place, row) for place, row in enumerate(clean(way)[:960])])

        for what in ("table", "grid"):
            with pytest.raises(Unreadable) as caught:
                through(path, way, what)
            assert caught.value.code == code

    def test_refuses_a_register_of_mass_as_the_table_does(self, save: Save, through: Through) -> None:
        way = WAYS["mass"]
        path = save(way, [(meter, at, str(place)) for place, (meter, at, _) in enumerate(clean(way))])
        for what in ("table", "grid"):
            with pytest.raises(Unreadable) as caught:
                through(path, way, what)
            assert caught.value.code == "counter"


def clean(way: Way) -> Rows:
    """One meter, ten days, nothing wrong."""
    begins = datetime(2025, 10, 1, tzinfo=UTC)
    chance = random.Random(3)  # noqa: S311 - data of a test
    return [("A", written(begins + way.step * n, way.time), str(chance.randrange(900) / 10)) for n in range(960)]
