"""A meter series on its page: waiting, read, unreadable."""

from datetime import UTC, datetime

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from projects.models import Series
from projects.stages import SeriesStage
from tests.factories import projects as made
from tests.factories.worked import METER_EXPORT
from tests.projects.web.readers import Reader, text
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


def sent() -> tuple[made.Case, Series]:
    case = made.staffed(scheme="vcs")
    made.send(case, made.ask(case, "meter_export"), METER_EXPORT["vcs"].encode(), "meter.csv", zone="Asia/Shanghai")
    return case, Series.objects.get()


class TestSeries:
    def test_waits_and_asks_again_by_itself(self) -> None:
        case, series = sent()
        reader = Reader(case[Role.DEVELOPER])
        page = reader.see("series", series.pk).content.decode()
        assert 'hx-trigger="every 2s"' in page
        assert "Look again" in page
        part = reader.see("series", series.pk, headers={"HX-Request": "true"}).content.decode()
        assert part.lstrip().startswith('<div id="reading"')
        assert "<html" not in part

    def test_shows_totals_picture_and_signals(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        """By hand: 2 x 368,250 kWh out and 2 x 215 kWh in."""
        with django_capture_on_commit_callbacks(execute=True):
            case, series = sent()
        page = Reader(case[Role.OBSERVER]).see("series", series.pk)
        body = page.content.decode()
        assert "every 2s" not in body
        assert "<svg" in body
        assert "736.500000" in text(page)
        assert "0.430000" in text(page)
        assert "Imported energy (MWh)" in text(page)

    def test_says_why_it_could_not_be_read_and_what_would_mend_it(self) -> None:
        case, series = sent()
        trouble = {"en": "No column holds a time.", "zh": "没有时间列。", "mend": {"en": "Add one.", "zh": "请增加。"}}
        series.settle(SeriesStage.UNREADABLE, at=datetime(2026, 11, 2, tzinfo=UTC), trouble=trouble)
        page = text(Reader(case[Role.DEVELOPER]).see("series", series.pk))
        assert "No column holds a time." in page
        assert "Add one." in page

    def test_is_not_there_for_strangers(self) -> None:
        _case, series = sent()
        other, _client = made.developer()
        assert Reader(other).see("series", series.pk).status_code == 404


class TestPicture:
    @pytest.mark.parametrize(("hours", "bars"), [(24, 24), (24 * 30, 30), (24 * 365, 12), (24 * 365 * 4, 4)])
    def test_has_some_tens_of_bars_at_most(self, hours: int, bars: int) -> None:
        case, series = sent()
        start = datetime(2022, 12, 31, 16, 30, tzinfo=UTC).timestamp()  # half past midnight of the year in Shanghai
        shape = [[datetime.fromtimestamp(start + 3600 * n, UTC).isoformat(), "1", "0"] for n in range(hours)]
        series.settle(SeriesStage.READ, at=datetime(2026, 11, 2, tzinfo=UTC), shape=shape)
        body = Reader(case[Role.LEAD]).see("series", series.pk).content.decode()
        figure = body.partition("<figure")[2]
        assert figure.count("<rect") == bars
