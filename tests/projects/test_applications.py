"""From the application to the accepted engagement: who may, in which order, and that a refusal leaves nothing."""

from datetime import timedelta

import pytest

from projects.models import Application, Engagement
from projects.permissions import GRANTS, rights
from projects.stages import Stage
from projects.use_cases.accept_engagement import accept_engagement
from projects.use_cases.decline_engagement import decline_engagement
from projects.use_cases.open_project import open_project
from tests.factories import projects as made
from tests.factories.people import InterestFactory, staff
from tests.factories.projects import NOW
from tests.factories.worked import AMMONIA, PARTICULARS
from verifier.errors import HeldBack, NotIndependent, NotYours, OutOfOrder, Stale, Unfit
from verifier.people.models import User
from verifier.people.roles import Role
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db


class TestFileApplication:
    def test_keeps_what_was_asked_exactly(self) -> None:
        filed = made.application()
        assert filed.particulars["fuel_kg"] == "25000000"
        assert Event.objects.get().act == "application.filed"

    def test_is_refused_for_another_client(self) -> None:
        person, _own = made.developer()
        with pytest.raises(NotYours):
            made.application(by=person, client=made.ClientFactory.create())
        assert not Application.objects.exists()

    def test_names_every_bad_field(self) -> None:
        wrong = AMMONIA | {"fuel_kg": "-1", "lhv_mj_per_kg": "NaN", "materials": [{"substance": "lead"}]}
        with pytest.raises(Unfit) as refusal:
            made.application(particulars=wrong)
        assert {"fuel_kg", "lhv_mj_per_kg", "materials/0/substance", "materials/0/kg"} <= set(refusal.value.fields)
        assert not Application.objects.exists()

    def test_is_refused_a_second_time(self) -> None:
        person, client = made.developer()
        made.application(by=person, client=client)
        with pytest.raises(OutOfOrder, match="filed already"):
            made.application(by=person, client=client)
        assert Application.objects.count() == 1

    def test_is_refused_for_a_period_that_runs_backwards(self) -> None:
        with pytest.raises(Unfit) as refusal:
            made.application(period_until=NOW.date() - timedelta(days=900))
        assert "period_until" in refusal.value.fields

    @pytest.mark.parametrize(("days", "refused"), [(0, True), (29, True), (30, False)])
    def test_is_refused_for_a_period_that_a_case_holds(self, days: int, refused: bool) -> None:
        case = made.opened()
        first = case.engagement.period_from + timedelta(days=days)
        again = {"by": case[Role.DEVELOPER], "client": case.client, "period_from": first, "period_until": first}
        if refused:
            with pytest.raises(Unfit) as refusal:
                made.application(**again)
            assert list(refusal.value.fields) == ["period_from"]
        else:
            made.application(**again)
        assert Application.objects.count() == 1 + (not refused)

    @pytest.mark.parametrize(
        ("scheme", "changed", "field"),
        [
            ("iscc_eu", {"lhv_mj_per_kg": "22.5"}, "lhv_mj_per_kg"),
            ("vcs", {"crediting_from": "2026-04-01"}, "period_from"),
            ("vcs", {"crediting_until": "2026-03-13"}, "period_until"),
        ],
    )
    def test_is_refused_for_what_the_scheme_sees_to_be_wrong(
        self, scheme: str, changed: dict[str, str], field: str
    ) -> None:
        with pytest.raises(Unfit) as refusal:
            made.application(scheme=scheme, particulars=PARTICULARS[scheme] | changed)
        assert list(refusal.value.fields) == [field]
        assert refusal.value.reasons[0].clause
        assert not Application.objects.exists()


def twice() -> tuple[Application, Application, User]:
    """Two applications that wait, for one project and period, and a coordinator."""
    waiting = made.application(title="CHIFENG ammonia")
    again = made.application(title="Chifeng ammonia", by=waiting.filed_by, client=waiting.client)
    return waiting, again, staff(Role.COORDINATOR)


class TestOpenProject:
    def test_makes_a_case_with_its_two_first_people(self) -> None:
        case = made.opened()
        assert case.engagement.number == "E-2026-0001"
        assert rights(case[Role.COORDINATOR], case.engagement) == GRANTS[Role.COORDINATOR]
        assert rights(case[Role.DEVELOPER], case.engagement) == GRANTS[Role.DEVELOPER]

    def test_is_refused_to_everybody_but_a_coordinator(self) -> None:
        filed = made.application()
        with pytest.raises(NotYours):
            open_project(application_id=filed.pk, by=staff(Role.LEAD), at=NOW)
        assert not Engagement.objects.exists()

    def test_is_refused_twice(self) -> None:
        case = made.opened()
        with pytest.raises(OutOfOrder):
            open_project(application_id=case.engagement.application_id, by=case[Role.COORDINATOR], at=NOW)

    def test_is_refused_for_a_period_that_is_taken(self) -> None:
        """Filed while the period was free, opened after another case had taken it, however the name is cased."""
        waiting, again, coordinator = twice()
        open_project(application_id=waiting.pk, by=coordinator, at=NOW)
        with pytest.raises(OutOfOrder, match="overlaps"):
            open_project(application_id=again.pk, by=coordinator, at=NOW)
        assert Engagement.objects.count() == 1

    def test_is_refused_to_a_coordinator_with_a_tie_to_the_client(self) -> None:
        filed, tied = made.application(), staff(Role.COORDINATOR)
        InterestFactory.create(person=tied, register_number=filed.client.register_number)
        with pytest.raises(NotIndependent):
            open_project(application_id=filed.pk, by=tied, at=NOW)
        assert not Engagement.objects.exists()

    def test_is_refused_to_a_coordinator_who_speaks_for_the_client(self) -> None:
        filed, own = made.application(), staff(Role.COORDINATOR)
        filed.client.members.add(own)
        with pytest.raises(NotIndependent):
            open_project(application_id=filed.pk, by=own, at=NOW)

    def test_gives_the_number_of_a_refusal_to_the_next(self) -> None:
        waiting, again, coordinator = twice()
        open_project(application_id=waiting.pk, by=coordinator, at=NOW)
        with pytest.raises(OutOfOrder):
            open_project(application_id=again.pk, by=coordinator, at=NOW)
        assert made.opened().engagement.number == "E-2026-0002"

    def test_takes_a_period_again_that_was_given_up(self) -> None:
        case = made.opened()
        decline_engagement(engagement_id=case.engagement.pk, reason="No capacity.", by=case[Role.COORDINATOR], at=NOW)
        again = made.application(by=case[Role.DEVELOPER], client=case.client)
        opened = open_project(application_id=again.pk, by=case[Role.COORDINATOR], at=NOW)
        assert opened.project_id == case.engagement.project_id


class TestAcceptEngagement:
    def test_moves_the_case(self) -> None:
        assert made.accepted().fresh().stage == Stage.ACCEPTED

    def test_is_refused_out_of_order(self) -> None:
        case = made.accepted()
        with pytest.raises(OutOfOrder):
            accept_engagement(engagement_id=case.engagement.pk, by=case[Role.COORDINATOR], at=NOW)

    def test_is_refused_from_a_stale_page(self) -> None:
        case = made.opened()
        with pytest.raises(Stale):
            accept_engagement(engagement_id=case.engagement.pk, by=case[Role.COORDINATOR], at=NOW, seen=0)
        assert case.fresh().stage == Stage.ENQUIRY

    def test_is_held_back_by_the_schemes_rules(self) -> None:
        stale = AMMONIA | {"plants": [{**AMMONIA["plants"][0], "operation_on": "2022-07-15"}]}  # type: ignore[index]
        case = made.opened(particulars=stale)
        with pytest.raises(HeldBack) as refusal:
            accept_engagement(engagement_id=case.engagement.pk, by=case[Role.COORDINATOR], at=NOW)
        assert refusal.value.reasons[0].clause
        assert case.fresh().stage == Stage.ENQUIRY
