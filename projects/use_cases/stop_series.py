from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement, Series
from projects.permissions import May, ensure
from projects.stages import SeriesStage
from verifier.errors import OutOfOrder
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def stop_series(*, series_id: UUID, by: User, at: datetime) -> Series:
    """Stop the reading of a file; it may be read again with another mapping. Raises NotYours or OutOfOrder."""
    engagement = Engagement.objects.locked().get(evidence__readings=series_id)
    series = Series.objects.locked().get(pk=series_id)
    ensure(by, May.SEND, on=engagement)
    if series.stage != SeriesStage.WAITING:
        raise OutOfOrder(_("The file is not being read."), mend=_("Open the page again to see where it stands."))
    series.settle(SeriesStage.CANCELLED, at=at)
    Event.record(Act.SERIES_STOPPED, on=series, by=by, at=at)
    return series
