"""Who may serve and who may not: by the code, and by the tables themselves."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from projects.models import Appointment, Engagement
from projects.permissions import GRANTS, May, rights
from projects.stages import Stage
from projects.use_cases.accept_appointment import accept_appointment
from projects.use_cases.appoint import appoint
from projects.use_cases.decline_appointment import decline_appointment
from projects.use_cases.stand_down import stand_down
from tests.factories import projects as made
from tests.factories.people import InterestFactory, UserFactory, staff
from tests.factories.projects import NOW
from verifier.errors import NotIndependent, NotYours, OutOfOrder
from verifier.people.models import Competence
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


def offered(case: made.Case, person: Any, role: Role) -> Appointment:
    return appoint(engagement_id=case.engagement.pk, person_id=person.pk, role=role, by=case[Role.COORDINATOR], at=NOW)


class TestAppoint:
    def test_gives_no_right_before_it_is_accepted(self) -> None:
        case = made.accepted()
        lead = staff(Role.LEAD)
        offered(case, lead, Role.LEAD)
        assert not rights(lead, case.engagement)
        assert not Engagement.objects.visible_to(lead).exists()

    def test_is_refused_to_whoever_may_not(self) -> None:
        case = made.staffed()
        with pytest.raises(NotYours):
            appoint(
                engagement_id=case.engagement.pk,
                person_id=staff(Role.VERIFIER).pk,
                role=Role.VERIFIER,
                by=case[Role.LEAD],
                at=NOW,
            )

    def test_asks_for_competence_on_the_day(self) -> None:
        case = made.accepted()
        person = staff(Role.LEAD)
        Competence.objects.filter(person=person).update(until=NOW.date() - timedelta(days=1))
        with pytest.raises(NotIndependent) as refusal:
            offered(case, person, Role.LEAD)
        assert "competence" in refusal.value.reasons[0].message.en  # type: ignore[attr-defined]
        assert not case.engagement.appointments.filter(role=Role.LEAD).exists()

    @pytest.mark.parametrize(("ended_days_ago", "refused"), [(None, True), (700, True), (800, False)])
    def test_asks_for_ties_to_the_client(self, ended_days_ago: int | None, refused: bool) -> None:
        case = made.accepted()
        person = staff(Role.LEAD)
        ended = None if ended_days_ago is None else NOW.date() - timedelta(days=ended_days_ago)
        InterestFactory.create(person=person, register_number=case.client.register_number, until=ended)
        if refused:
            with pytest.raises(NotIndependent):
                offered(case, person, Role.LEAD)
        else:
            offered(case, person, Role.LEAD)

    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.CERTIFIER])
    def test_keeps_the_team_out_of_judgement(self, role: Role) -> None:
        case = made.staffed()
        both = staff(role)
        for known in (Role.VERIFIER,):
            Competence.objects.bulk_create(
                Competence(
                    person=both,
                    role=known,
                    scheme="iscc_eu",
                    scope="1",
                    since="2020-01-01",
                    until="2030-12-31",
                    evidence="x",
                    approved_by=case[Role.LEAD],
                )
                for _once in [1]
            )
            both.offices.create(role=known, since="2020-01-01")
        made.serve(case, Role.VERIFIER, both)
        stand_down(
            appointment_id=case.engagement.appointments.get(role=role, ended_at=None).pk,
            reason="Makes room",
            by=case[Role.COORDINATOR],
            at=NOW,
        )
        with pytest.raises(NotIndependent, match="cannot serve"):
            offered(case, both, role)

    def test_is_refused_while_the_role_is_filled(self) -> None:
        case = made.staffed()
        with pytest.raises(OutOfOrder, match="filled"):
            offered(case, staff(Role.LEAD), Role.LEAD)

    def test_keeps_a_clients_people_out_of_the_team(self) -> None:
        case = made.accepted()
        person = staff(Role.VERIFIER)
        case.client.members.add(person)
        with pytest.raises(NotIndependent):
            offered(case, person, Role.VERIFIER)


class TestAppointmentTable:
    """The same law, asked of the database."""

    def row(self, case: made.Case, person: Any, role: Role) -> None:
        with transaction.atomic():
            Appointment.objects.create(
                engagement=case.engagement, person=person, role=role, offered_by=person, offered_at=NOW, accepted_at=NOW
            )

    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.CERTIFIER, Role.OBSERVER])
    def test_refuses_one_person_on_two_sides(self, role: Role) -> None:
        case = made.staffed()
        Appointment.objects.filter(engagement=case.engagement, role=role).update(ended_at=NOW)
        with pytest.raises(IntegrityError, match="nobody_serves_on_two_sides"):
            self.row(case, case[Role.LEAD], role)

    def test_remembers_service_that_ended(self) -> None:
        case = made.staffed()
        Appointment.objects.filter(engagement=case.engagement, role=Role.LEAD).update(ended_at=NOW)
        Appointment.objects.filter(engagement=case.engagement, role=Role.REVIEWER).update(ended_at=NOW)
        with pytest.raises(IntegrityError, match="nobody_serves_on_two_sides"):
            self.row(case, case[Role.LEAD], Role.REVIEWER)

    def test_lets_one_person_review_and_decide(self) -> None:
        case = made.staffed()
        Appointment.objects.filter(engagement=case.engagement, role=Role.CERTIFIER).update(ended_at=NOW)
        self.row(case, case[Role.REVIEWER], Role.CERTIFIER)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE projects_appointment SET person_id = offered_by_id",
            "UPDATE projects_appointment SET role = 'observer'",
            "UPDATE projects_appointment SET accepted_at = NULL",
        ],
    )
    def test_refuses_to_be_rewritten(self, statement: str) -> None:
        made.staffed()
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(statement)

    def test_refuses_to_lose_a_row(self) -> None:
        made.staffed()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute("DELETE FROM projects_appointment")


class TestAcceptAppointment:
    def test_starts_the_work_when_the_lead_accepts(self) -> None:
        case = made.accepted()
        made.serve(case, Role.VERIFIER)
        assert case.fresh().stage == Stage.ACCEPTED
        made.serve(case, Role.LEAD)
        assert case.fresh().stage == Stage.UNDER_WAY
        assert rights(case[Role.LEAD], case.engagement) == GRANTS[Role.LEAD]

    def test_needs_the_declaration(self) -> None:
        case = made.accepted()
        lead = staff(Role.LEAD)
        offer = offered(case, lead, Role.LEAD)
        with pytest.raises(NotIndependent, match="declaration"):
            accept_appointment(appointment_id=offer.pk, declares_no_conflict=False, by=lead, at=NOW)
        assert not rights(lead, case.engagement)

    def test_is_nobody_elses(self) -> None:
        case = made.accepted()
        offer = offered(case, staff(Role.LEAD), Role.LEAD)
        with pytest.raises(NotYours):
            accept_appointment(appointment_id=offer.pk, declares_no_conflict=True, by=case[Role.COORDINATOR], at=NOW)

    def test_asks_again_what_changed_since_the_offer(self) -> None:
        case = made.accepted()
        lead = staff(Role.LEAD)
        offer = offered(case, lead, Role.LEAD)
        InterestFactory.create(person=lead, register_number=case.client.register_number)
        with pytest.raises(NotIndependent):
            accept_appointment(appointment_id=offer.pk, declares_no_conflict=True, by=lead, at=NOW)

    def test_comes_after_no_refusal(self) -> None:
        case = made.accepted()
        lead = staff(Role.LEAD)
        offer = offered(case, lead, Role.LEAD)
        decline_appointment(appointment_id=offer.pk, reason="On leave", by=lead, at=NOW)
        with pytest.raises(OutOfOrder):
            accept_appointment(appointment_id=offer.pk, declares_no_conflict=True, by=lead, at=NOW)
        made.serve(case, Role.LEAD)


class TestStandDown:
    def test_ends_the_rights_at_once(self) -> None:
        case = made.staffed()
        service = case.engagement.appointments.get(role=Role.OBSERVER)
        stand_down(appointment_id=service.pk, reason="Done", by=case[Role.COORDINATOR], at=NOW)
        assert not rights(case[Role.OBSERVER], case.engagement)
        assert not Engagement.objects.visible_to(case[Role.OBSERVER]).exists()

    def test_leaves_a_coordinator(self) -> None:
        case = made.staffed()
        service = case.engagement.appointments.get(role=Role.COORDINATOR)
        with pytest.raises(OutOfOrder, match="at least one coordinator"):
            stand_down(appointment_id=service.pk, reason="Tired", by=case[Role.COORDINATOR], at=NOW)

    def test_is_refused_to_a_colleague(self) -> None:
        case = made.staffed()
        service = case.engagement.appointments.get(role=Role.LEAD)
        with pytest.raises(NotYours):
            stand_down(appointment_id=service.pk, reason="Go", by=case[Role.REVIEWER], at=NOW)


class TestVisibleTo:
    def test_hides_a_case_from_everybody_outside_it(self) -> None:
        case = made.staffed()
        other = made.staffed()
        for stranger in (*other.people.values(), UserFactory.create()):
            seen = Engagement.objects.visible_to(stranger)
            assert case.engagement not in seen
        for person in case.people.values():
            assert set(Engagement.objects.visible_to(person)) == {case.engagement}

    def test_gives_an_observer_sight_and_nothing_else(self) -> None:
        case = made.staffed()
        assert rights(case[Role.OBSERVER], case.engagement) == {May.VIEW, May.READ}
