"""Reports and statements, each state reached by the use cases."""

from typing import Any

from projects.stages import Stage
from reports.models import Decision, Report, Statement
from reports.use_cases.approve_issuance import approve_issuance
from reports.use_cases.decide import decide
from reports.use_cases.draft_report import draft_report
from reports.use_cases.pass_report import pass_report
from reports.use_cases.publish_statement import publish_statement
from reports.use_cases.submit_report import submit_report
from tests.factories.confirmations import confirm
from tests.factories.projects import NOW, Case, evidenced
from verifier.people.roles import Role


def draft(case: Case) -> Report:
    return draft_report(engagement_id=case.engagement.pk, summary="All was examined.", by=case[Role.LEAD], at=NOW)


def drafted(**changed: Any) -> tuple[Case, Report]:
    case = evidenced(**changed)
    return case, draft(case)


def submitted(**changed: Any) -> tuple[Case, Report]:
    case, report = drafted(**changed)
    submit_report(report_id=report.pk, by=case[Role.LEAD], at=NOW)
    return _again(case, report)


def passed(**changed: Any) -> tuple[Case, Report]:
    """Passed on, under a scheme whose figures the body has confirmed: it may be issued."""
    case, report = submitted(**changed)
    confirm(case.engagement.scheme_code)
    pass_report(report_id=report.pk, text="Complete and sound.", by=case[Role.REVIEWER], at=NOW)
    return _again(case, report)


def decided(**changed: Any) -> tuple[Case, Report]:
    case, report = passed(**changed)
    decide(report_id=report.pk, verdict=Decision.Verdict.ISSUE, text="Issue.", by=case[Role.CERTIFIER], at=NOW)
    return _again(case, report)


def approved(**changed: Any) -> tuple[Case, Statement]:
    case, report = decided(**changed)
    return case, approve_issuance(report_id=report.pk, by=case[Role.CERTIFIER], at=NOW)


def _again(case: Case, report: Report) -> tuple[Case, Report]:
    case.fresh()
    report.refresh_from_db()
    return case, report


def published(**changed: Any) -> tuple[Case, Statement]:
    """A public statement. Its document is made by the worker: call this where tasks run, or with commits."""
    case, statement = approved(**changed)
    publish_statement(statement_id=statement.pk, by=case[Role.COORDINATOR], at=NOW)
    statement.refresh_from_db()
    assert case.fresh().stage == Stage.CLOSED
    return case, statement
