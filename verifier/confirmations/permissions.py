"""Who may see, read and countersign figures: offices of the body, and no right in any case."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from verifier.confirmations.models import Confirmation
from verifier.errors import NotIndependent, NotYours
from verifier.people.models import Office
from verifier.people.roles import STAFF, Role

if TYPE_CHECKING:
    from verifier.people.models import User

SECOND = frozenset({Role.REVIEWER, Role.CERTIFIER})


def reads(user: "User") -> bool:
    """Whether the person sees figures and documents, and may read figures: whoever holds an office of the body."""
    return user.is_authenticated and not STAFF.isdisjoint(user.roles)


def countersigns(user: "User") -> bool:
    """Whether the person may be the second one: who reviews or certifies."""
    return user.is_authenticated and not SECOND.isdisjoint(user.roles)


def ensure_reader(user: "User") -> None:
    """Refuse unless the person holds an office of the body now. Raises NotYours."""
    _ensure(user, STAFF, _("Figures are read by whoever holds an office of this body."))


def ensure_second(user: "User", confirmation: Confirmation) -> None:
    """Refuse unless the person may judge this reading: by office, and not as who read it.

    Raises NotYours or NotIndependent.
    """
    _ensure(user, SECOND, _("Figures are countersigned by an independent reviewer or a certifier."))
    if confirmation.read_by_id == user.pk:
        raise NotIndependent(
            _("You read this figure yourself: a second person must judge it."),
            mend=_("Ask another reviewer or certifier."),
        )


def _ensure(user: "User", roles: frozenset[Role], message: object) -> None:
    if not Office.objects.filter(person=user, role__in=roles, until=None).exists():
        raise NotYours(message, mend=_("Ask a colleague who holds that office."))
