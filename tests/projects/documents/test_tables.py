import json
import zipfile
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from projects.documents.digest import Mark
from tests.projects.documents.conftest import Examine, Refusal
from tests.projects.monitoring.workbook import MAIN, parts, write
from verifier.inspection import Kind


def page(into: Path, sheet: int, number: int) -> dict[str, object]:
    told: dict[str, object] = json.loads((into / f"sheet-{sheet:04}" / f"rows-{number:04}.json").read_text())
    return told


class TestExamineAWorkbook:
    def test_shows_the_rows_of_every_sheet(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        rows = [["表号", "kWh"], *([f"DT88001{n:04}", Decimal(n)] for n in range(400))]
        path = write(tmp_path / "a.xlsx", {"一月": rows, "Notes": [["x"]]})

        digest = seen(path, Kind.XLSX)

        first, second = digest.sheets
        assert (first.name, first.rows, first.columns, first.rows_shown, first.pages) == ("一月", 401, 2, 401, 3)
        assert (second.name, second.rows, second.pages) == ("Notes", 1, 1)
        assert page(into, 1, 1)["rows"][:2] == [["表号", "kWh"], ["DT880010000", "0"]]  # type: ignore[index]
        assert page(into, 1, 3) == {"first": 401, "rows": [["DT880010399", "399"]], "formulas": {}}
        assert Mark("meter", "DT880010399") in digest.marks
        assert digest.notes == ()

    def test_tells_formulas_from_numbers_and_hidden_sheets_from_others(
        self, tmp_path: Path, into: Path, seen: Examine
    ) -> None:
        members = parts({"a": [["x"]], "b": [["y"]]})
        members["xl/workbook.xml"] = members["xl/workbook.xml"].replace('name="b"', 'name="b" state="hidden"')
        typed, summed = '<c r="A1"><v>1</v></c>', '<c r="B1" s="0"><f>SUM(A1,2)&amp;""</f><v>3</v></c>'
        cells = f'{typed}{summed}<c r="C1"><f t="shared" si="0"/><v>4</v></c>'
        members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"].replace(
            "<sheetData>", f'<sheetData><row r="1">{cells}</row><row r="2"/>'
        )
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)

        digest = seen(tmp_path / "a.xlsx", Kind.XLSX)

        assert page(into, 1, 1)["formulas"] == {"B1": 'SUM(A1,2)&""', "C1": "…"}
        assert (digest.facts["formulas"], digest.sheets[0].formulas) == (2, 2)
        assert digest.facts["hidden"] == ["b"]

    def test_counts_formulas_wherever_they_stand(self, tmp_path: Path, seen: Examine) -> None:
        members = parts({"a": [["x"]]})
        rows = "".join(f'<row r="{n}"><c r="A{n}"><f>B{n}*{n * n}</f><v>1</v></c></row>' for n in range(1, 40_001))
        members["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)

        assert seen(tmp_path / "a.xlsx", Kind.XLSX).sheets[0].formulas == 40_000

    def test_shows_the_head_of_a_long_and_wide_sheet(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        path = write(tmp_path / "a.xlsx", {"a": [[str(n) for n in range(120)], *[["x"]] * 5_100]})

        digest = seen(path, Kind.XLSX)

        sheet = digest.sheets[0]
        assert (sheet.rows, sheet.columns, sheet.rows_shown, sheet.columns_shown) == (5_101, 120, 5_000, 100)
        assert [note.en for note in digest.notes] == ["a: 5,000 of 5,101 rows and 100 of 120 columns are shown."]
        assert len(list((into / "sheet-0001").iterdir())) == 25

    def test_shows_the_last_moment_that_there_is(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        members = parts({"a": [["x"]]})
        cell = '<row r="2"><c r="A2" s="1"><v>2958465.9999999</v></c></row>'
        sheet = "xl/worksheets/sheet1.xml"
        members[sheet] = members[sheet].replace("</sheetData>", f"{cell}</sheetData>")
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)

        seen(tmp_path / "a.xlsx", Kind.XLSX)

        assert page(into, 1, 1)["rows"] == [["x"], ["9999-12-31 23:59:59"]]

    def test_is_refused_when_broken(self, tmp_path: Path, refusal: Refusal) -> None:
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/workbook.xml", "<workbook><sheets>")

        assert refusal(tmp_path / "a.xlsx", Kind.XLSX) == "damaged"


class TestExamineDelimitedText:
    @pytest.mark.parametrize(
        ("kind", "text", "separator"),
        [
            (Kind.CSV, "a,b\n1,2\n", ","),
            (Kind.CSV, "a;b;c\n1,5;2,5;3\n", ";"),
            (Kind.CSV, "时间|电量\n1|2\n", "|"),
            (Kind.TSV, "a\tb, c\n1\t2\n", "\t"),
        ],
    )
    def test_finds_the_cells(
        self, tmp_path: Path, into: Path, seen: Examine, kind: Kind, text: str, separator: str
    ) -> None:
        path = tmp_path / "a"
        path.write_text(text, encoding="gb18030")

        digest = seen(path, kind)

        assert digest.facts["separator"] == separator
        assert page(into, 1, 1)["rows"] == [line.split(separator) for line in text.splitlines()]

    def test_keeps_formulas_as_text_and_says_so(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        path = tmp_path / "a.csv"
        path.write_text("a,b\n=cmd|' /c calc'!A0,-1.5\n@SUM(A1),+2e3\n-1+1,- 4\n")

        digest = seen(path, Kind.CSV)

        assert (digest.facts["formula_like"], digest.facts["dde"]) == (4, True)
        assert page(into, 1, 1)["rows"][1] == ["=cmd|' /c calc'!A0", "-1.5"]  # type: ignore[index]
        assert digest.notes[0].en.startswith("4 cells begin as a formula would")

    def test_shows_the_head_of_a_long_file(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        path = tmp_path / "a.csv"
        with path.open("w") as file:
            file.write("time,kWh\n")
            for _ in range(40):
                file.write("2026-01-01 00:00,1.25\n" * 100_000)

        digest = seen(path, Kind.CSV)

        assert (digest.sheets[0].rows, digest.sheets[0].rows_shown, digest.sheets[0].pages) == (4_000_001, 5_000, 25)
        assert page(into, 1, 25)["first"] == 4_801

    def test_stands_ten_thousand_columns_and_a_line_without_end(
        self, tmp_path: Path, into: Path, seen: Examine
    ) -> None:
        path = tmp_path / "a.csv"
        path.write_text(",".join(map(str, range(10_000))) + "\n" + "x" * (40 << 20))

        digest = seen(path, Kind.CSV)

        assert (digest.sheets[0].columns, digest.sheets[0].columns_shown) == (10_000, 100)
        assert digest.sheets[0].rows == 2


class TestExamineParquet:
    def test_shows_its_schema_and_first_rows(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        path = tmp_path / "a.parquet"
        pl.DataFrame({"meter": ["DT8800123"] * 6_000, "kWh": [1.5] * 6_000}).write_parquet(path)

        digest = seen(path, Kind.PARQUET)

        assert digest.facts == {"rows": 6_000, "columns": 2, "schema": [["meter", "String"], ["kWh", "Float64"]]}
        assert (digest.sheets[0].rows, digest.sheets[0].rows_shown) == (6_001, 5_000)
        assert page(into, 1, 1)["rows"][:2] == [["meter", "kWh"], ["DT8800123", "1.5"]]  # type: ignore[index]

    def test_is_refused_when_broken(self, tmp_path: Path, refusal: Refusal) -> None:
        path = tmp_path / "a.parquet"
        path.write_bytes(b"PAR1" + bytes(40) + b"PAR1")

        assert refusal(path, Kind.PARQUET) == "damaged"
