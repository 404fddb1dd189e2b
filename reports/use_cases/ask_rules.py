from datetime import datetime
from uuid import UUID

from django.db import transaction

from projects.permissions import May, ensure
from reports import facts
from reports.models import Check, Report
from verifier.people.models import User
from verifier.rulebook.rules import Gate, breaches_in
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def ask_rules(*, report_id: UUID, gate: Gate, by: User, at: datetime) -> Check:
    """Ask every rule of a gate and keep every answer, whatever it is. Raises NotYours; never refuses for a breach."""
    report = Report.objects.locked().get(pk=report_id)
    ensure(by, May.DRAFT, on=report.engagement)
    answers = report.scheme.ask(facts.of(report, on=at.date()), gate, at.date())
    check = Check.objects.create(
        report=report,
        gate=str(gate),
        answers=[answer.dump() for answer in answers],
        breached=len(breaches_in(answers)),
        asked_by=by,
        asked_at=at,
    )
    Event.record(Act.RULES_ASKED, on=check, by=by, at=at, gate=str(gate), breached=check.breached)
    return check
