"""Values over a span of a series: a layer with its effect; what was read stays; and what no calibration covers."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from projects import facts, metering, meters
from projects.models import FieldWork, MonthTotal, Series, Substitution
from projects.use_cases.calibrate_meter import calibrate_meter
from projects.use_cases.record_misstatement import record_misstatement
from projects.use_cases.substitute import substitute
from tests.factories import projects as made
from tests.factories.projects import NOW
from tests.projects import series as exports
from verifier.errors import NotYours, OutOfOrder, Unfit
from verifier.people.roles import Role
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 3, 14, tzinfo=ZoneInfo(exports.ZONE)).astimezone(UTC)

STARTS_ON = date(2026, 3, 14)


def hour(n: int) -> datetime:
    return STARTS + timedelta(hours=n)


@pytest.fixture
def case() -> made.Case:
    return made.staffed(scheme="vcs", period_until=date(2026, 3, 15))


@pytest.fixture
def series(case: made.Case) -> Series:
    return made.measured(case, exports.sent(case))


def layer(case: made.Case, series: Series, **changed: Any) -> Substitution:
    said: dict[str, Any] = {
        "meter": "B",
        "starts_at": hour(10),
        "ends_at": hour(13),
        "method": "value",
        "amount": Decimal(100),
        "rule": "AVR Art. 18",
        "reason": "Down for repair.",
        "by": case[Role.LEAD],
    }
    return substitute(series_id=series.pk, at=NOW, **(said | changed))


class TestSubstitute:
    def test_fills_a_gap_and_leaves_what_was_read(self, case: made.Case, series: Series) -> None:
        """By hand: three missing hours at 100 kWh."""
        read = MonthTotal.objects.get().exported_mwh
        made_ = layer(case, series)
        assert made_.effect == [[2026, 3, "0.300000000", "0E-9"]]
        assert MonthTotal.objects.get().exported_mwh == read
        assert metering.by_month(case.engagement) == {(2026, 3): (read + Decimal("0.3"), Decimal(0))}
        assert facts.of(case.engagement, on=NOW.date()).metered[0].exported_mwh == read + Decimal("0.3")
        assert Event.objects.latest("id").act == "series.substituted"

    def test_lies_on_those_before_it(self, case: made.Case, series: Series) -> None:
        """By hand: 3 x 100 kWh, then twice that; then nothing: what the second layer gave is taken off again."""
        layer(case, series)
        assert Decimal(layer(case, series, method="factor", amount=Decimal(2)).effect[0][2]) == Decimal("0.3")
        assert Decimal(layer(case, series, method="zero", amount=None).effect[0][2]) == Decimal("-0.6")

    def test_gives_the_readings_as_they_count(self, case: made.Case, series: Series) -> None:
        layer(case, series)
        found = list(metering.lines(series, hour(9), hour(14), meter="B"))
        assert [(one.read_kj, one.counts_kj) for one in found] == [
            (518 * 3600, 518 * 3600),
            *[(None, 100 * 3600)] * 3,
            (526 * 3600, 526 * 3600),
        ]

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"meter": "C"}, "meter"),
            ({"ends_at": hour(10)}, "ends_at"),
            ({"starts_at": hour(-1)}, "starts_at"),
            ({"ends_at": hour(49)}, "starts_at"),
            ({"method": "guess"}, "method"),
            ({"amount": None}, "amount"),
            ({"method": "zero"}, "amount"),
            ({"rule": " "}, "rule"),
            ({"reason": ""}, "reason"),
            ({"method": "factor", "amount": Decimal(1)}, "amount"),
        ],
    )
    def test_is_refused_with_the_fault_named(
        self, case: made.Case, series: Series, changed: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Unfit) as no:
            layer(case, series, **changed)
        assert set(no.value.fields) == {field}
        assert not Substitution.objects.exists()

    @pytest.mark.parametrize("role", [Role.DEVELOPER, Role.REVIEWER])
    def test_is_refused_to_who_may_not_record(self, case: made.Case, series: Series, role: Role) -> None:
        with pytest.raises(NotYours):
            layer(case, series, by=case[role])
        assert not Substitution.objects.exists()


class TestLapses:
    def calibrated(self, case: made.Case, first: date, last: date, serial: str = "A", error: str = "-0.4") -> None:
        calibrate_meter(
            engagement_id=case.engagement.pk,
            serial=serial,
            certificate=f"C-{first}",
            valid_from=first,
            valid_until=last,
            error_percent=Decimal(error),
            by=case[Role.LEAD],
            at=NOW,
        )

    def test_are_the_days_that_no_certificate_covers(self, case: made.Case, series: Series) -> None:
        self.calibrated(case, date(2026, 1, 1), date(2026, 3, 14))
        (found,) = meters.lapses(series)
        lapse = found.uncovered
        assert (found.meter, lapse.first, lapse.last) == ("A", date(2026, 3, 15), date(2026, 3, 15))
        assert (lapse.percent, found.factor) == (Decimal("0.4"), Decimal("0.996"))
        assert "starts_at=2026-03-15+00%3A00" in found.query
        assert "amount=0.996" in found.query

    def test_are_none_where_all_days_are_covered(self, case: made.Case, series: Series) -> None:
        self.calibrated(case, date(2026, 1, 1), date(2026, 3, 14))
        self.calibrated(case, date(2026, 3, 15), date(2026, 12, 31))
        assert meters.lapses(series) == []

    def test_of_a_named_meter_without_a_certificate_are_its_whole_time(self, case: made.Case) -> None:
        one = made.measured(case, exports.sent(case, exports.export({"x": [9] * 24})), meter="M-7", flow="imp")
        (found,) = meters.lapses(one)
        assert (found.meter, found.uncovered.first, found.uncovered.last) == ("x", STARTS_ON, STARTS_ON)
        assert found.factor is None


class TestRecordMisstatement:
    def record(self, case: made.Case, **changed: Any) -> FieldWork:
        said: dict[str, Any] = {"reference": "M-1", "amount": Decimal("12.5"), "by": case[Role.LEAD]}
        return record_misstatement(engagement_id=case.engagement.pk, at=NOW, **(said | changed))

    def test_adds_a_line_to_what_is_on_record(self, case: made.Case) -> None:
        made.worked(case)
        work = self.record(case).read()
        assert [(one.reference, one.amount) for one in work.misstatements] == [("M-1", Decimal("12.5"))]
        assert len(work.visits) == 1

    def test_is_refused_twice_for_one_reference(self, case: made.Case) -> None:
        self.record(case)
        with pytest.raises(OutOfOrder):
            self.record(case, amount=Decimal(1))
        assert FieldWork.objects.count() == 1

    def test_is_refused_to_the_client(self, case: made.Case) -> None:
        with pytest.raises(NotYours):
            self.record(case, by=case[Role.DEVELOPER])
        assert not FieldWork.objects.exists()
