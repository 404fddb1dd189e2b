"""Figures read in a document by one person and countersigned by another."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.factories.people import staff
from tests.factories.projects import NOW, PDF, file
from verifier import schemes
from verifier.confirmations import queries
from verifier.confirmations.models import Confirmation, Document
from verifier.confirmations.reading import Reading
from verifier.confirmations.use_cases.countersign_confirmation import countersign_confirmation
from verifier.confirmations.use_cases.read_figures import read_figures
from verifier.people.models import User
from verifier.people.roles import Role

LONG_AGO = date(2000, 1, 1)


def reading(figure: str, value: str, **changed: Any) -> Reading:
    return Reading(**{"figure": figure, "value": value, "clause": "3.4", "since": LONG_AGO} | changed)


def first(scheme: str) -> Reading:
    """The first figure of a scheme that holds issuing back, as it is shipped."""
    own = next(own for own in schemes.get(scheme).figures if own.sure.holds and own.value is not None)
    return reading(own.code, format(own.value, "f"), since=own.since or LONG_AGO)


def document(
    scheme: str = "vcs",
    *figures: Reading,
    by: User | None = None,
    at: datetime = NOW,
    title: str = "VCS Standard",
    edition: str = "v4.7",
    content: bytes = PDF,
    name: str = "standard.pdf",
) -> Document:
    """A document that came in, and what was read in it."""
    return read_figures(
        scheme=scheme,
        file=file(content, name),
        title=title,
        edition=edition,
        figures=figures or (first(scheme),),
        by=by or staff(Role.LEAD),
        at=at,
    )


def waiting(scheme: str = "vcs", read: Reading | None = None, **changed: Any) -> Confirmation:
    """One figure that waits for a second person."""
    return document(scheme, read or first(scheme), **changed).confirmations.get()


def countersigned(confirmation: Confirmation, *, by: User | None = None, at: datetime = NOW) -> Confirmation:
    return countersign_confirmation(confirmation_id=confirmation.pk, by=by or staff(Role.REVIEWER), at=at)


def confirm(scheme: str, values: Mapping[str, str] | None = None, *, but: str = "") -> None:
    """Everything that holds issuing back under a scheme, `but` one: as `values` has it by code, as it is shipped, or
    as 1 where nobody knows it.
    """
    lines, _days = queries.lines_of(schemes.get(scheme), NOW.date())
    held = [line.shipped for line in lines if line.holds and line.shipped.code != but]
    known = {own.code: format(Decimal(1) if own.value is None else own.value, "f") for own in held} | dict(values or {})
    if not held:
        return
    reviewer = staff(Role.REVIEWER)
    read = [reading(own.code, known[own.code], since=own.since or LONG_AGO) for own in held]
    for confirmation in document(scheme, *read).confirmations.all():
        countersigned(confirmation, by=reviewer)
