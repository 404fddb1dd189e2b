"""Requests, held files and pinned comments, as a program handles them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from projects.models import Evidence, Pin
from projects.stages import EvidenceStage
from tests.api import Program
from tests.factories import projects as made
from tests.factories.projects import NOW, Case
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db

SOON = (timezone.localdate() + timedelta(days=7)).isoformat()


@pytest.fixture
def case() -> Case:
    return made.staffed()


class TestRequests:
    def test_are_made_by_kind_by_title_or_from_the_list(self, case: Case) -> None:
        lead, path = Program(case[Role.LEAD]), f"engagements/{case.engagement.pk}/requests"
        own = lead.post(path, title="Roof drawings", due_on=SOON)
        assert (own.status_code, own.data["kind"], own.data["title"]) == (201, "", "Roof drawings")
        assert lead.post(path, due_on=SOON).status_code == 422
        listed = lead.post(f"{path}/listed", due_on=SOON)
        assert (listed.status_code, len(listed.data)) == (201, 4)
        assert lead.post(f"{path}/listed", due_on=SOON).status_code == 409

    def test_are_talked_about_sent_back_and_accepted(self, case: Case) -> None:
        request = made.ask(case, "other")
        lead, client, path = Program(case[Role.LEAD]), Program(case[Role.DEVELOPER]), f"requests/{request.pk}"
        assert lead.post(f"{path}/acceptance").status_code == 409
        made.send(case, request)
        assert client.post(f"{path}/remarks", text="Here it is.").status_code == 200
        assert client.post(f"{path}/acceptance").status_code == 403
        assert lead.post(f"{path}/return", text="").status_code == 400
        assert lead.post(f"{path}/return", text="Page 2.", due_on="2020-01-01").status_code == 422
        returned = lead.post(f"{path}/return", text="Page 2.", due_on="2099-01-31").data
        assert (returned["stage"], returned["due_on"]) == ("returned", "2099-01-31")
        made.send(case, request, made.PDF + b"% 2\n%%EOF\n")
        assert lead.post(f"{path}/acceptance", text="Complete.").data["stage"] == "accepted"
        told = client.get(path).data["remarks"]
        assert [(one["kind"], one["text"]) for one in told] == [
            ("message", "Here it is."),
            ("return", "Page 2."),
            ("acceptance", "Complete."),
        ]


class TestHeldFiles:
    def held(self, case: Case) -> Evidence:
        return made.held(case, made.ask(case, "other"))

    def test_are_looked_at_without_a_name_of_another_client(self, case: Case) -> None:
        evidence = self.held(case)
        found = Program(case[Role.REVIEWER]).get(f"evidence/{evidence.pk}/reuses").data
        assert found == [{"case": None, "same_client": False, "found": [{"kind": "content", "value": ""}]}]
        client = Program(case[Role.DEVELOPER])
        assert client.get(f"evidence/{evidence.pk}/reuses").status_code == 403
        assert client.get(f"evidence/{evidence.pk}").data["stage"] == "held"

    def test_are_released(self, case: Case) -> None:
        path = f"evidence/{self.held(case).pk}/release"
        assert Program(case[Role.DEVELOPER]).post(path, remark="Mine.").status_code == 403
        lead = Program(case[Role.LEAD])
        assert lead.post(path).status_code == 400
        assert lead.post(path, remark="Published.", shared=True).data["stage"] == "on_file"
        assert lead.post(path, remark="Again.").status_code == 409

    def test_are_refused_with_the_reason(self, case: Case) -> None:
        evidence = self.held(case)
        answer = Program(case[Role.LEAD]).post(f"evidence/{evidence.pk}/refusal", remark="It is another's.")
        assert (answer.data["stage"], answer.data["refusal"]["en"]) == ("refused", "It is another's.")
        client = Program(case[Role.DEVELOPER])
        assert client.get(f"evidence/{evidence.pk}").data["refusal"]["mend"]["en"]
        assert client.get(f"evidence/{evidence.pk}/content").status_code == 404


class TestContent:
    @pytest.mark.parametrize("refused", [True, False])
    def test_is_not_given_before_it_was_examined_or_after_it_was_refused(self, case: Case, refused: bool) -> None:
        evidence = made.received(case, made.ask(case, "other"))
        if refused:
            evidence.refuse({"en": "No.", "zh": "不行。", "mend": {"en": "", "zh": ""}}, at=NOW)
        for role in (Role.LEAD, Role.DEVELOPER):
            assert Program(case[role]).get(f"evidence/{evidence.pk}/content").status_code == 404
            assert Program(case[role]).get(f"evidence/{evidence.pk}").status_code == 200


class TestPins:
    def file(self, case: Case) -> Evidence:
        evidence = made.received(case, made.ask(case, "other"))
        evidence.shelve(EvidenceStage.ON_FILE, media="pdf", digest={"pages": 3}, scan="", at=NOW)
        return evidence

    def test_name_the_content_they_are_on(self, case: Case) -> None:
        evidence, lead = self.file(case), Program(case[Role.LEAD])
        path = f"evidence/{evidence.pk}/pins"
        made_ = lead.post(path, place={"page": 2}, text="The date is missing.")
        assert (made_.status_code, made_.data["sha256"]) == (201, evidence.sha256)
        [listed] = Program(case[Role.OBSERVER]).get(path).data["results"]
        assert (listed["place"], listed["text"]) == ({"page": 2}, "The date is missing.")

    @pytest.mark.parametrize(
        ("place", "status"),
        [
            ({"page": 4}, 422),
            ({"page": 0}, 400),
            ({}, 422),
            ({"rows": [1]}, 400),
            ({"rows": [1, 2]}, 201),
            ({"rows": [1, 10**9 + 1]}, 422),
            ({"page": 1, "rows": [1, 2]}, 422),
            ({"sheet": 1, "cells": "B4"}, 422),
        ],
    )
    def test_are_made_where_there_is_a_place(self, case: Case, place: dict[str, Any], status: int) -> None:
        path = f"evidence/{self.file(case).pk}/pins"
        answer = Program(case[Role.LEAD]).post(path, place=place, text="Why?")
        assert (answer.status_code, Pin.objects.count()) == (status, int(status == 201))

    def test_are_not_there_for_the_client_or_for_strangers(self, case: Case) -> None:
        path = f"evidence/{self.file(case).pk}/pins"
        for person, status in ((case[Role.DEVELOPER], 403), (made.staffed()[Role.LEAD], 404)):
            assert Program(person).get(path).status_code == status
            assert Program(person).post(path, place={"page": 1}, text="x").status_code == status
        assert not Pin.objects.exists()
