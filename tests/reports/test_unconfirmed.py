"""What rests on a figure that nobody of the body has read is drafted and not issued, until two people confirm it."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from projects import facts as case_facts
from projects.stages import Stage
from reports import facts
from reports.models import Decision, Report, Statement
from reports.use_cases.approve_issuance import approve_issuance
from reports.use_cases.decide import decide
from reports.use_cases.pass_report import pass_report
from tests.factories import confirmations as known
from tests.factories import projects as made
from tests.factories import reports as written
from tests.factories.projects import NOW, Case
from tests.factories.worked import PERIODS
from tests.reports.web.conftest import reader
from verifier import schemes
from verifier.confirmations.models import Confirmation
from verifier.errors import HeldBack
from verifier.people.roles import Role
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.wording import Text
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db

SCHEME = "vcs"
WEIGHT = "weight_om.wind_solar"
UNTIL = PERIODS[SCHEME][1]


def held(on: date = UNTIL) -> set[str]:
    return {figure.code for figure in schemes.get(SCHEME).figures_on(on) if figure.sure.holds}


def decided(scheme: str = SCHEME) -> tuple[Case, Report]:
    """Decided on before anybody confirmed a figure."""
    case, report = written.submitted(scheme=scheme)
    pass_report(report_id=report.pk, text="Good", by=case[Role.REVIEWER], at=NOW)
    decide(report_id=report.pk, verdict=Decision.Verdict.ISSUE, text="Yes", by=case[Role.CERTIFIER], at=NOW)
    case.fresh()
    return case, report


def approve(case: Case, report: Report) -> Statement:
    return approve_issuance(report_id=report.pk, by=case[Role.CERTIFIER], at=NOW)


def refused(case: Case, report: Report) -> HeldBack:
    before = Event.objects.count()
    with pytest.raises(HeldBack) as refusal:
        approve(case, report)
    assert not Statement.objects.exists()
    assert case.fresh().stage == Stage.DECIDED
    assert Event.objects.count() == before
    return refusal.value


@pytest.fixture
def threshold(monkeypatch: pytest.MonkeyPatch) -> Figure:
    """A scheme whose own threshold is not public."""
    figure = Figure(
        code="threshold",
        name=Text("Greatest emissions allowed", "允许的最大排放"),
        value=None,
        unit="kg CO2eq/MWh",
        clause="scheme document, not yet read",
        source="No public source found",
        sure=Sureness.UNKNOWN,
    )
    scheme = schemes.get(SCHEME)
    monkeypatch.setitem(schemes.found(), SCHEME, replace(scheme, figures=(*scheme.figures, figure)))
    return figure


class TestApproveIssuance:
    def test_is_held_back_by_every_figure_that_nobody_read(self) -> None:
        case, report = decided()
        refusal = refused(case, report)
        assert {reason.subject for reason in refusal.reasons} == held()
        weight = next(reason for reason in refusal.reasons if reason.subject == WEIGHT)
        assert "Two people of this body must confirm it" in str(weight.message)
        assert weight.clause == schemes.get(SCHEME).figures_on(UNTIL).of(WEIGHT).clause

    def test_gives_the_statement_once_all_are_confirmed(self) -> None:
        case, report = decided()
        refused(case, report)
        known.confirm(SCHEME)
        body = json.loads(approve(case, report).body)
        sure = {figure["name"]["en"]: figure["sure"]["en"] for figure in body["figures"]}
        weight = schemes.get(SCHEME).figures_on(UNTIL).of(WEIGHT)
        assert sure[weight.name.en] == "confirmed by this body"
        assert not {word for word in sure.values() if "memory" in word or word == "unknown"}

    def test_is_held_back_by_the_one_that_is_left(self) -> None:
        case, report = decided()
        known.confirm(SCHEME, but=WEIGHT)
        assert [reason.subject for reason in refused(case, report).reasons] == [WEIGHT]

    def test_counts_no_reading_that_waits(self) -> None:
        case, report = decided()
        figures = [known.reading(code, "1") for code in sorted(held())]
        known.document(SCHEME, *figures)
        assert {reason.subject for reason in refused(case, report).reasons} == held()

    @pytest.mark.parametrize(("days", "holds"), [(1, True), (0, False)])
    def test_takes_a_value_from_its_day_on(self, days: int, holds: bool) -> None:
        """Confirmed from the day after the period, a figure holds issuing back; from its last day, it does not."""
        case, report = decided()
        shipped = schemes.get(SCHEME).figures_on(UNTIL)
        since = UNTIL + timedelta(days=days)
        values = {code: format(shipped.of(code).value or 1, "f") for code in held()}
        figures = [known.reading(code, value, since=since) for code, value in values.items()]
        for confirmation in known.document(SCHEME, *figures).confirmations.all():
            known.countersigned(confirmation)
        if holds:
            assert {reason.subject for reason in refused(case, report).reasons} == held()
        else:
            assert approve(case, report).number

    def test_takes_in_a_threshold_that_was_not_known(self, threshold: Figure) -> None:
        case, report = decided()
        known.confirm(SCHEME, but="threshold")
        assert [reason.subject for reason in refused(case, report).reasons] == ["threshold"]
        known.confirm(SCHEME, {"threshold": "2.80"})
        body = json.loads(approve(case, report).body)
        shown = next(figure for figure in body["figures"] if figure["name"]["en"] == threshold.name.en)
        assert (shown["value"], shown["unit"]) == ("2.80", "kg CO2eq/MWh")
        assert threshold in schemes.get(SCHEME).figures
        assert Confirmation.objects.get(figure="threshold").value == "2.80"

    @pytest.mark.parametrize(("value", "passes"), [("2.80", True), ("0.000001", False)])
    def test_holds_a_case_against_a_private_threshold(self, value: str, passes: bool) -> None:
        """Nobody outside knows it: the body reads it in the scheme's document, and the rule has a number."""
        case, report = decided("bv_renewable_ammonia")
        known.confirm("bv_renewable_ammonia", but="threshold")
        assert {reason.subject for reason in refused(case, report).reasons} == {"threshold"}
        known.confirm("bv_renewable_ammonia", {"threshold": value})
        if passes:
            assert approve(case, report).number
        else:
            rules = [getattr(reason, "rule", "") for reason in refused(case, report).reasons]
            assert rules == ["emissions_are_within_the_threshold"]

    def test_is_held_back_when_a_confirmed_value_moves_what_was_decided_on(self) -> None:
        case, report = decided()
        known.confirm(SCHEME, {WEIGHT: "0.5"})
        refusal = refused(case, report)
        assert {reason.clause for reason in refusal.reasons} == {"ISO/IEC 17029 9.7.1"}

    def test_is_not_held_back_by_a_zero_at_the_end_of_what_was_read(self) -> None:
        case, report = decided()
        known.confirm(SCHEME, {WEIGHT: "0.7500"})
        assert approve(case, report).number


class TestFacts:
    def test_hold_what_the_body_confirmed(self) -> None:
        case = made.evidenced(scheme=SCHEME)
        before = facts.calculation(case.engagement, on=NOW.date())
        known.confirm(SCHEME, {WEIGHT: "0.5"})
        found = case_facts.of(case.engagement, on=NOW.date())
        assert schemes.get(SCHEME).figures_on(UNTIL, found.confirmed)[WEIGHT] == Decimal("0.5")
        assert schemes.get(SCHEME).unconfirmed(found) == ()
        assert facts.calculation(case.engagement, on=NOW.date()) != before

    def test_let_an_unknown_figure_of_every_scheme_be_known(self) -> None:
        """How thresholds that are not public get in: by the body, from the document."""
        for scheme in schemes.all():
            unknown = [figure for figure in scheme.figures if figure.value is None]
            for figure in unknown:
                since = figure.since or known.LONG_AGO
                known.countersigned(known.waiting(scheme.code, known.reading(figure.code, "2", since=since)))
            for figure in unknown:
                day = figure.since or NOW.date()
                book = scheme.figures_on(day, known.queries.figures(scheme.code))
                assert (book[figure.code], book.of(figure.code).sure) == (2, Sureness.CONFIRMED)


class TestFinding:
    def test_is_due_by_the_confirmed_days(self) -> None:
        case = made.staffed()
        grade = next(grade for grade in case.engagement.scheme.finding_grades if grade.days)
        own = next(figure for figure in case.engagement.scheme.figures if figure.code == grade.days)
        since = own.since or known.LONG_AGO
        reading = known.reading(own.code, "17", since=since)
        known.countersigned(known.waiting(case.engagement.scheme_code, reading))
        assert made.found(case, grade=grade.code).due_on == NOW.date() + timedelta(days=17)


class TestPages:
    def test_say_before_the_click_what_holds_issuing_back(self) -> None:
        case, report = decided()
        certifier = reader(case[Role.CERTIFIER])
        link = f'href="/figures/{SCHEME}?state=holding"'
        for page in (f"/cases/{case.engagement.pk}/report", f"/reports/{report.pk}/approve"):
            shown = certifier.get(page).content.decode()
            assert link in shown, page
            assert f"{len(held())} figures hold issuing back" in shown
        known.confirm(SCHEME)
        for page in (f"/cases/{case.engagement.pk}/report", f"/reports/{report.pk}/approve"):
            assert link not in certifier.get(page).content.decode()

    def test_show_the_client_nothing_of_the_figures_page(self) -> None:
        case, _report = decided()
        for role in (Role.DEVELOPER, Role.OBSERVER):
            page = reader(case[role]).get(f"/cases/{case.engagement.pk}/report").content.decode()
            assert "/figures/" not in page

    def test_show_the_figures_as_they_are_confirmed(self) -> None:
        case, _report = written.passed(scheme=SCHEME)
        page = reader(case[Role.LEAD]).get(f"/cases/{case.engagement.pk}/report").content.decode()
        assert "confirmed by this body" in page
