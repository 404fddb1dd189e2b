from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Series
from projects.permissions import May, ensure
from projects.stages import SeriesStage
from verifier.errors import OutOfOrder
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def stop_series(*, series_id: UUID, by: User, at: datetime) -> Series:
    """Stop the reading of a file; it may be read again with another mapping. Raises NotYours or OutOfOrder."""
    series = Series.objects.locked().get(pk=series_id)
    ensure(by, May.SEND, on=series.evidence.engagement)
    if series.stage != SeriesStage.WAITING:
        raise OutOfOrder(_("The file is not being read."), mend=_("Open the page again to see where it stands."))
    series.settle(SeriesStage.CANCELLED, at=at)
    Event.record(Act.SERIES_STOPPED, on=series, by=by, at=at)
    return series
