from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Series
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.errors import OutOfOrder
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def confirm_series(*, series_id: UUID, by: User, at: datetime) -> Series:
    """Say that a file was understood rightly: its figures count from now on, and its meter keeps the mapping.

    Raises NotYours or OutOfOrder.
    """
    series = Series.objects.locked().get(pk=series_id)
    ensure(by, May.SEND, on=series.evidence.engagement)
    series.evidence.engagement.require(Stage.UNDER_WAY)
    if not Series.objects.current().filter(pk=series_id).exists():
        raise OutOfOrder(
            _("The file was read again, or replaced, since."), mend=_("Open the page again to see where it stands.")
        )
    series.confirm(by=by, at=at)
    if series.meter is not None:
        series.meter.remember(series.mapping | {"zone": series.zone}, headings=series.head["headings"])
    Event.record(Act.SERIES_CONFIRMED, on=series, by=by, at=at, sha256=series.sha256)
    return series
