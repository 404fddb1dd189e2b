"""What pages and the API show. Nothing here writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.models import Application, Appointment, Engagement, Evidence, EvidenceRequest, FieldWork, Finding, Project
from projects.permissions import NEEDED, May
from projects.stages import Move, Stage, moves_from
from verifier.desk.formats import is_chinese
from verifier.desk.places import Place
from verifier.http import words
from verifier.people.models import Office, User
from verifier.people.roles import Role
from verifier.rulebook.deadlines import DueDate, trigger_days
from verifier.rulebook.deadlines import due_dates as deadlines_of
from verifier.trail.models import Event

if TYPE_CHECKING:
    from verifier.rulebook.programme import EvidenceKind
    from verifier.rulebook.programme import Role as SchemeRole


def places(user: User) -> Iterable[Place]:
    """The menu's entries for the work."""
    if user.is_authenticated:
        yield Place(_("Cases"), reverse("projects:cases"))
        yield Place(_("Applications"), reverse("projects:applications"))
        yield Place(_("Calculator"), reverse("projects:calculators"))


def coordinates(user: User) -> bool:
    """Whether the person holds the office that opens cases."""
    return user.offices.filter(role=Role.COORDINATOR, until=None).exists()


def applications(user: User) -> QuerySet[Application]:
    return Application.objects.visible_to(user).select_related("client", "filed_by")


def title_of(project: Project | Application) -> str:
    """The project's name in the reader's language, where it has one in it."""
    return (is_chinese() and project.title_zh) or project.title


def case_name(engagement: Engagement) -> str:
    """What a case is called in a list: its number and its project."""
    return f"{engagement.number} · {title_of(engagement.project)}"


def engagements(user: User) -> QuerySet[Engagement]:
    """The cases a person serves in, with what a list shows of them."""
    return Engagement.objects.visible_to(user).select_related("project__client")


def lawful_moves(engagement: Engagement, rights: frozenset[May]) -> tuple[Move, ...]:
    """The moves that are open now to somebody with these rights."""
    return tuple(move for move in moves_from(engagement.stage) if NEEDED.get(move) in rights)


def timeline(engagement: Engagement) -> QuerySet[Event]:
    """Everything that happened in a case, oldest first, from the application on."""
    return Event.objects.filter(case_key__in=[engagement.case_key, str(engagement.application_id)])


@dataclass(frozen=True)
class Happening:
    """An event of the trail in words: what, when, by whom, and what it was about."""

    title: str
    at: datetime
    by: str
    note: str


def happenings(engagement: Engagement) -> list[Happening]:
    """The timeline of a case for its page, newest first. Two queries."""
    events = list(timeline(engagement).order_by("-id"))
    keys = {str(key) for event in events for key in (event.actor, event.details.get("person")) if key}
    names = {str(person.pk): person.full_name for person in User.objects.filter(pk__in=keys)}
    return [
        Happening(
            title=event.get_act_display(),
            at=event.at,
            by=names.get(str(event.actor), _("The system")),
            note=" · ".join(_noted(event, names, engagement)),
        )
        for event in events
    ]


def _noted(event: Event, names: dict[str, str], engagement: Engagement) -> Iterable[str]:
    details: dict[str, Any] = event.details
    kinds = {kind.code: words(kind.title) for kind in engagement.scheme.evidence_kinds}
    if "role" in details:
        yield str(Role(details["role"]).label)
    if "person" in details:
        yield names.get(details["person"], "")
    if "kind" in details:
        yield kinds.get(details["kind"], details["kind"])
    if event.act.startswith("finding."):
        yield f"F{details['number']}"
    if "sha256" in details:
        yield f"SHA-256 {details['sha256'][:12]}…"
    if "reason" in details:
        yield details["reason"]


@dataclass(frozen=True)
class Left:
    """What a case still waits for: roles to fill, kinds to ask for, requests unanswered, findings not closed."""

    roles: list["SchemeRole"]
    kinds: list["EvidenceKind"]
    requests: list[tuple[EvidenceRequest, "EvidenceKind"]]
    findings: list[Finding]

    @property
    def anything(self) -> bool:
        return bool(self.roles or self.kinds or self.requests or self.findings)


def left(engagement: Engagement) -> Left:
    """Nothing once the report is with the reviewer. Four queries at most."""
    if engagement.stage not in (Stage.ACCEPTED, Stage.UNDER_WAY):
        return Left([], [], [], [])
    scheme, filled = engagement.scheme, set(engagement.appointments.open().values_list("role", flat=True))
    roles = [role for role in scheme.roles if role.required and role.code not in filled]
    if engagement.stage == Stage.ACCEPTED:
        return Left(roles, [], [], [])
    kinds = {kind.code: kind for kind in scheme.evidence_kinds}
    asked = set(engagement.requests.values_list("kind", flat=True))
    return Left(
        roles,
        [kind for kind in scheme.evidence_kinds if kind.required and kind.code not in asked],
        [(request, kinds[request.kind]) for request in engagement.requests.unanswered().order_by("due_on")],
        list(engagement.findings.open()),
    )


def due_dates(engagement: Engagement) -> list[DueDate]:
    """The scheme's time limits of a case, soonest first; those without a day last."""
    if not engagement.scheme.deadlines:
        return []
    days = trigger_days(engagement.period_until, engagement.field_work.read())
    found = deadlines_of(engagement.scheme.deadlines, days)
    return sorted(found, key=lambda one: one.due.on if one.due else date.max)


def field_work(engagement: Engagement) -> QuerySet[FieldWork]:
    return engagement.field_work.select_related("by")


def team(engagement: Engagement) -> QuerySet[Appointment]:
    return engagement.appointments.select_related("person").order_by("offered_at", "id")


def eligible(engagement: Engagement) -> dict[Role, list[User]]:
    """Who may be offered which role: the holders of each office, and the client's people. Two queries."""
    offered: dict[Role, list[User]] = {role: [] for role in Role}
    for office in Office.objects.filter(until=None, person__is_active=True).select_related("person"):
        offered[Role(office.role)].append(office.person)
    offered[Role.DEVELOPER] = list(engagement.project.client.members.filter(is_active=True))
    return {role: sorted(people, key=str) for role, people in offered.items() if people}


def requests(engagement: Engagement) -> QuerySet[EvidenceRequest]:
    files = Evidence.objects.select_related("received_by", "series", "replacement").order_by("received_at")
    return engagement.requests.prefetch_related(Prefetch("evidence", files))


def findings(engagement: Engagement) -> QuerySet[Finding]:
    return engagement.findings.select_related("raised_by").prefetch_related("remarks__by", "remarks__evidence")
