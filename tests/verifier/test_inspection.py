import io
import zipfile
from collections.abc import Callable
from copy import copy
from pathlib import Path

import pytest

from tests.projects.monitoring.workbook import parts
from verifier.inspection import CHUNK, Kind, Unacceptable, encoding, inspect, safe_name

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
WORKBOOK: dict[str, str | bytes] = dict(parts({"Sheet1": [["Time", "Power (kW)"]]}))
LETTER: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}

Put = Callable[[bytes], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(content: bytes) -> Path:
        path = tmp_path / "received"
        path.write_bytes(content)
        return path

    return write


def packed(members: dict[str, str | bytes], *, change: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(entry)
            archive.writestr(entry, content)
    return buffer.getvalue()


def refused(path: Path, name: str) -> str:
    with pytest.raises(Unacceptable) as caught:
        inspect(path, name)
    for text in (caught.value.message, caught.value.mend):
        assert text.en
        assert text.zh
    assert caught.value.status == 422
    return caught.value.code


class TestInspect:
    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("报告.PDF", PDF, Kind.PDF),
            ("a.png", PNG, Kind.PNG),
            ("a.jpeg", JPG, Kind.JPG),
            ("a.csv", b"a,b\n1,2\n", Kind.CSV),
            ("a.tsv", "时间\t电量\n".encode("gb18030"), Kind.TSV),
            ("a.txt", "\ufeffnote < 5 MW".encode("utf-16-le"), Kind.TXT),
            ("a.json", b'\xef\xbb\xbf {"a": 1}', Kind.JSON),
            ("a.xlsx", packed(WORKBOOK), Kind.XLSX),
            ("a.docx", packed(LETTER), Kind.DOCX),
            ("a.zip", packed({"照片/一.jpg": JPG}), Kind.ZIP),
        ],
    )
    def test_takes_a_file_whose_name_and_content_agree(self, put: Put, name: str, content: bytes, kind: Kind) -> None:
        assert inspect(put(content), name) is kind

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("a.pdf", b"", "empty"),
            ("a.pdf", b"<script></script>" + PDF, "disagreement"),
            ("a.pdf", PNG, "disagreement"),
            ("a.csv", PDF, "disagreement"),
            ("a.csv", b"a,b\n1,\x00\n", "disagreement"),
            ("a.csv", b"a,b\n1,\xff\xff\n", "disagreement"),
            ("a.json", b"just words", "disagreement"),
            ("a.xlsx", packed(LETTER), "disagreement"),
            ("a.xlsx", b"a,b\n", "disagreement"),
            ("a.pdf", PDF + packed(WORKBOOK), "polyglot"),
            ("a.csv", b"MZ\x90\x00", "program"),
            ("a.txt", b"#!/bin/sh\n", "program"),
            ("a.exe", b"MZ\x90\x00", "kind"),
            ("a", PDF, "kind"),
            ("a.svg", b"<svg/>", "kind"),
            ("a.pdf.html", PDF, "kind"),
            ("a.txt", b"\n <svg xmlns='x'/>", "markup"),
            ("a.csv", b"a,<script >alert(1)</script>\n", "markup"),
            ("a.csv", "\ufeff<html>".encode("utf-16-le"), "markup"),
            ("a.xlsm", packed(WORKBOOK), "macros"),
            ("a.xls", OLE, "macros"),
            ("a.xlsx", OLE, "ole"),
            ("a.xlsx", packed(WORKBOOK | {"xl/vbaProject.bin": b"x"}), "macros"),
        ],
    )
    def test_refuses_what_may_not_be_taken(self, put: Put, name: str, content: bytes, code: str) -> None:
        assert refused(put(content), name) == code


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

    @pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
    def test_refuses_a_document_type(self, put: Put, codec: str) -> None:
        xml = "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>".encode(codec)

        assert refused(put(packed(WORKBOOK | {"xl/a.xml": xml})), "a.xlsx") == "archive-dtd"

    def test_refuses_a_document_type_that_straddles_two_pieces(self, put: Put) -> None:
        comment = f"<!--{''.join(map(str, range(300_000)))}"[: CHUNK - 7] + "-->"

        content = packed(WORKBOOK | {"xl/a.xml": f"{comment}<!DOCTYPE a><a/>"})

        assert refused(put(content), "a.xlsx") == "archive-dtd"

    def test_refuses_a_part_that_is_longer_than_it_says(self, put: Put) -> None:
        content = bytearray(packed({"a.txt": b"honest words" * 50}))
        size = content.index(b"PK\x01\x02") + 24
        content[size : size + 4] = (10).to_bytes(4, "little")

        assert refused(put(bytes(content)), "a.zip") == "archive-broken"

    def test_refuses_a_torn_archive(self, put: Put) -> None:
        assert refused(put(packed(WORKBOOK)[:-30]), "a.xlsx") == "archive-broken"


class TestEncoding:
    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            ("电量".encode(), "utf-8-sig"),
            ("电量".encode("gb18030"), "gb18030"),
            ("电量".encode("utf-16"), "utf-16"),
            (b"\x80\xff\xfe", None),
        ],
    )
    def test_is_told_by_the_whole_file(self, put: Put, content: bytes, expected: str | None) -> None:
        assert encoding(put(content)) == expected


class TestSafeName:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\me\\meter.csv", "meter.csv"),
            ("电表 一月.xlsx", "电表 一月.xlsx"),
            ("a\r\nSet-Cookie: b.csv", "aSet-Cookie_ b.csv"),
            ("invoice\u202efdp.exe", "invoicefdp.exe"),
            (".htaccess", "htaccess"),
            ("", "file"),
            ("..", "file"),
            ("a/", "file"),
            ("e\u0301.pdf", "\u00e9.pdf"),
        ],
    )
    def test_keeps_only_what_a_name_needs(self, name: str, expected: str) -> None:
        assert safe_name(name) == expected

    def test_keeps_the_extension_of_a_long_name(self) -> None:
        assert safe_name("电" * 400 + ".xlsx") == "电" * 145 + ".xlsx"
