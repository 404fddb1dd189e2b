"""The statement in its case: approved word for word, made, published, taken back."""

import hashlib

import pytest
from django.test import Client

from projects.models import Engagement
from projects.stages import Stage
from reports.models import Statement
from reports.stages import StatementStage
from tests.factories import projects as made
from tests.factories import reports as written
from tests.factories.worked import TOO_MUCH_GRID
from tests.reports.web.conftest import Made, reader
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


class TestApprove:
    def test_shows_the_very_text_that_is_issued(self) -> None:
        case, report = written.decided()
        client = reader(case[Role.CERTIFIER])
        shown = client.get(f"/reports/{report.pk}/approve").content.decode()
        client.post(f"/reports/{report.pk}/approve", {"seen": case.engagement.version})
        statement = Statement.objects.get()
        for told in (
            statement.number,
            "a saving of 95.8503 %",
            "相对化石燃料比较值减排 95.8503 %",
            report.dossier_sha256,
        ):
            assert told in shown
            assert told in statement.body

    def test_is_held_back_by_a_rule_with_its_clause(self) -> None:
        case, report = written.decided()
        Engagement.objects.filter(pk=case.engagement.pk).update(
            particulars=case.engagement.scheme.dump(case.engagement.scheme.read(TOO_MUCH_GRID))
        )
        client = reader(case[Role.CERTIFIER])
        assert "RED Art. 29a(1)" in client.get(f"/reports/{report.pk}/approve").content.decode()
        answer = client.post(f"/reports/{report.pk}/approve")
        assert answer.status_code == 409
        assert "RED Art. 29a(1)" in answer.content.decode()
        assert not Statement.objects.exists()

    @pytest.mark.parametrize("role", [Role.LEAD, Role.REVIEWER, Role.COORDINATOR, Role.DEVELOPER, Role.OBSERVER])
    def test_is_the_certifiers(self, role: Role) -> None:
        case, report = written.decided()
        client = reader(case[role])
        assert client.get(f"/reports/{report.pk}/approve").status_code == 302
        assert client.post(f"/reports/{report.pk}/approve").status_code == 403
        assert not Statement.objects.exists()


class TestMade:
    def test_reloads_the_page_once_the_document_is_there(self) -> None:
        case, statement = written.approved()
        client = reader(case[Role.OBSERVER])
        page = client.get(f"/cases/{case.engagement.pk}/report").content.decode()
        assert "The document is being made" in page
        assert f'hx-get="/statements/{statement.pk}/made"' in page
        assert client.get(f"/statements/{statement.pk}/made").status_code == 204
        statement.move(StatementStage.SIGNED)
        assert client.get(f"/statements/{statement.pk}/made")["HX-Refresh"] == "true"

    def test_says_why_the_document_cannot_be_made(self) -> None:
        case, statement = written.approved()
        statement.wait('The document\'s fonts have no sign for "𰻝".')
        page = reader(case[Role.COORDINATOR]).get(f"/cases/{case.engagement.pk}/report").content.decode()
        assert "The document cannot be made yet" in page
        assert "𰻝" in page


class TestDocument:
    def test_is_for_the_people_of_the_case(self, signed: Made) -> None:
        case, statement = signed()
        answer = reader(case[Role.DEVELOPER]).get(f"/statements/{statement.pk}/document")
        assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == statement.document.sha256
        assert answer["Content-Disposition"] == f'attachment; filename="{statement.number}.pdf"'
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        stranger = reader(made.opened(title="Another plant")[Role.COORDINATOR])
        for step in ("document", "made", "publish", "withdraw"):
            assert stranger.get(f"/statements/{statement.pk}/{step}").status_code == 404
        assert Client().get(f"/statements/{statement.pk}/document").status_code == 302

    def test_is_not_there_before_it_is_made(self) -> None:
        case, statement = written.approved()
        assert reader(case[Role.LEAD]).get(f"/statements/{statement.pk}/document").status_code == 404


class TestPublish:
    def test_opens_the_public_page(self, signed: Made) -> None:
        case, statement = signed()
        assert reader(case[Role.DEVELOPER]).post(f"/statements/{statement.pk}/publish").status_code == 403
        assert Client().get(f"/c/{statement.public_id}").status_code == 404
        client = reader(case[Role.COORDINATOR])
        page = client.post(f"/statements/{statement.pk}/publish", follow=True).content.decode()
        assert f"/c/{statement.public_id}" in page
        assert "data:image/svg+xml" in page
        assert Client().get(f"/c/{statement.public_id}").status_code == 200


class TestWithdraw:
    def test_needs_a_reason_and_the_certifier(self, published: Made) -> None:
        case, statement = published()
        path = f"/statements/{statement.pk}/withdraw"
        assert reader(case[Role.COORDINATOR]).post(path, {"reason": "Mine"}).status_code == 403
        assert reader(case[Role.CERTIFIER]).post(path, {"reason": " "}).status_code == 422
        assert case.fresh().stage == Stage.CLOSED
        reader(case[Role.CERTIFIER]).post(path, {"reason": "A meter was read twice."})
        assert case.fresh().stage == Stage.WITHDRAWN
        page = reader(case[Role.LEAD]).get(f"/cases/{case.engagement.pk}/report").content.decode()
        assert "A meter was read twice." in page
        assert "Withdraw for good" not in page
