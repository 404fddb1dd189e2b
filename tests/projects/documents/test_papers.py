import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from projects.documents.digest import Mark
from tests.projects.documents.conftest import Examine, Refusal
from tests.projects.documents.papers import W, acting, letter, paper, signed
from verifier.inspection import Kind


class TestExamineAPdf:
    def test_shows_every_page_as_picture_and_text(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        path = tmp_path / "a.pdf"
        paper("First page", "Invoice No. INV-2026-0012345").save(path)

        digest = seen(path, Kind.PDF)

        assert (digest.pages, digest.pages_shown, digest.notes) == (2, 2, ())
        assert (into / "page-0001.txt").read_text() == "First page"
        with Image.open(into / "page-0002.webp") as picture:
            assert picture.format == "WEBP"
            assert abs(picture.width - 1_100) <= 1
        assert digest.marks == (Mark("invoice", "INV20260012345"),)

    def test_says_what_the_file_says_of_itself(self, tmp_path: Path, seen: Examine) -> None:
        path = tmp_path / "a.pdf"
        document = paper("x")
        document.docinfo["/Producer"] = "Scan 1.0"
        document.docinfo["/CreationDate"] = "D:20260131101112+08'00'"
        document.docinfo["/ModDate"] = "yesterday"
        document.save(path)
        whole = path.read_bytes()
        path.write_bytes(whole + whole[whole.rindex(b"startxref") :])

        facts = seen(path, Kind.PDF).facts

        assert facts["producer"] == "Scan 1.0"
        assert facts["created"] == "2026-01-31T10:11:12+08:00"
        assert facts["modified"] == "yesterday"
        assert facts["revisions"] == 2
        assert (facts["signatures"], facts["javascript"], facts["launch"]) == (0, False, False)

    def test_says_what_it_would_do_and_shows_it_all_the_same(self, tmp_path: Path, seen: Examine) -> None:
        acting().save(tmp_path / "a.pdf")

        digest = seen(tmp_path / "a.pdf", Kind.PDF)

        assert (digest.facts["javascript"], digest.facts["launch"], digest.pages_shown) == (True, True, 1)

    def test_counts_signatures(self, tmp_path: Path, seen: Examine) -> None:
        signed().save(tmp_path / "a.pdf")

        assert seen(tmp_path / "a.pdf", Kind.PDF).facts["signatures"] == 1

    def test_shows_the_first_three_hundred_pages(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        paper(*["x"] * 301, size=(14_000, 20)).save(tmp_path / "a.pdf")

        digest = seen(tmp_path / "a.pdf", Kind.PDF)

        assert (digest.pages, digest.pages_shown) == (301, 300)
        assert [note.en for note in digest.notes] == ["300 of 301 pages are shown."]
        assert not (into / "page-0301.webp").exists()

    def test_draws_no_page_larger_than_a_screen_can_show(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        paper("x", size=(10, 14_000)).save(tmp_path / "a.pdf")

        seen(tmp_path / "a.pdf", Kind.PDF)

        with Image.open(into / "page-0001.webp") as picture:
            assert picture.height <= 4_401

    def test_is_refused_under_a_password(self, tmp_path: Path, refusal: Refusal) -> None:
        paper("x").save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))

        assert refusal(tmp_path / "a.pdf", Kind.PDF) == "password"

    def test_is_taken_where_only_rights_are_protected(self, tmp_path: Path, seen: Examine) -> None:
        paper("x").save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="o", user=""))

        assert seen(tmp_path / "a.pdf", Kind.PDF).facts["encrypted"] is True

    @pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF\n", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"])
    def test_is_refused_when_broken(self, tmp_path: Path, refusal: Refusal, content: bytes) -> None:
        path = tmp_path / "a.pdf"
        path.write_bytes(content)

        assert refusal(path, Kind.PDF) == "damaged"


class TestExamineALetter:
    def test_shows_its_text_and_the_traces_of_changes(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("电表编号", "DT8800123"))
        changed = "<w:p><w:ins w:id='1'><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id='2'/></w:p>"
        more = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{changed}"

        digest = seen(letter(tmp_path / "a.docx", ["监测报告", "Total 5 MWh"], more=more), Kind.DOCX)

        assert (into / "text.txt").read_text() == "监测报告\nTotal 5 MWh\n电表编号\tDT8800123\tnew\n"
        assert digest.facts == {
            "creator": "王工",
            "modified": "2026-01-31T02:03:04Z",
            "comments": 0,
            "insertions": 1,
            "deletions": 1,
            "words": 13,
        }
        assert digest.marks == (Mark("meter", "DT8800123"),)

    def test_counts_changes_wherever_they_stand(self, tmp_path: Path, seen: Examine) -> None:
        changes = "".join(f"<w:p><w:ins w:id='{n}'/><w:r><w:t>{n * n}</w:t></w:r></w:p>" for n in range(60_000))

        assert seen(letter(tmp_path / "a.docx", [], more=changes), Kind.DOCX).facts["insertions"] == 60_000

    def test_is_refused_when_broken(self, tmp_path: Path, refusal: Refusal) -> None:
        with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
            archive.writestr("word/document.xml", f"<w:document {W}><w:p></w:document>")

        assert refusal(tmp_path / "a.docx", Kind.DOCX) == "damaged"


class TestExamineAText:
    @pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
    def test_shows_its_beginning(self, tmp_path: Path, into: Path, seen: Examine, codec: str) -> None:
        path = tmp_path / "a.txt"
        path.write_text("电表编号：DT8800123\n", encoding=codec)

        digest = seen(path, Kind.TXT)

        assert (into / "text.txt").read_text() == "电表编号：DT8800123\n"
        assert digest.notes == ()
        assert digest.marks == (Mark("meter", "DT8800123"),)

    def test_says_that_it_goes_on(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        path = tmp_path / "a.json"
        path.write_text("[" + "1," * 500_000 + "1]")

        digest = seen(path, Kind.JSON)

        assert len((into / "text.txt").read_text()) == 200_000
        assert [note.en for note in digest.notes] == ["Only the first 200,000 characters are shown."]
