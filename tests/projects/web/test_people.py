"""Offering a part, accepting it with a declaration, declining, standing down: as pages."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from projects.models import Appointment
from projects.stages import Stage
from tests.factories import projects as made
from tests.factories.people import InterestFactory, staff
from tests.projects.web.readers import Reader, text
from verifier.people.models import User
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


def offered(case: made.Case, person: User, role: Role = Role.LEAD) -> Appointment:
    Reader(case[Role.COORDINATOR]).do("people", case.engagement.pk, choice=f"{role}:{person.pk}")
    return Appointment.objects.get(person=person, engagement=case.engagement)


class TestAppoint:
    def test_offers_the_part(self) -> None:
        case, person = made.accepted(), staff(Role.LEAD)
        assert offered(case, person).is_waiting
        assert "Offered" in text(Reader(case[Role.COORDINATOR]).see("people", case.engagement.pk))

    def test_lists_only_holders_of_the_office(self) -> None:
        case, lead, reviewer = made.accepted(), staff(Role.LEAD), staff(Role.REVIEWER)
        reader = Reader(case[Role.COORDINATOR])
        page = reader.see("people", case.engagement.pk).content.decode()
        assert f"lead:{lead.pk}" in page
        assert f"reviewer:{reviewer.pk}" in page
        assert f"lead:{reviewer.pk}" not in page
        assert f"developer:{case[Role.DEVELOPER].pk}" in page
        answer = reader.do("people", case.engagement.pk, choice=f"lead:{reviewer.pk}")
        assert answer.status_code == 422
        assert not Appointment.objects.filter(person=reviewer).exists()

    def test_asks_once_however_many_there_are(self, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        case = made.accepted()
        reader = Reader(case[Role.COORDINATOR])
        with django_assert_max_num_queries(40) as few:
            reader.see("people", case.engagement.pk)
        for role in (Role.LEAD, Role.LEAD, Role.REVIEWER):
            staff(role)
        with django_assert_max_num_queries(len(few)):
            reader.see("people", case.engagement.pk)

    def test_says_all_that_speaks_against_with_its_clause(self) -> None:
        case, person = made.accepted(), staff(Role.LEAD, schemes_known=("vcs",))
        InterestFactory.create(person=person, register_number=case.client.register_number)
        page = Reader(case[Role.COORDINATOR]).do("people", case.engagement.pk, choice=f"lead:{person.pk}")
        assert page.status_code == 409
        assert "no competence for this role" in text(page)
        assert "a tie to this client" in text(page)
        assert "ISO/IEC 17029 5.3" in text(page)
        assert not Appointment.objects.filter(person=person).exists()

    def test_is_refused_to_the_client(self) -> None:
        case, person = made.accepted(), staff(Role.LEAD)
        reader = Reader(case[Role.DEVELOPER])
        assert reader.do("people", case.engagement.pk, choice=f"lead:{person.pk}").status_code == 403
        assert "Offer a part" not in text(reader.see("people", case.engagement.pk))

    def test_is_not_open_before_the_case_is_accepted(self) -> None:
        case, person = made.opened(), staff(Role.LEAD)
        reader = Reader(case[Role.COORDINATOR])
        assert "Offer a part" not in text(reader.see("people", case.engagement.pk))
        assert reader.do("people", case.engagement.pk, choice=f"lead:{person.pk}").status_code == 409


class TestAppointment:
    def test_shows_the_offered_a_summary_and_not_the_case(self) -> None:
        case, person = made.accepted(), staff(Role.LEAD)
        offer, reader = offered(case, person), Reader(person)
        page = text(reader.see("appointment", offer.pk))
        assert case.engagement.number in page
        assert case.client.name in page
        assert "I declare this" in page
        assert "To the case" not in page
        assert reader.see("case", case.engagement.pk).status_code == 404

    def test_is_not_there_for_strangers(self) -> None:
        case, person = made.accepted(), staff(Role.LEAD)
        offer, stranger = offered(case, person), Reader(staff(Role.LEAD))
        assert stranger.see("appointment", offer.pk).status_code == 404
        assert stranger.do("accept_appointment", offer.pk, declares_no_conflict="on").status_code == 404

    def test_is_accepted_with_the_declaration(self) -> None:
        case, person = made.accepted(), staff(Role.LEAD)
        offer = offered(case, person)
        answer = Reader(person).do("accept_appointment", offer.pk, declares_no_conflict="on")
        assert answer.url == reverse("projects:case", args=[case.engagement.pk])
        assert Reader(person).see("case", case.engagement.pk).status_code == 200
        assert case.fresh().stage == Stage.UNDER_WAY

    def test_is_not_accepted_without_it(self) -> None:
        case, person = made.accepted(), staff(Role.LEAD)
        offer = offered(case, person)
        assert Reader(person).do("accept_appointment", offer.pk).status_code == 409
        offer.refresh_from_db()
        assert offer.is_waiting

    def test_is_not_accepted_for_somebody_else(self) -> None:
        case, person = made.accepted(), staff(Role.LEAD)
        offer = offered(case, person)
        reader = Reader(case[Role.COORDINATOR])
        assert reader.do("accept_appointment", offer.pk, declares_no_conflict="on").status_code == 403
        assert "I declare this" not in text(reader.see("appointment", offer.pk))

    def test_is_declined_with_a_reason(self) -> None:
        case, person = made.accepted(), staff(Role.LEAD)
        offer, reader = offered(case, person), Reader(person)
        assert reader.do("decline_appointment", offer.pk, reason="").status_code == 422
        assert reader.do("decline_appointment", offer.pk, reason="Away until May.").status_code == 302
        assert "Away until May." in text(Reader(case[Role.COORDINATOR]).see("people", case.engagement.pk))


class TestStandDown:
    def test_ends_sight_of_the_case_and_goes_home(self) -> None:
        case = made.staffed()
        service = Appointment.objects.get(person=case[Role.VERIFIER])
        reader = Reader(case[Role.VERIFIER])
        assert reader.do("stand_down", service.pk, reason="").status_code == 422
        assert reader.do("stand_down", service.pk, reason="On leave.").url == reverse("home")
        assert reader.see("case", case.engagement.pk).status_code == 404

    def test_is_refused_to_the_team_for_each_other(self) -> None:
        case = made.staffed()
        service = Appointment.objects.get(person=case[Role.VERIFIER])
        assert Reader(case[Role.LEAD]).do("stand_down", service.pk, reason="Unfit.").status_code == 403
        service.refresh_from_db()
        assert service.is_serving
