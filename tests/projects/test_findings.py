"""Findings raised, answered, sent back and closed; and what every refusal leaves behind."""

import pytest

from projects.stages import FindingStage
from projects.use_cases.accept_engagement import accept_engagement
from projects.use_cases.answer_finding import answer_finding
from projects.use_cases.close_finding import close_finding
from projects.use_cases.return_answer import return_answer
from tests.factories import projects as made
from tests.factories.projects import NOW
from verifier.errors import NotYours, OutOfOrder, Refused, Unfit
from verifier.people.roles import Role
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db


class TestFinding:
    def test_is_raised_answered_returned_and_closed(self) -> None:
        case = made.staffed()
        finding = made.found(case)
        answer_finding(finding_id=finding.pk, text="Here", by=case[Role.DEVELOPER], at=NOW)
        return_answer(finding_id=finding.pk, text="Not that one", by=case[Role.LEAD], at=NOW)
        answer_finding(finding_id=finding.pk, text="This one", by=case[Role.DEVELOPER], at=NOW)
        close_finding(finding_id=finding.pk, text="Good", by=case[Role.VERIFIER], at=NOW)
        finding.refresh_from_db()
        assert finding.stage == FindingStage.CLOSED
        assert finding.closed_at == NOW
        assert [remark.text for remark in finding.remarks.all()] == ["Here", "Not that one", "This one", "Good"]

    def test_is_not_closed_before_it_is_answered(self) -> None:
        case = made.staffed()
        finding = made.found(case)
        with pytest.raises(OutOfOrder):
            close_finding(finding_id=finding.pk, text="Fine", by=case[Role.LEAD], at=NOW)
        assert not finding.remarks.exists()

    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.CERTIFIER, Role.OBSERVER, Role.COORDINATOR, Role.LEAD])
    def test_is_answered_by_the_client_alone(self, role: Role) -> None:
        case = made.staffed()
        finding = made.found(case)
        with pytest.raises(NotYours):
            answer_finding(finding_id=finding.pk, text="I say", by=case[role], at=NOW)

    def test_is_refused_in_a_grade_the_scheme_does_not_know(self) -> None:
        with pytest.raises(Unfit):
            made.found(made.staffed(), grade="dreadful")


class TestRefused:
    def test_leaves_no_event(self) -> None:
        case = made.opened()
        before = Event.objects.count()
        for act in (
            lambda: accept_engagement(engagement_id=case.engagement.pk, by=case[Role.DEVELOPER], at=NOW),
            lambda: made.found(
                made.Case(case.engagement, {Role.LEAD: case[Role.COORDINATOR]}, case.client), grade="major"
            ),
        ):
            with pytest.raises(Refused):
                act()
        assert Event.objects.count() == before
