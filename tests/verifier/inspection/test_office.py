import pytest

from tests.verifier.inspection.files import LETTER, PNG, WORKBOOK, Members, Put, packed, refused
from verifier.inspection import CHUNK, Kind, Unacceptable, inspect

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def relation(kind: str, target: str, *, mode: str = "External") -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


def field(*runs: str) -> str:
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    codes = "".join(f'<w:r><w:instrText xml:space="preserve">{run}</w:instrText></w:r>' for run in runs)
    return f'<w:document xmlns:w="{WORD}"><w:p>{begin}{codes}{end}</w:p></w:document>'


def types(content_type: str) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/a" ContentType="{content_type}"/></Types>'
    )


def formula(text: str, *, element: str = "f") -> str:
    return f'<worksheet xmlns="{SHEET}"><c r="A1"><{element}>{text}</{element}><v>1</v></c></worksheet>'


class TestInspectAWorkbook:
    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"xl/vbaProject.bin": b"x"}, "macros"),
            ({"xl/macrosheets/sheet1.xml": "<a/>"}, "macros"),
            ({"xl/activeX/activeX1.xml": "<a/>"}, "macros"),
            ({"[Content_Types].xml": types("application/vnd.ms-excel.sheet.MACROenabled.main+xml")}, "macros"),
            ({"xl/_rels/workbook.xml.rels": relation("vbaProject", "code.dat", mode="Internal")}, "macros"),
            ({"xl/_rels/workbook.xml.rels": relation("connections", "c.xml", mode="Internal")}, "links"),
            ({"x/Q.RELS": relation("queryTable", "../q.xml", mode="Internal")}, "links"),
            ({"x/links/1.xml": f'<externalLink xmlns="{SHEET}"><ddeLink ddeService="cmd"/></externalLink>'}, "links"),
            (
                {"x/c": f'<connections xmlns="{SHEET}"><connection><webPr url="http://a"/></connection></connections>'},
                "links",
            ),
            (
                {"x/c": f'<connections xmlns="{SHEET}"><connection><dbPr/></connection></connections>'},
                "links",
            ),
            ({"XL/WORKBOOK.XML": "<a/>"}, "archive-twice"),
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
            ("attachedTemplate", "//elsewhere.example/share/a.dotm"),
            ("image", "mhtml:http://elsewhere.example/a.mht!seen.png"),
            ("frame", "elsewhere.html"),
            ("subDocument", "chapter.docx"),
            ("hyperlink", "file:///C:\\calc.exe"),
            ("hyperlink", "//elsewhere.example/share"),
            ("hyperlink", "http:\\\\elsewhere"),
        ],
    )
    @pytest.mark.parametrize(
        "place", ["word/_rels/settings.xml.rels", "word/_rels/settings.xml.RELS", "A/_RELS/b.Rels"]
    )
    def test_refuses_what_is_fetched_from_elsewhere(self, put: Put, kind: str, target: str, place: str) -> None:
        assert refused(put(packed(LETTER | {place: relation(kind, target)})), "a.docx") == "links"

    @pytest.mark.parametrize(
        ("mode", "target"),
        [
            ("EXTERNAL", "a.png"),
            (" external", "a.png"),
            ("Outside", "a.png"),
            ("Internal", "http://elsewhere.example/a.png"),
            ("Internal", "//elsewhere.example/a.png"),
            ("", "\\\\elsewhere\\a.png"),
        ],
    )
    def test_refuses_it_however_its_mode_is_written(self, put: Put, mode: str, target: str) -> None:
        letter = LETTER | {"word/_rels/a.xml.rels": relation("IMAGE", target, mode=mode)}

        assert refused(put(packed(letter)), "a.docx") == "links"

    @pytest.mark.parametrize("more", ['x:Type="hyperlink"', 'type="hyperlink"', 'x:TargetMode="Internal"'])
    def test_is_not_misled_by_what_is_said_twice(self, put: Put, more: str) -> None:
        said = relation("frame", "a.html").replace(' Target="', f' xmlns:x="x" {more} Target="')

        assert refused(put(packed(LETTER | {"word/_rels/a.xml.rels": said})), "a.docx") == "links"

    def test_refuses_what_stands_behind_a_long_blank(self, put: Put) -> None:
        blank = f"{3**700_000:b}".replace("0", " ").replace("1", "\n")  # without order, that it packs as text does
        letter = LETTER | {"word/a.xml": blank + field("DDE a")}

        assert refused(put(packed(letter)), "a.docx") == "dde"

    @pytest.mark.parametrize(
        "target",
        ["https://elsewhere.example/?a=b", "HTTP://elsewhere.example", "mailto:a@b.example", "#Annex", "annex.xlsx"],
    )
    def test_takes_a_link_that_only_a_click_follows(self, put: Put, target: str) -> None:
        letter = LETTER | {"word/_rels/document.xml.rels": relation("hyperlink", target)}

        assert inspect(put(packed(letter)), "a.docx") is Kind.DOCX

    def test_takes_a_template_on_its_authors_own_disk(self, put: Put) -> None:
        own = relation("attachedTemplate", "file:///C:\\Users\\wang\\Normal.dotm")

        assert inspect(put(packed(LETTER | {"word/_rels/settings.xml.rels": own})), "a.docx") is Kind.DOCX

    def test_says_what_is_linked_and_how_to_part_from_it(self, put: Put) -> None:
        letter = LETTER | {"word/_rels/settings.xml.rels": relation("attachedTemplate", "\\\\elsewhere\\a.dotm")}

        with pytest.raises(Unacceptable) as caught:
            inspect(put(packed(letter)), "a.docx")

        assert "attachedTemplate".lower() in caught.value.message.en
        assert "\\\\elsewhere\\a.dotm" in caught.value.message.zh
        assert "Normal.dotm" in caught.value.mend.en

    @pytest.mark.parametrize("content", ["{\\rtf1 \\object}", "MIME-Version: 1.0\n", "<html><a/></html>"])
    def test_refuses_a_page_to_be_inserted(self, put: Put, content: str) -> None:
        assert refused(put(packed(LETTER | {"word/chunk.dat": content})), "a.docx") == "links"

    def test_refuses_a_part_that_is_inserted_when_it_is_opened(self, put: Put) -> None:
        letter = LETTER | {"word/_rels/document.xml.rels": relation("aFChunk", "a.txt", mode="Internal")}

        assert refused(put(packed(letter)), "a.docx") == "links"

    @pytest.mark.parametrize(
        "markup",
        [
            '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="\\\\elsewhere\\a.png"/>',
            f'<w:mailMerge xmlns:w="{WORD}"><w:query w:val="SELECT 1"/></w:mailMerge>',
            f'<w:altChunk xmlns:w="{WORD}"/>',
            f'<a:blip xmlns:a="http://purl.oclc.org/ooxml/drawingml/main" xmlns:r="{OFFICE}" r:link="rId1"/>',
            '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link"/>',
        ],
    )
    def test_refuses_markup_that_fetches(self, put: Put, markup: str) -> None:
        assert refused(put(packed(LETTER | {"word/document.xml": markup})), "a.docx") == "links"

    def test_refuses_relations_that_are_no_xml(self, put: Put) -> None:
        letter = LETTER | {"word/_rels/document.xml.rels": "<Relationships><Relationship"}

        assert refused(put(packed(letter)), "a.docx") == "archive-broken"

    @pytest.mark.parametrize(
        "document",
        [
            field(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "),
            field("DD", "EAU", "TO excel"),
            field('dde excel "a"'),
            f"<a>{field('PAGE')}{field('DDE excel')}</a>",
            f'<w:document xmlns:w="{WORD}"><w:fldSimple w:instr=" DDE excel a "/></w:document>',
            field("&#68;D<![CDATA[E]]> excel"),
            field(
                "D", '</w:instrText><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="end"/><w:instrText>DE a'
            ),
            field("DDE excel").replace('<w:r><w:fldChar w:fldCharType="end"/></w:r>', ""),
            field("DDEAUTO excel").encode("utf-16"),
            f"<!--{''.join(map(str, range(300_000)))}"[: CHUNK - 150] + "-->" + field("DDEAUTO excel"),
        ],
    )
    @pytest.mark.parametrize("place", ["word/document.xml", "WORD/Header1.XML", "parts/header", "word/a.vml"])
    def test_refuses_a_field_that_starts_a_program(self, put: Put, document: str | bytes, place: str) -> None:
        assert refused(put(packed(LETTER | {place: document})), "a.docx") == "dde"

    @pytest.mark.parametrize(
        "code",
        [
            'LINK Excel.Sheet.12 "C:\\\\a.xlsx"',
            'INCLUDEPICTURE "http://elsewhere.example/a.png" \\d',
            'includetext "\\\\\\\\elsewhere\\\\a.docx"',
        ],
    )
    def test_refuses_a_field_that_fetches(self, put: Put, code: str) -> None:
        assert refused(put(packed(LETTER | {"word/document.xml": field(code)})), "a.docx") == "links"

    def test_takes_other_fields(self, put: Put) -> None:
        letter = LETTER | {"word/document.xml": field("PAGE"), "word/footer1.xml": field("REF hidden_dde \\h")}
        letter |= {
            "word/a.xml": field('INCLUDEPICTURE "cid:a.png@1"'),
            "word/b.xml": field("HYPERLINK ", '"https://a"'),
        }

        assert inspect(put(packed(letter)), "a.docx") is Kind.DOCX

    def test_refuses_an_embedded_object(self, put: Put) -> None:
        assert refused(put(packed(LETTER | {"word/embeddings/oleObject1.bin": b"x"})), "a.docx") == "embedded"

    @pytest.mark.parametrize("mode", ["Internal", "External"])
    def test_refuses_an_object_wherever_it_lies(self, put: Put, mode: str) -> None:
        code = refused(put(packed(LETTER | {"a/b.rels": relation("oleObject", "c.dat", mode=mode)})), "a.docx")

        assert code == {"Internal": "embedded", "External": "links"}[mode]


class TestInspectMarkup:
    @pytest.mark.parametrize(
        ("xml", "code"),
        [
            ("<a>" * 1_001 + "</a>" * 1_001, "archive-endless"),
            ("<a b='" + "".join(map(str, range(3_000_000))) + "'/>", "archive-endless"),
            ("<?xml version='1.0' encoding='utf-7'?><a/>", "archive-encoding"),
            ("<a><b></a>", "archive-broken"),
        ],
    )
    def test_refuses_what_a_parser_would_choke_on(self, put: Put, xml: str, code: str) -> None:
        assert refused(put(packed(WORKBOOK | {"xl/a.xml": xml})), "a.xlsx") == code

    def test_takes_a_document_with_all_that_is_honest(self, put: Put) -> None:
        drawing = (
            '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:imagedata src="media/a.png"/><v:f eqn="a|b"/>'
            "<div>one<br>two</div></v:shape></xml>"
        )
        letter = LETTER | {
            "word/_rels/document.xml.rels": relation("image", "media/a.png", mode="Internal"),
            "word/media/a.png": PNG,
            "word/embeddings/Sheet1.xlsx": packed(WORKBOOK),
            "word/drawing.vml": drawing,
            "customXml/item1.xml": '<mine xmlns="urn:mine"><f>a|b</f><connection><dbPr/></connection></mine>',
            "word/math.xml": '<m:f xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">|x|</m:f>',
            "printer.bin": b"\x00\x01<html>",
            "empty.xml": b"",
            "noughts.bin": b"\0" * 300,
        }

        assert inspect(put(packed(letter)), "a.docx") is Kind.DOCX
