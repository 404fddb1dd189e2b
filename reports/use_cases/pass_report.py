from datetime import datetime
from uuid import UUID

from django.db import transaction

from projects.models import Engagement
from projects.permissions import May, ensure
from projects.stages import Move
from reports.models import Report, Review
from reports.stages import ReportStage
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def pass_report(*, report_id: UUID, text: str, by: User, at: datetime, seen: int | None = None) -> Review:
    """Pass the report on for decision (ISO/IEC 17029 9.6). Raises NotYours, Stale or OutOfOrder."""
    engagement = Engagement.objects.locked().get(reports=report_id)
    report = Report.objects.locked().get(pk=report_id)
    ensure(by, May.REVIEW, on=engagement)
    engagement.expect(seen)
    engagement.move(Move.PASS)
    report.move(ReportStage.PASSED)
    review = Review.objects.create(
        report=report, verdict=Review.Verdict.PASSED, text=text, dossier_sha256=report.dossier_sha256, by=by, at=at
    )
    Event.record(Act.REPORT_PASSED, on=report, by=by, at=at, version=report.version)
    return review
