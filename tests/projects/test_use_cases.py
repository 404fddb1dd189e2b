"""The work, use case by use case: who may, in which order, what is refused and that a refusal leaves nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from projects.models import Application, Appointment, Correction, Engagement, Evidence, EvidenceRequest, Series
from projects.permissions import GRANTS, May, rights
from projects.stages import FindingStage, SeriesStage, Stage
from projects.use_cases.accept_appointment import accept_appointment
from projects.use_cases.accept_engagement import accept_engagement
from projects.use_cases.answer_finding import answer_finding
from projects.use_cases.appoint import appoint
from projects.use_cases.close_finding import close_finding
from projects.use_cases.correct_particulars import correct_particulars
from projects.use_cases.decline_appointment import decline_appointment
from projects.use_cases.decline_engagement import decline_engagement
from projects.use_cases.open_project import open_project
from projects.use_cases.return_answer import return_answer
from projects.use_cases.stand_down import stand_down
from tests.factories import projects as made
from tests.factories.people import InterestFactory, UserFactory, staff
from tests.factories.projects import NOW
from tests.factories.worked import AMMONIA
from verifier.errors import HeldBack, NotIndependent, NotYours, OutOfOrder, Refused, Stale, Unfit
from verifier.people.models import Competence
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
        case = made.opened()
        again = made.application(by=case[Role.DEVELOPER], client=case.client)
        with pytest.raises(OutOfOrder, match="overlaps"):
            open_project(application_id=again.pk, by=case[Role.COORDINATOR], at=NOW)
        assert Engagement.objects.count() == 1

    def test_gives_the_number_of_a_refusal_to_the_next(self) -> None:
        case = made.opened()
        again = made.application(by=case[Role.DEVELOPER], client=case.client)
        with pytest.raises(OutOfOrder):
            open_project(application_id=again.pk, by=case[Role.COORDINATOR], at=NOW)
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


class TestAppoint:
    def offer(self, case: made.Case, person: Any, role: Role) -> Appointment:
        return appoint(
            engagement_id=case.engagement.pk, person_id=person.pk, role=role, by=case[Role.COORDINATOR], at=NOW
        )

    def test_gives_no_right_before_it_is_accepted(self) -> None:
        case = made.accepted()
        lead = staff(Role.LEAD)
        self.offer(case, lead, Role.LEAD)
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
            self.offer(case, person, Role.LEAD)
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
                self.offer(case, person, Role.LEAD)
        else:
            self.offer(case, person, Role.LEAD)

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
            self.offer(case, both, role)

    def test_is_refused_while_the_role_is_filled(self) -> None:
        case = made.staffed()
        with pytest.raises(OutOfOrder, match="filled"):
            self.offer(case, staff(Role.LEAD), Role.LEAD)

    def test_keeps_a_clients_people_out_of_the_team(self) -> None:
        case = made.accepted()
        person = staff(Role.VERIFIER)
        case.client.members.add(person)
        with pytest.raises(NotIndependent):
            self.offer(case, person, Role.VERIFIER)


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
        offer = TestAppoint().offer(case, lead, Role.LEAD)
        with pytest.raises(NotIndependent, match="declaration"):
            accept_appointment(appointment_id=offer.pk, declares_no_conflict=False, by=lead, at=NOW)
        assert not rights(lead, case.engagement)

    def test_is_nobody_elses(self) -> None:
        case = made.accepted()
        offer = TestAppoint().offer(case, staff(Role.LEAD), Role.LEAD)
        with pytest.raises(NotYours):
            accept_appointment(appointment_id=offer.pk, declares_no_conflict=True, by=case[Role.COORDINATOR], at=NOW)

    def test_asks_again_what_changed_since_the_offer(self) -> None:
        case = made.accepted()
        lead = staff(Role.LEAD)
        offer = TestAppoint().offer(case, lead, Role.LEAD)
        InterestFactory.create(person=lead, register_number=case.client.register_number)
        with pytest.raises(NotIndependent):
            accept_appointment(appointment_id=offer.pk, declares_no_conflict=True, by=lead, at=NOW)

    def test_comes_after_no_refusal(self) -> None:
        case = made.accepted()
        lead = staff(Role.LEAD)
        offer = TestAppoint().offer(case, lead, Role.LEAD)
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


class TestEvidenceRequest:
    def test_is_asked_once_per_kind(self) -> None:
        case = made.staffed()
        made.ask(case, "chemical_invoices")
        with pytest.raises(OutOfOrder):
            made.ask(case, "chemical_invoices")

    def test_is_refused_for_a_kind_the_scheme_does_not_know(self) -> None:
        with pytest.raises(Unfit):
            made.ask(made.staffed(), "horoscope")

    def test_is_refused_for_a_day_that_is_past(self) -> None:
        with pytest.raises(Unfit):
            made.ask(made.staffed(), "chemical_invoices", due_on=NOW.date() - timedelta(days=1))
        assert not EvidenceRequest.objects.exists()


class TestReceiveEvidence:
    def test_gives_a_receipt_that_the_store_confirms(self, django_capture_on_commit_callbacks: Any) -> None:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        with django_capture_on_commit_callbacks(execute=True):
            evidence = made.send(case, request, name="../../发票.pdf")
        evidence.refresh_from_db()
        assert evidence.name == "发票.pdf"
        assert evidence.path.endswith(evidence.sha256)
        assert evidence.confirmed_at is not None

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (b"", "empty.pdf"),
            (b"MZ\x90\x00" + bytes(64), "tool.exe"),
            (b"<html></html>", "page.html"),
            (b"no", "a.pdf"),
        ],
    )
    def test_is_refused_for_what_is_not_evidence(self, content: bytes, name: str) -> None:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        with pytest.raises(Unfit) as refusal:
            made.send(case, request, content, name)
        assert "file" in refusal.value.fields
        assert not Evidence.objects.exists()

    def test_is_refused_for_the_same_file_again(self) -> None:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        made.send(case, request)
        with pytest.raises(OutOfOrder, match="here already"):
            made.send(case, request)
        assert Evidence.objects.count() == 1

    def test_lets_a_file_replace_one_of_the_same_request(self) -> None:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        first = made.send(case, request)
        second = made.send(case, request, made.PDF + b"% corrected\n%%EOF\n", replaces=first.pk)
        assert list(Evidence.objects.current()) == [second]

    def test_reads_a_meter_series(self, django_capture_on_commit_callbacks: Any) -> None:
        case = made.staffed()
        request = made.ask(case, "meter_export")
        with django_capture_on_commit_callbacks(execute=True):
            made.send(
                case, request, b"Time,Meter,Power (kW)\n2026-09-01 00:00,M1,600\n2026-09-01 01:00,M1,-60\n", "m.csv"
            )
        series = Series.objects.get()
        assert series.stage == SeriesStage.READ
        total = series.totals.get()
        assert (total.year, str(total.exported_mwh.normalize()), str(total.imported_mwh.normalize())) == (
            2026,
            "0.6",
            "0.06",
        )
        assert series.noticed.filter(code="negative").exists()

    def test_says_why_a_series_cannot_be_read(self, django_capture_on_commit_callbacks: Any) -> None:
        case = made.staffed()
        request = made.ask(case, "meter_export")
        with django_capture_on_commit_callbacks(execute=True):
            made.send(case, request, b"name,colour\nwind,blue\n", "m.csv")
        series = Series.objects.get()
        assert series.stage == SeriesStage.UNREADABLE
        assert series.trouble["en"]
        assert series.trouble["zh"]
        assert not series.totals.exists()

    def test_is_refused_to_whoever_may_not_send(self) -> None:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        case.people[Role.DEVELOPER] = case[Role.REVIEWER]
        with pytest.raises(NotYours):
            made.send(case, request)

    @pytest.mark.parametrize("change", ["sha256 = repeat('0', 64)", "name = 'x'", "size = 1", "confirmed_at = NULL"])
    def test_is_never_rewritten(self, change: str, django_capture_on_commit_callbacks: Any) -> None:
        case = made.staffed()
        with django_capture_on_commit_callbacks(execute=True):
            made.send(case, made.ask(case, "chemical_invoices"))
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(f"UPDATE projects_evidence SET {change}")


class TestCorrectParticulars:
    def test_keeps_what_it_was_and_why(self) -> None:
        case = made.staffed()
        correct_particulars(
            engagement_id=case.engagement.pk,
            particulars=AMMONIA | {"fuel_kg": "24999000"},
            reason="Weighbridge",
            by=case[Role.LEAD],
            at=NOW,
        )
        correction = Correction.objects.get()
        assert (correction.field, correction.was, correction.became) == ("fuel_kg", "25000000", "24999000")
        assert case.engagement.application.particulars["fuel_kg"] == "25000000"

    def test_is_refused_when_nothing_differs(self) -> None:
        case = made.staffed()
        with pytest.raises(OutOfOrder):
            correct_particulars(
                engagement_id=case.engagement.pk, particulars=AMMONIA, reason="None", by=case[Role.LEAD], at=NOW
            )

    def test_is_refused_to_the_client(self) -> None:
        case = made.staffed()
        with pytest.raises(NotYours):
            correct_particulars(
                engagement_id=case.engagement.pk,
                particulars=AMMONIA | {"fuel_kg": "24999000"},
                reason="Better",
                by=case[Role.DEVELOPER],
                at=NOW,
            )
        assert not Correction.objects.exists()


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
        assert rights(case[Role.OBSERVER], case.engagement) == {May.VIEW}
