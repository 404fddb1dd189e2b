"""What the team records of its work: who may, what is kept, what it does to the rules."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from projects import facts, queries
from projects.models import FieldWork
from tests.factories import projects as made
from tests.factories.projects import NOW
from verifier.errors import NotYours, OutOfOrder, Stale, Unfit
from verifier.people.roles import Role
from verifier.rulebook.opinions import Opinion
from verifier.rulebook.rules import Gate
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db


def fraud() -> dict[str, Any]:
    return {"misstatements": [{"reference": "M-1", "amount": "1", "trigger": "fraud"}]}


class TestRecordFieldWork:
    def test_keeps_every_record_and_counts_the_newest(self) -> None:
        case = made.staffed()
        made.worked(case)
        made.worked(case, limitations=[{"about": "The log of August"}])
        assert FieldWork.objects.count() == 2
        found = facts.of(case.fresh(), on=NOW.date())
        assert (len(found.visits), found.limitations[0].about) == (1, "The log of August")
        assert Event.objects.filter(act="field_work.recorded").count() == 2

    @pytest.mark.parametrize("role", [Role.DEVELOPER, Role.REVIEWER, Role.CERTIFIER, Role.COORDINATOR, Role.OBSERVER])
    def test_is_refused_to_who_is_not_on_the_team(self, role: Role) -> None:
        case = made.staffed()
        case.people[Role.LEAD] = case[role]
        with pytest.raises(NotYours):
            made.worked(case)
        assert not FieldWork.objects.exists()

    def test_names_each_bad_field_and_keeps_nothing(self) -> None:
        case = made.staffed()
        with pytest.raises(Unfit) as no:
            made.worked(
                case,
                visits=[{"on": "2026-10", "kind": "waived", "persons": -1}],
                misstatements=[{"reference": "M-1", "amount": "NaN"}],
                claims_sampled=10,
                claims_wrong=11,
            )
        assert {"visits/0/on", "visits/0/persons", "misstatements/0/amount"} <= set(no.value.fields)
        assert not FieldWork.objects.exists()

    def test_asks_for_the_reason_of_a_visit_that_was_waived(self) -> None:
        case = made.staffed()
        with pytest.raises(Unfit) as no:
            made.worked(case, visits=[{"on": "2026-10-05", "kind": "waived"}])
        assert set(no.value.fields) == {"visits/0/reason"}

    def test_is_refused_from_an_old_page(self) -> None:
        case = made.staffed()
        old = case.engagement.version
        made.worked(case)
        with pytest.raises(Stale):
            made.record_field_work(engagement_id=case.engagement.pk, work={}, by=case[Role.LEAD], at=NOW, seen=old)

    def test_is_refused_where_nothing_differs(self) -> None:
        case = made.staffed()
        made.worked(case)
        with pytest.raises(OutOfOrder, match="Nothing differs"):
            made.worked(case)

    def test_is_not_open_before_the_work_began(self) -> None:
        case = made.accepted()
        case.people[Role.LEAD] = made.serve(case, Role.VERIFIER)
        with pytest.raises(OutOfOrder):
            made.worked(case)

    def test_lets_a_material_error_hold_the_report_back(self) -> None:
        case = made.evidenced(scheme="vcs")
        scheme = case.engagement.scheme
        before = scheme.breaches(facts.of(case.fresh(), on=NOW.date()), Gate.SUBMIT, NOW.date())
        made.worked(case, **fraud())
        found = facts.of(case.fresh(), on=NOW.date())
        added = set(scheme.breaches(found, Gate.SUBMIT, NOW.date())) - set(before)
        assert {breach.rule for breach in added} == {"misstatements_are_immaterial"}
        assert scheme.opinion(found) is Opinion.ADVERSE


class TestTable:
    def test_lets_no_record_be_changed_or_removed(self) -> None:
        case = made.staffed()
        record = made.worked(case)
        for statement in (
            "UPDATE projects_fieldwork SET work = '{}' WHERE id = %s",
            "DELETE FROM projects_fieldwork WHERE id = %s",
        ):
            with (
                pytest.raises((IntegrityError, ProgrammingError)),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement, [record.pk])
        record.refresh_from_db()
        assert record.work["visits"]


class TestDueDates:
    def test_run_from_the_last_day_on_site(self) -> None:
        case = made.evidenced()
        due = {one.deadline.code: one.due for one in queries.due_dates(case.engagement)}
        visited = NOW.date().replace(month=10, day=5)
        assert visited + timedelta(days=40) in {one.on for one in due.values() if one}
