import io
import random
import zipfile
from copy import copy

import pytest

from tests.verifier.inspection.files import JPG, LETTER, PDF, WORKBOOK, Put, packed, refused
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
