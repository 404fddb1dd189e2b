"""What nobody does to the word by SQL."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from projects.use_cases.stand_down import stand_down
from reports import tasks
from reports.models import Check, Decision, Statement
from reports.stages import StatementStage
from reports.use_cases.approve_issuance import approve_issuance
from reports.use_cases.ask_rules import ask_rules
from reports.use_cases.decide import decide
from reports.use_cases.pass_report import pass_report
from reports.use_cases.submit_report import submit_report
from reports.use_cases.withdraw_statement import withdraw_statement
from tests.factories import projects as made
from tests.factories import reports as written
from tests.factories.confirmations import confirm
from tests.factories.projects import NOW
from verifier.errors import HeldBack, OutOfOrder
from verifier.people.roles import Role
from verifier.rulebook.rules import Gate

pytestmark = pytest.mark.django_db


def refused(statement: str, values: list[Any] | None = None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


class TestReportTable:
    def test_makes_no_draft_again_of_what_was_submitted(self) -> None:
        written.submitted()
        refused("UPDATE reports_report SET stage = 'draft'")


class TestStatementTable:
    def test_leaves_no_gap_in_the_numbers(self) -> None:
        case, report = written.decided()
        statement = Statement.give(report=report, serial=3, by=case[Role.CERTIFIER], at=NOW)
        with pytest.raises(IntegrityError, match="no gap"), transaction.atomic():
            statement.write({})

    def test_keeps_the_reason_of_a_withdrawal(self) -> None:
        _case, statement = unmade()
        assert statement.stage == StatementStage.WITHDRAWN
        refused("UPDATE reports_statement SET withdrawn_because = 'Another'")


class TestPartiesOfADecidedCase:
    @pytest.mark.parametrize("table", ["client SET name = 'Another'", "project SET site = 'Elsewhere'"])
    def test_are_those_that_were_reviewed(self, table: str) -> None:
        case, report = written.decided()
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE projects_{table}")
        with pytest.raises(HeldBack):
            approve_issuance(report_id=report.pk, by=case[Role.CERTIFIER], at=NOW)


class TestAStatementThatCannotBeMade:
    def test_can_be_withdrawn(self) -> None:
        case, statement = unmade()
        assert case.fresh().stage == "withdrawn"
        assert "no sign" in statement.trouble
        tasks.render_statement(statement_id=str(statement.pk))
        assert not hasattr(statement, "document")


def unmade() -> tuple[Any, Statement]:
    """A statement on a name that the fonts have no signs for, taken back."""
    case, statement = written.approved(title="Chifeng 🚀")
    tasks.render_statement(statement_id=str(statement.pk))
    withdraw_statement(statement_id=statement.pk, reason="It cannot be set", by=case[Role.CERTIFIER], at=NOW)
    statement.refresh_from_db()
    return case, statement


class TestCheck:
    def test_stays_as_it_was(self) -> None:
        case, report = written.drafted()
        ask_rules(report_id=report.pk, gate=Gate.SUBMIT, by=case[Role.LEAD], at=NOW)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Check.objects.update(breached=0)


class TestSubmittedReport:
    @pytest.mark.parametrize("column", ["summary", "dossier_sha256"])
    def test_is_never_rewritten(self, column: str) -> None:
        written.submitted()
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(f"UPDATE reports_report SET {column} = repeat('0', 64)")


class TestPeriodThatIsNotOver:
    def test_is_not_submitted(self) -> None:
        case, report = written.drafted(period_from=NOW.date().replace(day=1), period_until=NOW.date())
        with pytest.raises(OutOfOrder, match="not over"):
            submit_report(report_id=report.pk, by=case[Role.LEAD], at=NOW)
        assert case.fresh().stage == "under_way"


class TestStatement:
    def test_names_a_verifier_who_left_before_the_end(self) -> None:
        case = made.evidenced()
        served = case.engagement.appointments.get(role=Role.VERIFIER)
        stand_down(appointment_id=served.pk, reason="Leaves", by=case[Role.COORDINATOR], at=NOW)
        report, later = written.draft(case), NOW + timedelta(hours=1)
        confirm(case.engagement.scheme_code)
        submit_report(report_id=report.pk, by=case[Role.LEAD], at=later)
        pass_report(report_id=report.pk, text="Good", by=case[Role.REVIEWER], at=later)
        decide(report_id=report.pk, verdict=Decision.Verdict.ISSUE, text="Yes", by=case[Role.CERTIFIER], at=later)
        statement = approve_issuance(report_id=report.pk, by=case[Role.CERTIFIER], at=later)
        assert served.person.full_name in {person["name"] for person in json.loads(statement.body)["people"]}
