"""What a workbook does not show is told, or not read."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from projects.monitoring.profile import NOTHING_SAID, Profile
from tests.projects.monitoring.told import Read, Refusal, energy, of
from tests.projects.monitoring.workbook import Rows, parts

DAY = 24


class TestWorkbook:
    ROWS: Rows = (
        ("Time", "Meter", "Energy (kWh)"),
        *((f"2026-03-14 {hour:02}:00", "A", Decimal(100 + hour % 7)) for hour in range(DAY)),
    )
    PART = "xl/worksheets/sheet1.xml"

    def of(self, change: Callable[[str], str] = str, *, part: str = PART, **sheets: Rows) -> bytes:
        made = parts(sheets or {"S": self.ROWS})
        made[part] = change(made[part])
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, text in made.items():
                archive.writestr(name, text)
        return file.getvalue()

    def state(self, name: str, state: str) -> Callable[[str], str]:
        return lambda text: text.replace(f'name="{name}"', f'name="{name}" state="{state}"')

    def test_that_shows_all_has_no_signal(self, read: Read) -> None:
        assert of(read(self.of(), "m.xlsx"), "hidden") is None

    def test_tells_how_many_rows_it_hides(self, read: Read) -> None:
        found = read(self.of(lambda text: re.sub(r'<row r="(1\d|99)"', r'<row r="\1" hidden="1"', text)), "m.xlsx")

        assert of(found, "hidden") == ("minor", 10)
        assert found.rows == DAY
        assert next(one.rows for one in found.signals if one.code == "hidden") == tuple(range(10, 20))

    def test_tells_of_rows_without_a_height(self, read: Read) -> None:
        flat = self.of(lambda text: text.replace('<row r="7"', '<row r="7" ht="0" customHeight="1"'))

        assert of(read(flat, "m.xlsx"), "hidden") == ("minor", 1)

    def test_tells_that_it_hides_a_column_that_counts(self, read: Read) -> None:
        def hide(place: int) -> Callable[[str], str]:
            own = f'<cols><col min="{place}" max="{place}" hidden="true"/></cols><sheetData>'
            return lambda text: text.replace("<sheetData>", own)

        assert of(read(self.of(hide(3)), "m.xlsx"), "hidden") == ("minor", 1)
        assert of(read(self.of(hide(4)), "m.xlsx"), "hidden") is None

    @pytest.mark.parametrize("state", ["hidden", "veryHidden"])
    def test_is_not_read_from_a_hidden_sheet_unless_that_is_named(
        self, state: str, read: Read, refusal: Refusal
    ) -> None:
        double = (self.ROWS[0], *((at, meter, 2 * kwh) for at, meter, kwh in self.ROWS[1:]))  # type: ignore[operator]
        only = self.of(self.state("S", state), part="xl/workbook.xml", S=self.ROWS, Note=[["nothing"]])
        beside = self.of(self.state("Old", state), part="xl/workbook.xml", S=self.ROWS, Old=double)
        once = energy(read(self.of(), "m.xlsx"))[0]

        assert refusal(only, "m.xlsx").code == "hidden-sheet"
        assert energy(read(only, "m.xlsx", profile=Profile(sheet="S")))[0] == once
        assert energy(read(beside, "m.xlsx"))[0] == once
        assert energy(read(beside, "m.xlsx", profile=Profile(sheet="Old")))[0] == 2 * once

    def test_is_read_from_the_sheet_that_is_named_of_several(self, read: Read, refusal: Refusal) -> None:
        both = self.of(A=self.ROWS, B=self.ROWS)

        assert read(both, "m.xlsx", profile=Profile(sheet="B")).sheet == "B"
        assert refusal(both, "m.xlsx", profile=replace(NOTHING_SAID, sheet="C")).code == "no-sheet"

    def test_may_hold_the_last_moment_of_the_calendar(self, read: Read) -> None:
        last = '<row r="26"><c s="1"><v>2958465.9999999</v></c></row></sheetData>'

        assert of(read(self.of(lambda text: text.replace("</sheetData>", last)), "m.xlsx"), "unplaced") == ("major", 1)
