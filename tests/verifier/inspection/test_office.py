import pytest

from tests.verifier.inspection.files import LETTER, TYPES, WORKBOOK, Members, Put, packed, refused
from verifier.inspection import CHUNK, Kind, inspect

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relation(kind: str, target: str, *, mode: str = "External") -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


def field(*runs: str) -> str:
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    codes = "".join(f'<w:r><w:instrText xml:space="preserve">{run}</w:instrText></w:r>' for run in runs)
    return f'<w:document xmlns:w="w"><w:p>{begin}{codes}{end}</w:p></w:document>'


class TestInspectAWorkbook:
    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"xl/vbaProject.bin": b"x"}, "macros"),
            ({"xl/macrosheets/sheet1.xml": "<a/>"}, "macros"),
            ({"xl/activeX/activeX1.xml": "<a/>"}, "macros"),
            ({"[Content_Types].xml": "<Types x='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/>"}, "macros"),
            ({"xl/externalLinks/externalLink1.xml": "<a/>"}, "links"),
            ({"xl/embeddings/oleObject1.bin": b"x"}, "embedded"),
        ],
    )
    def test_refuses_what_would_run_or_reach_out(self, put: Put, more: Members, code: str) -> None:
        assert refused(put(packed(WORKBOOK | more)), "a.xlsx") == code

    @pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
    def test_refuses_a_document_type(self, put: Put, codec: str) -> None:
        xml = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>".encode(codec)

        assert refused(put(packed(WORKBOOK | {"xl/worksheets/sheet1.xml": xml})), "a.xlsx") == "archive-dtd"

    def test_refuses_a_document_type_that_straddles_two_pieces(self, put: Put) -> None:
        comment = f"<!--{''.join(map(str, range(300_000)))}"[: CHUNK - 7] + "-->"

        content = packed(WORKBOOK | {"xl/a.xml": f"{comment}<!DOCTYPE a><a/>"})

        assert refused(put(content), "a.xlsx") == "archive-dtd"


class TestInspectALetter:
    @pytest.mark.parametrize(
        ("kind", "target"),
        [
            ("attachedTemplate", "https://elsewhere.example/a.dotm"),
            ("attachedTemplate", "\\\\elsewhere\\share\\a.dotm"),
            ("attachedTemplate", "file://elsewhere/a.dotm"),
            ("image", "http://elsewhere.example/seen.png"),
            ("oleObject", "file:///C:\\a.xlsx"),
        ],
    )
    def test_refuses_what_is_fetched_from_elsewhere(self, put: Put, kind: str, target: str) -> None:
        letter = LETTER | {"word/_rels/settings.xml.rels": relation(kind, target)}

        assert refused(put(packed(letter)), "a.docx") == "links"

    @pytest.mark.parametrize(
        ("kind", "target"),
        [("hyperlink", "https://elsewhere.example/"), ("attachedTemplate", "file:///C:\\Templates\\Normal.dotm")],
    )
    def test_takes_a_link_that_only_a_click_follows(self, put: Put, kind: str, target: str) -> None:
        letter = LETTER | {"word/_rels/document.xml.rels": relation(kind, target)}

        assert inspect(put(packed(letter)), "a.docx") is Kind.DOCX

    def test_refuses_relations_that_are_no_xml(self, put: Put) -> None:
        letter = LETTER | {"word/_rels/document.xml.rels": "<Relationships><Relationship"}

        assert refused(put(packed(letter)), "a.docx") == "archive-broken"

    @pytest.mark.parametrize(
        "document",
        [
            field(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "),
            field("DD", "EAU", "TO excel"),
            field('dde excel "a"'),
            '<w:document><w:fldSimple w:instr=" DDE excel a "/></w:document>',
            field("DDEAUTO excel").encode("utf-16"),
            f"<!--{''.join(map(str, range(300_000)))}"[: CHUNK - 150] + "-->" + field("DDEAUTO excel"),
        ],
    )
    def test_refuses_a_field_that_starts_a_program(self, put: Put, document: str | bytes) -> None:
        assert refused(put(packed({"[Content_Types].xml": TYPES, "word/document.xml": document})), "a.docx") == "dde"

    def test_takes_other_fields(self, put: Put) -> None:
        letter = LETTER | {"word/document.xml": field("PAGE") + field("REF hidden_dde \\h")}

        assert inspect(put(packed(letter)), "a.docx") is Kind.DOCX

    def test_refuses_an_embedded_object(self, put: Put) -> None:
        assert refused(put(packed(LETTER | {"word/embeddings/oleObject1.bin": b"x"})), "a.docx") == "embedded"
