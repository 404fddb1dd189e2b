from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement
from projects.permissions import May, ensure
from projects.stages import Move
from reports import facts
from reports.models import Report
from verifier.errors import HeldBack, OutOfOrder
from verifier.people.models import User
from verifier.rulebook.rules import Gate
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def submit_report(*, report_id: UUID, by: User, at: datetime, seen: int | None = None) -> Report:
    """Put the draft before the reviewer, with its dossier frozen. Raises NotYours, Stale, OutOfOrder or HeldBack."""
    engagement = Engagement.objects.locked().get(reports=report_id)
    report = Report.objects.locked().get(pk=report_id)
    ensure(by, May.SUBMIT, on=engagement)
    engagement.expect(seen)
    engagement.move(Move.SUBMIT)
    if engagement.period_until >= at.date():
        raise OutOfOrder(_("The period of this case is not over yet."), mend=_("Submit the report after its last day."))
    if engagement.evidence.unfinished().exists():
        raise OutOfOrder(
            _("Files of this case are still being examined or read, or are held for a look."),
            mend=_("Look at what is held, and wait for the rest. If it lasts, tell the operator."),
        )
    found = facts.of(report, on=at.date())
    if report.calculation != report.scheme.compute(found).dump():
        raise OutOfOrder(
            _("The case changed after the report was drafted: its figures no longer follow from it."),
            mend=_("Draft the report again, look at the new figures, and submit that."),
        )
    if breaches := report.scheme.breaches(found, gate=Gate.SUBMIT, on=at.date()):
        raise HeldBack(
            _("The scheme's rules hold this report back."), mend=_("Mend what is named, then submit."), reasons=breaches
        )
    dossier = facts.dossier(report)
    report.submit(dossier=dossier, sha256=facts.hash_of(dossier), by=by, at=at)
    Event.record(Act.REPORT_SUBMITTED, on=report, by=by, at=at, version=report.version, dossier=report.dossier_sha256)
    return report
