"""The word, use case by use case: drafted by rule, reviewed by another, decided, issued once, taken back for good."""

import hashlib
import json
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, ProgrammingError, connection, transaction

from projects.models import Engagement
from projects.stages import Stage
from projects.use_cases.correct_particulars import correct_particulars
from projects.use_cases.stand_down import stand_down
from reports import tasks
from reports.models import Decision, Document, Report, Review, Statement
from reports.stages import ReportStage, StatementStage
from reports.use_cases.approve_issuance import approve_issuance
from reports.use_cases.ask_rules import ask_rules
from reports.use_cases.decide import decide
from reports.use_cases.draft_report import draft_report
from reports.use_cases.pass_report import pass_report
from reports.use_cases.publish_statement import publish_statement
from reports.use_cases.return_report import return_report
from reports.use_cases.submit_report import submit_report
from reports.use_cases.withdraw_statement import withdraw_statement
from tests.factories import projects as made
from tests.factories import reports as written
from tests.factories.projects import NOW
from tests.factories.worked import AMMONIA, TOO_MUCH_GRID
from verifier.errors import HeldBack, NotYours, OutOfOrder, Stale, Unfit
from verifier.people.roles import Role
from verifier.rulebook.rules import Gate
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db


def clause_of(refusal: pytest.ExceptionInfo[HeldBack], rule: str) -> str:
    return next(reason.clause for reason in refusal.value.reasons if getattr(reason, "rule", "") == rule)


class TestDraftReport:
    def test_computes_the_figures_from_the_case(self) -> None:
        _case, report = written.drafted()
        shown = {result["code"]: result["shown"] for result in report.calculation["results"]}
        assert (shown["E"], shown["saving"]) == ("3.900752", "95.8503")

    def test_drafts_the_same_version_again(self) -> None:
        case, report = written.drafted()
        again = written.draft(case)
        assert (again.pk, again.version) == (report.pk, 1)

    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.CERTIFIER, Role.DEVELOPER, Role.OBSERVER, Role.COORDINATOR])
    def test_is_refused_outside_the_team(self, role: Role) -> None:
        case = made.evidenced()
        with pytest.raises(NotYours):
            draft_report(engagement_id=case.engagement.pk, summary="Mine", by=case[role], at=NOW)
        assert not Report.objects.exists()


class TestAskRules:
    def test_keeps_every_answer_and_refuses_nothing(self) -> None:
        case, report = written.drafted(particulars=TOO_MUCH_GRID)
        check = ask_rules(report_id=report.pk, gate=Gate.SUBMIT, by=case[Role.LEAD], at=NOW)
        answers = {answer["code"]: answer for answer in check.answers}
        assert check.breached >= 1
        assert not answers["saving_is_at_least_70_percent"]["passed"]
        assert answers["evidence_is_on_file"]["passed"]
        assert answers["saving_is_at_least_70_percent"]["clause"]


class TestSubmitReport:
    def test_freezes_the_dossier(self) -> None:
        case, report = written.submitted()
        assert case.engagement.stage == Stage.IN_REVIEW
        assert report.dossier["evidence"]
        assert len(report.dossier_sha256) == 64

    def test_is_held_back_below_seventy_per_cent_with_the_clause(self) -> None:
        case, report = written.drafted(particulars=TOO_MUCH_GRID)
        with pytest.raises(HeldBack) as refusal:
            submit_report(report_id=report.pk, by=case[Role.LEAD], at=NOW)
        assert "29a" in clause_of(refusal, "saving_is_at_least_70_percent")
        report.refresh_from_db()
        assert (report.stage, case.fresh().stage) == (ReportStage.DRAFT, Stage.UNDER_WAY)

    def test_is_held_back_by_an_open_finding(self) -> None:
        case, report = written.drafted()
        made.found(case)
        with pytest.raises(HeldBack) as refusal:
            submit_report(report_id=report.pk, by=case[Role.LEAD], at=NOW)
        assert clause_of(refusal, "findings_are_closed")

    def test_is_refused_when_the_case_moved_on_after_the_draft(self) -> None:
        case, report = written.drafted()
        correct_particulars(
            engagement_id=case.engagement.pk,
            particulars=AMMONIA | {"fuel_kg": "24000000"},
            reason="Weighbridge",
            by=case[Role.LEAD],
            at=NOW,
        )
        with pytest.raises(OutOfOrder, match="no longer follow"):
            submit_report(report_id=report.pk, by=case[Role.LEAD], at=NOW)

    def test_waits_for_every_file_to_be_confirmed(self) -> None:
        case, report = written.drafted()
        made.received(case, case.engagement.requests.get(kind="chemical_invoices"), made.PDF + b"% more\n%%EOF\n")
        with pytest.raises(OutOfOrder, match="being examined"):
            submit_report(report_id=report.pk, by=case[Role.LEAD], at=NOW)
        assert case.fresh().stage == Stage.UNDER_WAY

    def test_is_the_leads_alone(self) -> None:
        case, report = written.drafted()
        with pytest.raises(NotYours):
            submit_report(report_id=report.pk, by=case[Role.VERIFIER], at=NOW)

    def test_is_refused_from_a_stale_page(self) -> None:
        case, report = written.drafted()
        with pytest.raises(Stale):
            submit_report(report_id=report.pk, by=case[Role.LEAD], at=NOW, seen=1)

    def test_shuts_the_case_against_further_evidence(self) -> None:
        case, _report = written.submitted()
        request = case.engagement.requests.first()
        with pytest.raises(OutOfOrder):
            made.send(case, request, made.PDF + b"%late\n%%EOF\n")


class TestReview:
    def test_returns_and_then_passes(self) -> None:
        case, first = written.submitted()
        return_report(report_id=first.pk, text="The invoices?", by=case[Role.REVIEWER], at=NOW)
        assert case.fresh().stage == Stage.UNDER_WAY
        second = written.draft(case)
        assert second.version == 2
        submit_report(report_id=second.pk, by=case[Role.LEAD], at=NOW)
        pass_report(report_id=second.pk, text="Good", by=case[Role.REVIEWER], at=NOW)
        assert case.fresh().stage == Stage.FOR_DECISION
        first.refresh_from_db()
        assert first.stage == ReportStage.RETURNED

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.REVIEWER])
    def test_is_refused_to_everybody_else(self, role: Role) -> None:
        case, report = written.submitted()
        with pytest.raises(NotYours):
            pass_report(report_id=report.pk, text="Mine", by=case[role], at=NOW)
        assert not Review.objects.exists()

    @pytest.mark.parametrize("role", [Role.LEAD, Role.VERIFIER, Role.CERTIFIER, Role.DEVELOPER])
    def test_is_refused_by_the_table_itself(self, role: Role) -> None:
        case, report = written.submitted()
        with pytest.raises(IntegrityError, match="reviewer's alone"), transaction.atomic():
            Review.objects.create(
                report=report, verdict="passed", text="x", dossier_sha256=report.dossier_sha256, by=case[role], at=NOW
            )


class TestReport:
    def test_is_the_clients_to_read_once_it_is_decided_on(self) -> None:
        case, report = written.submitted()
        for role in (Role.COORDINATOR, Role.VERIFIER, Role.REVIEWER, Role.CERTIFIER, Role.OBSERVER):
            assert Report.objects.visible_to(case[role]).get() == report
        assert not Report.objects.visible_to(case[Role.DEVELOPER]).exists()
        pass_report(report_id=report.pk, text="Good", by=case[Role.REVIEWER], at=NOW)
        decide(report_id=report.pk, verdict=Decision.Verdict.ISSUE, text="Yes", by=case[Role.CERTIFIER], at=NOW)
        assert Report.objects.visible_to(case[Role.DEVELOPER]).get() == report


class TestDecide:
    def test_refuses_and_ends_the_case(self) -> None:
        case, report = written.passed()
        decide(report_id=report.pk, verdict=Decision.Verdict.REFUSE, text="Doubtful", by=case[Role.CERTIFIER], at=NOW)
        assert case.fresh().stage == Stage.REFUSED

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.CERTIFIER])
    def test_is_refused_to_everybody_else(self, role: Role) -> None:
        case, report = written.passed()
        with pytest.raises(NotYours):
            decide(report_id=report.pk, verdict=Decision.Verdict.ISSUE, text="Yes", by=case[role], at=NOW)
        assert not Decision.objects.exists()

    def test_comes_after_the_review(self) -> None:
        case, report = written.submitted()
        with pytest.raises(OutOfOrder):
            decide(report_id=report.pk, verdict=Decision.Verdict.ISSUE, text="Yes", by=case[Role.CERTIFIER], at=NOW)

    @pytest.mark.parametrize("role", [Role.LEAD, Role.VERIFIER, Role.REVIEWER])
    def test_is_refused_by_the_table_itself(self, role: Role) -> None:
        case, report = written.passed()
        with pytest.raises(IntegrityError, match="certifier's alone"), transaction.atomic():
            Decision.objects.create(
                report=report, verdict="issue", text="x", dossier_sha256=report.dossier_sha256, by=case[role], at=NOW
            )


def by_hand(engagement: Engagement, particulars: dict[str, Any]) -> None:
    """What somebody with a database console could do to a decided case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE projects_engagement SET particulars = %s WHERE id = %s", [json.dumps(particulars), engagement.pk]
        )


class TestApproveIssuance:
    def test_gives_number_words_and_validity(self) -> None:
        _case, statement = written.approved()
        body = json.loads(statement.body)
        assert statement.number == "EU-ISCC-Cert-XX000-00000001" == body["number"]
        assert statement.sha256 == hashlib.sha256(statement.body.encode()).hexdigest()
        assert (str(statement.valid_from), str(statement.valid_until)) == ("2026-11-02", "2027-11-01")
        assert next(result["shown"] for result in body["results"] if result["code"] == "E") == "3.900752"
        assert all(rule["passed"] for rule in body["rules"])

    def test_names_those_who_did_the_work(self) -> None:
        case, report = written.decided()
        reviewer = case[Role.REVIEWER]
        stand_down(
            appointment_id=case.engagement.appointments.get(role=Role.REVIEWER).pk,
            reason="Has left",
            by=case[Role.COORDINATOR],
            at=NOW,
        )
        made.serve(case, Role.REVIEWER)
        statement = approve_issuance(report_id=report.pk, by=case[Role.CERTIFIER], at=NOW)
        named = {person["role"]["en"]: person["name"] for person in json.loads(statement.body)["people"]}
        assert named["Independent reviewer"] == reviewer.full_name

    def test_is_held_back_again_below_seventy_per_cent(self) -> None:
        """The case that slipped past submission by another way is stopped at the last gate, by the same clause."""
        case, report = written.decided()
        by_hand(case.engagement, case.engagement.particulars | {"electricity": TOO_MUCH_GRID["electricity"]})
        with pytest.raises(HeldBack) as refusal:
            approve_issuance(report_id=report.pk, by=case[Role.CERTIFIER], at=NOW)
        assert "29a" in clause_of(refusal, "saving_is_at_least_70_percent")
        assert not Statement.objects.exists()
        assert case.fresh().stage == Stage.DECIDED

    def test_is_held_back_when_the_dossier_is_not_what_was_decided_on(self) -> None:
        case, report = written.decided()
        by_hand(case.engagement, case.engagement.particulars | {"methane_kg": "101"})
        with pytest.raises(HeldBack) as refusal:
            approve_issuance(report_id=report.pk, by=case[Role.CERTIFIER], at=NOW)
        assert "ISO/IEC 17029 9.7.1" in {reason.clause for reason in refusal.value.reasons}

    def test_gives_the_number_of_a_refusal_to_the_next(self) -> None:
        case, report = written.decided()
        by_hand(case.engagement, case.engagement.particulars | {"methane_kg": "101"})
        with pytest.raises(HeldBack):
            approve_issuance(report_id=report.pk, by=case[Role.CERTIFIER], at=NOW)
        _case, statement = written.approved()
        assert statement.serial == 1

    def test_happens_once(self) -> None:
        case, statement = written.approved()
        with pytest.raises(OutOfOrder):
            approve_issuance(report_id=statement.report_id, by=case[Role.CERTIFIER], at=NOW)
        assert Statement.objects.count() == 1

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.CERTIFIER])
    def test_is_refused_to_everybody_else(self, role: Role) -> None:
        case, report = written.decided()
        with pytest.raises(NotYours):
            approve_issuance(report_id=report.pk, by=case[role], at=NOW)


class TestRenderStatement:
    def made(self, statement: Statement) -> Document:
        tasks.render_statement(statement_id=str(statement.pk))
        return Document.objects.get(statement=statement)

    def test_signs_one_document_however_often_it_runs(self) -> None:
        _case, statement = written.approved()
        first = self.made(statement)
        again = self.made(statement)
        assert first.sha256 == again.sha256
        assert Event.objects.filter(act="statement.signed").count() == 1
        with storages["statements"].open(first.path) as stored:
            assert hashlib.sha256(stored.read()).hexdigest() == first.sha256
        statement.refresh_from_db()
        assert statement.stage == StatementStage.SIGNED


class TestPublishStatement:
    def test_waits_for_the_signed_document(self) -> None:
        case, statement = written.approved()
        with pytest.raises(OutOfOrder):
            publish_statement(statement_id=statement.pk, by=case[Role.COORDINATOR], at=NOW)
        assert not Statement.objects.public().exists()

    def test_puts_it_into_the_register(self) -> None:
        case, statement = written.approved()
        tasks.render_statement(statement_id=str(statement.pk))
        publish_statement(statement_id=statement.pk, by=case[Role.COORDINATOR], at=NOW)
        assert list(Statement.objects.public()) == [statement]


class TestWithdrawStatement:
    def published(self) -> tuple[made.Case, Statement]:
        case, statement = written.approved()
        tasks.render_statement(statement_id=str(statement.pk))
        publish_statement(statement_id=statement.pk, by=case[Role.COORDINATOR], at=NOW)
        return case, statement

    def test_is_for_good_and_keeps_its_reason_in_public(self) -> None:
        case, statement = self.published()
        withdraw_statement(statement_id=statement.pk, reason="Meter was wrong", by=case[Role.CERTIFIER], at=NOW)
        public = Statement.objects.public().get()
        assert (public.stage, public.withdrawn_because) == (StatementStage.WITHDRAWN, "Meter was wrong")
        assert case.fresh().stage == Stage.WITHDRAWN
        with pytest.raises(OutOfOrder):
            publish_statement(statement_id=statement.pk, by=case[Role.COORDINATOR], at=NOW)

    def test_needs_its_reason(self) -> None:
        case, statement = self.published()
        with pytest.raises(Unfit):
            withdraw_statement(statement_id=statement.pk, reason="  ", by=case[Role.CERTIFIER], at=NOW)

    def test_is_the_certifiers(self) -> None:
        case, statement = self.published()
        with pytest.raises(NotYours):
            withdraw_statement(statement_id=statement.pk, reason="x", by=case[Role.COORDINATOR], at=NOW)


class TestStatementTable:
    @pytest.mark.parametrize(
        "change", ["body = '{}'", "number = 'X'", "serial = 9", "public_id = 'x'", "valid_until = NULL"]
    )
    def test_refuses_to_rewrite_what_was_issued(self, change: str) -> None:
        written.approved()
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(f"UPDATE reports_statement SET {change}")

    @pytest.mark.parametrize("table", ["statement", "report", "review", "decision", "check", "document"])
    def test_refuses_to_lose_a_row(self, table: str) -> None:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM reports_{table}")

    def test_gives_no_withdrawal_back(self) -> None:
        case, statement = TestWithdrawStatement().published()
        withdraw_statement(statement_id=statement.pk, reason="Wrong", by=case[Role.CERTIFIER], at=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(
                "UPDATE reports_statement SET stage = 'published', withdrawn_at = NULL, withdrawn_because = ''"
            )
