"""Two clients, two teams: one with a case at every stage, one that may know nothing of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client
from django.utils import timezone

from projects import arriving, measuring
from projects.models import EvidenceRequest, Series
from projects.use_cases.accept_engagement import accept_engagement
from projects.use_cases.answer_finding import answer_finding
from projects.use_cases.appoint import appoint
from projects.use_cases.calibrate_meter import calibrate_meter
from projects.use_cases.discuss_request import discuss_request
from projects.use_cases.open_project import open_project
from projects.use_cases.pin_comment import pin_comment
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
from tests.projects.web import files
from verifier.people.models import User
from verifier.people.roles import STAFF, Role

PIECE = b"%PDF-1.4\n"  # of a file on its way in
HOURS: list[int | None] = [90_000] * 12 + [80_000] * 12
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
                made.measured(case, made.send(case, made.ask(case, kind.code), made.meter_export(case), "meter.csv"))
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
    things["staffed"] = stages.staffed(f"{SECRET} 10").engagement
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
    measured = _series(case, evidence.request)
    answered = made.found(case)
    answer_finding(finding_id=answered.pk, text=f"{SECRET}: it is attached now.", by=case[Role.DEVELOPER], at=NOW)
    return {
        "under_way": case.engagement,
        "serving": case.engagement.appointments.get(role=Role.VERIFIER),
        "evidence": evidence,
        "request": evidence.request,
        "series": evidence.series,
        **measured,
        **_uploads(case, evidence.request),
        **_looked_at(case),
        "answered": answered,
        "found": made.found(case),
        "scheme": "iscc_eu",
    }


def _looked_at(case: Case) -> dict[str, Any]:
    """A request that can be judged, a held file, and a picture with a comment pinned to it."""
    judged = case.engagement.requests.get(kind="single_line_diagram")
    discuss_request(request_id=judged.pk, text=f"{SECRET}: which voltage?", by=case[Role.LEAD], at=NOW)
    asked = made.ask(case, "other")
    photo = made.received(case, asked, files.photo(), f"{SECRET} meter.jpg")
    photo.refresh_from_db()
    pin_comment(evidence_id=photo.pk, place={"page": 1}, text=f"{SECRET}?", by=case[Role.LEAD], at=NOW)
    return {"judged": judged, "photo": photo, "held": made.held(case, asked)}


def _uploads(case: Case, request: EvidenceRequest) -> dict[str, Any]:
    """Of the client: one that goes on, one that is all there, one to be given up."""
    begun: dict[str, Any] = {}
    for name in ("upload", "arrived", "unwanted"):
        begun[name] = arriving.begin(
            request=request, name=f"{SECRET}.pdf", length=len(PIECE), by=case[Role.DEVELOPER], at=timezone.now()
        )
    piece = arriving.Piece(offset=0, size=len(PIECE), content=iter([PIECE]))
    arriving.append(begun["arrived"], piece, at=timezone.now())
    return begun


def _series(case: Case, request: EvidenceRequest) -> dict[str, Any]:
    """A series that is weighed against the claim, one that nobody confirmed, and one that waits to be read."""
    product = _export(f"{SECRET}-{case.engagement}", HOURS, "Mass (kg)")
    weighed = made.send(case, request, product, f"{SECRET} product.csv")
    made.measured(case, weighed, meter="T-7", flow="nh3_out")
    unconfirmed, other = series(case, request, "M1"), series(case, request, "M2")
    waiting = Series.objects.create(evidence=other.evidence, replaces=other, asked_by=case[Role.LEAD], asked_at=NOW)
    signal = unconfirmed.noticed.exclude(severity="info").first()
    apart = case.engagement.signals.filter(found_in__isnull=False).first()
    return {"unconfirmed": unconfirmed, "waiting": waiting, "signal": signal, "apart": apart}


def series(case: Case, request: EvidenceRequest, meter: str) -> Series:
    """A series with a gap, that was read and not confirmed, of a meter that was calibrated once."""
    export = _export(meter, [*HOURS, None, None, *HOURS])
    evidence = made.send(case, request, export, f"{SECRET} {meter}.csv")
    measuring.measure(evidence.readings.get().pk, at=NOW)
    calibrate_meter(
        engagement_id=case.engagement.pk,
        serial=meter,
        certificate="C-0",
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 9, 1),
        error_percent=Decimal("0.2"),
        by=case[Role.LEAD],
        at=NOW,
    )
    return evidence.readings.get()


def _export(meter: str, hours: list[int | None], heading: str = "Power (kW)") -> bytes:
    begins = datetime(2026, 9, 1)  # noqa: DTZ001 - a wall clock in a file
    rows = [
        f"{begins + timedelta(hours=n):%Y-%m-%d %H:%M},{meter},{kw}" for n, kw in enumerate(hours) if kw is not None
    ]
    return "\n".join([f"Time,Meter,{heading}", *rows, ""]).encode()
