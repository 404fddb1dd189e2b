"""What waits for a person in the work itself. A fixed number of queries, however many cases there are."""

from collections.abc import Iterable
from datetime import date
from operator import itemgetter

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.models import (
    Application,
    Appointment,
    Engagement,
    Evidence,
    EvidenceRequest,
    FieldWork,
    Finding,
    Series,
    Signal,
)
from projects.models.series import SeriesQuerySet
from projects.queries import asked_for, case_name, coordinates, title_of
from projects.stages import EvidenceStage, FindingStage, RequestStage, SeriesStage, Stage
from verifier.desk.worklist import Task
from verifier.http import words
from verifier.people.models import User
from verifier.people.roles import Role
from verifier.rulebook import fieldwork
from verifier.rulebook.deadlines import due_dates, trigger_days

TEAM = (Role.LEAD, Role.VERIFIER)
SENDERS = (Role.DEVELOPER, *TEAM)


def worklist(user: User) -> Iterable[Task]:
    """Everything, each kind in its turn."""
    yield from _applications(user)
    yield from _offers(user)
    yield from _cases(user)
    yield from _owed(user)
    yield from _received(user)
    yield from _held(user)
    yield from _refused(user)
    yield from _series(user)
    yield from _signals(user)
    yield from _findings(user)
    yield from _time_limits(user)


def _applications(user: User) -> Iterable[Task]:
    if not coordinates(user):
        return
    for application in Application.objects.filter(opened_at=None).select_related("client")[:100]:
        yield Task(
            title=_("Open a case for %(title)s") % {"title": title_of(application)},
            url=reverse("projects:application", args=[application.pk]),
            case=application.client.name,
            due_on=None,
            kind=_("Application"),
        )


def _offers(user: User) -> Iterable[Task]:
    waiting = Appointment.objects.open().filter(person=user, accepted_at=None)
    for appointment in waiting.select_related("engagement__project")[:100]:
        yield Task(
            title=_("Answer your appointment as %(role)s") % {"role": appointment.get_role_display().lower()},
            url=reverse("projects:appointment", args=[appointment.pk]),
            case=case_name(appointment.engagement),
            due_on=None,
            kind=_("Appointment"),
        )


def _cases(user: User) -> Iterable[Task]:
    mine = Appointment.objects.serving().filter(engagement=OuterRef("pk"), person=user, role=Role.COORDINATOR)
    lead = Appointment.objects.open().filter(engagement=OuterRef("pk"), role=Role.LEAD)
    rows = (
        Engagement.objects.filter(stage__in=[Stage.ENQUIRY, Stage.ACCEPTED])
        .annotate(mine=Subquery(mine.values("pk")[:1]), lead=Subquery(lead.values("pk")[:1]))
        .filter(mine__isnull=False)
        .select_related("project")
    )
    for engagement in rows[:100]:
        if engagement.stage == Stage.ENQUIRY:
            title = _("Accept or decline the engagement")
        elif engagement.lead is None:
            title = _("Appoint the team")
        else:
            continue
        yield _task(engagement, title, kind=_("Engagement"))


def _owed(user: User) -> Iterable[Task]:
    owed = EvidenceRequest.objects.owed().filter(engagement__in=_under_way(user, Role.DEVELOPER))
    for request in owed.with_reason().select_related("engagement__project").order_by("due_on", "number")[:100]:
        if request.stage == RequestStage.RETURNED:
            title = _("Sent back to you: %(kind)s")
            why = request.reason or ""  # type: ignore[attr-defined]  # annotated
            yield _request_task(request, title, "asked", request.due_on, note=why)
        else:
            yield _request_task(request, _("Send: %(kind)s"), "send", request.due_on)


def _received(user: User) -> Iterable[Task]:
    """What came in, is settled, and was neither accepted nor sent back."""
    came = Evidence.objects.on_file().filter(request=OuterRef("pk"))
    unsettled = Evidence.objects.unfinished().filter(request=OuterRef("pk"))
    rows = EvidenceRequest.objects.filter(
        Exists(came), ~Exists(unsettled), stage=RequestStage.OPEN, engagement__in=_under_way(user, *TEAM)
    )
    for request in rows.select_related("engagement__project").order_by("due_on", "number")[:100]:
        yield _request_task(request, _("Look at what came: %(kind)s"), "asked", None)


def _held(user: User) -> Iterable[Task]:
    rows = Evidence.objects.filter(stage=EvidenceStage.HELD, engagement__in=_under_way(user, *TEAM))
    for file in rows.defer("digest").select_related("engagement__project").order_by("received_at")[:100]:
        yield Task(
            title=_("Look at a held file: %(name)s") % {"name": file.name},
            url=reverse("projects:held", args=[file.pk]),
            case=case_name(file.engagement),
            due_on=None,
            kind=_("Evidence"),
        )


def _refused(user: User) -> Iterable[Task]:
    """Refused files of open requests for which another came; nothing came since, else it is taken for their remedy.

    A request for which only refused files came is owed: it stands there already.
    """
    others = Evidence.objects.exclude(stage=EvidenceStage.REFUSED)
    others = others.filter(request=OuterRef("request"))
    rows = (
        Evidence.objects.filter(
            stage=EvidenceStage.REFUSED,
            request__stage=RequestStage.OPEN,
            request__engagement__in=_under_way(user, *SENDERS),
        )
        .annotate(refused_at=Coalesce("looked_at", "examined_at", "received_at"))
        .filter(Exists(others), ~Exists(others.filter(received_at__gt=OuterRef("refused_at"))))
    )
    found: dict[EvidenceRequest, int] = {}
    for file in rows.defer("digest").select_related("request__engagement__project").order_by("received_at")[:100]:
        found[file.request] = found.get(file.request, 0) + 1
    for request, count in found.items():
        title = ngettext("%(count)s refused file of: %(kind)s", "%(count)s refused files of: %(kind)s", count)
        yield _request_task(request, title, "asked", None, count=count)


def _series(user: User) -> Iterable[Task]:
    """Readings that somebody must confirm, and files that could not be read."""
    rows = Series.objects.current().filter(
        stage__in=[SeriesStage.READ, SeriesStage.UNREADABLE],
        confirmed_at=None,
        evidence__engagement__in=_under_way(user, *SENDERS),
    )
    for series in _with_case(rows)[:100]:
        if series.stage == SeriesStage.READ:
            yield _series_task(series, _("Confirm how %(name)s was understood") % {"name": series})
        else:
            yield _series_task(series, _("Could not be read: %(name)s") % {"name": series})


def _signals(user: User) -> Iterable[Task]:
    """How many signals nobody has said a word of: in each series, and between the meters of each case."""
    cases = _under_way(user, *TEAM)
    waiting = Signal.objects.open().filter(engagement__in=cases)
    rows = _with_case(Series.objects.filter(noticed__in=waiting)).annotate(waiting=Count("noticed"))
    for series in rows[:100]:
        title = ngettext(
            "Say what became of %(count)s signal in %(name)s",
            "Say what became of %(count)s signals in %(name)s",
            series.waiting,
        )
        yield _series_task(series, title % {"count": series.waiting, "name": series}, part="#signals")
    between = Engagement.objects.filter(signals__in=waiting.filter(series=None)).annotate(waiting=Count("signals"))
    for engagement in between.select_related("project")[:100]:
        title = ngettext(
            "Say what became of %(count)s signal between the meters",
            "Say what became of %(count)s signals between the meters",
            engagement.waiting,
        )
        yield Task(
            title=title % {"count": engagement.waiting},
            url=reverse("projects:meters", args=[engagement.pk]),
            case=case_name(engagement),
            due_on=None,
            kind=_("Meter series"),
        )


def _with_case(rows: SeriesQuerySet) -> SeriesQuerySet:
    """Without what is long in a series and in its file."""
    long = ("understood", "head", "meters", "mapping", "evidence__digest")
    return rows.defer(*long).select_related("evidence__engagement__project").order_by("asked_at", "id")


def _series_task(series: Series, title: str, *, part: str = "") -> Task:
    return Task(
        title=title,
        url=reverse("projects:series", args=[series.pk]) + part,
        case=case_name(series.evidence.engagement),
        due_on=None,
        kind=_("Meter series"),
    )


def _under_way(user: User, *roles: Role) -> QuerySet[Engagement]:
    """The cases under way in which the person serves in one of the roles."""
    serving = Appointment.objects.serving().filter(person=user, role__in=roles)
    return Engagement.objects.filter(stage=Stage.UNDER_WAY, pk__in=serving.values("engagement"))


def _request_task(
    request: EvidenceRequest, title: str, door: str, due_on: date | None, *, note: str = "", **parts: object
) -> Task:
    return Task(
        title=title % {"kind": asked_for(request, request.engagement.scheme), **parts},
        url=reverse(f"projects:{door}", args=[request.pk]),
        case=case_name(request.engagement),
        due_on=due_on,
        kind=_("Evidence"),
        note=note,
    )


def _findings(user: User) -> Iterable[Task]:
    serving = Appointment.objects.serving().filter(person=user)
    rows = Finding.objects.filter(engagement__stage=Stage.UNDER_WAY).select_related("engagement__project")
    owed = rows.filter(stage=FindingStage.OPEN, engagement__in=serving.filter(role=Role.DEVELOPER).values("engagement"))
    answered = rows.filter(
        stage=FindingStage.ANSWERED,
        engagement__in=serving.filter(role__in=TEAM).values("engagement"),
    )
    for finding in owed.order_by(F("due_on").asc(nulls_last=True))[:100]:
        yield _finding_task(finding, _("Answer finding %(number)s: %(title)s"), finding.due_on)
    for finding in answered[:100]:
        yield _finding_task(finding, _("Assess the answer to %(number)s: %(title)s"), None)


def _time_limits(user: User) -> Iterable[Task]:
    """The next limit that the body itself must keep, of each case that the person leads and that is not decided."""
    led = Appointment.objects.serving().filter(person=user, role=Role.LEAD).values("engagement")
    cases = Engagement.objects.filter(pk__in=led, stage=Stage.UNDER_WAY).select_related("project")
    records = FieldWork.objects.filter(engagement__in=cases).order_by("engagement_id", "-pk").distinct("engagement_id")
    newest = {record.engagement_id: record for record in records}
    for engagement in cases[:100]:
        work = newest[engagement.pk].read() if engagement.pk in newest else fieldwork.FieldWork()
        ours = [limit for limit in engagement.scheme.deadlines if limit.ours]
        found = due_dates(ours, trigger_days(engagement.period_until, work))
        dated = [(one.due.on, one.deadline.title) for one in found if one.due]
        if dated:
            due_on, title = min(dated, key=itemgetter(0))
            yield Task(
                title=words(title),
                url=reverse("projects:case", args=[engagement.pk]),
                case=case_name(engagement),
                due_on=due_on,
                kind=_("Time limit"),
            )


def _finding_task(finding: Finding, title: str, due_on: date | None) -> Task:
    return Task(
        title=title % {"number": str(finding), "title": finding.title},
        url=reverse("projects:findings", args=[finding.engagement_id]) + f"#finding-{finding.number}",
        case=case_name(finding.engagement),
        due_on=due_on,
        kind=_("Finding"),
    )


def _task(engagement: Engagement, title: str, *, kind: str) -> Task:
    return Task(
        title=title,
        url=reverse("projects:case", args=[engagement.pk]),
        case=case_name(engagement),
        due_on=None,
        kind=kind,
    )
