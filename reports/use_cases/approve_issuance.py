from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Counter, Engagement
from projects.permissions import May, ensure
from projects.stages import Move
from reports import facts, tasks
from reports.models import Report, Statement
from verifier.errors import HeldBack, OutOfOrder
from verifier.people.models import User
from verifier.rulebook.rules import Gate
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def approve_issuance(*, report_id: UUID, by: User, at: datetime, seen: int | None = None) -> Statement:
    """Give the statement its number and words; a worker renders and signs it.

    Raises NotYours, Stale, OutOfOrder or HeldBack.
    What was decided is what is issued: the dossier, put together anew, must still have the hash decided on.
    """
    engagement = Engagement.objects.locked().get(reports=report_id)
    report = Report.objects.locked().select_related("review__by", "decision__by").get(pk=report_id)
    ensure(by, May.ISSUE, on=engagement)
    engagement.expect(seen)
    engagement.move(Move.ISSUE)
    scheme, today = report.scheme, at.date()
    found = facts.of(report, on=today)
    breaches = (*scheme.breaches(found, gate=Gate.ISSUE, on=today), *scheme.unconfirmed(found))
    if breaches := (*breaches, *facts.departures(report, found)):
        raise HeldBack(
            _("The scheme's rules hold this statement back."), mend=_("Mend what is named first."), reasons=breaches
        )
    statement = Statement.give(report=report, serial=Counter.next(f"statement/{scheme.code}"), by=by, at=at)
    if Statement.objects.filter(number=statement.number).exists():
        raise OutOfOrder(
            _("There is a statement of the number %(number)s already.") % {"number": statement.number},
            mend=_("Correct the particulars from which the scheme forms the number, such as the version."),
        )
    statement.write(facts.complete(scheme, facts.statement_body(statement, found)))
    Event.record(Act.STATEMENT_APPROVED, on=statement, by=by, at=at, number=statement.number, body=statement.sha256)
    tasks.render_statement.delay_on_commit(statement_id=str(statement.pk))
    return statement
