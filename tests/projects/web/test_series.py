"""A meter series on its page: waiting, unreadable, stopped, read and to be confirmed; its windows, tables and files."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from projects.models import Series
from projects.stages import SeriesStage
from tests.factories import projects as made
from tests.projects import series as exports
from tests.projects.web.readers import Reader, text
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> made.Case:
    return made.staffed(scheme="vcs")


@pytest.fixture
def series(case: made.Case) -> Series:
    return exports.read(case)


def window(reader: Client, series: Series, **asked: object) -> dict[str, list[float]]:
    answer = reader.get(reverse("projects_api:series_window", args=[series.pk]), asked)
    assert answer.status_code == 200, answer.content
    return answer.json()  # type: ignore[no-any-return]


class TestWaiting:
    def test_shows_how_far_it_is_asks_again_and_can_be_stopped(self, case: made.Case) -> None:
        series = exports.sent(case).readings.get()
        Series.objects.filter(pk=series.pk).update(percent=42)
        reader = Reader(case[Role.DEVELOPER])
        page = reader.see("series", series.pk).content.decode()
        assert 'hx-trigger="every 2s"' in page
        assert 'value="42" max="100"' in page
        part = reader.see("series", series.pk, headers={"HX-Request": "true"}).content.decode()
        assert part.lstrip().startswith('<div id="reading"')
        assert "<html" not in part
        assert reader.do("stop_series", series.pk).status_code == 302
        page = text(reader.see("series", series.pk))
        assert "Nothing of it counts." in page
        assert "Read it again" in page

    def test_cannot_be_stopped_by_who_may_not_send(self, case: made.Case) -> None:
        series = exports.sent(case).readings.get()
        assert "Stop reading" not in text(Reader(case[Role.REVIEWER]).see("series", series.pk))
        assert Reader(case[Role.REVIEWER]).do("stop_series", series.pk).status_code == 403
        assert Series.objects.get().stage == SeriesStage.WAITING


class TestUnreadable:
    def test_says_why_and_offers_to_say_what_the_file_is(self, case: made.Case) -> None:
        series = exports.sent(case).readings.get()
        trouble = {"en": "No column holds a time.", "zh": "没有时间列。", "mend": {"en": "Add one.", "zh": "请增加。"}}
        series.settle(SeriesStage.UNREADABLE, at=datetime(2026, 11, 2, tzinfo=UTC), trouble=trouble)
        page = text(Reader(case[Role.DEVELOPER]).see("series", series.pk))
        assert "No column holds a time." in page
        assert "Add one." in page
        assert "Say what the file is" in page


class TestRead:
    def test_shows_what_was_understood_until_somebody_confirms_it(self, case: made.Case, series: Series) -> None:
        reader = Reader(case[Role.DEVELOPER])
        page = reader.see("series", series.pk).content.decode()
        assert "every 2s" not in page
        assert "It is understood rightly" in page
        assert '<td class="app-column app-column--quantity">1000</td>' in page
        assert reader.do("confirm_series", series.pk).status_code == 302
        page = text(reader.see("series", series.pk))
        assert "It is understood rightly" not in page
        assert f"{series.evidence.received_by}" in page
        assert Series.objects.counting().get() == series

    def test_shows_totals_curve_months_and_signals(self, case: made.Case, series: Series) -> None:
        """By hand: 48 hours from 1,000 kW up by 1, and from 500 kW up by 2 without the hours 10 to 12."""
        page = Reader(case[Role.OBSERVER]).see("series", series.pk)
        out = sum(range(1000, 1048)) + sum(500 + 2 * n for n in range(48) if n not in (10, 11, 12))
        assert f"{Decimal(out) / 1000:,.6f}" in text(page)
        assert "<polyline" in page.content.decode()
        assert 'class="app-mark app-mark--' in page.content.decode()
        assert "2026-03" in text(page)
        assert "Intervals without a reading" in text(page)

    @pytest.mark.parametrize("asked", [{"since": "0001-01-01"}, {"until": "9999-12-31"}])
    def test_draws_the_whole_where_a_day_is_none_of_a_meter(
        self, case: made.Case, series: Series, asked: dict[str, str]
    ) -> None:
        page = Reader(case[Role.LEAD]).see("series", series.pk, data=asked)
        assert page.status_code == 200
        assert "Give a day such as 2026-03-31." in text(page)
        assert "<polyline" in page.content.decode()

    def test_draws_the_days_and_the_meter_that_are_asked_for_without_a_script(
        self, case: made.Case, series: Series
    ) -> None:
        page = Reader(case[Role.LEAD]).see("series", series.pk, data={"since": "2026-03-15", "meter": "B"})
        figure = page.content.decode().partition('<figure class="app-figure app-chart"')[2]
        assert "B (<span data-unit>kW</span>)" in figure
        assert f'data-since="{int(datetime(2026, 3, 14, 16, tzinfo=UTC).timestamp())}"' in figure

    @pytest.mark.parametrize("asked", [{"since": "someday"}, {"since": "2030-01-01"}, {"meter": "C"}])
    def test_names_what_cannot_be_shown(self, case: made.Case, series: Series, asked: dict[str, str]) -> None:
        page = Reader(case[Role.LEAD]).see("series", series.pk, data=asked)
        assert page.status_code == 200
        assert "govuk-error-message" in page.content.decode()

    def test_leads_on_from_a_reading_that_was_replaced(self, case: made.Case, series: Series) -> None:
        reader = Reader(case[Role.LEAD])
        reader.do("map_series", series.pk, zone="UTC")
        page = reader.see("series", series.pk)
        newest = Series.objects.get(replaces=series)
        assert reverse("projects:series", args=[newest.pk]) in page.content.decode()
        assert "It is understood rightly" not in text(page)
        assert reader.do("confirm_series", series.pk).status_code == 409


class TestWindow:
    def test_keeps_every_peak_in_few_points(self, case: made.Case) -> None:
        powers = [1000] * 2000
        powers[777], powers[1234] = 5000, -300
        series = exports.read(case, exports.export({"A": powers}))
        drawn = window(Reader(case[Role.LEAD]).client, series, points=50)
        assert 40 <= len(drawn["at"]) <= 50
        assert (max(drawn["most"]), min(drawn["least"])) == (5.0, -0.3)
        assert len(drawn["at"]) == len(drawn["mean"]) == len(drawn["most"]) == len(drawn["least"])

    def test_of_one_meter_is_in_its_own_unit(self, case: made.Case, series: Series) -> None:
        since = "2026-03-14T00:00:00Z"  # eight in the morning in Shanghai
        drawn = window(Reader(case[Role.LEAD]).client, series, meter="A", since=since, until="2026-03-14T02:00:00Z")
        assert (drawn["unit"], drawn["mean"]) == ("kW", [1008, 1009])
        assert drawn["at"][0] == datetime.fromisoformat(since).timestamp()

    def test_marks_the_spans_of_signals_in_it(self, case: made.Case, series: Series) -> None:
        reader = Reader(case[Role.LEAD]).client
        marked = window(reader, series)["marked"]
        assert "gap" in {code for _since, _until, _severity, code in marked}  # type: ignore[misc]
        assert window(reader, series, until="2026-03-13T18:00:00Z")["marked"] == [
            one
            for one in marked
            if one[0] < datetime(2026, 3, 13, 18, tzinfo=UTC).timestamp()  # type: ignore[index]
        ]

    @pytest.mark.parametrize(
        ("asked", "status"),
        [
            ({"points": "100000"}, 400),
            ({"points": "1"}, 400),
            ({"since": "yesterday"}, 400),
            ({"since": "2040-01-01T00:00:00Z"}, 422),
            ({"meter": "C"}, 422),
        ],
    )
    def test_refuses_what_cannot_be_meant(
        self, case: made.Case, series: Series, asked: dict[str, str], status: int
    ) -> None:
        reader = Reader(case[Role.LEAD]).client
        assert reader.get(reverse("projects_api:series_window", args=[series.pk]), asked).status_code == status

    def test_is_refused_before_it_is_read(self, case: made.Case) -> None:
        series = exports.sent(case).readings.get()
        reader = Reader(case[Role.LEAD]).client
        assert reader.get(reverse("projects_api:series_window", args=[series.pk])).status_code == 409


class TestTables:
    def test_say_the_same_in_numbers(self, case: made.Case, series: Series) -> None:
        page = text(Reader(case[Role.OBSERVER]).see("series_tables", series.pk))
        assert "2026-03-14 00:00 1.500 1.500 1.500" in page
        assert "2026-03-15 23:00 1.641 1.641 1.641" in page

    def test_give_every_reading_of_a_window_exactly(self, case: made.Case, series: Series) -> None:
        asked = {"since": "2026-03-14T00:00:00Z", "until": "2026-03-14T02:00:00Z", "meter": "A"}
        answer = Reader(case[Role.OBSERVER]).see("series_csv", series.pk, data=asked)
        rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
        assert rows[1:] == [
            ["A", "2026-03-14T09:00:00+08:00", "3628800", "1008.000000000", "3628800", "1008.000000000"],
            ["A", "2026-03-14T10:00:00+08:00", "3632400", "1009.000000000", "3632400", "1009.000000000"],
        ]
        assert answer["Content-Disposition"].startswith("attachment;")

    def test_tell_a_spreadsheet_that_a_name_is_no_formula(self, case: made.Case) -> None:
        series = exports.read(case, exports.export({"=1+1": [1] * 24}))
        answer = Reader(case[Role.LEAD]).see("series_csv", series.pk)
        assert b'"\'=1+1",' in b"".join(answer.streaming_content)

    def test_give_no_file_that_nothing_opens(
        self, case: made.Case, series: Series, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("projects.charts.MOST_READINGS", 95)
        page = Reader(case[Role.LEAD]).see("series_csv", series.pk)
        assert page.status_code == 422
        assert "Choose a shorter time or one meter." in text(page)


class TestHeat:
    def test_has_a_column_for_each_day_and_a_row_for_each_hour(self, case: made.Case, series: Series) -> None:
        answer = Reader(case[Role.OBSERVER]).see("series_heat", series.pk)
        assert answer["Content-Type"] == "image/png"
        picture = Image.open(io.BytesIO(answer.content)).convert("L")
        assert picture.size == (2, 24)
        assert picture.getpixel((0, 0)) > picture.getpixel((1, 23))  # type: ignore[operator]


class TestStranger:
    @pytest.mark.parametrize(
        ("name", "method"),
        [
            ("projects:series", "get"),
            ("projects:series_tables", "get"),
            ("projects:series_csv", "get"),
            ("projects:series_heat", "get"),
            ("projects:map_series", "post"),
            ("projects:confirm_series", "post"),
            ("projects:stop_series", "post"),
            ("projects:dispose", "post"),
            ("projects:substitutions", "post"),
            ("projects_api:series_window", "get"),
            ("projects_api:readings", "get"),
            ("projects_api:map_series", "post"),
            ("projects_api:confirm_series", "post"),
            ("projects_api:substitutions", "post"),
        ],
    )
    def test_finds_nothing_there(self, series: Series, name: str, method: str) -> None:
        other = made.staffed(title="Another plant")
        reader = Reader(other[Role.LEAD]).client
        assert getattr(reader, method)(reverse(name, args=[series.pk])).status_code == 404
