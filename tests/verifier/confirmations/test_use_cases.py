"""A figure is read by one person and judged by another: who may, what is refused, and that a refusal leaves nothing."""

import hashlib
from datetime import date
from typing import Any

import pytest
from django.core.files.storage import default_storage

from tests.factories import confirmations as made
from tests.factories.confirmations import LONG_AGO, reading
from tests.factories.people import UserFactory, staff
from tests.factories.projects import NOW, PDF, developer
from verifier import schemes
from verifier.confirmations import queries
from verifier.confirmations.models import Confirmation, Document, Standing
from verifier.confirmations.reading import Reading, fault_of
from verifier.confirmations.use_cases.countersign_confirmation import countersign_confirmation
from verifier.confirmations.use_cases.read_figures import read_figures
from verifier.confirmations.use_cases.refuse_confirmation import refuse_confirmation
from verifier.errors import NotIndependent, NotYours, OutOfOrder, Unfit
from verifier.people.models import Office, User
from verifier.people.roles import STAFF, Role
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db

SECOND = (Role.REVIEWER, Role.CERTIFIER)


def share(value: str = "5", **changed: Any) -> Reading:
    return reading(**{"figure": "share", "value": value} | changed)


def left(role: Role) -> User:
    """Somebody whose office has ended."""
    person = staff(role)
    Office.objects.filter(person=person).update(until=NOW.date())
    return person


def nothing_happened() -> bool:
    return not (Document.objects.exists() or Confirmation.objects.exists() or Event.objects.exists())


class TestReadFigures:
    @pytest.mark.parametrize("role", sorted(STAFF))
    def test_puts_document_and_digits_on_record(self, role: Role) -> None:
        person = staff(role)
        document = made.document("vcs", share(value="5.00"), reading("yearly", "300000"), by=person)
        assert (document.sha256, document.size) == (hashlib.sha256(PDF).hexdigest(), len(PDF))
        assert (document.title, document.edition, document.received_by) == ("VCS Standard", "v4.7", person)
        with default_storage.open(document.path) as stored:
            assert stored.read() == PDF
        read = {row.figure: row for row in document.confirmations.all()}
        assert {code: (row.value, row.unit) for code, row in read.items()} == {
            "share": ("5.00", "%"),
            "yearly": ("300000", "t CO2eq/year"),
        }
        row = read["share"]
        assert (row.read_by, row.read_at, row.clause, row.since) == (person, NOW, "3.4", LONG_AGO)
        assert row.standing is Standing.WAITING

    def test_leaves_one_event_without_names(self) -> None:
        document = made.document("vcs", share(), reading("yearly", "300000"))
        event = Event.objects.get()
        assert (event.act, event.subject) == ("figures.read", f"document:{document.pk}")
        figures = ["share", "yearly"]
        assert event.details == {"scheme": "vcs", "figures": figures, "sha256": document.sha256}

    @pytest.mark.parametrize("person", [UserFactory.create, lambda: developer()[0], lambda: left(Role.LEAD)])
    def test_is_refused_to_who_holds_no_office(self, person: Any) -> None:
        with pytest.raises(NotYours):
            made.document(by=person())
        assert nothing_happened()

    def test_is_refused_to_an_observer(self) -> None:
        with pytest.raises(NotYours):
            made.document(by=staff(Role.OBSERVER))
        assert nothing_happened()

    @pytest.mark.parametrize(
        ("wrong", "field", "said"),
        [
            ({"value": "five"}, "value", "not a number"),
            ({"value": ""}, "value", "not a number"),
            ({"value": "1,5"}, "value", "not a number"),
            ({"value": "1e3"}, "value", "not a number"),
            ({"value": "NaN"}, "value", "not a number"),
            ({"value": "５"}, "value", "not a number"),
            ({"value": "-1"}, "value", "negative"),
            ({"value": "1001"}, "value", "outside"),
            ({"value": "0." + "1" * 60}, "value", "digits"),
            ({"figure": "horoscope"}, "figure", "no such figure"),
            ({"clause": "  "}, "clause", "missing"),
            ({"clause": "x" * 201}, "clause", "longer"),
        ],
    )
    def test_names_each_bad_field(self, wrong: dict[str, str], field: str, said: str) -> None:
        with pytest.raises(Unfit) as refusal:
            made.document("vcs", reading("yearly", "300000"), share(**wrong))
        assert said in str(refusal.value.fields[f"figures/1/{field}"])
        assert len(refusal.value.fields) == 1
        assert nothing_happened()

    @pytest.mark.parametrize(
        ("figure", "value", "fits"),
        [
            ("years", "6", True),
            ("years", "6.5", False),
            ("days", "30", True),
            ("days", "10001", False),
            ("yearly", "-300000", True),
            ("density", "-4", False),
            ("share", "1000", True),
            ("share", "1000.1", False),
            ("yearly", "1000000000001", False),
        ],
    )
    def test_knows_what_a_figure_of_its_unit_may_be(self, figure: str, value: str, fits: bool) -> None:
        if fits:
            assert made.waiting("vcs", reading(figure, value)).value == value
            return
        with pytest.raises(Unfit) as refusal:
            made.document("vcs", reading(figure, value))
        assert list(refusal.value.fields) == ["figures/0/value"]

    def test_would_take_every_figure_as_it_is_shipped(self) -> None:
        known = [figure for scheme in schemes.all() for figure in scheme.figures if figure.value is not None]
        faults = {figure.code: fault_of(format(figure.value or 0, "f"), figure.unit) for figure in known}
        assert {code: fault for code, fault in faults.items() if fault} == {}

    @pytest.mark.parametrize("wrong", [{"title": " "}, {"edition": ""}])
    def test_wants_the_document_named(self, wrong: dict[str, str]) -> None:
        with pytest.raises(Unfit) as refusal:
            made.document(**wrong)
        assert refusal.value.fields.keys() == wrong.keys()
        assert nothing_happened()

    @pytest.mark.parametrize(
        ("content", "name"), [(b"", "a.pdf"), (b"MZ\x90\x00", "a.exe"), (b"<html></html>", "a.txt"), (PDF, "a.xlsx")]
    )
    def test_looks_into_the_document(self, content: bytes, name: str) -> None:
        with pytest.raises(Unfit) as refusal:
            made.document(content=content, name=name)
        assert list(refusal.value.fields) == ["file"]
        assert nothing_happened()

    def test_wants_a_figure(self) -> None:
        with pytest.raises(Unfit) as refusal:
            read_figures(
                scheme="vcs",
                file=made.file(PDF, "a.pdf"),
                title="a",
                edition="b",
                figures=(),
                by=staff(Role.LEAD),
                at=NOW,
            )
        assert list(refusal.value.fields) == ["figures"]

    def test_takes_a_figure_once_for_a_day(self) -> None:
        with pytest.raises(Unfit) as refusal:
            made.document("vcs", share(), share(value="6"))
        assert list(refusal.value.fields) == ["figures/1/since"]
        made.document("vcs", share(), share(value="6", since=date(2025, 1, 1)))
        assert Confirmation.objects.count() == 2

    def test_waits_for_the_judgement_on_one_that_waits(self) -> None:
        first = made.waiting()
        with pytest.raises(Unfit) as refusal:
            made.document()
        assert list(refusal.value.fields) == ["figures/0/since"]
        refuse_confirmation(confirmation_id=first.pk, reason="Wrong table", by=staff(Role.REVIEWER), at=NOW)
        assert made.waiting().standing is Standing.WAITING

    def test_gives_way_to_who_read_it_at_the_same_moment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made.waiting()
        monkeypatch.setattr(queries, "waits_already", lambda *_asked: set())
        with pytest.raises(OutOfOrder):
            made.document()
        assert (Document.objects.count(), Confirmation.objects.count(), Event.objects.count()) == (1, 1, 1)

    def test_takes_a_day_that_lies_ahead(self) -> None:
        assert made.waiting("vcs", share(since=date(2027, 1, 1))).since == date(2027, 1, 1)


class TestCountersignConfirmation:
    @pytest.mark.parametrize("role", SECOND)
    def test_is_the_second_persons(self, role: Role) -> None:
        confirmation, person = made.waiting(), staff(role)
        made.countersigned(confirmation, by=person)
        confirmation.refresh_from_db()
        assert (confirmation.countersigned_by, confirmation.countersigned_at) == (person, NOW)
        assert confirmation.standing is Standing.COUNTERSIGNED
        event = Event.objects.get(act="confirmation.countersigned")
        assert (event.actor, event.subject) == (person.pk, f"confirmation:{confirmation.pk}")
        assert event.details == {"scheme": "vcs", "figure": "share", "value": "5"}

    @pytest.mark.parametrize("role", [role for role in Role if role not in SECOND])
    def test_is_refused_to_every_other_office(self, role: Role) -> None:
        self.refused(made.waiting(), by=staff(role), error=NotYours)

    def test_is_refused_to_a_stranger_and_to_who_has_left(self) -> None:
        confirmation = made.waiting()
        for person in (UserFactory.create(), left(Role.REVIEWER)):
            self.refused(confirmation, by=person, error=NotYours)

    @pytest.mark.parametrize("role", SECOND)
    def test_is_refused_to_the_reader(self, role: Role) -> None:
        person = staff(role)
        self.refused(made.waiting(by=person), by=person, error=NotIndependent)

    def test_happens_once(self) -> None:
        confirmation = made.countersigned(made.waiting())
        first = confirmation.countersigned_by
        with pytest.raises(OutOfOrder):
            made.countersigned(confirmation)
        confirmation.refresh_from_db()
        assert confirmation.countersigned_by == first
        assert Event.objects.filter(act="confirmation.countersigned").count() == 1

    def test_is_refused_after_a_refusal(self) -> None:
        confirmation = made.waiting()
        refuse_confirmation(confirmation_id=confirmation.pk, reason="No", by=staff(Role.REVIEWER), at=NOW)
        self.refused(confirmation, by=staff(Role.CERTIFIER), error=OutOfOrder, standing=Standing.REFUSED)

    def test_is_refused_when_the_stored_document_is_another(self) -> None:
        confirmation = made.waiting()
        default_storage.delete(confirmation.document.path)
        with default_storage.open(confirmation.document.path, "wb") as stored:
            stored.write(b"another")
        self.refused(confirmation, by=staff(Role.REVIEWER), error=OutOfOrder)

    def test_is_refused_where_the_scheme_knows_the_figure_no_more(self) -> None:
        row = made.waiting()
        row.pk, row.figure = None, "days.gone"
        Confirmation.objects.bulk_create([row])
        self.refused(Confirmation.objects.get(figure="days.gone"), by=staff(Role.REVIEWER), error=OutOfOrder)

    def refused(
        self, confirmation: Confirmation, *, by: User, error: type[Exception], standing: Standing = Standing.WAITING
    ) -> None:
        with pytest.raises(error):
            countersign_confirmation(confirmation_id=confirmation.pk, by=by, at=NOW)
        confirmation.refresh_from_db()
        assert confirmation.standing is standing
        assert not Event.objects.filter(act="confirmation.countersigned").exists()


class TestRefuseConfirmation:
    def refuse(self, confirmation: Confirmation, *, by: User, reason: str = "The table says 4 %.") -> Confirmation:
        return refuse_confirmation(confirmation_id=confirmation.pk, reason=reason, by=by, at=NOW)

    def test_keeps_the_reason(self) -> None:
        confirmation, person = made.waiting(), staff(Role.CERTIFIER)
        self.refuse(confirmation, by=person)
        confirmation.refresh_from_db()
        assert (confirmation.refused_by, confirmation.refused_at) == (person, NOW)
        assert (confirmation.standing, confirmation.reason) == (Standing.REFUSED, "The table says 4 %.")
        assert Event.objects.filter(act="confirmation.refused", actor=person.pk).count() == 1

    @pytest.mark.parametrize("role", [role for role in Role if role not in SECOND])
    def test_is_refused_to_every_other_office(self, role: Role) -> None:
        confirmation = made.waiting()
        with pytest.raises(NotYours):
            self.refuse(confirmation, by=staff(role))
        assert self.stands(confirmation)

    def test_is_refused_to_the_reader(self) -> None:
        person = staff(Role.REVIEWER)
        confirmation = made.waiting(by=person)
        with pytest.raises(NotIndependent):
            self.refuse(confirmation, by=person)
        assert self.stands(confirmation)

    def test_needs_its_reason(self) -> None:
        confirmation = made.waiting()
        with pytest.raises(Unfit) as refusal:
            self.refuse(confirmation, by=staff(Role.REVIEWER), reason="  ")
        assert list(refusal.value.fields) == ["reason"]
        assert self.stands(confirmation)

    def test_takes_no_countersignature_back(self) -> None:
        confirmation = made.countersigned(made.waiting())
        with pytest.raises(OutOfOrder):
            self.refuse(confirmation, by=staff(Role.CERTIFIER))
        confirmation.refresh_from_db()
        assert confirmation.standing is Standing.COUNTERSIGNED

    def stands(self, confirmation: Confirmation) -> bool:
        confirmation.refresh_from_db()
        none = not Event.objects.filter(act="confirmation.refused").exists()
        return none and confirmation.standing is Standing.WAITING
