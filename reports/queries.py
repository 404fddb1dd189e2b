"""What pages and the API show of reports and statements. Nothing here writes."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Max, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import Appointment, Engagement
from projects.queries import case_name
from projects.stages import Stage
from reports.models import Check, Report, Statement
from reports.stages import ReportStage, StatementStage
from verifier.desk.places import Place
from verifier.desk.worklist import Task
from verifier.people.roles import Role

if TYPE_CHECKING:
    from verifier.people.models import User


def places(_user: "User") -> Iterable[Place]:
    """The menu's entry for what the body has given its word to; open to all."""
    yield Place(_("Register"), reverse("reports:register"))


def current_report(engagement: Engagement, user: "User") -> Report | None:
    """The newest version that the person may read."""
    return (
        Report.objects.visible_to(user)
        .filter(engagement=engagement)
        .select_related("drafted_by", "submitted_by", "review__by", "decision__by", "statement__document")
        .order_by("-version")
        .first()
    )


def earlier_versions(report: Report, user: "User") -> QuerySet[Report]:
    """The versions before this one that the person may read, newest first, with what the reviewer said of each."""
    earlier = Report.objects.visible_to(user).filter(engagement=report.engagement_id, version__lt=report.version)
    return earlier.select_related("drafted_by", "review__by", "decision__by").order_by("-version")


def checks(report: Report) -> QuerySet[Check]:
    """The newest answers of the rules at each gate at which they were asked."""
    return report.checks.select_related("asked_by").order_by("gate", "-asked_at").distinct("gate")


def unissued(report: Report, *, by: "User", at: datetime) -> Statement:
    """The statement as it would be if `by` approved it now; not stored. Its number is the next in the series."""
    last = Statement.objects.filter(scheme_code=report.scheme.code).aggregate(last=Max("serial"))["last"] or 0
    return Statement.give(report=report, serial=last + 1, by=by, at=at)


class Standing(models.TextChoices):
    """What a public statement is worth on a day."""

    VALID = "valid", gettext_lazy("Valid")
    EXPIRED = "expired", gettext_lazy("Expired")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


def standing_on(rows: QuerySet[Statement], day: date, *, only: str = "") -> QuerySet[Statement]:
    """Public statements, each with its `standing` on a day (UTC); `only` those of one standing."""
    public = rows.annotate(
        standing=Case(
            When(withdrawn_at__date__lte=day, then=Value(Standing.WITHDRAWN)),
            When(valid_until__lt=day, then=Value(Standing.EXPIRED)),
            default=Value(Standing.VALID),
            output_field=models.CharField(),
        )
    )
    return public.filter(standing=only) if only else public


def register(words: str = "", scheme: str = "", published_by: date | None = None) -> QuerySet[Statement]:
    """The public register, newest first; `words` are looked for in number, project and holder."""
    rows = Statement.objects.public().select_related("report__engagement__project__client", "document")
    if published_by:
        rows = rows.filter(published_at__date__lte=published_by)
    if scheme:
        rows = rows.filter(scheme_code=scheme)
    if words:
        rows = rows.filter(
            Q(number__icontains=words)
            | Q(report__engagement__project__title__icontains=words)
            | Q(report__engagement__project__title_zh__icontains=words)
            | Q(report__engagement__project__client__name__icontains=words)
            | Q(report__engagement__project__client__name_latin__icontains=words)
        )
    return rows.order_by("-published_at", "id")


WAITING: dict[Stage, Role] = {
    Stage.IN_REVIEW: Role.REVIEWER,
    Stage.FOR_DECISION: Role.CERTIFIER,
    Stage.DECIDED: Role.CERTIFIER,
}


def worklist(user: "User") -> Iterable[Task]:
    """What waits for this person in reports and statements. A fixed number of queries."""
    titles = {
        Stage.IN_REVIEW: _("Review the report"),
        Stage.FOR_DECISION: _("Decide on the report"),
        Stage.DECIDED: _("Approve issuance"),
    }
    serving = Appointment.objects.serving().filter(person=user)
    waiting = Q()
    for stage, role in WAITING.items():
        waiting |= Q(engagement__stage=stage, engagement__in=serving.filter(role=role).values("engagement"))
    live = Report.objects.filter(stage__in=[ReportStage.SUBMITTED, ReportStage.PASSED, ReportStage.DECIDED])
    for report in live.filter(waiting).select_related("engagement__project")[:100]:
        yield _task(report.engagement, titles[Stage(report.engagement.stage)])
    leading = serving.filter(role=Role.LEAD).values("engagement")
    under_way = Engagement.objects.filter(stage=Stage.UNDER_WAY, pk__in=leading)
    for engagement in under_way.select_related("project")[:100]:
        yield _task(engagement, _("Draft and submit the report"))
    publishing = serving.filter(role__in=[Role.COORDINATOR, Role.CERTIFIER]).values("engagement")
    signed = Statement.objects.filter(stage=StatementStage.SIGNED, report__engagement__in=publishing)
    for statement in signed.select_related("report__engagement__project")[:100]:
        yield _task(statement.report.engagement, _("Publish %(number)s") % {"number": statement.number})


def _task(engagement: Engagement, title: str) -> Task:
    return Task(
        title=title,
        url=reverse("reports:report", args=[engagement.pk]),
        case=case_name(engagement),
        due_on=None,
        kind=_("Report"),
    )
