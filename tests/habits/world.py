"""Two clients, two teams: one with a case at every stage, one that may know nothing of it."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client

from projects.use_cases.accept_engagement import accept_engagement
from projects.use_cases.answer_finding import answer_finding
from projects.use_cases.appoint import appoint
from projects.use_cases.open_project import open_project
from reports.models import Decision
from reports.use_cases.approve_issuance import approve_issuance
from reports.use_cases.decide import decide
from reports.use_cases.draft_report import draft_report
from reports.use_cases.pass_report import pass_report
from reports.use_cases.publish_statement import publish_statement
from reports.use_cases.submit_report import submit_report
from tests.factories import confirmations
from tests.factories import projects as made
from tests.factories.confirmations import confirm
from tests.factories.people import staff
from tests.factories.projects import NOW, Case
from tests.factories.worked import METER_EXPORT
from verifier.people.models import User
from verifier.people.roles import STAFF, Role

SECRET = "Quietwater"  # stands in everything of the first client but in what was published


@dataclass
class World:
    """`people` by role, those of the other case as "other lead"; `things`: what the addresses of doors name."""

    people: dict[str, User]
    things: dict[str, Any]
    sessions: dict[str, str]
    stages: "Stages"

    def browser(self, role: str) -> Client:
        client = Client(raise_request_exception=False)
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client


def build() -> World:
    team = {role: staff(role) for role in Role if role is not Role.DEVELOPER}
    team[Role.DEVELOPER], client = made.developer()
    stages = Stages(team, client)
    things = _things(stages)
    other = made.staffed(title="The other plant")
    people = {str(role): person for role, person in team.items()}
    people |= {f"other {role}": person for role, person in other.people.items()}
    sessions = {}
    for name, person in people.items():
        if Role(name.removeprefix("other ")) in STAFF:
            TOTP.activate(person, "JBSWY3DPEHPK3PXP")
        browser = Client()
        browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        sessions[name] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    things["client"], things["reviewer"] = client, team[Role.REVIEWER]
    things["confirmation"] = confirmations.waiting("iscc_eu", by=team[Role.LEAD])
    return World(people, things, sessions, stages)


@dataclass
class Stages:
    """Brings a case of the team to a stage."""

    team: dict[Role, User]
    client: Any

    def filed(self, title: str, **more: Any) -> Any:
        asked = {"title": title, "site": f"{SECRET} Bay", "disclosure": f"{SECRET} was refused once."} | more
        return made.application(by=self.team[Role.DEVELOPER], client=self.client, **asked)

    def opened(self, title: str, **more: Any) -> Case:
        coordinator = self.team[Role.COORDINATOR]
        engagement = open_project(application_id=self.filed(title, **more).pk, by=coordinator, at=NOW)
        people = {role: self.team[role] for role in (Role.COORDINATOR, Role.DEVELOPER)}
        return Case(engagement, people, self.client)

    def accepted(self, title: str, **more: Any) -> Case:
        case = self.opened(title, **more)
        accept_engagement(engagement_id=case.engagement.pk, by=case[Role.COORDINATOR], at=NOW)
        return case

    def staffed(self, title: str, **more: Any) -> Case:
        case = self.accepted(title, **more)
        for role in (Role.LEAD, Role.VERIFIER, Role.REVIEWER, Role.CERTIFIER, Role.OBSERVER):
            made.serve(case, role, self.team[role])
        case.fresh()
        return case

    def published(self, title: str, **more: Any) -> Any:
        case, statement = self.signed(title, **more)
        publish_statement(statement_id=statement.pk, by=case[Role.COORDINATOR], at=NOW)
        return statement

    def drafted(self, title: str, **more: Any) -> tuple[Case, Any]:
        case = self.staffed(title, **more)
        for kind in case.engagement.scheme.evidence_kinds:
            if kind.series:
                made.send(case, made.ask(case, kind.code), METER_EXPORT["iscc_eu"].encode(), "meter.csv")
            elif kind.required:
                made.send(case, made.ask(case, kind.code))
        return case, draft_report(
            engagement_id=case.engagement.pk, summary=f"{SECRET} was examined.", by=case[Role.LEAD], at=NOW
        )

    def submitted(self, title: str, **more: Any) -> tuple[Case, Any]:
        case, report = self.drafted(title, **more)
        submit_report(report_id=report.pk, by=case[Role.LEAD], at=NOW)
        return case, report

    def passed(self, title: str, **more: Any) -> tuple[Case, Any]:
        case, report = self.submitted(title, **more)
        pass_report(report_id=report.pk, text=f"{SECRET} is sound.", by=case[Role.REVIEWER], at=NOW)
        return case, report

    def decided(self, title: str, **more: Any) -> tuple[Case, Any]:
        case, report = self.passed(title, **more)
        confirm(case.engagement.scheme_code)
        verdict = Decision.Verdict.ISSUE
        decide(report_id=report.pk, verdict=verdict, text=f"{SECRET} it is.", by=case[Role.CERTIFIER], at=NOW)
        return case, report

    def signed(self, title: str, **more: Any) -> tuple[Case, Any]:
        case, report = self.decided(title, **more)
        return case, approve_issuance(report_id=report.pk, by=case[Role.CERTIFIER], at=NOW)


def _things(stages: Stages) -> dict[str, Any]:
    things: dict[str, Any] = {"filed": stages.filed(f"{SECRET} 1"), "enquiry": stages.opened(f"{SECRET} 2").engagement}
    accepted = stages.accepted(f"{SECRET} 3")
    things["accepted"] = accepted.engagement
    things["offer"] = appoint(
        engagement_id=accepted.engagement.pk,
        person_id=stages.team[Role.VERIFIER].pk,
        role=Role.VERIFIER,
        by=accepted[Role.COORDINATOR],
        at=NOW,
    )
    case, things["draft"] = stages.drafted(f"{SECRET} 4")
    things |= _under_way(case)
    _case, things["drafted"] = stages.drafted(f"{SECRET} 9")
    _case, things["submitted"] = stages.submitted(f"{SECRET} 5")
    _case, things["passed"] = stages.passed(f"{SECRET} 6")
    _case, things["decided"] = stages.decided(f"{SECRET} 7")
    _case, things["signed"] = stages.signed(f"{SECRET} 8")
    things["published"] = stages.published("A plant in the register", site="Chifeng")
    return things


def _under_way(case: Case) -> dict[str, Any]:
    evidence = case.engagement.evidence.get(request__kind="meter_export")
    answered = made.found(case)
    answer_finding(finding_id=answered.pk, text=f"{SECRET}: it is attached now.", by=case[Role.DEVELOPER], at=NOW)
    return {
        "under_way": case.engagement,
        "serving": case.engagement.appointments.get(role=Role.VERIFIER),
        "evidence": evidence,
        "request": evidence.request,
        "series": evidence.series,
        "answered": answered,
        "found": made.found(case),
        "scheme": "iscc_eu",
    }
