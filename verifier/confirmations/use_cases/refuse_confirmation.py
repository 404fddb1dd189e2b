from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from verifier.confirmations.models import Confirmation
from verifier.confirmations.permissions import ensure_second
from verifier.errors import Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def refuse_confirmation(*, confirmation_id: UUID, reason: str, by: User, at: datetime) -> Confirmation:
    """Say, as the second person, that the document does not say so, and why. It stays on record and holds nothing.

    Raises NotYours, NotIndependent, Unfit or OutOfOrder.
    """
    confirmation = Confirmation.objects.locked().get(pk=confirmation_id)
    ensure_second(by, confirmation)
    if not reason.strip():
        raise Unfit(_("A refusal has its reason."), fields={"reason": _("Say why. It stays on record.")})
    confirmation.refuse(reason.strip(), by=by, at=at)
    Event.record(
        Act.CONFIRMATION_REFUSED,
        on=confirmation,
        by=by,
        at=at,
        scheme=confirmation.scheme_code,
        figure=confirmation.figure,
    )
    return confirmation
