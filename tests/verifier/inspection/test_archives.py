import io
import random
import zipfile
import zlib
from copy import copy

import pytest

from tests.verifier.inspection.files import (
    JPG,
    LETTER,
    LOCKED,
    OLE,
    PARQUET,
    PDF,
    PNG,
    WORKBOOK,
    Put,
    packed,
    refused,
    streamed,
)
from verifier.inspection import Kind, Unacceptable, inspect


class TestInspectAnArchive:
    def test_refuses_what_grows_out_of_proportion(self, put: Put) -> None:
        assert refused(put(packed(WORKBOOK | {"xl/more.xml": b"0" * (4 << 20)})), "a.xlsx") == "archive-bomb"

    def test_refuses_too_many_parts(self, put: Put) -> None:
        assert refused(put(packed({f"{n}.txt": b"" for n in range(10_001)})), "a.zip") == "archive-parts"

    @pytest.mark.parametrize("name", ["../up.txt", "a/../../up.txt", "/etc/passwd", "C:/x.txt", "a\\..\\..\\b.txt"])
    def test_refuses_a_path_that_leads_outside(self, put: Put, name: str) -> None:
        assert refused(put(packed({name: b"x"})), "a.zip") == "archive-path"

    def test_refuses_a_link(self, put: Put) -> None:
        def link(entry: zipfile.ZipInfo) -> None:
            entry.external_attr = 0o120777 << 16

        assert refused(put(packed({"a": b"/etc/passwd"}, change=link)), "a.zip") == "archive-link"

    def test_refuses_a_password(self, put: Put) -> None:
        content = bytearray(packed({"a.txt": b"x"}))
        content[content.index(b"PK\x01\x02") + 8] |= 1

        assert refused(put(bytes(content)), "a.zip") == "archive-password"

    def test_refuses_an_unusual_method(self, put: Put) -> None:
        def bzip2(entry: zipfile.ZipInfo) -> None:
            entry.compress_type = zipfile.ZIP_BZIP2

        assert refused(put(packed({"a.txt": b"x"}, change=bzip2)), "a.zip") == "archive-method"

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_refuses_two_parts_of_one_name(self, put: Put) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("a.txt", b"one")
            archive.writestr("a.txt", b"two")

        assert refused(put(buffer.getvalue()), "a.zip") == "archive-twice"

    def test_refuses_parts_that_lie_over_one_another(self, put: Put) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("a.txt", b"the same thousand bytes " * 50)
            again = copy(archive.filelist[0])
            again.filename = "b.txt"
            archive.filelist.append(again)

        assert refused(put(buffer.getvalue()), "a.zip") == "archive-overlap"

    @pytest.mark.parametrize("name", ["run.exe", "page.HTML", "deep/book.xlsm"])
    def test_refuses_an_active_file_inside(self, put: Put, name: str) -> None:
        assert refused(put(packed({name: b"x"})), "a.zip") == "archive-active"

    def test_refuses_a_part_that_is_longer_than_it_says(self, put: Put) -> None:
        content = bytearray(packed({"a.txt": b"honest words" * 50}))
        size = content.index(b"PK\x01\x02") + 24
        content[size : size + 4] = (10).to_bytes(4, "little")

        assert refused(put(bytes(content)), "a.zip") == "archive-broken"

    def test_refuses_a_torn_archive(self, put: Put) -> None:
        assert refused(put(packed(WORKBOOK)[:-30]), "a.xlsx") == "archive-broken"

    @pytest.mark.parametrize(("name", "mend"), [("a.xlsx", "save it again"), ("a.zip", "pack them again")])
    def test_says_what_mends_a_broken_one(self, put: Put, name: str, mend: str) -> None:
        with pytest.raises(Unacceptable) as no:
            inspect(put(packed(WORKBOOK)[:-30]), name)
        assert mend in no.value.mend.en

    def test_refuses_a_gibibyte_in_a_workbook(self, put: Put) -> None:
        buffer = io.BytesIO(packed(WORKBOOK))
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/more.xml", "w") as part:
            for _ in range(1024):
                part.write(bytes(1 << 20))

        assert refused(put(buffer.getvalue()), "a.xlsx") == "archive-bomb"

    def test_refuses_a_hundred_thousand_files_by_their_number_alone(self, put: Put) -> None:
        # Only the end of the list is there: nothing of it can have been read.
        end = b"PK\x05\x06" + bytes(4) + b"\xff\xff" * 2 + bytes(4) + (30).to_bytes(4, "little") + bytes(2)

        assert refused(put(b"PK\x03\x04" + bytes(26) + end), "a.zip") == "archive-parts"

    def test_refuses_a_list_of_parts_that_would_fill_the_memory(self, put: Put) -> None:
        content = packed({"a.txt": b""})
        end = bytearray(content[-22:])
        end[12:16] = (9 << 20).to_bytes(4, "little")

        assert refused(put(content[:-22] + bytes(9 << 20) + end), "a.zip") == "archive-parts"

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("inner.zip", b"x"),
            ("inner.dat", packed({"a.txt": b"x"})),
            ("inner.7z", b"x"),
            ("inner.bin", b"\x1f\x8b\x08" + bytes(20)),
            ("inner.txt", bytes(257) + b"ustar" + bytes(250)),
        ],
    )
    def test_refuses_an_archive_inside(self, put: Put, name: str, content: bytes) -> None:
        assert refused(put(packed({name: content})), "a.zip") == "archive-nested"

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            # Windows drops dots and spaces at the end.
            ("run.bat.", b"@echo off", "archive-active"),
            ("run.bat . ", b"@echo off", "archive-active"),
            ("inner.zip.", b"x", "archive-nested"),
            ("run.hta", b"@echo off", "archive-kind"),
            ("m.xll", b"x", "archive-kind"),
            ("\u202ecod.slk", b"x", "archive-kind"),
            ("README", b"x", "archive-kind"),
            ("run.bat/", b"@echo off", "archive-kind"),
            ("._run.bat", b"@echo off", "archive-active"),
            ("._run", b"@echo off", "archive-kind"),
            ("a.txt", OLE, "archive-ole"),
            ("a.xlsx", LOCKED, "archive-ole"),
            ("a.pdf", b"{\\rtf1 evil}", "archive-disagreement"),
            ("a.csv", PDF, "archive-disagreement"),
            ("a.jpg", PNG, "archive-disagreement"),
            ("a.txt", b"<script>alert(1)</script>", "markup"),
            ("a.csv", b"a,\0", "nul"),
            ("a.json", b"words", "disagreement"),
        ],
    )
    def test_refuses_a_file_inside_that_would_not_be_taken_by_itself(
        self, put: Put, name: str, content: bytes, code: str
    ) -> None:
        assert refused(put(packed({"a.pdf ": PDF, name: content})), "a.zip") == code

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("电表/m.slk", b"x"),
            ("电表/m.pdf", b"x"),
            ("电表/m.csv", b"<html>"),
            ("电表/m.xlsx", OLE),
            ("电表/m.xlsx", packed(LETTER)),
        ],
    )
    def test_names_the_file_that_it_refuses(self, put: Put, name: str, content: bytes) -> None:
        with pytest.raises(Unacceptable) as caught:
            inspect(put(packed({name: content})), "a.zip")
        assert name in caught.value.message.en
        assert name in caught.value.message.zh

    def test_takes_every_kind_that_is_taken_by_itself(self, put: Put) -> None:
        members = {
            "a.pdf": PDF,
            "b.PNG": PNG,
            "c.jpeg": JPG,
            "d.csv": "电量,度\n".encode("gb18030"),
            "e.tsv": "\ufeffa\tb".encode("utf-16-le"),
            "f.txt": b"",
            "g.json": b"[1]",
            "h.parquet": PARQUET,
            "i.xlsx": packed(WORKBOOK),
            "j.docx": packed(LETTER),
            "site.com/": b"",
            "__MACOSX/._a.pdf": b"\x00\x05\x16\x07\x00\x02",
            ".DS_Store": b"\x00\x00\x00\x01Bud1",
        }
        assert inspect(put(packed(members)), "a.zip") is Kind.ZIP

    def test_refuses_a_program_inside_under_another_name(self, put: Put) -> None:
        assert refused(put(packed({"a.txt": b"MZ\x90\x00"})), "a.zip") == "archive-active"

    def test_looks_into_the_documents_inside(self, put: Put) -> None:
        assert inspect(put(packed({"a.xlsx": packed(WORKBOOK), "b.pdf": PDF, "c.jpg": JPG})), "a.zip") is Kind.ZIP
        assert refused(put(packed({"a.xlsx": packed(WORKBOOK | {"xl/vbaProject.bin": b"x"})})), "a.zip") == "macros"

    def test_counts_what_the_documents_inside_unfold_into(self, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("verifier.inspection.archives.MOST_UNPACKED", 100_000)
        book = packed(WORKBOOK | {"xl/more.xml": b"0" * 50_000})

        assert inspect(put(packed({"a.xlsx": book})), "a.zip")
        assert refused(put(packed({"a.xlsx": book, "b.xlsx": book})), "a.zip") == "archive-bomb"

    def test_goes_no_deeper_than_the_workbook_behind_a_chart(self, put: Put) -> None:
        letter = packed(LETTER | {"word/embeddings/book.xlsx": packed(WORKBOOK)})
        deeper = packed(LETTER | {"word/embeddings/letter.docx": letter})

        assert inspect(put(packed({"a.docx": letter})), "a.zip") is Kind.ZIP
        assert refused(put(packed({"a.docx": deeper})), "a.zip") == "archive-nested"

    def test_never_breaks_down(self, put: Put) -> None:
        whole = packed(WORKBOOK | {"docProps/core.xml": "<a/>" * 50})
        chance = random.Random(7)  # noqa: S311 - not for secrets
        for _ in range(400):
            content = bytearray(whole)
            for _ in range(chance.randint(1, 8)):
                content[chance.randrange(4, len(content))] = chance.randrange(256)
            try:
                inspect(put(bytes(content)), "a.xlsx")
            except Unacceptable as no:
                assert no.code


class TestInspectHowAnArchiveIsPacked:
    """Every reader of the archive must see the same files: nothing lies beside those that it lists."""

    @pytest.mark.parametrize(
        "content",
        [
            packed({"run.bat": b"@echo off"}) + packed({"a.txt": b"x"}),
            b"PK\x03\x04" + packed({"a.txt": b"x"}),
            packed({"a.txt": b"x"}) + b"\n",
            packed({"a.txt": b"x"}) + packed({"b.txt": b"x"})[:40],
        ],
        ids=["an archive before", "bytes before", "a byte behind", "a beginning behind"],
    )
    def test_refuses_what_lies_before_or_behind_it(self, put: Put, content: bytes) -> None:
        assert refused(put(content), "a.zip") == "archive-beside"

    @pytest.mark.parametrize("first", [True, False])
    def test_refuses_a_part_that_is_not_listed(self, put: Put, *, first: bool) -> None:
        content = {"run.bat": b"@echo off", "a.txt": b"x"} if first else {"a.txt": b"x", "run.bat": b"@echo off"}
        buffer = io.BytesIO(packed(dict(content)))
        with zipfile.ZipFile(buffer, "a") as archive:
            archive.writestr("b.txt", b"y")
            archive.filelist = [part for part in archive.filelist if part.filename != "run.bat"]

        assert refused(put(buffer.getvalue()), "a.zip") == "archive-beside"

    def test_takes_a_remark_on_the_archive(self, put: Put) -> None:
        buffer = io.BytesIO(packed({"a.txt": b"x"}))
        with zipfile.ZipFile(buffer, "a") as archive:
            archive.comment = b"January"

        assert inspect(put(buffer.getvalue()), "a.zip") is Kind.ZIP

    def test_takes_sizes_written_behind_the_content(self, put: Put) -> None:
        lines = "\n".join(map(str, range(500_000)))
        assert inspect(put(streamed({"a.txt": lines.encode(), "b.txt": b""})), "a.zip") is Kind.ZIP

    def test_takes_sizes_of_64_bits(self, put: Put) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as part:
            part.write(b"x")

        assert inspect(put(buffer.getvalue()), "a.zip") is Kind.ZIP

    def test_refuses_a_part_that_says_another_size_than_the_list(self, put: Put) -> None:
        content = bytearray(packed({"a.txt": b"honest words"}))
        content[18:22] = (5).to_bytes(4, "little")

        assert refused(put(bytes(content)), "a.zip") == "archive-broken"

    def test_refuses_what_hides_behind_the_end_of_a_part(self, put: Put) -> None:
        inner = zlib.compress(b"x", wbits=-15) + packed({"run.bat": b"@echo off"})
        content = bytearray(streamed({"a.txt": inner}, stored=True))
        listed = content.index(b"PK\x01\x02", content.rindex(b"PK\x07\x08"))
        for method in (8, listed + 10):
            content[method : method + 2] = zipfile.ZIP_DEFLATED.to_bytes(2, "little")
        for behind, size in ((listed, 16), (content.rindex(b"PK\x07\x08"), 4)):
            content[behind + size : behind + size + 4] = zlib.crc32(b"x").to_bytes(4, "little")
            content[behind + size + 8 : behind + size + 12] = (1).to_bytes(4, "little")

        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.read("a.txt") == b"x"
        assert refused(put(bytes(content)), "a.zip") == "archive-broken"

    def test_refuses_a_list_that_is_shorter_than_its_end_says(self, put: Put) -> None:
        content = bytearray(packed({"a.txt": b"x"}))
        for count in (-14, -12):
            content[len(content) + count] = 2

        assert refused(put(bytes(content)), "a.zip") == "archive-broken"
