"""What pages, doors and other parts ask of the figures that the body has confirmed. Nothing here writes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from verifier import schemes
from verifier.confirmations.models import Confirmation, Standing
from verifier.confirmations.permissions import countersigns, reads
from verifier.confirmations.reading import Reading, shipped
from verifier.desk.places import Place
from verifier.desk.worklist import Task
from verifier.http import words
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.scheme import Scheme

if TYPE_CHECKING:
    from verifier.people.models import User

DAY = timedelta(days=1)


def figures(scheme_code: str) -> tuple[Figure, ...]:
    """The figures of a scheme that the body has confirmed, in the order that `FigureBook` needs. One query."""
    return tuple(holding(schemes.get(scheme_code), _unrefused(scheme_code)).values())


def holding(scheme: Scheme, rows: Iterable[Confirmation]) -> dict[UUID, Figure]:
    """The countersigned among `rows`, which come in the order of their days, as figures with the days they hold.

    Each holds until the day before the next of its code, and no longer than the scheme's own figure that it is of; of
    two from one day the one that was countersigned later holds. What the scheme no longer knows, or gives in another
    unit today, holds nothing.
    """
    known = {
        (row.figure, row.since): (row, own)
        for row in rows
        if row.countersigned_at is not None
        and (own := shipped(scheme, row.figure, row.since)) is not None
        and own.unit == row.unit
    }
    return {row.pk: _figure(row, own, known) for row, own in known.values()}


def _figure(row: Confirmation, own: Figure, known: Iterable[tuple[str, date]]) -> Figure:
    ends = [since - DAY for figure, since in known if figure == row.figure and since > row.since]
    if own.until is not None and row.since <= own.until:
        ends.append(own.until)
    return Figure(
        code=row.figure,
        name=own.name,
        value=Decimal(row.value),
        unit=row.unit,
        clause=row.clause,
        source=row.document.source,
        sure=Sureness.CONFIRMED,
        since=row.since,
        until=min(ends, default=None),
    )


def confirmations(user: "User") -> QuerySet[Confirmation]:
    """Those that the person may see: all of them, or none."""
    return Confirmation.objects.told() if reads(user) else Confirmation.objects.none()


def of_one_document(confirmation: Confirmation) -> list[Confirmation]:
    """The others that were read in the same document, those that wait first."""
    others = Confirmation.objects.filter(document=confirmation.document_id).exclude(pk=confirmation.pk)
    return sorted(others, key=lambda other: (other.standing is not Standing.WAITING, other.figure))


def next_to_countersign(confirmation: Confirmation, user: "User") -> Confirmation | None:
    """Another of the same document that waits for this person."""
    waiting = Confirmation.objects.waiting().filter(document=confirmation.document_id).exclude(read_by=user)
    return waiting.order_by("figure", "since").first()


def waits_already(scheme_code: str, readings: Iterable[Reading]) -> set[tuple[str, date]]:
    """Which of these figures were read from the same day before and still wait for a second person."""
    asked = Q()
    for reading in readings:
        asked |= Q(figure=reading.figure, since=reading.since)
    rows = Confirmation.objects.waiting().filter(asked, scheme_code=scheme_code)
    return set(rows.values_list("figure", "since"))


# What a page of figures shows ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A figure of a scheme, as it is shipped and as the body read it.

    `confirmed` holds on the day that is looked at, `coming` from a later day, `waiting` waits for a second person.
    """

    shipped: Figure
    confirmed: Confirmation | None
    coming: tuple[Confirmation, ...]
    waiting: tuple[Confirmation, ...]

    @property
    def sure(self) -> Sureness:
        return Sureness.CONFIRMED if self.confirmed else self.shipped.sure

    @property
    def holds(self) -> bool:
        """Whether nothing is issued on this figure."""
        return self.sure.holds

    @property
    def held_before(self) -> bool:
        """Whether nothing is issued on this figure for days before the confirmed value's first."""
        first = self.shipped.since
        return (
            self.confirmed is not None and self.shipped.sure.holds and (first is None or first < self.confirmed.since)
        )


STATES: dict[str, Callable[[Line], bool]] = {
    "holding": lambda line: line.holds,
    "waiting": lambda line: bool(line.waiting),
    "confirmed": lambda line: line.confirmed is not None,
}


@dataclass(frozen=True)
class Overview:
    """How many figures of a scheme there are, and how many in each state; a figure may be in two."""

    scheme: Scheme
    figures: int
    holding: int
    waiting: int
    confirmed: int


def lines(scheme: Scheme, rows: Iterable[Confirmation], on: date) -> list[Line]:
    """Every figure of the scheme, those that hold issuing back first. `rows` are the scheme's, none refused."""
    rows = list(rows)
    held = holding(scheme, rows)
    made = [_line(figure, [row for row in rows if _is_of(scheme, figure, row)], held, on) for figure in scheme.figures]
    return sorted(made, key=lambda line: (not line.holds, not line.waiting))


def _is_of(scheme: Scheme, figure: Figure, row: Confirmation) -> bool:
    return row.figure == figure.code and shipped(scheme, row.figure, row.since) is figure


def _line(figure: Figure, rows: list[Confirmation], held: Mapping[UUID, Figure], on: date) -> Line:
    """As it stands on the day, or on the nearest day on which the figure is in force."""
    on = max(figure.since or date.min, min(on, figure.until or on))
    standing = [row for row in rows if row.pk in held]
    return Line(
        shipped=figure,
        confirmed=next((row for row in reversed(standing) if held[row.pk].in_force(on)), None),
        coming=tuple(row for row in standing if row.since > on),
        waiting=tuple(row for row in rows if row.standing is Standing.WAITING),
    )


def lines_of(scheme: Scheme, on: date) -> tuple[list[Line], dict[UUID, Figure]]:
    """The lines, and by the keys of the confirmations that hold how long each does. One query."""
    rows = list(_unrefused(scheme.code))
    return lines(scheme, rows, on), holding(scheme, rows)


def overviews(on: date) -> Iterator[Overview]:
    """Every scheme in numbers. One query."""
    rows = list(Confirmation.objects.unrefused().select_related("document"))
    for scheme in schemes.all():
        found = lines(scheme, [row for row in rows if row.scheme_code == scheme.code], on)
        yield Overview(
            scheme=scheme,
            figures=len(found),
            **{state: sum(1 for line in found if is_in(line)) for state, is_in in STATES.items()},
        )


def history(scheme_code: str) -> QuerySet[Confirmation]:
    """All that was ever read of a scheme's figures, whatever came of it."""
    return Confirmation.objects.told().filter(scheme_code=scheme_code)


def _unrefused(scheme_code: str) -> QuerySet[Confirmation]:
    return Confirmation.objects.unrefused().filter(scheme_code=scheme_code).select_related("document")


# What an app hands to the desk --------------------------------------------------------------------------------------


def places(user: "User") -> Iterable[Place]:
    """The menu's entry for the body's own people."""
    if reads(user):
        yield Place(_("Figures"), reverse("confirmations:schemes"))


def worklist(user: "User") -> Iterable[Task]:
    """What waits to be countersigned by this person, document by document. One query at most."""
    if not countersigns(user):
        return
    waiting = Confirmation.objects.waiting().exclude(read_by=user).select_related("document")
    rows = list(waiting.order_by("read_at", "figure", "since")[:500])
    numbers = Counter(row.document_id for row in rows)
    first = {row.document_id: row for row in reversed(rows)}
    for document, number in numbers.items():
        row = first[document]
        said = ngettext(
            "Countersign %(number)d figure of %(scheme)s", "Countersign %(number)d figures of %(scheme)s", number
        )
        yield Task(
            title=said % {"number": number, "scheme": words(row.scheme.title)},
            url=reverse("confirmations:confirmation", args=[row.pk]),
            case=str(row.document),
            due_on=None,
            kind=_("Figures"),
        )
