"""Which confirmed value holds on which day, and what a page of figures says of that."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import confirmations as made
from tests.factories.confirmations import LONG_AGO, reading
from tests.factories.people import UserFactory, staff
from tests.factories.projects import NOW
from tests.verifier.confirmations.conftest import FIGURES
from verifier import schemes
from verifier.confirmations import queries
from verifier.confirmations.models import Confirmation
from verifier.people.roles import Role
from verifier.rulebook.figures import Figure, Sureness

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
OWN = next(figure for figure in FIGURES if figure.code == "share")


def read(value: str, since: date, *, at: Any = NOW, figure: str = "share") -> Confirmation:
    return made.countersigned(made.waiting("vcs", reading(figure, value, since=since)), at=at)


def on(day: date) -> Decimal | None:
    return schemes.get("vcs").figures_on(day, queries.figures("vcs")).of("share").value


def shipped(monkeypatch: pytest.MonkeyPatch, *rows: Figure) -> None:
    """As if the scheme had these in the place of its own."""
    monkeypatch.setitem(schemes.found(), "vcs", replace(schemes.get("vcs"), figures=rows))


@pytest.fixture
def of_two_periods(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the scheme had the figure once until the end of 2022, and another from then on."""
    first = replace(OWN, until=date(2022, 12, 31))
    second = replace(OWN, since=date(2023, 1, 1), value=Decimal(2), sure=Sureness.READ)
    shipped(monkeypatch, first, second)


class TestFigures:
    def test_are_those_that_were_countersigned(self) -> None:
        made.waiting()
        assert queries.figures("vcs") == ()
        confirmation = made.countersigned(Confirmation.objects.get())
        assert queries.figures("vcs") == (
            Figure(
                code="share",
                name=OWN.name,
                value=Decimal(5),
                unit="%",
                clause="3.4",
                source=f"VCS Standard, v4.7 (SHA-256 {confirmation.document.sha256})",
                sure=Sureness.CONFIRMED,
                since=LONG_AGO,
            ),
        )
        assert queries.figures("iscc_eu") == ()

    def test_hold_from_their_day_until_the_next(self) -> None:
        read("4", date(2024, 1, 1))
        read("3", date(2025, 1, 1))
        days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1), date(2040, 1, 1)]
        assert [on(day) for day in days] == [OWN.value, 4, 4, 3, 3]
        assert [figure.until for figure in queries.figures("vcs")] == [date(2024, 12, 31), None]

    def test_hold_by_their_day_whenever_they_were_countersigned(self) -> None:
        read("3", date(2025, 1, 1))
        read("4", date(2024, 1, 1), at=NOW + timedelta(days=1))
        assert [on(date(2024, 6, 1)), on(date(2025, 6, 1))] == [4, 3]

    def test_give_way_to_the_one_countersigned_later_from_the_same_day(self) -> None:
        first = read("4", date(2024, 1, 1), at=NOW)
        second = read("3", date(2024, 1, 1), at=NOW + timedelta(hours=1))
        assert on(date(2024, 6, 1)) == 3
        assert len(queries.figures("vcs")) == 1
        assert set(queries.history("vcs")) == {first, second}

    def test_end_with_the_shipped_figure_that_they_are_of(self, of_two_periods: None) -> None:
        read("4", date(2020, 1, 1))
        assert [on(day) for day in (date(2019, 12, 31), date(2022, 12, 31), date(2023, 1, 1))] == [OWN.value, 4, 2]

    def test_do_not_come_back_after_a_later_one_has_ended(self, of_two_periods: None) -> None:
        read("4", date(2019, 1, 1))
        read("3", date(2021, 1, 1))
        assert [on(date(2020, 6, 1)), on(date(2021, 6, 1)), on(date(2023, 6, 1))] == [4, 3, 2]

    def test_from_before_the_first_shipped_one_are_of_that(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first = replace(OWN, since=date(2021, 1, 1), until=date(2022, 12, 31))
        shipped(monkeypatch, first, replace(OWN, since=date(2023, 1, 1), value=Decimal(2), sure=Sureness.READ))
        read("4", date(2018, 1, 1))
        assert [on(date(2019, 1, 1)), on(date(2021, 6, 1)), on(date(2023, 6, 1))] == [4, 4, 2]

    def test_hold_nothing_where_the_scheme_changed_the_unit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        read("4", LONG_AGO)
        shipped(monkeypatch, replace(OWN, unit="t/t"))
        assert queries.figures("vcs") == ()

    def test_hold_nothing_where_the_scheme_gave_the_figure_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        read("4", LONG_AGO)
        shipped(monkeypatch)
        assert queries.figures("vcs") == ()

    def test_are_exact(self) -> None:
        digits = "0.123456789012345678901234567890"
        read(digits, LONG_AGO, figure="density")
        assert str(queries.figures("vcs")[0].value) == digits

    def test_ask_once_however_many_there_are(self) -> None:
        for year in range(2010, 2018):
            read("4", date(year, 1, 1))
        with CaptureQueriesContext(connection) as asked:
            assert len(queries.figures("vcs")) == 8
        assert len(asked) == 1


class TestLines:
    def line(self, today: date = TODAY) -> queries.Line:
        lines, _days = queries.lines_of(schemes.get("vcs"), today)
        return next(line for line in lines if line.shipped.code == "share")

    def test_begin_with_those_that_hold_issuing_back(self) -> None:
        read("5", LONG_AGO)
        lines, _days = queries.lines_of(schemes.get("vcs"), TODAY)
        held = [line.holds for line in lines]
        assert held == sorted(held, reverse=True)
        assert len(lines) == len(schemes.get("vcs").figures)

    def test_say_when_a_figure_holds_issuing_back(self) -> None:
        assert self.line().holds
        confirmation = made.waiting()
        assert (self.line().holds, self.line().waiting) == (True, (confirmation,))
        made.countersigned(confirmation)
        line = self.line()
        assert (line.holds, line.held_before, line.waiting) == (False, True, ())
        assert line.confirmed == confirmation

    def test_hold_issuing_back_until_the_day(self) -> None:
        confirmation = read("5", TODAY + timedelta(days=1))
        line = self.line()
        assert (line.holds, line.confirmed, line.coming) == (True, None, (confirmation,))
        assert not self.line(TODAY + timedelta(days=1)).holds

    def test_tell_the_shipped_figures_of_one_code_apart(self, of_two_periods: None) -> None:
        confirmation = read("4", date(2020, 1, 1))
        lines = [line for line in queries.lines_of(schemes.get("vcs"), TODAY)[0] if line.shipped.code == "share"]
        assert {line.shipped.value: line.confirmed for line in lines} == {OWN.value: confirmation, Decimal(2): None}

    def test_agree_with_the_rule_book(self) -> None:
        """What holds here is what `Scheme.unconfirmed` holds issue back for."""
        read("5", LONG_AGO)
        for scheme in schemes.all():
            book = scheme.figures_on(TODAY, queries.figures(scheme.code))
            lines, _days = queries.lines_of(scheme, TODAY)
            held = {line.shipped.code for line in lines if line.holds and line.shipped.in_force(TODAY)}
            assert held == {figure.code for figure in book if figure.sure.holds}


class TestOverviews:
    def test_count_each_state_of_every_scheme(self) -> None:
        before = {one.scheme.code: one for one in queries.overviews(TODAY)}
        assert list(before) == [scheme.code for scheme in schemes.all()]
        read("5", LONG_AGO)
        made.waiting("vcs", reading("yearly", "300000"))
        with CaptureQueriesContext(connection) as asked:
            after = {one.scheme.code: one for one in queries.overviews(TODAY)}
        assert len(asked) == 1
        was, vcs = before["vcs"], after["vcs"]
        assert (vcs.figures, vcs.holding) == (was.figures, was.holding - 1)
        assert (vcs.waiting, vcs.confirmed) == (1, 1)
        assert after["iscc_eu"] == before["iscc_eu"]


class TestWorklist:
    def test_is_of_those_who_may_countersign(self) -> None:
        reader = staff(Role.CERTIFIER)
        document = made.document("vcs", reading("share", "5"), reading("yearly", "300000"), by=reader)
        made.document("vcs", reading("years", "6"), title="Another")
        tasks = list(queries.worklist(staff(Role.REVIEWER)))
        assert [(task.title, task.case) for task in tasks] == [
            (f"Countersign 2 figures of {schemes.get('vcs').title}", "VCS Standard, v4.7"),
            (f"Countersign 1 figure of {schemes.get('vcs').title}", "Another, v4.7"),
        ]
        assert {task.url.rpartition("/")[2] for task in tasks[:1]} <= {
            str(row.pk) for row in document.confirmations.all()
        }
        assert [task.case for task in queries.worklist(reader)] == ["Another, v4.7"]

    @pytest.mark.parametrize("role", [role for role in Role if role not in (Role.REVIEWER, Role.CERTIFIER)])
    def test_is_empty_for_everybody_else(self, role: Role) -> None:
        made.waiting()
        assert list(queries.worklist(staff(role))) == []
        assert list(queries.worklist(UserFactory.create())) == []
