from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from projects.models import Engagement
from projects.permissions import May, ensure
from projects.stages import Stage
from reports import facts
from reports.models import Report
from reports.stages import ReportStage
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def draft_report(*, engagement_id: UUID, summary: str, by: User, at: datetime) -> Report:
    """Draft the report, or draft it again: its figures are computed from the case. Raises NotYours or OutOfOrder."""
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.DRAFT, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    calculation = facts.calculation(engagement, on=at.date()).dump()
    report = engagement.reports.filter(stage=ReportStage.DRAFT).first()
    if report is None:
        last = engagement.reports.aggregate(last=Max("version"))["last"] or 0
        report = Report.objects.create(
            engagement=engagement,
            version=last + 1,
            summary=summary,
            calculation=calculation,
            drafted_by=by,
            drafted_at=at,
        )
    else:
        report.redraft(summary=summary, calculation=calculation, by=by, at=at)
    Event.record(Act.REPORT_DRAFTED, on=report, by=by, at=at, version=report.version)
    return report
