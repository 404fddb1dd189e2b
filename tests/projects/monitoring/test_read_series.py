"""`manage.py read_series` at a terminal. No test here may reach the database."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from projects.monitoring.bases import BASES
from tests.verifier.commands import Terminal, terminal

EXTRACT = Path(__file__).parent / "extracts" / "kelmarsh-two-turbines.csv"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)  # the container of a workbook under a password


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return terminal(tmp_path, capsys, monkeypatch)


class TestReadSeries:
    def test_prints_everything_exactly_as_json(self, run: Terminal) -> None:
        status, said, errors = run("read_series", str(EXTRACT), "--zone", "Europe/London", "--json")
        found = json.loads(said, parse_float=pytest.fail)

        assert (status, errors) == (0, "")
        assert found["years"] == [{"year": 2021, "exported_mwh": "9.035101470", "imported_mwh": "0.092098862"}]
        assert found["months"] == [{"month": 1, **found["years"][0]}]
        assert sum(Decimal(meter["exported_mwh"]) for meter in found["by_meter"]) == Decimal("9.035101470")
        assert found["understood"] == {
            "source": "utf-8-sig, ','",
            "delimiter": ",",
            "encoding": "utf-8-sig",
            "decimal_mark": ".",
            "header_rows": [1],
            "time_columns": ["Date", "Time"],
            "half_clock": True,
            "zone": "Europe/London",
            "meter_columns": ["Alternative Title"],
            "quantity_columns": ["Power (kW)"],
            "units": ["kW"],
            "measures": "power",
            "layout": "long",
            "plant_zone": "Europe/London",
            "interval_seconds": 600,
            "first_at": "2021-01-01T00:00:00+00:00",
            "last_at": "2021-01-02T00:00:00+00:00",
            "meters": 2,
            "readings": 288,
        }
        missing = next(signal for signal in found["signals"] if signal["code"] == "missing")
        assert (missing["severity"], missing["count"], missing["rows"]) == ("minor", 1, [205])
        assert "AVR Art. 18" in missing["basis"]["en"]

    def test_prints_it_for_a_person(self, run: Terminal) -> None:
        status, said, _ = run("read_series", str(EXTRACT), "--zone", "Europe/London")

        assert (status, "12-hour clock: yes" in said) == (0, True)
        for part in (
            "2021: 9.035101470 / 0.092098862 MWh",
            "2021-01: ",
            "KWF1: 4.294650710",
            "missing  minor  1",
            "12-hour clock: yes",
        ):
            assert part in said

    def test_does_not_add_up_prices(self, run: Terminal) -> None:
        path = EXTRACT.parents[1] / "exports" / "prices.csv"

        _, said, _ = run("read_series", str(path), "--json")
        _, printed, _ = run("read_series", str(path))

        found = json.loads(said)
        assert (found["years"], found["months"], found["by_meter"]) == ([], [], [])
        assert (found["understood"]["measures"], found["understood"]["readings"]) == ("price", 48)
        assert "price in EUR/MWh" in printed
        assert " MWh\n" not in printed

    def test_weighs_it_by_what_the_profile_says(self, run: Terminal) -> None:
        profile = {"nameplate_kw": "100", "technology": "solar"}

        _, said, _ = run("read_series", str(EXTRACT), "--json", "--profile", "FILE", holds=profile)

        codes = {signal["code"] for signal in json.loads(said)["signals"]}
        assert {"nameplate", "night"} <= codes <= set(BASES)

    def test_names_what_does_not_fit_in_a_profile(self, run: Terminal) -> None:
        status, said, errors = run("read_series", str(EXTRACT), "--profile", "FILE", holds={"nameplate_kw": "-1"})

        assert (status, said) == (2, "")
        assert errors.startswith("nameplate_kw: ")

    def test_prints_the_shape_of_a_profile(self, run: Terminal) -> None:
        status, said, _ = run("read_series", "--shape")

        assert status == 0
        assert {"quantities", "unit", "nameplate_kw", "technology"} <= set(json.loads(said)["properties"])

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("empty.csv", b"", "empty"),
            ("nul.csv", b"Time,Power (kW)\n2024-01-01 00:00,\0\n", "nul"),
            ("locked.xlsx", LOCKED, "ole"),
            ("wide.csv", b"Time," + b",".join(b"T%d (kW)" % n for n in range(9_999)) + b"\n", "columns"),
            ("zones.csv", b"Time,Power (kW)\n2024-01-01T00:00Z,1\n2024-01-01T01:00,1\n", "zones"),
            ("timeless.csv", b"Meter,Power (kW)\nA,1\nA,2\n", "no-heading"),
        ],
    )
    def test_says_why_a_file_cannot_be_read(
        self, run: Terminal, tmp_path: Path, name: str, content: bytes, code: str
    ) -> None:
        path = tmp_path / name
        path.write_bytes(content)

        status, said, errors = run("read_series", str(path), "--json")

        assert (status, said) == (2, "")
        assert errors.startswith(f"{name}: ")
        assert errors.rstrip().endswith(f"[{code}]")

    def test_says_that_there_is_no_such_file_or_zone(self, run: Terminal, tmp_path: Path) -> None:
        for name in ("none.csv", "none"):
            status, _, errors = run("read_series", str(tmp_path / name))
            assert (status, "No such file" in errors) == (2, True)
        assert run("read_series")[0] == 2
        assert run("read_series", str(EXTRACT), "--zone", "Mars/Base")[0] == 2
