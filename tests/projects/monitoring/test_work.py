import hashlib
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from projects.monitoring import labels, work
from projects.monitoring.profile import NOTHING_SAID
from projects.monitoring.series import Unreadable
from projects.monitoring.work import Worked, work_through
from tests.benchmarks.series import MOST_MB, generate

EXTRACT = Path(__file__).parent / "extracts" / "kelmarsh-two-turbines.csv"
CHILD = """
import json, re, sys
from pathlib import Path
from projects.monitoring.profile import NOTHING_SAID
from projects.monitoring.series import Unreadable
from projects.monitoring.work import work_through

path, into = map(Path, sys.argv[1:])
said = {}
try:
    worked = work_through(path, name=path.name, zone="UTC", profile=NOTHING_SAID, into=into)
    said |= {"mwh": str(sum(year.exported_mwh for year in worked.years)), "rows": worked.rows}
    said["codes"] = {one.code: one.count for one in worked.signals}
except Unreadable as no:
    said["code"] = no.code
# Of this process since it began; what getrusage tells counts its parent too.
said["mb"] = int(re.search("VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps(said))
"""
HEAD = b"Meter,Time,Energy (kWh)\n"
ROW = b"A,2025-01-01T%02d:00:00Z,1.5\n"


def in_a_child(path: Path, into: Path) -> dict[str, Any]:
    """What `work_through` says of a file, and the most memory that it took."""
    done = subprocess.run([sys.executable, "-c", CHILD, str(path), str(into)], check=True, capture_output=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def hours(tmp_path: Path, count: int = 24 * 200) -> Path:
    path = tmp_path / "hours.csv"
    times = pl.datetime_range(pl.datetime(2025, 1, 1), pl.datetime(2025, 12, 1), "1h", eager=True)[:count]
    rows = (f"A,{at:%Y-%m-%dT%H:%M:%SZ},{place % 24}.5" for place, at in enumerate(times))
    path.write_text("\n".join(("Meter,Time,Energy (kWh)", *rows)) + "\n")
    return path


def read(path: Path, into: Path, **options: Any) -> Worked:
    return work_through(path, name=path.name, zone="Europe/London", profile=NOTHING_SAID, into=into, **options)


class TestWorkThrough:
    def test_keeps_all_of_a_file(self, tmp_path: Path) -> None:
        worked = read(EXTRACT, tmp_path)

        assert worked.head.headings[0] == "Alternative Title"
        assert worked.head.rows[0][0] == "KWF1"
        assert len(worked.head.rows) == 20
        assert (worked.rows, len(worked.meters)) == (288, 2)
        assert worked.years[0].exported_mwh == Decimal("9.035101470")
        assert worked.source_sha256 == hashlib.sha256(EXTRACT.read_bytes()).hexdigest()
        assert worked.sha256 == hashlib.sha256(worked.series.read_bytes()).hexdigest()
        assert worked.pictures.exists()
        assert {one.code: one.spans for one in worked.signals}["missing"]

    @pytest.mark.parametrize("least", [0, 1 << 40], ids=["grid", "table"])
    def test_tells_how_far_it_is(self, least: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(work, "LEAST_BYTES", least)
        told: list[float] = []

        read(hours(tmp_path), tmp_path, progress=told.append)

        assert told == sorted(told)
        assert told[-1] == 1
        assert all(0 <= share <= 1 for share in told)

    @pytest.mark.parametrize("at", [0.0, 0.3, 0.7, 0.95])
    def test_ends_where_somebody_stops_it(self, at: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(work, "LEAST_BYTES", 0)

        def stop(share: float) -> None:
            if share >= at:
                raise InterruptedError(share)

        with pytest.raises(InterruptedError):
            read(hours(tmp_path), tmp_path, progress=stop)

    def test_reads_millions_of_rows_in_little_memory(self, tmp_path: Path) -> None:
        path = tmp_path / "plant.csv"
        total = generate(path, meters=143)

        said = in_a_child(path, tmp_path)

        assert Decimal(said["mwh"]) == total / 1000
        assert said["mb"] < MOST_MB
        assert {"gap", "order", "duplicate"} <= set(said["codes"])


class TestWhatIsNoSeries:
    def test_a_line_without_an_end_is_refused_in_little_memory(self, tmp_path: Path) -> None:
        path = tmp_path / "line.csv"
        with path.open("wb") as file:
            file.write(HEAD + b"".join(ROW % hour for hour in range(24)))
            file.writelines(b"1" * (1 << 20) for _ in range(300))

        said = in_a_child(path, tmp_path)

        assert (said["code"], said["mb"] < 300) == ("line", True)

    def test_a_quotation_mark_that_is_not_closed_is_refused_in_little_memory(self, tmp_path: Path) -> None:
        path = tmp_path / "quote.csv"
        path.write_bytes(HEAD + ROW % 1 + b'"' + b"".join(ROW % (n % 24) for n in range(2_000_000)))

        said = in_a_child(path, tmp_path)

        assert (said["code"], said["mb"] < 300) == ("quote", True)

    def test_nul_bytes_far_into_the_file_are_named(self, tmp_path: Path) -> None:
        path = tmp_path / "nul.csv"
        path.write_bytes(HEAD + b"".join(ROW % (n % 24) for n in range(2_000_000)) + b"A,2025\0,1\n")

        said = in_a_child(path, tmp_path)

        assert (said["code"], said["mb"] < 300) == ("nul", True)

    def test_more_meters_than_there_can_be_are_not_remembered(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(work, "LEAST_BYTES", 0)
        monkeypatch.setattr(labels, "MOST_LABELS", 1_000)
        path = tmp_path / "never.csv"
        path.write_bytes(HEAD + b"".join(b"%d,2025-01-01T%02d:00:00Z,1.5\n" % (n, n % 24) for n in range(2_000)))

        with pytest.raises(Unreadable) as caught:
            read(path, tmp_path)

        assert caught.value.code == "labels"

    def test_columns_are_named_where_there_are_too_many(self, tmp_path: Path) -> None:
        path = tmp_path / "wide.csv"
        path.write_bytes(b"Time," + b",".join(b"T%d (kW)" % n for n in range(10_000)) + (b"\n" + b"," * 10_000) * 3_000)

        said = in_a_child(path, tmp_path)

        assert (said["code"], said["mb"] < 400) == ("columns", True)
