from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects import metering, tasks
from projects.models import Engagement, Meter, Series
from projects.monitoring.flows import Flow
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.errors import OutOfOrder, Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event

# What is kept beside energy in the same column, and what flows then.
NO_ENERGY = {"mass": {Flow.H2_OUT, Flow.NH3_OUT}, "price": {Flow.PRICE, Flow.ELSEWHERE_PRICE}}


@transaction.atomic(durable=True)
def confirm_series(
    *,
    series_id: UUID,
    by: User,
    at: datetime,
    meter: str | None = None,
    flow: str | None = None,
    source: str | None = None,
) -> Series:
    """Say that a file was understood rightly: its figures count from now on, and its meter keeps the mapping.

    `meter` is the serial number, `flow` what goes through it, `source` who counted; None as the reading has it. Raises
    NotYours, OutOfOrder or Unfit.
    """
    engagement = Engagement.objects.locked().get(evidence__readings=series_id)
    series = Series.objects.locked().get(pk=series_id)
    ensure(by, May.SEND, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    if not Series.objects.current().filter(pk=series_id).exists():
        raise OutOfOrder(
            _("The file was read again, or replaced, since."), mend=_("Open the page again to see where it stands.")
        )
    known = series.meter
    serial = (known.serial if known else "") if meter is None else meter.strip()
    flow = (series.flow or (known.flow if known else "")) if flow is None else flow
    source = series.source if source is None else source
    if faults := _faults(series, serial, flow, source):
        raise Unfit(_("Some fields do not fit."), fields=faults)
    named = Meter.of(engagement.project, serial) if serial else None
    if twice := metering.twice(series, serial=serial, source=source):
        raise OutOfOrder(
            _("Readings of %(meter)s at the same times count already, from %(file)s.")
            % {"meter": twice.meter, "file": twice.series},
            mend=_("Send it as the next version of that file; or, if it is of another meter, name the meter."),
        )
    series.confirm(meter=named, flow=flow, source=source, by=by, at=at)
    if named is not None:
        mapping = series.mapping | {"zone": series.zone}
        named.remember(mapping, flow=flow, source=source, headings=series.head["headings"])
    tasks.compare_meters.delay_on_commit(engagement_id=str(engagement.pk))
    told = {"meter": serial, "flow": flow, "source": source}
    Event.record(Act.SERIES_CONFIRMED, on=series, by=by, at=at, sha256=series.sha256, **told)
    return series


def _faults(series: Series, serial: str, flow: str, source: str) -> dict[str, object]:
    """A file that counts no energy would be taken for some, and another source has nothing to be compared with."""
    faults: dict[str, object] = {}
    kinds = NO_ENERGY.get(series.measures)
    if kinds is not None and flow not in kinds:
        faults["flow"] = _("This file counts no electricity. Say what it is.")
    elif kinds is None and flow and any(flow in those for those in NO_ENERGY.values()):
        faults["flow"] = _("This file counts electricity.")
    if not serial and (flow or source != Series.Source.METER):
        faults["meter"] = _("Name the meter that this flows through.")
    elif source != Series.Source.METER and not flow:
        faults["flow"] = _("Say what flows through it, so that it can be compared.")
    return faults
