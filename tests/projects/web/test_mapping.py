"""Saying what a file is: the form, its faults, and the reading that follows."""

from decimal import Decimal

import pytest

from projects import measuring
from projects.models import Meter, MonthTotal, Series
from projects.stages import SeriesStage
from tests.factories import projects as made
from tests.factories.projects import NOW
from tests.projects import series as exports
from tests.projects.web.readers import Reader, text
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> made.Case:
    return made.staffed(scheme="vcs")


class TestMap:
    def test_has_an_unreadable_file_read_with_what_is_said(self, case: made.Case) -> None:
        """By hand: two hours of 5 MWh each, in a column whose heading names no unit."""
        content = b"Time,Reading\n2026-03-14 00:00,5\n2026-03-14 01:00,5\n"
        series = exports.read(case, content)
        assert series.stage == SeriesStage.UNREADABLE
        reader = Reader(case[Role.DEVELOPER])
        said = {"mapping-quantities": "Reading", "mapping-unit": "MWh", "mapping-measures": "energy"}
        answer = reader.do("map_series", series.pk, zone="Asia/Shanghai", meter="M-1", flow="exp", **said)
        again = Series.objects.get(replaces=series)
        assert answer.url.endswith(str(again.pk))  # type: ignore[attr-defined]
        measuring.measure(again.pk, at=NOW)
        assert MonthTotal.objects.get().exported_mwh == Decimal(10)
        meter = Meter.objects.get()
        again.refresh_from_db()
        assert (meter.serial, again.flow, again.meter) == ("M-1", "exp", meter)

    def test_begins_with_what_was_said_before(self, case: made.Case) -> None:
        series = exports.read(case)
        reader = Reader(case[Role.LEAD])
        reader.do("map_series", series.pk, zone="Europe/London", meter="M-1", **{"mapping-multiplier": "40"})
        again = Series.objects.get(replaces=series)
        measuring.measure(again.pk, at=NOW)
        page = reader.see("map_series", again.pk).content.decode()
        assert 'value="Europe/London" selected' in page
        assert 'name="meter" value="M-1"' in page
        assert 'name="mapping-multiplier" value="40"' in page

    @pytest.mark.parametrize(
        ("said", "fault"),
        [
            ({"zone": "Mars/Olympus"}, "Select a valid choice"),
            ({"mapping-multiplier": "many"}, "This is not a number"),
            ({"flow": "exp"}, "Name the meter that this flows through."),
        ],
    )
    def test_names_each_fault(self, case: made.Case, said: dict[str, str], fault: str) -> None:
        series = exports.read(case)
        page = Reader(case[Role.DEVELOPER]).do("map_series", series.pk, **({"zone": "UTC"} | said))
        assert page.status_code == 422
        assert fault in text(page)
        assert Series.objects.get() == series

    def test_says_on_the_next_page_that_a_mapping_was_reused(self, case: made.Case) -> None:
        series = exports.read(case)
        reader = Reader(case[Role.DEVELOPER])
        reader.do("map_series", series.pk, zone="Asia/Shanghai", meter="M-1")
        again = Series.objects.get(replaces=series)
        measuring.measure(again.pk, at=NOW)
        assert "Read as the last confirmed export" not in text(reader.see("series", again.pk))
        reader.do("confirm_series", again.pk, meter="M-1")
        april = exports.export({"A": [7] * 24}, begins=exports.BEGINS.replace(month=4))
        later = exports.read(case, april, "april.csv")
        assert "Read as the last confirmed export of meter M-1 was" in text(reader.see("series", later.pk))
