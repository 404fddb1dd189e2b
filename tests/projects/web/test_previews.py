"""What is seen of a file without opening it, and that nobody else sees it."""

import pytest
from django.core.files.storage import storages

from projects.models import Evidence, EvidenceRequest
from projects.quarantine import previews
from projects.stages import EvidenceStage
from tests.factories import projects as made
from tests.factories.projects import NOW, Case
from tests.projects.web.files import archive, examined, pdf, photo, workbook
from tests.projects.web.readers import Reader, text
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return made.staffed()


@pytest.fixture
def asked(case: Case) -> EvidenceRequest:
    return made.ask(case, "other")


class TestPaper:
    def test_is_read_page_by_page(self, case: Case, asked: EvidenceRequest) -> None:
        evidence = examined(case, asked, pdf("Transformer one", "Transformer two", ""), "单线图.pdf")
        reader = Reader(case[Role.REVIEWER])
        first = reader.see("preview", evidence.pk)
        assert "Transformer one" in text(first)
        assert "Transformer two" not in text(first)
        assert "Page 1 of 3" in text(first)
        assert "?page=2" in first.content.decode()
        second = reader.see("preview", evidence.pk, data={"page": "2"})
        assert "Transformer two" in text(second)
        assert f"/evidence/{evidence.pk}/picture?page=2" in second.content.decode()
        assert "There is no text on this page" in text(reader.see("preview", evidence.pk, data={"page": "3"}))
        assert "Page 3 of 3" in text(reader.see("preview", evidence.pk, data={"page": "99"}))

    def test_gives_pictures_that_are_nothing_but_pictures(self, case: Case, asked: EvidenceRequest) -> None:
        evidence = examined(case, asked, pdf("One"), "a.pdf")
        reader = Reader(case[Role.DEVELOPER])
        answer = reader.see("picture", evidence.pk, data={"page": "1"})
        assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
        assert answer["Content-Type"] == "image/webp"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["Cache-Control"] == "private, no-store"
        assert reader.see("picture", evidence.pk).status_code == 404
        assert reader.see("picture", evidence.pk, data={"page": "2"}).status_code == 404

    @pytest.mark.parametrize("page", ["../digest", "1/../2", "-1", "１", "9" * 11, "1.5"])
    def test_is_not_reached_by_a_mangled_number(self, case: Case, asked: EvidenceRequest, page: str) -> None:
        evidence = made.received(case, asked)
        evidence.shelve(EvidenceStage.ON_FILE, media="pdf", digest={"pages_shown": 2}, scan="", at=NOW)
        reader = Reader(case[Role.LEAD])
        assert reader.see("picture", evidence.pk, data={"page": page}).status_code == 404
        assert reader.see("preview", evidence.pk, data={"page": page}).status_code == 404


class TestWorkbook:
    def test_is_read_sheet_by_sheet_two_hundred_rows_at_a_time(self, case: Case, asked: EvidenceRequest) -> None:
        evidence, reader = examined(case, asked, workbook(), "meter.xlsx"), Reader(case[Role.LEAD])
        first = reader.see("preview", evidence.pk)
        assert "Rows 1 to 200 of 451" in text(first)
        assert "Working (hidden)" in text(first)
        assert first.content.count(b'id="row-') == 200
        assert '<th scope="col">B</th>' in first.content.decode()
        later = reader.see("preview", evidence.pk, data={"sheet": "1", "row": "451"})
        assert "Rows 401 to 451 of 451" in text(later)
        assert 'id="row-451"' in later.content.decode()
        assert "hidden note" in text(reader.see("preview", evidence.pk, data={"sheet": "2"}))
        assert "Hidden sheets Working" in text(first)

    def test_shows_formulas_on_demand(self, case: Case, asked: EvidenceRequest) -> None:
        evidence, reader = examined(case, asked, workbook(20), "meter.xlsx"), Reader(case[Role.LEAD])
        page = reader.see("preview", evidence.pk)
        assert "Show 1 formula" in text(page)
        assert "SUM(B2:B20)" not in text(page)
        page = reader.see("preview", evidence.pk, data={"sheet": "1", "row": "1", "formulas": "1"})
        assert "=SUM(B2:B20)" in text(page)


class TestOtherKinds:
    def test_of_picture_has_its_facts(self, case: Case, asked: EvidenceRequest) -> None:
        evidence, reader = examined(case, asked, photo(), "meter.jpg"), Reader(case[Role.LEAD])
        page = text(reader.see("preview", evidence.pk))
        assert "2026-01-31 10:11:12" in page
        assert "DJI" in page
        assert "-40.51" in page
        assert reader.see("picture", evidence.pk).status_code == 200

    def test_of_text_is_numbered_and_never_markup(self, case: Case, asked: EvidenceRequest) -> None:
        content = "\n".join(["first & last", *(f"line {n}" for n in range(300))]).encode()
        evidence, reader = examined(case, asked, content, "notes.txt"), Reader(case[Role.LEAD])
        page = reader.see("preview", evidence.pk)
        assert "first &amp; last" in page.content.decode()
        assert "Rows 1 to 200 of 301" in text(page)
        assert "line 299" in text(reader.see("preview", evidence.pk, data={"row": "301"}))

    def test_of_cells_is_never_markup(self, case: Case, asked: EvidenceRequest) -> None:
        evidence = examined(case, asked, b"time,note\n2026-09-01,a <b onclick=x> & c\n", "notes.csv")
        page = Reader(case[Role.LEAD]).see("preview", evidence.pk).content.decode()
        assert "a &lt;b onclick=x&gt; &amp; c" in page

    def test_of_archive_lists_what_is_inside(self, case: Case, asked: EvidenceRequest) -> None:
        evidence = examined(case, asked, archive(), "all.zip")
        assert "2026/readings.csv" in text(Reader(case[Role.LEAD]).see("preview", evidence.pk))

    def test_without_preview_says_so(self, case: Case, asked: EvidenceRequest) -> None:
        evidence = made.send(case, asked)
        page = text(Reader(case[Role.LEAD]).see("preview", evidence.pk))
        assert "There is no preview of this file." in page


class TestSight:
    def test_is_nobodys_of_another_case(self, case: Case, asked: EvidenceRequest) -> None:
        evidence = made.send(case, asked)
        for reader in (Reader(made.staffed()[Role.LEAD]), Reader(made.developer()[0])):
            for name in ("preview", "picture", "download", "receipt"):
                assert reader.see(name, evidence.pk).status_code == 404
            assert reader.do("pin", evidence.pk, text="x", where="1").status_code == 404
            assert reader.client.get(f"/evidence/{evidence.sha256}/file").status_code == 404

    @pytest.mark.parametrize("refused", [True, False])
    def test_is_not_of_what_is_quarantined_or_refused(self, case: Case, asked: EvidenceRequest, refused: bool) -> None:
        evidence = made.received(case, asked)
        storages["previews"].save(f"{previews(evidence)}picture.webp", made.file(b"x", "x").path.open("rb"))
        if refused:
            evidence.refuse({"en": "No.", "zh": "不行。", "mend": {"en": "", "zh": ""}}, at=NOW)
        for role in (Role.LEAD, Role.DEVELOPER):
            for name in ("preview", "picture", "download"):
                assert Reader(case[role]).see(name, evidence.pk).status_code == 404
            assert Reader(case[role]).do("pin", evidence.pk, text="x").status_code == 404
        assert Evidence.objects.count() == 1
