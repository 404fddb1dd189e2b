import resource
import subprocess
import sys
from pathlib import Path

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
    drawn,
    packed,
    refused,
)
from verifier.inspection import CHUNK, Kind, encoding, inspect, safe_name


class TestInspect:
    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("报告.PDF", PDF, Kind.PDF),
            ("a.png", PNG, Kind.PNG),
            ("a.jpeg", JPG, Kind.JPG),
            ("a.csv", b"a,b\n1,2\n", Kind.CSV),
            ("a.csv", b"=HYPERLINK(0),@SUM(A1)\n-1,+2\n", Kind.CSV),
            ("a.csv", b"PAR1,PAR2\n1,2\n", Kind.CSV),
            ("a.tsv", "时间\t电量\n".encode("gb18030"), Kind.TSV),
            ("a.txt", "\ufeffnote < 5 MW".encode("utf-16-le"), Kind.TXT),
            ("a.json", b'\xef\xbb\xbf {"a": 1}', Kind.JSON),
            ("a.parquet", PARQUET, Kind.PARQUET),
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
            ("a.pdf", b" " + PDF, "disagreement"),
            ("a.pdf", PNG, "disagreement"),
            ("a.csv", PDF, "disagreement"),
            ("a.csv", b"a,b\n1,\x00\n", "nul"),
            ("a.csv", PARQUET, "nul"),
            ("a.csv", b"a,b\n1,\xff\xff\n", "disagreement"),
            ("a.json", b"just words", "disagreement"),
            ("a.xlsx", packed(LETTER), "disagreement"),
            ("a.xlsx", b"a,b\n", "disagreement"),
            ("a.zip", b"7z\xbc\xaf\x27\x1c" + b"\x00" * 30, "disagreement"),
            ("a.parquet", b"a,b\n", "disagreement"),
            ("a.parquet", PARQUET[:-1], "broken-off"),
            ("a.parquet", b"PAR1", "broken-off"),
            ("a.pdf", PDF[:-8], "broken-off"),
            ("a.pdf", PDF + b"\n" * 2000, "broken-off"),
            ("a.pdf", PDF + packed(WORKBOOK), "polyglot"),
            ("a.png", PNG + packed(WORKBOOK), "polyglot"),
            ("a.jpg", JPG + packed(WORKBOOK), "polyglot"),
            ("a.pdf", PDF.replace(b"1 0 obj", b"%<script >alert(1)</script>\n1 0 obj"), "polyglot"),
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
            ("a.xlsx", LOCKED, "password"),
            ("a.docx", LOCKED, "password"),
        ],
    )
    def test_refuses_what_may_not_be_taken(self, put: Put, name: str, content: bytes, code: str) -> None:
        assert refused(put(content), name) == code

    def test_reads_a_long_file_in_little_memory(self, tmp_path: Path) -> None:
        path = tmp_path / "long.csv"
        with path.open("wb") as file:
            for _ in range(64):
                file.write("电量,".encode() * (CHUNK // 7))
        code = f"import pathlib; from verifier.inspection import inspect; inspect(pathlib.Path({str(path)!r}), 'a.csv')"
        most = 48 << 20  # less than the file

        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (most, most)),
        )


class TestInspectAPicture:
    @pytest.mark.parametrize("form", ["PNG", "JPEG"])
    def test_takes_its_size_from_its_head(self, put: Put, form: str) -> None:
        assert inspect(put(drawn(form, (9_000, 3))), f"a.{form.lower()}")

    def test_refuses_a_png_of_too_many_pixels(self, put: Put) -> None:
        content = PNG[:16] + (30_000).to_bytes(4) * 2 + PNG[24:]

        assert refused(put(content), "a.png") == "picture-size"

    def test_refuses_a_jpg_of_too_many_pixels(self, put: Put) -> None:
        frame = JPG.index(b"\xff\xc0") + 5
        content = JPG[:frame] + b"\xff\xff\xff\xff" + JPG[frame + 4 :]

        assert refused(put(content), "a.jpg") == "picture-size"

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.png", PNG[:8] + bytes(40)),
            ("a.png", PNG[:20]),
            ("a.png", PNG[:16] + bytes(8) + PNG[24:]),
            ("a.jpg", JPG[:4] + bytes(40)),
            ("a.jpg", JPG[:20]),
            ("a.jpg", b"\xff\xd8" + b"\xff\xe0\x00\x02" * 2_000),
        ],
    )
    def test_refuses_one_that_does_not_say_its_size(self, put: Put, name: str, content: bytes) -> None:
        assert refused(put(content), name) == "picture-broken"


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
