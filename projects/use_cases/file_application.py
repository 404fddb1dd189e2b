from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from projects import facts
from projects.models import Application, Client, Engagement
from projects.stages import VACANT
from verifier import schemes
from verifier.errors import NotYours, OutOfOrder, Unfit
from verifier.people.models import User
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import Gate
from verifier.rulebook.scheme import Scheme
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def file_application(
    *,
    client_id: UUID,
    scheme: str,
    title: str,
    title_zh: str = "",
    country: str,
    site: str,
    technology: str,
    period_from: date,
    period_until: date,
    particulars: Mapping[str, Any],
    disclosure: str,
    by: User,
    at: datetime,
) -> Application:
    """File what a client asks for, if period and particulars can be right. Raises NotYours, Unfit or OutOfOrder."""
    client = Client.objects.filter(pk=client_id, members=by).first()
    if client is None:
        raise NotYours(_("You do not speak for this client."), mend=_("Choose one of your own organisations."))
    _ensure_free(client, scheme, title, period_from, period_until)
    chosen = schemes.get(scheme)
    own = chosen.read(particulars)
    _ask(chosen, facts.of_application(chosen, own, period_from, period_until), on=at.date())
    try:
        with transaction.atomic():
            application = Application.objects.create(
                client=client,
                scheme=scheme,
                title=title.strip(),
                title_zh=title_zh.strip(),
                country=country.upper(),
                site=site,
                technology=technology,
                period_from=period_from,
                period_until=period_until,
                particulars=chosen.dump(own),
                disclosure=disclosure,
                filed_by=by,
                filed_at=at,
            )
    except IntegrityError as error:
        raise OutOfOrder(
            _("This application has been filed already and waits for the coordinator."),
            mend=_("You will find it among your applications."),
        ) from error
    Event.record(Act.APPLICATION_FILED, on=application, by=by, at=at, scheme=scheme)
    return application


def _ensure_free(client: Client, scheme: str, title: str, first: date, last: date) -> None:
    """Refuse a period that runs backwards, or that a case of the same project holds already. Raises Unfit."""
    if last < first:
        raise Unfit(
            _("The period ends before it begins."), fields={"period_until": _("Must not be before the first day.")}
        )
    held = Engagement.objects.filter(
        project__client=client,
        project__title__iexact=title.strip(),
        scheme_code=scheme,
        period_from__lte=last,
        period_until__gte=first,
    ).exclude(stage__in=VACANT)
    if held.exists():
        taken = _("This project has a case under the same scheme whose period overlaps.")
        raise Unfit(taken, mend=_("Choose a period that does not overlap."), fields={"period_from": taken})


def _ask(scheme: Scheme, asked: ReportFacts, *, on: date) -> None:
    """Refuse what the scheme finds wrong in the particulars and the period alone, field by field. Raises Unfit."""
    if breaches := scheme.breaches(asked, gate=Gate.APPLY, on=on):
        raise Unfit(
            _("Some particulars cannot be right."),
            mend=_("Mend what is named, then file again."),
            reasons=breaches,
            fields={breach.subject: breach.message for breach in breaches},
        )
