from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from verifier import store
from verifier.confirmations.models import Confirmation
from verifier.confirmations.permissions import ensure_second
from verifier.confirmations.reading import shipped
from verifier.errors import OutOfOrder
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def countersign_confirmation(*, confirmation_id: UUID, by: User, at: datetime) -> Confirmation:
    """Say, as the second person, that the document says so. From its day on the value takes the shipped one's place.

    Raises NotYours, NotIndependent or OutOfOrder.
    """
    confirmation = Confirmation.objects.locked().get(pk=confirmation_id)
    ensure_second(by, confirmation)
    own = shipped(confirmation.scheme, confirmation.figure, confirmation.since)
    if own is None or own.unit != confirmation.unit:
        raise OutOfOrder(
            _("The scheme no longer gives this figure in this unit."), mend=_("Refuse it, and read the figure anew.")
        )
    if store.hash_of(confirmation.document.path) != confirmation.document.sha256:
        raise OutOfOrder(
            _("The stored document is not the one that was read."),
            mend=_("Tell the operator, and read the figure anew in the document."),
        )
    confirmation.countersign(by=by, at=at)
    Event.record(
        Act.CONFIRMATION_COUNTERSIGNED,
        on=confirmation,
        by=by,
        at=at,
        scheme=confirmation.scheme_code,
        figure=confirmation.figure,
        value=confirmation.value,
    )
    return confirmation
