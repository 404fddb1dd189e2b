from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement
from projects.permissions import May, ensure
from projects.stages import Move
from reports import facts
from reports.models import Decision, Report
from reports.stages import ReportStage
from verifier.errors import HeldBack
from verifier.people.models import User
from verifier.rulebook.rules import Gate
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def decide(
    *, report_id: UUID, verdict: Decision.Verdict, text: str, by: User, at: datetime, seen: int | None = None
) -> Decision:
    """Decide on a passed report (ISO/IEC 17029 9.7.1). Raises NotYours, Stale, OutOfOrder, or HeldBack by a rule."""
    engagement = Engagement.objects.locked().get(reports=report_id)
    report = Report.objects.locked().get(pk=report_id)
    ensure(by, May.DECIDE, on=engagement)
    engagement.expect(seen)
    to_issue = verdict is Decision.Verdict.ISSUE
    engagement.move(Move.DECIDE if to_issue else Move.REFUSE)
    report.move(ReportStage.DECIDED if to_issue else ReportStage.REFUSED)
    if to_issue and (
        breaches := report.scheme.breaches(facts.of(report, on=at.date()), gate=Gate.DECIDE, on=at.date())
    ):
        raise HeldBack(
            _("The scheme's rules hold this decision back."), mend=_("Mend what is named, or refuse."), reasons=breaches
        )
    decision = Decision.objects.create(
        report=report, verdict=verdict, text=text, dossier_sha256=report.dossier_sha256, by=by, at=at
    )
    Event.record(Act.REPORT_DECIDED, on=report, by=by, at=at, verdict=str(verdict), dossier=report.dossier_sha256)
    return decision
