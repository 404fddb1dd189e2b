"""What nobody does by SQL to a figure that was read, its document, or what the second person said."""

from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, transaction
from psycopg.errors import RestrictViolation

from tests.factories import confirmations as made
from tests.factories.people import UserFactory, staff
from tests.factories.projects import NOW
from tests.servers import as_owner
from verifier.confirmations.models import Confirmation
from verifier.confirmations.use_cases.refuse_confirmation import refuse_confirmation
from verifier.people.models import Office, User
from verifier.people.roles import Role

TABLE = "confirmations_confirmation"


def do(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def judge(confirmation: Confirmation, **columns: Any) -> None:
    """As somebody with a database console would."""
    Confirmation.objects.filter(pk=confirmation.pk).update(**columns)


@pytest.mark.django_db
class TestConfirmationTable:
    @pytest.mark.parametrize(
        "change", ["value = '6'", "since = '2020-01-01'", "figure = 'other'", "unit = 'kg'", "read_by_id = NULL"]
    )
    def test_takes_no_other_value_from_the_application(self, change: str) -> None:
        made.waiting()
        with pytest.raises(ProgrammingError, match="permission denied"):
            do(f"UPDATE {TABLE} SET {change}")

    @pytest.mark.parametrize("table", [TABLE, "confirmations_document"])
    def test_loses_no_row(self, table: str) -> None:
        made.waiting()
        with pytest.raises(ProgrammingError, match="permission denied"):
            do(f"DELETE FROM {table}")

    @pytest.mark.parametrize("change", ["title = 'Another'", "sha256 = repeat('0', 64)", "path = 'x'"])
    def test_keeps_the_document_as_it_came(self, change: str) -> None:
        made.waiting()
        with pytest.raises(ProgrammingError, match="permission denied"):
            do(f"UPDATE confirmations_document SET {change}")

    def test_knows_the_reader_from_the_second_person(self) -> None:
        reader = staff(Role.REVIEWER)
        confirmation = made.waiting(by=reader)
        with pytest.raises(IntegrityError, match="figure_is_countersigned_by_another"), transaction.atomic():
            judge(confirmation, countersigned_by=reader, countersigned_at=NOW)
        with pytest.raises(IntegrityError, match="figure_is_refused_by_another"), transaction.atomic():
            judge(confirmation, refused_by=reader, refused_at=NOW, reason="Mine")

    @pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR, Role.OBSERVER])
    def test_is_judged_by_who_reviews_or_certifies(self, role: Role) -> None:
        confirmation = made.waiting()
        with pytest.raises(IntegrityError, match="reviewer or certifier"), transaction.atomic():
            judge(confirmation, countersigned_by=staff(role), countersigned_at=NOW)

    def test_is_not_judged_by_who_has_left_the_office(self) -> None:
        confirmation, person = made.waiting(), staff(Role.REVIEWER)
        Office.objects.filter(person=person).update(until=NOW.date())
        with pytest.raises(IntegrityError, match="reviewer or certifier"), transaction.atomic():
            judge(confirmation, countersigned_by=person, countersigned_at=NOW)

    def test_is_countersigned_or_refused_and_not_both(self) -> None:
        confirmation, person = made.waiting(), staff(Role.CERTIFIER)
        both = {"countersigned_by": person, "countersigned_at": NOW, "refused_by": person, "refused_at": NOW}
        with pytest.raises(IntegrityError, match="figure_is_countersigned_or_refused"), transaction.atomic():
            judge(confirmation, **both, reason="Both")

    @pytest.mark.parametrize(
        ("columns", "law"),
        [
            ({"countersigned_at": NOW}, "reviewer or certifier"),
            ({"refused_by": True, "reason": "No day"}, "refusal_has_its_reason"),
            ({"refused_by": True, "refused_at": NOW}, "refusal_has_its_reason"),
            ({"countersigned_by": True}, "countersignature_is_whole"),
        ],
    )
    def test_is_judged_whole(self, columns: dict[str, Any], law: str) -> None:
        confirmation, person = made.waiting(), staff(Role.CERTIFIER)
        with pytest.raises(IntegrityError, match=law), transaction.atomic():
            judge(confirmation, **{name: person if value is True else value for name, value in columns.items()})

    def test_is_judged_once(self) -> None:
        confirmation = made.countersigned(made.waiting())
        other = staff(Role.CERTIFIER)
        for columns in (
            {"countersigned_by": other},
            {"countersigned_by": None, "countersigned_at": None},
            {"refused_by": other, "refused_at": NOW, "reason": "After all not"},
        ):
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                judge(confirmation, **columns)

    def test_gives_no_refusal_back(self) -> None:
        confirmation = made.waiting()
        refuse_confirmation(confirmation_id=confirmation.pk, reason="No", by=staff(Role.REVIEWER), at=NOW)
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            judge(confirmation, refused_by=None, refused_at=None, reason="")

    def test_takes_nothing_in_that_is_judged_already(self) -> None:
        row = made.waiting()
        row.pk, row.figure = None, "yearly"
        row.countersigned_by, row.countersigned_at = staff(Role.REVIEWER), NOW
        with pytest.raises(IntegrityError), transaction.atomic():
            Confirmation.objects.bulk_create([row])

    @pytest.mark.parametrize("value", ["", "1e3", "0x10", "1,5", " 5", "5.", ".5", "05", "five", "NaN", "1.5.2"])
    def test_takes_exact_decimals_only(self, value: str) -> None:
        row = made.waiting()
        row.pk, row.figure, row.value = None, "yearly", value
        with pytest.raises(IntegrityError, match="value_is_an_exact_decimal"), transaction.atomic():
            Confirmation.objects.bulk_create([row])

    def test_lets_one_reading_of_a_day_wait(self) -> None:
        row = made.waiting()
        row.pk = None
        with pytest.raises(IntegrityError, match="one_reading_waits_for_a_day"), transaction.atomic():
            Confirmation.objects.bulk_create([row])

    def test_keeps_the_people_it_names(self) -> None:
        reader = staff(Role.LEAD)
        made.waiting(by=reader)
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=reader.pk).delete()
        assert UserFactory.create().delete()


class TestOwner:
    """The role that owns the tables is not above the laws either."""

    @pytest.mark.parametrize(
        "statement",
        [
            f"UPDATE {TABLE} SET value = '6'",
            f"UPDATE {TABLE} SET since = '2020-01-01'",
            f"DELETE FROM {TABLE}",
            "UPDATE confirmations_document SET sha256 = repeat('0', 64)",
            "DELETE FROM confirmations_document",
        ],
    )
    def test_rewrites_nothing(self, committed: None, statement: str) -> None:
        confirmation = made.waiting()
        with as_owner(settings.TEST_DATABASE) as owner, pytest.raises(RestrictViolation):
            owner.execute(statement)
        confirmation.refresh_from_db()
        assert (confirmation.value, confirmation.since) == ("5", made.LONG_AGO)

    @pytest.mark.parametrize("change", ["value = '6'", "since = '2020-01-01'", "figure = 'years'", "clause = '9'"])
    def test_rewrites_nothing_while_it_judges(self, committed: None, change: str) -> None:
        made.waiting()
        judged = f"UPDATE {TABLE} SET countersigned_by_id = %s, countersigned_at = now(), {change}"
        with as_owner(settings.TEST_DATABASE) as owner, pytest.raises(RestrictViolation, match="may change"):
            owner.execute(judged, [staff(Role.REVIEWER).pk])
