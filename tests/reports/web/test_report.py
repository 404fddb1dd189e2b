"""The page of a report: who sees it, what it shows, and each step from the draft to the decision."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.stages import Stage
from projects.use_cases.correct_particulars import correct_particulars
from reports.models import Check, Decision, Report, Review
from reports.stages import ReportStage
from reports.use_cases.return_report import return_report
from tests.factories import projects as made
from tests.factories import reports as written
from tests.factories.projects import NOW, Case
from tests.factories.worked import AMMONIA, TOO_MUCH_GRID
from tests.reports.web.conftest import reader
from verifier.people.roles import Role
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db

CLAUSE = "RED Art. 29a(1)"


def address(case: Case) -> str:
    return f"/cases/{case.engagement.pk}/report"


def page_for(case: Case, role: Role) -> str:
    answer = reader(case[role]).get(address(case))
    assert answer.status_code == 200
    return answer.content.decode()


class TestReport:
    def test_shows_figures_steps_and_clauses(self) -> None:
        case, _report = written.drafted()
        shown = page_for(case, Role.OBSERVER)
        for told in ("3.900752", "95.8503", "249,000,000 kWh × 3.6 MJ/kWh × 0 g/MJ", "Annex Part B"):
            assert told in shown

    def test_speaks_chinese(self) -> None:
        case, _report = written.drafted()
        client = reader(case[Role.OBSERVER])
        client.cookies["django_language"] = "zh-hans"
        assert "温室气体排放强度" in client.get(address(case)).content.decode()

    @pytest.mark.parametrize("role", Role)
    def test_offers_each_role_its_own_step(self, role: Role) -> None:
        for state, step, served in (
            (written.drafted, "submit", {Role.LEAD}),
            (written.submitted, "pass", {Role.REVIEWER}),
            (written.passed, "decide", {Role.CERTIFIER}),
            (written.decided, "approve", {Role.CERTIFIER}),
        ):
            case, report = state()
            assert (f"/reports/{report.pk}/{step}" in page_for(case, role)) == (role in served), step

    def test_is_not_there_for_strangers(self) -> None:
        case, report = written.drafted()
        stranger = reader(made.evidenced(title="Another plant")[Role.LEAD])
        assert stranger.get(address(case)).status_code == 404
        assert stranger.post(f"{address(case)}/draft", {"summary": "Mine"}).status_code == 404
        for step in ("ask", "submit", "return", "pass", "decide", "approve"):
            assert stranger.get(f"/reports/{report.pk}/{step}").status_code == 404
            assert stranger.post(f"/reports/{report.pk}/{step}", {"text": "x", "verdict": "issue"}).status_code == 404
        report.refresh_from_db()
        assert (report.stage, report.summary) == (ReportStage.DRAFT, "All was examined.")

    def test_asks_visitors_to_sign_in(self) -> None:
        case, _report = written.drafted()
        answer = Client().get(address(case))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")

    def test_reading_writes_nothing(self) -> None:
        case, report = written.drafted()
        client = reader(case[Role.LEAD])
        before = Event.objects.count()
        for path in (
            address(case),
            f"{address(case)}/draft",
            *(f"/reports/{report.pk}/{s}" for s in ("ask", "submit")),
        ):
            assert client.get(path, follow=True).status_code == 200
        assert Event.objects.count() == before

    def test_asks_the_database_as_often_for_many_as_for_one(self) -> None:
        case, _report = written.drafted()
        client = reader(case[Role.LEAD])
        with CaptureQueriesContext(connection) as few:
            client.get(address(case))
        for kind in ("commissioning", "mass_balance", "grid_factor", "other"):
            made.send(case, made.ask(case, kind))
            made.settled(case)
        with CaptureQueriesContext(connection) as many:
            client.get(address(case))
        assert len(many) == len(few)


class TestDraft:
    def test_computes_the_figures(self) -> None:
        case = made.evidenced()
        answer = reader(case[Role.VERIFIER]).post(f"{address(case)}/draft", {"summary": "We looked at all of it."})
        assert answer.status_code == 302
        report = Report.objects.get()
        assert report.summary == "We looked at all of it."
        assert report.calculation["results"][0]["shown"] == "3.900752"

    def test_needs_words(self) -> None:
        case = made.evidenced()
        answer = reader(case[Role.LEAD]).post(f"{address(case)}/draft", {"summary": "  "})
        assert answer.status_code == 422
        assert "govuk-error-summary" in answer.content.decode()
        assert not Report.objects.exists()

    @pytest.mark.parametrize("role", [Role.OBSERVER, Role.DEVELOPER, Role.REVIEWER, Role.CERTIFIER, Role.COORDINATOR])
    def test_is_refused_outside_the_team(self, role: Role) -> None:
        case = made.evidenced()
        answer = reader(case[role]).post(f"{address(case)}/draft", {"summary": "Mine"})
        assert answer.status_code == 403
        assert not Report.objects.exists()

    def test_is_outdated_when_the_case_changed(self) -> None:
        case, _report = written.drafted()
        assert "no longer follow from the case" not in page_for(case, Role.LEAD)
        correct_particulars(
            engagement_id=case.engagement.pk,
            particulars=AMMONIA | {"nitrous_oxide_kg": "60"},
            reason="Read again.",
            by=case[Role.LEAD],
            at=NOW,
        )
        assert "no longer follow from the case" in page_for(case, Role.LEAD)


class TestAsk:
    def test_shows_every_breach_with_its_clause(self) -> None:
        case, report = written.drafted(particulars=TOO_MUCH_GRID)
        answer = reader(case[Role.LEAD]).post(f"/reports/{report.pk}/ask", {"gate": "submit"}, follow=True)
        shown = answer.content.decode()
        assert "62.2470 %; at most 28.2 g CO2eq/MJ" in shown
        assert CLAUSE in shown
        assert Check.objects.get().breached == 1

    def test_takes_no_other_gate(self) -> None:
        case, report = written.drafted()
        reader(case[Role.LEAD]).post(f"/reports/{report.pk}/ask", {"gate": "heaven"})
        assert not Check.objects.exists()


class TestSubmit:
    def test_is_the_leads(self) -> None:
        case, report = written.drafted()
        assert reader(case[Role.VERIFIER]).post(f"/reports/{report.pk}/submit").status_code == 403
        seen = {"seen": case.engagement.version}
        assert reader(case[Role.LEAD]).post(f"/reports/{report.pk}/submit", seen).status_code == 302
        assert case.fresh().stage == Stage.IN_REVIEW

    def test_refuses_a_stale_page(self) -> None:
        case, report = written.drafted()
        stale = {"seen": case.engagement.version - 1}
        answer = reader(case[Role.LEAD]).post(f"/reports/{report.pk}/submit", stale)
        assert answer.status_code == 409
        assert case.fresh().stage == Stage.UNDER_WAY

    def test_is_held_back_by_a_rule_with_its_clause(self) -> None:
        case, report = written.drafted(particulars=TOO_MUCH_GRID)
        answer = reader(case[Role.LEAD]).post(f"/reports/{report.pk}/submit")
        assert answer.status_code == 409
        assert CLAUSE in answer.content.decode()
        assert case.fresh().stage == Stage.UNDER_WAY


class TestReview:
    @staticmethod
    def answered(case: Case, report: Report, step: str, role: Role, text: str) -> Any:
        seen = case.engagement.version
        return reader(case[role]).post(f"/reports/{report.pk}/{step}", {"text": text, "seen": seen})

    def test_passes_or_returns_with_remarks(self) -> None:
        case, report = written.submitted()
        assert self.answered(case, report, "return", Role.REVIEWER, "The invoice is missing.").status_code == 302
        assert case.fresh().stage == Stage.UNDER_WAY
        written.draft(case)
        shown = page_for(case, Role.LEAD)
        assert "The invoice is missing." in shown
        assert "Version 1: Returned" in shown

    def test_needs_remarks(self) -> None:
        case, report = written.submitted()
        assert self.answered(case, report, "pass", Role.REVIEWER, "").status_code == 422
        assert not Review.objects.exists()

    @pytest.mark.parametrize("role", [Role.LEAD, Role.CERTIFIER, Role.COORDINATOR])
    def test_is_the_reviewers(self, role: Role) -> None:
        case, report = written.submitted()
        for step in ("pass", "return"):
            assert self.answered(case, report, step, role, "Fine.").status_code == 403
        assert not Review.objects.exists()

    def test_shows_what_it_judges(self) -> None:
        case, report = written.submitted()
        assert report.dossier_sha256 in page_for(case, Role.REVIEWER)


class TestDecide:
    def test_issues_or_refuses_with_reasons(self) -> None:
        case, report = written.passed()
        decided = {"verdict": "refuse", "text": "The boundary is wrong.", "seen": case.engagement.version}
        assert reader(case[Role.CERTIFIER]).post(f"/reports/{report.pk}/decide", decided).status_code == 302
        assert case.fresh().stage == Stage.REFUSED
        assert "The boundary is wrong." in page_for(case, Role.OBSERVER)

    def test_needs_a_verdict_and_reasons(self) -> None:
        case, report = written.passed()
        answer = reader(case[Role.CERTIFIER]).post(f"/reports/{report.pk}/decide", {"text": ""})
        assert answer.status_code == 422
        assert 'href="#id_verdict_0"' in answer.content.decode()
        assert not Decision.objects.exists()

    def test_is_out_of_order_before_the_review(self) -> None:
        case, report = written.submitted()
        decided = {"verdict": "issue", "text": "Issue."}
        assert reader(case[Role.CERTIFIER]).post(f"/reports/{report.pk}/decide", decided).status_code == 409
        assert not Decision.objects.exists()

    @pytest.mark.parametrize(
        ("role", "status"), [(Role.LEAD, 403), (Role.REVIEWER, 403), (Role.COORDINATOR, 403), (Role.DEVELOPER, 404)]
    )
    def test_is_the_certifiers(self, role: Role, status: int) -> None:
        case, report = written.passed()
        decided = {"verdict": "issue", "text": "Issue."}
        assert reader(case[role]).post(f"/reports/{report.pk}/decide", decided).status_code == status
        assert not Decision.objects.exists()


class TestHistory:
    def test_keeps_returned_versions_apart(self) -> None:
        case, report = written.submitted()
        return_report(report_id=report.pk, text="Not yet.", by=case[Role.REVIEWER], at=NOW)
        again = written.draft(case)
        assert again.version == 2
        assert page_for(case, Role.OBSERVER).index("Version 1: Returned") > 0
