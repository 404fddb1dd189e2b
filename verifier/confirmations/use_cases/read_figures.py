from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from verifier import schemes, store
from verifier.confirmations import queries
from verifier.confirmations.models import Confirmation, Document
from verifier.confirmations.permissions import ensure_reader
from verifier.confirmations.reading import Reading, faults, shipped
from verifier.errors import OutOfOrder, Unfit
from verifier.inspection import Unacceptable, inspect, safe_name
from verifier.people.models import User
from verifier.rulebook.particulars import MISSING
from verifier.rulebook.scheme import Scheme
from verifier.store import Received
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def read_figures(
    *, scheme: str, file: Received, title: str, edition: str, figures: Sequence[Reading], by: User, at: datetime
) -> Document:
    """Put on record what figures of a scheme one person read in a document; a second person has to countersign each.

    Raises NotYours, OutOfOrder, or Unfit with each bad field by its path ("figures/0/value").
    """
    ensure_reader(by)
    try:
        media = inspect(file.path, file.name)
    except Unacceptable as no:
        raise Unfit(no.message, mend=no.mend, fields={"file": no.message}) from no
    known = schemes.get(scheme)
    if wrong := _faults(known, title, edition, figures):
        raise Unfit(_("Some of what was read does not fit."), mend=_("Mend what is named."), fields=wrong)
    document = Document.objects.create(
        title=title.strip(),
        edition=edition.strip(),
        name=safe_name(file.name),
        media=media,
        size=file.size,
        sha256=file.sha256,
        path=store.keep(file.path, file.sha256),
        received_by=by,
        received_at=at,
    )
    try:
        with transaction.atomic():
            Confirmation.objects.bulk_create(_confirmation(known, reading, document) for reading in figures)
    except IntegrityError as error:
        raise OutOfOrder(
            _("Somebody has just read one of these figures, too."), mend=_("Look at what waits to be countersigned.")
        ) from error
    read = [reading.figure for reading in figures]
    Event.record(Act.FIGURES_READ, on=document, by=by, at=at, scheme=scheme, figures=read, sha256=file.sha256)
    return document


def _confirmation(scheme: Scheme, reading: Reading, document: Document) -> Confirmation:
    own = shipped(scheme, reading.figure, reading.since)
    assert own is not None  # noqa: S101 - else it is among the faults
    return Confirmation(
        scheme_code=scheme.code,
        figure=reading.figure,
        value=reading.value,
        unit=own.unit,
        clause=reading.clause.strip(),
        document=document,
        since=reading.since,
        read_by=document.received_by,
        read_at=document.received_at,
    )


def _faults(scheme: Scheme, title: str, edition: str, figures: Sequence[Reading]) -> dict[str, object]:
    named = {"title": title, "edition": edition}
    wrong: dict[str, object] = {name: MISSING for name, text in named.items() if not text.strip()}
    if not figures:
        wrong["figures"] = _("Name at least one figure that you read.")
    wrong |= {f"figures/{path}": fault for path, fault in faults(scheme, figures)}
    waiting = queries.waits_already(scheme.code, figures)
    for place, reading in enumerate(figures):
        if (reading.figure, reading.since) in waiting:
            wrong[f"figures/{place}/since"] = _("A reading of this figure from this day waits already.")
    return wrong
