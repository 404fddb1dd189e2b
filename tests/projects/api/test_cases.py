"""From the application to the team, as a program does it."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from projects.models import Application, Appointment, Engagement, FieldWork
from projects.stages import Stage
from tests.api import Program
from tests.factories import projects as made
from tests.factories.people import UserFactory, staff
from tests.factories.worked import AMMONIA, PARTICULARS
from tests.projects.api.test_doors import ASKED
from verifier.people.roles import Role
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db


class TestFieldWork:
    def test_is_recorded_whole_and_read_newest_first(self) -> None:
        case = made.staffed()
        lead, path = Program(case[Role.LEAD]), f"engagements/{case.engagement.pk}/field-work"
        for persons in (2, 3):
            work = {"visits": [{"on": "2026-10-05", "kind": "physical", "persons": persons}]}
            assert lead.post(path, work=work).status_code == 201
        read = [row["work"]["visits"][0]["persons"] for row in lead.get(path).data["results"]]
        assert read == [3, 2]

    def test_names_the_bad_field(self) -> None:
        case = made.staffed()
        path = f"engagements/{case.engagement.pk}/field-work"
        answer = Program(case[Role.LEAD]).post(path, work={"misstatements": [{"reference": "M-1", "amount": "1e999"}]})
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.data["errors"]] == ["#/misstatements/0/amount"]
        assert not FieldWork.objects.exists()

    def test_is_refused_over_what_the_caller_did_not_see(self) -> None:
        case = made.staffed()
        path = f"engagements/{case.engagement.pk}/field-work"
        answer = Program(case[Role.LEAD]).post(path, seen='"999"', work={"claims_sampled": 5})
        assert answer.status_code == 412
        assert not FieldWork.objects.exists()


class TestApplications:
    def test_are_filed(self) -> None:
        person, client = made.developer()
        answer = Program(person).post("applications", **ASKED, client_id=client.pk, particulars=PARTICULARS["iscc_eu"])
        assert answer.status_code == 201
        filed = Application.objects.get()
        assert (answer.data["id"], answer.data["country"], answer.data["engagement"]) == (str(filed.pk), "CN", None)
        assert filed.filed_by == person
        assert abs(timezone.now() - filed.filed_at).total_seconds() < 60

    def test_are_filed_once(self) -> None:
        person, client = made.developer()
        asked: dict[str, Any] = ASKED | {"client_id": client.pk, "particulars": PARTICULARS["iscc_eu"]}
        assert Program(person).post("applications", **asked).status_code == 201
        assert Program(person).post("applications", **asked).status_code == 409
        assert Application.objects.count() == 1

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("scheme", "unheard_of"),
            ("country", "CHN"),
            ("period_from", "1 September"),
            ("particulars", []),
            ("title", ""),
        ],
    )
    def test_of_another_shape_are_refused(self, field: str, value: Any) -> None:
        person, client = made.developer()
        asked: dict[str, Any] = ASKED | {"client_id": client.pk, "particulars": PARTICULARS["iscc_eu"], field: value}
        answer = Program(person).post("applications", **asked)
        assert answer.status_code == 400
        assert [error["pointer"] for error in answer.data["errors"]] == [f"#/{field}"]

    def test_are_seen_by_the_client_and_by_coordinators(self) -> None:
        filed = made.application()
        for person in (filed.filed_by, staff(Role.COORDINATOR)):
            assert [row["id"] for row in Program(person).get("applications").data["results"]] == [str(filed.pk)]
            assert Program(person).get(f"applications/{filed.pk}").data["particulars"] == filed.particulars
        stranger, _client = made.developer()
        assert Program(stranger).get("applications").data["results"] == []
        assert Program(stranger).get(f"applications/{filed.pk}").status_code == 404

    def test_are_opened_by_a_coordinator(self) -> None:
        filed = made.application()
        assert Program(filed.filed_by).post(f"applications/{filed.pk}/open").status_code == 403
        assert not Engagement.objects.exists()
        answer = Program(staff(Role.COORDINATOR)).post(f"applications/{filed.pk}/open")
        assert answer.status_code == 201
        assert (answer.data["stage"], answer.data["moves"]) == ("enquiry", ["accept", "decline"])
        assert Program(filed.filed_by).get(f"applications/{filed.pk}").json()["engagement"] == answer.data["id"]


class TestEngagements:
    def test_are_shown_with_the_moves_and_rights_of_the_reader(self) -> None:
        case = made.opened()
        path = f"engagements/{case.engagement.pk}"
        shown = Program(case[Role.COORDINATOR]).get(path).data
        assert shown["moves"] == ["accept", "decline"]
        assert shown["rights"] == ["accept_engagement", "appoint", "publish", "read_report", "view_engagement"]
        assert Program(case[Role.DEVELOPER]).get(path).data["moves"] == []

    def test_are_listed_by_stage_and_scheme(self) -> None:
        case = made.opened()
        program = Program(case[Role.COORDINATOR])

        def listed(query: str) -> list[str]:
            return [row["number"] for row in program.get(f"engagements{query}").data["results"]]

        assert listed("") == listed("?stage=enquiry&scheme=iscc_eu") == [case.engagement.number]
        assert listed("?stage=closed") == listed("?scheme=vcs") == []
        assert program.get("engagements?stage=anywhere").status_code == 400

    def test_are_declined_with_a_reason(self) -> None:
        case = made.opened()
        path = f"engagements/{case.engagement.pk}/decline"
        assert Program(case[Role.COORDINATOR]).post(path).status_code == 400
        answer = Program(case[Role.COORDINATOR]).post(path, reason="Outside our scope.")
        assert (answer.status_code, answer.data["stage"]) == (200, "declined")
        assert Event.objects.last().details == {"reason": "Outside our scope."}  # type: ignore[union-attr]

    def test_are_nothing_to_a_stranger(self) -> None:
        case, stranger = made.opened(), made.opened()[Role.COORDINATOR]
        for part in ("", "/appointments", "/requests", "/evidence", "/findings", "/events", "/report"):
            assert Program(stranger).get(f"engagements/{case.engagement.pk}{part}").status_code == 404
        assert Program(stranger).post(f"engagements/{case.engagement.pk}/accept").status_code == 404
        assert case.fresh().stage == Stage.ENQUIRY

    def test_tell_their_story_with_people_as_keys(self) -> None:
        case = made.accepted()
        told = Program(case[Role.DEVELOPER]).get(f"engagements/{case.engagement.pk}/events").data["results"]
        assert [line["act"] for line in told] == ["application.filed", "project.opened", "engagement.accepted"]
        assert told[0]["actor"] == str(case[Role.DEVELOPER].pk)


class TestParticulars:
    def test_are_corrected_field_by_field(self) -> None:
        case = made.staffed()
        program, path = Program(case[Role.LEAD]), f"engagements/{case.engagement.pk}"
        tag = program.get(path)["ETag"]
        corrected = AMMONIA | {"nitrous_oxide_kg": "55"}
        answer = program.put(f"{path}/particulars", seen=tag, particulars=corrected, reason="Meter read anew.")
        assert answer.status_code == 200
        assert answer.data["particulars"]["nitrous_oxide_kg"] == "55"
        assert answer["ETag"] != tag
        again = program.put(f"{path}/particulars", seen=tag, particulars=AMMONIA, reason="Back.")
        assert again.status_code == 412
        assert case.fresh().particulars["nitrous_oxide_kg"] == "55"


class TestAppointments:
    def test_are_offered_accepted_and_ended(self) -> None:
        case, verifier = made.accepted(), staff(Role.VERIFIER)
        coordinator, path = Program(case[Role.COORDINATOR]), f"engagements/{case.engagement.pk}/appointments"
        offer = coordinator.post(path, person_id=verifier.pk, role="verifier")
        assert offer.status_code == 201
        mine = Program(verifier).get("appointments").data["results"]
        assert [(one["id"], one["accepted_at"]) for one in mine] == [(offer.data["id"], None)]
        assert Program(verifier).get(f"engagements/{case.engagement.pk}").status_code == 404
        place = f"appointments/{offer.data['id']}"
        assert Program(verifier).post(f"{place}/accept", declares_no_conflict=False).status_code == 409
        assert Program(verifier).post(f"{place}/accept", declares_no_conflict=True).data["accepted_at"]
        assert Program(verifier).get(f"engagements/{case.engagement.pk}").status_code == 200
        assert coordinator.post(f"{place}/end", reason="On leave.").data["remark"] == "On leave."
        assert Program(verifier).get(f"engagements/{case.engagement.pk}").status_code == 404

    def test_are_declined_by_the_one_who_was_asked(self) -> None:
        case, verifier = made.accepted(), staff(Role.VERIFIER)
        path = f"engagements/{case.engagement.pk}/appointments"
        offer = Program(case[Role.COORDINATOR]).post(path, person_id=verifier.pk, role="verifier").data["id"]
        assert Program(case[Role.COORDINATOR]).post(f"appointments/{offer}/decline", reason="No.").status_code == 403
        assert Program(staff(Role.VERIFIER)).post(f"appointments/{offer}/decline", reason="No.").status_code == 404
        assert Program(verifier).post(f"appointments/{offer}/decline", reason="No time.").data["declined_at"]

    def test_say_all_that_speaks_against_a_person(self) -> None:
        case = made.accepted()
        answer = Program(case[Role.COORDINATOR]).post(
            f"engagements/{case.engagement.pk}/appointments", person_id=case[Role.DEVELOPER].pk, role="lead"
        )
        assert answer.status_code == 409
        assert answer.data["type"] == "urn:verifier:not-independent"
        assert len(answer.data["reasons"]) > 1
        assert not Appointment.objects.filter(role=Role.LEAD).exists()

    @pytest.mark.parametrize(("person", "role"), [(uuid4(), "lead"), ("nobody", "lead"), (None, "chief")])
    def test_of_nobody_or_to_nothing_are_refused(self, person: Any, role: str) -> None:
        case = made.accepted()
        person = person or UserFactory.create().pk
        answer = Program(case[Role.COORDINATOR]).post(
            f"engagements/{case.engagement.pk}/appointments", person_id=person, role=role
        )
        assert answer.status_code == 400

    def test_are_offered_among_those_who_hold_the_office(self) -> None:
        case, lead = made.accepted(), staff(Role.LEAD)
        path = f"engagements/{case.engagement.pk}/eligible"
        offered = Program(case[Role.COORDINATOR]).get(path).data
        assert [person["id"] for row in offered if row["role"] == "lead" for person in row["people"]] == [str(lead.pk)]
        assert Program(case[Role.DEVELOPER]).get(path).status_code == 403


class TestMe:
    def test_knows_offices_clients_and_what_waits(self) -> None:
        filed = made.application()
        shown = Program(filed.filed_by).get("me").data
        assert [client["id"] for client in shown["clients"]] == [str(filed.client.pk)]
        coordinator = Program(staff(Role.COORDINATOR)).get("me").data
        assert [office["role"] for office in coordinator["offices"]] == ["coordinator"]
        assert [task["url"] for task in coordinator["worklist"]] == [f"/applications/{filed.pk}"]
