"""The scheme is asked before anybody is appointed: years served, counted from the cases that were carried through."""

from datetime import date
from uuid import uuid4

import pytest

from projects.models import Application, Appointment, Engagement
from projects.stages import Stage
from projects.use_cases.appoint import appoint
from tests.factories import projects as made
from tests.factories.people import staff
from tests.factories.projects import NOW
from verifier.errors import NotIndependent
from verifier.people.models import User
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


def verified(case: made.Case, year: int, lead: User, *, stage: Stage = Stage.CLOSED) -> None:
    """An earlier case of the same project, for a day of that year, led to its end by the person."""
    first = date(year, 3, 14)
    filed = Application.objects.get(pk=case.engagement.application_id)
    filed.pk, filed._state.adding = uuid4(), True
    filed.period_from = filed.period_until = first
    filed.save()
    earlier = Engagement.begin(application=filed, project=case.engagement.project, number=f"E-{year}", at=NOW)
    Appointment.objects.create(
        engagement=earlier, person=lead, role=Role.LEAD, offered_by=lead, offered_at=NOW, accepted_at=NOW
    )
    Engagement.objects.filter(pk=earlier.pk).update(stage=stage)


def offer(case: made.Case, person: User, role: Role = Role.LEAD) -> Appointment:
    return appoint(engagement_id=case.engagement.pk, person_id=person.pk, role=role, by=case[Role.COORDINATOR], at=NOW)


class TestAppoint:
    def test_counts_the_years_of_the_body(self) -> None:
        case, others = made.accepted(scheme="vcs"), staff(Role.LEAD)
        for year in range(2021, 2026):
            verified(case, year, others)
        assert offer(case, staff(Role.VERIFIER), Role.VERIFIER)
        verified(case, 2020, others)
        with pytest.raises(NotIndependent) as no:
            offer(case, staff(Role.LEAD))
        assert [reason.subject for reason in no.value.reasons] == ["services"]
        assert "2026" in no.value.reasons[0].message.en  # type: ignore[attr-defined]
        assert not case.engagement.appointments.filter(role=Role.LEAD).exists()

    def test_counts_no_case_that_was_not_carried_through(self) -> None:
        case, others = made.accepted(scheme="vcs"), staff(Role.LEAD)
        for year in range(2020, 2026):
            verified(case, year, others, stage=Stage.UNDER_WAY)
        assert offer(case, staff(Role.LEAD))

    def test_starts_anew_after_a_year_of_another_body(self) -> None:
        case, others = made.accepted(scheme="vcs"), staff(Role.LEAD)
        for year in (2019, 2020, 2021, 2022, 2023, 2025):
            verified(case, year, others)
        assert offer(case, staff(Role.LEAD))
