import json
import zipfile
from pathlib import Path

import polars as pl
import pytest

from projects.documents import examining
from projects.documents.digest import read
from projects.documents.examining import Unsafe, examine
from tests.projects.documents.papers import letter, paper, photograph
from tests.projects.monitoring.workbook import parts, write
from verifier.inspection import Kind


def made(path: Path, kind: Kind) -> Path:
    """A small honest file of the kind."""
    match kind:
        case Kind.PDF:
            paper("Meter").save(path)
        case Kind.XLSX:
            write(path, {"a": [["kWh"]]})
        case Kind.DOCX:
            letter(path, ["Report"])
        case Kind.PNG | Kind.JPG:
            photograph().save(path, "PNG" if kind is Kind.PNG else "JPEG")
        case Kind.ZIP:
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("a.txt", "x")
        case Kind.PARQUET:
            pl.DataFrame({"kWh": [1]}).write_parquet(path)
        case _:
            path.write_text('["a", "b"]')
    return path


def far_apart(path: Path) -> Path:
    """A workbook with two cells between which a parser makes room for seventeen thousand million."""
    members = parts({"a": [["x"]]})
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    members["xl/worksheets/sheet1.xml"] = f"<worksheet><sheetData>{far}</sheetData></worksheet>"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path, kind: Kind, into: Path) -> str:
    with pytest.raises(Unsafe) as caught:
        examine(path, kind, into)
    for text in (caught.value.message, caught.value.mend):
        assert text.en
        assert text.zh
    return caught.value.code


class TestExamine:
    @pytest.mark.parametrize("kind", Kind)
    def test_opens_a_file_in_a_process_of_its_own(self, tmp_path: Path, into: Path, kind: Kind) -> None:
        digest = examine(made(tmp_path / f"a.{kind}", kind), kind, into)

        assert digest.kind is kind
        assert read(into) == digest
        assert json.loads(json.dumps(digest.plain()))["kind"] == kind

    def test_hands_on_why_a_file_was_refused(self, tmp_path: Path, into: Path) -> None:
        path = tmp_path / "a.png"
        path.write_bytes(b"\x89PNG\r\n\x1a\n")

        assert refusal(path, Kind.PNG, into) == "damaged"

    def test_refuses_what_needs_more_memory_than_it_is_given(self, tmp_path: Path, into: Path) -> None:
        assert refusal(far_apart(tmp_path / "a.xlsx"), Kind.XLSX, into) == "memory"

    def test_refuses_a_workbook_of_a_gibibyte_that_came_past_the_guard(
        self, tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(examining.MEMORY, Kind.XLSX, 256 << 20)
        path = write(tmp_path / "a.xlsx", {"a": [["x"]]})
        with (
            zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open("xl/sharedStrings.xml", "w") as part,
        ):
            part.write(b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
            for _ in range(1024):
                part.write(b"<si><t>x</t></si>" * 61_680)

        assert refusal(path, Kind.XLSX, into) == "memory"

    def test_opens_a_long_table_in_little_memory(
        self, tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(examining.MEMORY, Kind.CSV, 300 << 20)
        path = tmp_path / "a.csv"
        with path.open("wb") as file:
            for _ in range(400):
                file.write(b"2026-01-01 00:00,1.25\n" * 47_662)  # 1 MiB

        assert examine(path, Kind.CSV, into).sheets[0].rows == 400 * 47_662
