"""Findings as pages: raised, answered, sent back, closed, each by whom it is for and in its order."""

from typing import Any

import pytest

from projects.models import Finding, Remark
from projects.stages import FindingStage
from tests.factories import projects as made
from tests.projects.web.readers import Reader, text
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db

FOUND = {"grade": "major", "title": "Invoice is missing", "text": "That of 12 September.", "clause": "Art. 15"}


@pytest.fixture
def case() -> made.Case:
    return made.staffed()


def answer(case: made.Case, finding: Finding, said: str = "It is attached.", **more: Any) -> Any:
    form = {f"answer-{finding.number}-{name}": value for name, value in {"text": said, **more}.items()}
    return Reader(case[Role.DEVELOPER]).do("answer", finding.pk, **form)


def assess(case: made.Case, step: str, finding: Finding, said: str = "Seen.", role: Role = Role.LEAD) -> Any:
    return Reader(case[role]).do(step, finding.pk, **{f"assess-{finding.number}-text": said})


class TestRaise:
    def test_puts_the_finding_before_the_client(self, case: made.Case) -> None:
        assert Reader(case[Role.VERIFIER]).do("raise", case.engagement.pk, **FOUND).url.endswith("#finding-1")
        page = text(Reader(case[Role.DEVELOPER]).see("findings", case.engagement.pk))
        assert "F1 · Major non-conformity" in page
        assert "That of 12 September." in page

    @pytest.mark.parametrize("missing", ["grade", "title", "text", "clause"])
    def test_needs_every_field(self, case: made.Case, missing: str) -> None:
        page = Reader(case[Role.LEAD]).do("raise", case.engagement.pk, **FOUND | {missing: ""})
        assert page.status_code == 422
        assert f'<a href="#id_{missing}">' in page.content.decode()
        assert not Finding.objects.exists()

    def test_knows_only_the_schemes_grades(self, case: made.Case) -> None:
        assert Reader(case[Role.LEAD]).do("raise", case.engagement.pk, **FOUND | {"grade": "CAR"}).status_code == 422

    def test_is_refused_to_the_client(self, case: made.Case) -> None:
        assert Reader(case[Role.DEVELOPER]).do("raise", case.engagement.pk, **FOUND).status_code == 403
        assert not Finding.objects.exists()

    def test_shows_what_was_written_as_words(self, case: made.Case) -> None:
        Reader(case[Role.LEAD]).do("raise", case.engagement.pk, **FOUND | {"text": "<script>alert(1)</script>"})
        page = Reader(case[Role.LEAD]).see("findings", case.engagement.pk).content.decode()
        assert "&lt;script&gt;alert(1)" in page


class TestTalk:
    def test_goes_to_its_close(self, case: made.Case) -> None:
        finding = made.found(case)
        sent = made.send(case, made.ask(case, "mass_balance"))
        answer(case, finding, evidence=sent.pk)
        assess(case, "return", finding, "The stamp is not to be read.")
        answer(case, finding, "A better scan.")
        assess(case, "close", finding, "In order.")
        finding.refresh_from_db()
        assert finding.stage == FindingStage.CLOSED
        assert [remark.kind for remark in finding.remarks.all()] == ["answer", "return", "answer", "conclusion"]
        assert Remark.objects.filter(evidence=sent).count() == 1

    def test_is_refused_out_of_its_order(self, case: made.Case) -> None:
        finding = made.found(case)
        assert assess(case, "close", finding).status_code == 409
        answer(case, finding)
        assert answer(case, finding, "Once more.").status_code == 409
        assert Remark.objects.count() == 1

    def test_is_refused_to_the_other_side(self, case: made.Case) -> None:
        finding = made.found(case)
        answer(case, finding)
        assert assess(case, "close", finding, role=Role.DEVELOPER).status_code == 403
        assert assess(case, "return", finding, role=Role.REVIEWER).status_code == 403
        finding.refresh_from_db()
        assert finding.stage == FindingStage.ANSWERED

    def test_needs_words(self, case: made.Case) -> None:
        finding = made.found(case)
        page = answer(case, finding, " ")
        assert page.status_code == 422
        assert '<a href="#id_answer-1-text">' in page.content.decode()

    def test_takes_no_file_of_another_case(self, case: made.Case) -> None:
        finding, other = made.found(case), made.staffed(title="Another")
        foreign = made.send(other, made.ask(other, "mass_balance"))
        assert answer(case, finding, evidence=foreign.pk).status_code == 422
        assert not Remark.objects.exists()

    def test_is_not_there_for_strangers(self, case: made.Case) -> None:
        finding, (other, _client) = made.found(case), made.developer()
        for step in ("answer", "return", "close"):
            assert Reader(other).do(step, finding.pk).status_code == 404
