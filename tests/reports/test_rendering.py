"""What a statement's PDF must be: archival, accessible, bilingual, exact, and the same every time."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import segno
from pikepdf import Name, NumberTree

from reports.rendering import BOX, FIELD, Unrenderable, canonical, render
from tests.reports.statements import a_statement, words

FONTS = Path(os.environ.get("FONT_DIR", "build/fonts"))
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MILLIMETRE = 72 / 25.4


def rendered(statement: dict[str, Any] | None = None, *, draft: bool = False) -> bytes:
    return render(statement or a_statement(), at=AT, fonts=FONTS, draft=draft)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return rendered()


@pytest.fixture
def document(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        yield opened


def pages_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def text_of(pdf: bytes) -> str:
    """All the text, without the line ends and unbreakable spaces that the setting put in."""
    return "".join(pages_of(pdf)).replace("\r\n", "").replace("\xa0", " ")


def elements(document: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure tree."""
    waiting = [document.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        yield element
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and ("/S" in kid)]


class TestCanonical:
    def test_sorts_members_and_leaves_no_space(self) -> None:
        assert canonical({"b": [1, True, None], "a": {"d": "2.50", "c": "核"}}) == (
            '{"a":{"c":"核","d":"2.50"},"b":[1,true,null]}'.encode()
        )

    def test_sorts_by_utf_16_as_rfc_8785_says(self) -> None:
        assert canonical({"\ufb33": "1", "\U0001f600": "2"}) == '{"\U0001f600":"2","\ufb33":"1"}'.encode()

    def test_escapes_as_rfc_8785_says(self) -> None:
        assert canonical({"a": "\u20ac$\u000f\nA'B\"\\/"}) == '{"a":"€$\\u000f\\nA\'B\\"\\\\/"}'.encode()

    @pytest.mark.parametrize("value", [1.5, 2**53, float("nan")])
    def test_refuses_a_number_that_is_not_exact(self, value: float) -> None:
        with pytest.raises(Unrenderable, match="as text"):
            canonical({"quantity": value})

    def test_refuses_half_a_character(self) -> None:
        with pytest.raises(Unrenderable, match="surrogate"):
            canonical({"name": "\ud800"})


class TestConformance:
    def test_is_claimed_for_pdf_a_3a_and_pdf_ua_1(self, document: pikepdf.Pdf) -> None:
        claims = document.open_metadata()
        assert (claims["pdfaid:part"], claims["pdfaid:conformance"], claims["pdfuaid:part"]) == ("3", "A", "1")

    def test_has_one_output_intent_with_its_profile(self, document: pikepdf.Pdf) -> None:
        (intent,) = document.Root.OutputIntents
        assert intent.S == Name.GTS_PDFA1
        assert "/DestOutputProfile" in intent

    def test_names_its_language_and_shows_its_title(self, document: pikepdf.Pdf) -> None:
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert (
            document.open_metadata()["dc:title"]
            == "Certificate of sustainability 可持续性证书 EU-ISCC-Cert-XX999-00000001"
        )

    def test_is_tagged_with_headings_and_table_heads(self, document: pikepdf.Pdf) -> None:
        assert document.Root.MarkInfo.Marked
        kinds = [str(element.get("/S", "")) for element in elements(document)]
        assert {"/H1", "/Table", "/THead", "/TH", "/TD", "/Link", "/Figure", "/Form"} <= set(kinds)

    def test_tells_chinese_from_english(self, document: pikepdf.Pdf) -> None:
        assert "zh-CN" in {str(element.get("/Lang", "")) for element in elements(document)}

    def test_describes_every_figure(self, document: pikepdf.Pdf) -> None:
        figures = [element for element in elements(document) if element.get("/S") == Name.Figure]
        assert len(figures) == 1
        assert "https://verifier.example/c/7KQ2M4XN5R8TJ3VWYB6HDZ0PCE" in str(figures[0].Alt)

    def test_embeds_every_font_with_its_characters(self, document: pikepdf.Pdf) -> None:
        fonts = [
            one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == Name.Font
        ]
        whole = [font for font in fonts if font.Subtype == Name.Type0]
        assert whole
        for font in whole:
            assert "/ToUnicode" in font
            assert {"/FontFile2", "/FontFile3"} & set(font.DescendantFonts[0].FontDescriptor.keys())

    def test_attaches_the_statement_as_its_source(self, document: pikepdf.Pdf) -> None:
        (attached,) = document.Root.AF
        assert attached.AFRelationship == Name.Source
        assert attached.EF.F.read_bytes() == canonical(a_statement())

    def test_ends_with_a_line_end_for_what_is_appended(self, pdf: bytes) -> None:
        assert pdf.endswith(b"%%EOF\n")
        assert rendered(draft=True).endswith(b"%%EOF\n")

    def test_tags_the_signature_field(self, document: pikepdf.Pdf) -> None:
        (field,) = document.Root.AcroForm.Fields
        (form,) = [element for element in elements(document) if element.get("/S") == Name.Form]
        assert str(field.T) == FIELD
        assert form.K.Obj.objgen == field.objgen
        assert NumberTree(document.Root.StructTreeRoot.ParentTree)[int(field.StructParent)].objgen == form.objgen
        assert document.Root.StructTreeRoot.ParentTreeNextKey > field.StructParent
        assert document.pages[0].obj.Tabs == Name.S
        assert field.objgen in [annotation.objgen for annotation in document.pages[0].obj.Annots]
        assert "/N" in field.AP


class TestRender:
    def test_gives_the_same_bytes_for_the_same_statement(self, pdf: bytes) -> None:
        elsewhere = subprocess.run([sys.executable, "-c", AGAIN, str(FONTS)], capture_output=True, check=True)
        assert elsewhere.stdout == pdf

    def test_gives_other_bytes_for_another_statement(self, pdf: bytes) -> None:
        assert rendered(a_statement() | {"number": "EU-ISCC-Cert-XX999-00000002"}) != pdf

    def test_says_everything_in_both_languages(self, pdf: bytes) -> None:
        text = text_of(pdf)
        for said in (
            "Certificate of sustainability",
            "可持续性证书",
            "free of material misstatement",
            "不存在重大错报",
        ):
            assert said in text
        for said in (
            "EU-ISCC-Cert-XX999-00000001",
            "赤峰示例绿氨有限公司",
            "3.900752",
            "2026-11-20 09:00 UTC",
            "Łukasz Şahin",
            "1.2 MB",
            "d0" * 32,
            "9f" * 32,
        ):
            assert said in text

    def test_counts_its_pages(self, pdf: bytes) -> None:
        pages = pages_of(pdf)
        for number, page in enumerate(pages, start=1):
            assert f"Page {number} of {len(pages)}" in page
            assert "EU-ISCC-Cert-XX999-00000001" in page

    def test_shows_the_code_of_the_address(self, pdf: bytes) -> None:
        scale = 8
        page = pypdfium2.PdfDocument(pdf)[0]
        picture = page.render(scale=scale).to_pil().convert("L")
        expected = segno.make(a_statement()["verify_url"], error="m", micro=False).matrix
        side = BOX["height"] * MILLIMETRE
        module = side / (len(expected) + 8)
        left, top = 20 * MILLIMETRE, page.get_height() - BOX["bottom"] * MILLIMETRE - side
        seen = [
            [
                picture.getpixel((int((left + (x + 4.5) * module) * scale), int((top + (y + 4.5) * module) * scale)))
                < 128
                for x in range(len(expected))
            ]
            for y in range(len(expected))
        ]
        assert seen == [[bool(dark) for dark in row] for row in expected]

    def test_lays_the_field_over_the_box_that_names_the_body(self, pdf: bytes, document: pikepdf.Pdf) -> None:
        left, bottom, right, top = (float(edge) for edge in document.Root.AcroForm.Fields[0].Rect)
        page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
        inside = page.get_text_bounded(left, bottom, right, top).replace("\xa0", " ")
        assert inside.split("\r\n")[:3] == [
            "Sealed electronically  电子签章",
            "Northern Verification Ltd",
            "北方核查有限公司",
        ]

    @pytest.mark.parametrize(
        "hostile", ["#evil[x] $y$ *b* _i_ <script> `raw` @ref // c", "../../etc/passwd", '"},#panic("x")']
    )
    def test_prints_what_was_typed_and_runs_nothing(self, hostile: str) -> None:
        statement = a_statement()
        statement["client"]["name"] = hostile
        statement["evidence"][0]["name"] = hostile
        statement["wording"]["opinion"] = words(hostile, hostile)
        assert text_of(rendered(statement)).count(hostile) >= 3

    @pytest.mark.parametrize("rows", [0, 1, 40])
    def test_takes_lists_of_any_length(self, rows: int) -> None:
        statement = a_statement(rows)
        if not rows:
            statement |= {"results": [], "people": [], "trail": None, "validity": None, "assurance": None}
            statement["wording"]["paragraphs"] = []
        text = text_of(rendered(statement))
        assert text.count("Calibration certificate missing") == rows
        assert ("None on record" in text) == (rows == 0)

    def test_repeats_a_table_s_head_on_every_page(self) -> None:
        carrying = [page for page in pages_of(rendered(a_statement(60))) if "CAR-" in page]
        assert len(carrying) > 1
        assert all("Grade" in page and "等级" in page for page in carrying)

    def test_keeps_long_words_on_the_page_and_whole(self) -> None:
        long = "A" * 180
        statement = a_statement()
        statement |= {"number": long}
        statement["client"] |= {"name": long, "name_latin": long + "B"}
        statement["evidence"][0]["name"] = f"{long}.csv"
        statement["findings"][0] |= {"number": long, "title": long}
        statement["rules"][0]["clause"] = long
        statement["steps"][0] |= {"expression": "x*" * 150, "unit": "unit" * 30, "shown": "1234567890" * 6}
        statement["results"][0] |= {"shown": "1234567890" * 6}
        statement["people"][0]["name"] = long
        pdf = rendered(statement)
        assert text_of(pdf).count(long) >= 6
        for page in pypdfium2.PdfDocument(pdf):
            text = page.get_textpage()
            right = max(text.get_charbox(place)[2] for place in range(text.count_chars()))
            assert right <= page.get_width() - 18 * MILLIMETRE

    def test_refuses_a_sign_the_fonts_lack_and_names_it(self) -> None:
        statement = a_statement()
        statement["client"]["name"] = "Firm \U0001f600"
        with pytest.raises(Unrenderable, match='no sign for "\U0001f600"'):
            rendered(statement)

    def test_has_every_sign_that_the_schemes_write(self) -> None:
        sources = [path for folder in ("rulebook", "schemes") for path in Path("verifier", folder).rglob("*.py")]
        signs = sorted({sign for path in sources for sign in path.read_text() if not sign.isascii()})
        assert "×" in signs
        statement = a_statement()
        statement["wording"]["opinion"] = words(" ".join(signs), "")
        rendered(statement)

    def test_takes_a_text_that_changes_its_script_at_every_word(self) -> None:
        statement = a_statement()
        statement["wording"]["opinion"] = words("CO2 核 " * 1000, "核 CO2 " * 1000)
        rendered(statement)

    def test_refuses_to_set_without_its_fonts(self, tmp_path: Path) -> None:
        with pytest.raises(Unrenderable, match="lacks Noto Sans, Noto Sans SC"):
            render(a_statement(), at=AT, fonts=tmp_path)


class TestDraft:
    def test_says_so_on_every_page_and_bears_no_field(self) -> None:
        pdf = rendered(draft=True)
        # Across the page, and in plain view at its head.
        assert all(page.count("DRAFT") == 2 and page.count("草稿") == 2 for page in pages_of(pdf))
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert "/AcroForm" not in document.Root

    def test_needs_neither_number_nor_address(self) -> None:
        assert "Not sealed" in text_of(rendered(a_statement() | {"number": None, "verify_url": ""}, draft=True))

    def test_is_not_said_of_what_is_issued(self, pdf: bytes) -> None:
        assert "DRAFT" not in text_of(pdf)


AGAIN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reports.rendering import render
from tests.reports.statements import a_statement
sys.stdout.buffer.write(render(a_statement(), at=datetime(2026, 11, 23, 2, tzinfo=UTC), fonts=Path(sys.argv[1])))
"""
