"""What pages and the API show. Nothing here writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.models import (
    Application,
    Appointment,
    Engagement,
    Evidence,
    EvidenceRequest,
    FieldWork,
    Finding,
    Pin,
    Project,
    RequestRemark,
    Reuse,
    Series,
    Signal,
)
from projects.models.request import EvidenceRequestQuerySet
from projects.permissions import NEEDED, May
from projects.stages import EvidenceStage, Move, RequestStage, RequestState, SeriesStage, Stage, moves_from
from verifier.desk.formats import is_chinese
from verifier.desk.places import Place
from verifier.http import words
from verifier.people.models import Office, User
from verifier.people.roles import Role
from verifier.rulebook.deadlines import DueDate, trigger_days
from verifier.rulebook.deadlines import due_dates as deadlines_of
from verifier.trail.acts import Act
from verifier.trail.models import Event

if TYPE_CHECKING:
    from verifier.rulebook.programme import EvidenceKind
    from verifier.rulebook.programme import Role as SchemeRole
    from verifier.rulebook.scheme import Scheme

# What a reader of the case who does not read the report in the making is not told.
OF_THE_TEAM = (Act.EVIDENCE_PINNED, Act.EVIDENCE_RELEASED, Act.SIGNAL_DISPOSED)
# Of several stages among the standing files of a request, the first says how it stands.
SHOWN_STAGES = {
    EvidenceStage.HELD: RequestState.HELD,
    EvidenceStage.QUARANTINED: RequestState.EXAMINED,
    EvidenceStage.ON_FILE: RequestState.RECEIVED,
}
NUMBERED = {"finding": "F", "evidence": "R", "request": "R"}  # the letter of their numbers, by the beginning of the act
LINES = 3  # files that the list of requests shows of each


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


def timeline(engagement: Engagement, rights: frozenset[May]) -> QuerySet[Event]:
    """What happened in a case, oldest first, from the application on: all of it, or without the team's own notes."""
    events = Event.objects.filter(case_key__in=[engagement.case_key, str(engagement.application_id)])
    return events if May.READ in rights else events.exclude(act__in=OF_THE_TEAM)


@dataclass(frozen=True)
class Happening:
    """An event of the trail in words: what, when, by whom, and what it was about."""

    title: str
    at: datetime
    by: str
    note: str


def happenings(engagement: Engagement, rights: frozenset[May]) -> list[Happening]:
    """The timeline of a case for its page, newest first. Two queries."""
    events = list(timeline(engagement, rights).order_by("-id"))
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
    for code in filter(None, [details.get("kind"), *details.get("kinds", ())]):
        yield kinds.get(code, code)
    if details.get("title"):
        yield details["title"]
    if (letter := NUMBERED.get(event.act.partition(".")[0])) and "number" in details:
        yield f"{letter}{details['number']}"
    if "sha256" in details:
        yield f"SHA-256 {details['sha256'][:12]}…"
    if "reason" in details:
        yield details["reason"]


@dataclass(frozen=True)
class Left:
    """What a case still waits for: roles to fill, kinds to ask for, requests unanswered, findings not closed."""

    roles: list["SchemeRole"]
    kinds: list["EvidenceKind"]
    requests: list[tuple[EvidenceRequest, str]]
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
    asked = set(engagement.requests.values_list("kind", flat=True))
    return Left(
        roles,
        [kind for kind in scheme.evidence_kinds if kind.required and kind.code not in asked],
        [(one, asked_for(one, scheme)) for one in engagement.requests.unanswered().order_by("due_on", "number")],
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


def asked_for(request: EvidenceRequest, scheme: "Scheme") -> str:
    """What a request asks for, in the reader's language."""
    return words(request.wording(scheme))


def requests(engagement: Engagement) -> QuerySet[EvidenceRequest]:
    """Every request with what its state is told from, its number of files, and the newest of them. Five queries."""
    files = Evidence.objects.defer("digest").prefetch_related("replacements", "readings")
    newest = files.order_by("-received_at", "-id")
    return with_state(engagement.requests.order_by("number")).prefetch_related(
        Prefetch("evidence", newest[:LINES], to_attr="newest")
    )


def with_state(requests: EvidenceRequestQuerySet) -> QuerySet[EvidenceRequest]:
    """What `state` asks of a request, found by the database."""
    standing = Evidence.objects.standing().filter(request=OuterRef("pk"))
    found = {f"has_{stage}": Exists(standing.filter(stage=stage)) for stage in SHOWN_STAGES}
    return requests.with_reason().annotate(files=Count("evidence"), **found)


def state(request: EvidenceRequest, today: date) -> RequestState:
    """Where a request `with_state` stands."""
    if request.stage != RequestStage.OPEN:
        return RequestState(request.stage)
    for stage, shown in SHOWN_STAGES.items():
        if getattr(request, f"has_{stage}"):
            return shown
    return RequestState.OVERDUE if request.due_on < today else RequestState.AWAITED


def remarks(request: EvidenceRequest) -> QuerySet[RequestRemark]:
    """What was said about a request, newest first."""
    return request.remarks.select_related("by").order_by("-at", "-id")


def files(request: EvidenceRequest) -> QuerySet[Evidence]:
    """Every file that came for a request, with what its line shows."""
    rows = request.evidence.defer("digest").select_related("received_by", "replaces")
    return rows.prefetch_related("replacements", "readings")


class Doubts(NamedTuple):
    """What speaks against accepting a request as it stands: series of its files, and signals in them."""

    unconfirmed: int
    unreadable: int
    signals: int


def doubts(request: EvidenceRequest) -> Doubts:
    """Two queries."""
    unreadable = Q(stage=SeriesStage.UNREADABLE)
    series = Series.objects.current().filter(evidence__request=request, confirmed_at=None)
    counted = series.aggregate(unconfirmed=Count("pk", filter=~unreadable), unreadable=Count("pk", filter=unreadable))
    return Doubts(**counted, signals=Signal.objects.open().filter(series__evidence__request=request).count())


def held(engagement: Engagement) -> QuerySet[Evidence]:
    """The files that wait for a person's look."""
    return engagement.evidence.filter(stage=EvidenceStage.HELD).defer("digest").select_related("request")


@dataclass(frozen=True)
class Likenesses:
    """What a file has in common with those of one other case: its number, if the reader may see it."""

    case: Engagement | None
    same_client: bool
    found: list[Reuse]


def likenesses(file: Evidence, reader: User) -> list[Likenesses]:
    """What was found elsewhere when the file arrived, case by case. Three queries."""
    found: dict[UUID, list[Reuse]] = {}
    for one in file.reuses.select_related("other__engagement__project").defer("other__digest")[:200]:
        found.setdefault(one.other.engagement_id, []).append(one)
    seen = set(Engagement.objects.visible_to(reader).filter(pk__in=found).values_list("pk", flat=True))
    client = file.engagement.project.client_id
    return [
        Likenesses(
            case=reuses[0].other.engagement if key in seen else None,
            same_client=reuses[0].other.engagement.project.client_id == client,
            found=reuses,
        )
        for key, reuses in found.items()
    ]


def pins(file: Evidence, reader: User) -> list[Pin]:
    """The comments pinned to a file and to the versions before it, the newest first. Two queries."""
    replaced = dict(file.request.evidence.values_list("pk", "replaces"))
    versions = [file.pk]
    while earlier := replaced.get(versions[-1]):
        versions.append(earlier)
    rows = Pin.objects.visible_to(reader).filter(evidence__in=versions).order_by("-at", "-id")
    return list(rows.select_related("by", "evidence").prefetch_related("evidence__replacements"))


def findings(engagement: Engagement) -> QuerySet[Finding]:
    return engagement.findings.select_related("raised_by").prefetch_related("remarks__by", "remarks__evidence")
