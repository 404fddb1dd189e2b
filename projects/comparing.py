"""The meters of a case are compared: with one another, with settlement and SCADA, and with their certificates."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.db import transaction

from projects import metering, meters
from projects.documents import marks
from projects.models import Calibration, Comparison, Engagement, Likeness, Mark, Series, Signal
from projects.monitoring import calibrating, covering, flows, parquet, recalculating, site
from projects.monitoring.calibrating import Uncovered
from projects.monitoring.flows import Flow
from projects.monitoring.noticing import NO_ROWS, noticed, weighed
from projects.monitoring.recalculating import FlowTotal
from projects.monitoring.series import Signal as Noticed
from projects.stages import SeriesStage
from verifier import store
from verifier.rulebook.production import Production
from verifier.rulebook.wording import Text

Months = dict[tuple[int, int], Decimal]
BESIDE = {Series.Source.SETTLEMENT: site.settlement, Series.Source.SCADA: site.scada}
COMES_IN = {Flow.RES_GEN, Flow.IMP}
DAY = timedelta(days=1)
_READ_ELSEWHERE = Text(
    "The same readings, to the last digit, were sent for another project.", "另一项目已提交完全相同的读数。"
)
_METER_ELSEWHERE = Text(
    "A meter of this serial number, {serial}, belongs to another project.", "另一项目已有编号为 {serial} 的电表。"
)


def compare(engagement_id: UUID, *, at: datetime) -> None:
    """Compare everything as it stands, unless that was done. A signal that is still found stays, with what was said of
    it; one that is not is gone from now on.
    """
    engagement = Engagement.objects.get(pk=engagement_id)
    state = meters.state(engagement)
    if not state or state == meters.compared(engagement):
        return
    found = [
        *_of_period(engagement),
        *_elsewhere(engagement),
        *_of_meters(engagement),
        *((None, one) for one in _of_site(engagement)),
    ]
    with transaction.atomic():
        engagement = Engagement.objects.locked().get(pk=engagement_id)
        comparison = Comparison.objects.create(engagement=engagement, compared=state, at=at)
        rows = (Signal.of(one, engagement=engagement, series=series, found_in=comparison) for series, one in found)
        new = {one.content: one for one in rows}
        for known in engagement.signals.filter(found_in__isnull=False, gone_in=None):
            if new.pop(known.content, None) is None:
                known.go(comparison)
        Signal.objects.bulk_create(new.values())


def _of_meters(engagement: Engagement) -> Iterator[tuple[Series | None, Noticed]]:
    """What no certificate covers, meter by meter; and certificates of this case without a meter."""
    severities = engagement.scheme.signal_severities
    lapses = [one for one in meters.lapses_of(engagement) if one.series.confirmed_at is not None]
    for (series, meter), own in groupby(lapses, key=lambda one: (one.series, one.meter)):
        with store.on_disk(series.path, alias="series") as path:
            kept = parquet.kept(path)
            uncovered = [Uncovered(one.uncovered, one.span, parquet.span(path, meter, *one.span)) for one in own]
        found = calibrating.signals(meter, uncovered, interval=kept.interval, zone=series.zone)
        yield from ((series, one) for one in weighed(found, severities))
    confirmed = Series.objects.confirmed().filter(evidence__engagement=engagement).select_related("meter")
    known = {name for series in confirmed for name, *_energy in series.meters}
    known |= {series.meter.serial for series in confirmed if series.meter is not None}
    strange = Calibration.objects.filter(evidence__engagement=engagement).exclude(meter__serial__in=known)
    told = calibrating.strangers([f"{one} ({one.meter})" for one in strange.select_related("meter")])
    yield from ((None, one) for one in weighed([told], severities))


def _of_period(engagement: Engagement) -> Iterator[tuple[Series | None, Noticed]]:
    """Days of the period on which nothing was read of a flow, and days outside it, which do not count."""
    severities = engagement.scheme.signal_severities
    length = (engagement.period_until - engagement.period_from).days + 1
    period = {engagement.period_from + DAY * n for n in range(length)}
    for flow, group in groupby(metering.counting(engagement).order_by("flow", "pk"), key=lambda one: one.flow):
        series = list(group)
        read = [metering.days(metering.content(one, engagement)) for one in series]
        missing = sorted(period.difference(*read))
        gap = covering.gap(Flow(flow).label if flow else None, missing, of=length, zone=series[0].zone)
        yield from ((series[0] if len(series) == 1 else None, one) for one in weighed([gap], severities))
        for one, days in zip(series, read, strict=True):
            strange = covering.outside(sorted(days - period), zone=one.zone)
            yield from ((one, signal) for signal in weighed([strange], severities))


def _elsewhere(engagement: Engagement) -> Iterator[tuple[Series | None, Noticed]]:
    """Readings and meters that another project has, too. Whose it is stays unsaid: the client reads this."""
    others = Series.objects.exclude(evidence__engagement__project=engagement.project_id)
    foreign = Mark.objects.filter(kind=Likeness.METER).exclude(evidence__engagement__project=engagement.project_id)
    for series in Series.objects.confirmed().filter(evidence__engagement=engagement).select_related("meter"):
        serial = series.meter.serial if series.meter else ""
        if others.filter(sha256=series.sha256, stage=SeriesStage.READ).exists():
            yield series, noticed("elsewhere", NO_ROWS, _READ_ELSEWHERE, count=1)
            continue
        names = {serial, *(name for name, *_energy in series.meters)}
        numbers = {number for number in map(marks.serial, names) if number}
        known = sorted(foreign.filter(value__in=numbers).values_list("value", flat=True).distinct())
        if known:
            said = _METER_ELSEWHERE.format(serial=", ".join(known[:10]))
            yield series, noticed("elsewhere", NO_ROWS, said, count=len(known))


def _of_site(engagement: Engagement) -> Iterator[Noticed]:
    """What the meters say of one another, and other sources of them."""
    severities = engagement.scheme.signal_severities
    assigned = metering.assigned(metering.contents(engagement))
    own = engagement.scheme.read(engagement.particulars)
    there = {one.flow for one in assigned}
    if isinstance(own, Production) and Flow.ELY in there:
        hours = flows.hours(assigned)
        if there & COMES_IN:
            yield from site.balance(hours, severities=severities)
        if there & {Flow.CHG, Flow.DIS}:
            yield from site.storage(hours, own, severities=severities)
    metered = _by_flow(recalculating.totals(assigned))
    for source, beside in BESIDE.items():
        other = _by_flow(recalculating.totals(metering.assigned(metering.contents(engagement, source=source))))
        for flow in other:
            for one in beside(metered.get(flow, {}), other[flow], unit=flow.unit, severities=severities):
                named = Text("{flow}: {said}", "{flow}：{said}").format(flow=flow.label, said=one.message)
                yield replace(one, message=named)


def _by_flow(totals: Iterable[FlowTotal]) -> dict[Flow, Months]:
    flows_of = groupby(totals, key=lambda one: one.flow)
    return {flow: {(one.year, one.month): one.mwh for one in own} for flow, own in flows_of}
