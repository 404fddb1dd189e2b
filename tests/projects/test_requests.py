"""Requests of every kind, the talk about them, held files looked at, comments pinned: who may, when, what it leaves."""

from datetime import timedelta
from typing import Any

import pytest

from projects import queries
from projects.models import Evidence, EvidenceRequest, Pin, RequestRemark, SharedDocument
from projects.permissions import GRANTS, May, rights
from projects.stages import EvidenceStage, RequestStage, RequestState
from projects.use_cases.accept_evidence import accept_evidence
from projects.use_cases.discuss_request import discuss_request
from projects.use_cases.pin_comment import pin_comment
from projects.use_cases.refuse_evidence import refuse_evidence
from projects.use_cases.release_evidence import release_evidence
from projects.use_cases.request_evidence import request_evidence
from projects.use_cases.request_listed_evidence import request_listed_evidence
from projects.use_cases.return_evidence import return_evidence
from projects.worklist import worklist
from tests.factories import projects as made
from tests.factories.projects import NOW, Case
from verifier.errors import NotYours, OutOfOrder, Unfit
from verifier.people.models import User
from verifier.people.roles import Role
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db

DAY = NOW.date() + timedelta(days=14)
TABLE = {"name": "Data", "visible": True, "rows": 12, "columns": 3, "formulas": 0, "rows_shown": 12, "pages": 1}


def held(case: Case, *, other: Case | None = None) -> Evidence:
    return made.held(case, made.ask(case, "other"), other=other)


def state(request: EvidenceRequest, *, days: int = 0) -> RequestState:
    one = queries.with_state(EvidenceRequest.objects.filter(pk=request.pk)).get()
    return queries.state(one, NOW.date() + timedelta(days=days))


def errands(person: User) -> list[str]:
    return [str(task.title) for task in worklist(person) if task.kind == "Evidence"]


@pytest.fixture
def case() -> Case:
    return made.staffed()


class TestRequestEvidence:
    def test_asks_for_something_of_the_teams_own(self, case: Case) -> None:
        lead = case[Role.LEAD]
        made.ask(case, "mass_balance")
        for title in ("The roof drawings", "The roof drawings"):
            request_evidence(engagement_id=case.engagement.pk, title=title, due_on=DAY, by=lead, at=NOW)
        assert list(EvidenceRequest.objects.values_list("number", "kind", "title")) == [
            (1, "mass_balance", ""),
            (2, "", "The roof drawings"),
            (3, "", "The roof drawings"),
        ]

    @pytest.mark.parametrize("said", [{}, {"kind": "other", "title": "Both"}])
    def test_is_refused_with_neither_or_both(self, case: Case, said: dict[str, str]) -> None:
        with pytest.raises(Unfit):
            request_evidence(engagement_id=case.engagement.pk, due_on=DAY, by=case[Role.LEAD], at=NOW, **said)


class TestRequestListedEvidence:
    def ask(self, case: Case, person: User, **changed: Any) -> list[EvidenceRequest]:
        said = {"due_on": DAY, "by": person, "at": NOW} | changed
        return request_listed_evidence(engagement_id=case.engagement.pk, **said)

    def test_asks_for_what_is_required_and_was_not_asked(self, case: Case) -> None:
        made.ask(case, "transport_records")
        asked = self.ask(case, case[Role.LEAD])
        assert [(one.number, one.kind) for one in asked] == [
            (2, "meter_export"),
            (3, "chemical_invoices"),
            (4, "single_line_diagram"),
        ]
        assert Event.objects.latest("id").details["kinds"] == [one.kind for one in asked]
        with pytest.raises(OutOfOrder):
            self.ask(case, case[Role.LEAD])

    def test_is_refused_to_the_client_and_for_a_day_that_is_past(self, case: Case) -> None:
        with pytest.raises(NotYours):
            self.ask(case, case[Role.DEVELOPER])
        with pytest.raises(Unfit):
            self.ask(case, case[Role.LEAD], due_on=NOW.date() - timedelta(days=1))
        assert not EvidenceRequest.objects.exists()


class TestState:
    def test_follows_the_files_and_what_is_said_of_them(self, case: Case) -> None:
        request, lead = made.ask(case, "other"), case[Role.LEAD]
        assert (state(request), state(request, days=15)) == (RequestState.AWAITED, RequestState.OVERDUE)
        evidence = made.received(case, request)
        assert state(request, days=15) == RequestState.EXAMINED
        made.shelved(evidence)
        assert state(request, days=15) == RequestState.RECEIVED
        return_evidence(request_id=request.pk, text="Page 2 is missing.", by=lead, at=NOW)
        assert state(request) == RequestState.RETURNED
        made.send(case, request, made.PDF + b"% 2\n%%EOF\n", replaces=evidence.pk)
        assert state(request) == RequestState.RECEIVED
        accept_evidence(request_id=request.pk, by=lead, at=NOW)
        assert state(request) == RequestState.ACCEPTED

    def test_is_held_while_one_file_is(self, case: Case) -> None:
        evidence = held(case)
        made.send(case, evidence.request, made.PDF + b"% 2\n%%EOF\n")
        assert state(evidence.request) == RequestState.HELD

    def test_goes_by_the_file_that_replaced_another(self, case: Case) -> None:
        evidence = held(case)
        made.send(case, evidence.request, made.PDF + b"% 2\n%%EOF\n", replaces=evidence.pk)
        assert state(evidence.request) == RequestState.RECEIVED


class TestDiscussRequest:
    def test_lets_both_sides_write(self, case: Case) -> None:
        request = made.ask(case, "other")
        for role in (Role.DEVELOPER, Role.VERIFIER):
            discuss_request(request_id=request.pk, text=f"From the {role}.", by=case[role], at=NOW)
        assert [remark.text for remark in request.remarks.all()] == ["From the developer.", "From the verifier."]

    def test_is_refused_to_who_only_looks(self, case: Case) -> None:
        request = made.ask(case, "other")
        with pytest.raises(NotYours):
            discuss_request(request_id=request.pk, text="Hm.", by=case[Role.OBSERVER], at=NOW)
        assert not RequestRemark.objects.exists()


class TestAcceptEvidence:
    def test_stands_in_the_talk(self, case: Case) -> None:
        request = made.ask(case, "other")
        made.send(case, request)
        accept_evidence(request_id=request.pk, text="Complete.", by=case[Role.VERIFIER], at=NOW)
        assert list(request.remarks.values_list("kind", "text")) == [("acceptance", "Complete.")]

    def test_is_refused_while_nothing_came_or_something_is_not_settled(self, case: Case) -> None:
        request, lead = made.ask(case, "other"), case[Role.LEAD]
        with pytest.raises(OutOfOrder):
            accept_evidence(request_id=request.pk, by=lead, at=NOW)
        made.send(case, request)
        made.received(case, request, made.PDF + b"% 2\n%%EOF\n")
        with pytest.raises(OutOfOrder):
            accept_evidence(request_id=request.pk, by=lead, at=NOW)
        assert state(request) == RequestState.EXAMINED

    def test_ends_with_a_further_file(self, case: Case) -> None:
        request = made.ask(case, "other")
        made.send(case, request)
        accept_evidence(request_id=request.pk, by=case[Role.LEAD], at=NOW)
        made.send(case, request, made.PDF + b"% 2\n%%EOF\n")
        request.refresh_from_db()
        assert request.stage == RequestStage.OPEN

    def test_is_refused_to_the_client(self, case: Case) -> None:
        request = made.ask(case, "other")
        made.send(case, request)
        for act, said in ((accept_evidence, {}), (return_evidence, {"text": "No."})):
            with pytest.raises(NotYours):
                act(request_id=request.pk, by=case[Role.DEVELOPER], at=NOW, **said)


class TestReturnEvidence:
    def test_makes_it_owed_again(self, case: Case) -> None:
        request = made.ask(case, "other")
        made.send(case, request)
        assert request not in EvidenceRequest.objects.owed()
        return_evidence(request_id=request.pk, text="Page 2 is missing.", by=case[Role.LEAD], at=NOW)
        assert request in EvidenceRequest.objects.owed()
        assert request in EvidenceRequest.objects.unanswered()

    def test_is_refused_where_nothing_came_or_it_was_sent_back(self, case: Case) -> None:
        request, lead = made.ask(case, "other"), case[Role.LEAD]
        with pytest.raises(OutOfOrder):
            return_evidence(request_id=request.pk, text="No.", by=lead, at=NOW)
        made.send(case, request)
        return_evidence(request_id=request.pk, text="No.", by=lead, at=NOW)
        with pytest.raises(OutOfOrder):
            return_evidence(request_id=request.pk, text="No.", by=lead, at=NOW)
        assert RequestRemark.objects.count() == 1


class TestReleaseEvidence:
    def test_puts_it_on_file_once(self, case: Case) -> None:
        evidence, lead = held(case), case[Role.LEAD]
        with pytest.raises(NotYours):
            release_evidence(evidence_id=evidence.pk, remark="It is mine.", by=case[Role.DEVELOPER], at=NOW)
        with pytest.raises(Unfit):
            release_evidence(evidence_id=evidence.pk, remark=" ", by=lead, at=NOW)
        release_evidence(evidence_id=evidence.pk, remark="The grid's own table.", by=lead, at=NOW)
        evidence.refresh_from_db()
        assert (evidence.stage, evidence.looked_by, evidence.remark) == ("on_file", lead, "The grid's own table.")
        assert Event.objects.latest("id").details["reason"] == "The grid's own table."
        with pytest.raises(OutOfOrder):
            release_evidence(evidence_id=evidence.pk, remark="Again.", by=lead, at=NOW)
        assert not SharedDocument.objects.exists()

    def test_is_the_teams_own_matter(self, case: Case) -> None:
        release_evidence(evidence_id=held(case).pk, remark="As in another case.", by=case[Role.LEAD], at=NOW)
        told = {who: [one.note for one in queries.happenings(case.engagement, GRANTS[who])] for who in GRANTS}
        assert any("As in another case." in note for note in told[Role.REVIEWER])
        assert not any("As in another case." in note for note in told[Role.DEVELOPER])

    def test_remembers_what_many_cases_may_share(self, case: Case) -> None:
        evidence = held(case)
        release_evidence(evidence_id=evidence.pk, remark="Published.", shared=True, by=case[Role.LEAD], at=NOW)
        assert SharedDocument.objects.get().sha256 == evidence.sha256


class TestRefuseEvidence:
    def test_tells_the_client_why_and_owes_it_again(self, case: Case) -> None:
        evidence = held(case)
        refuse_evidence(evidence_id=evidence.pk, remark="This invoice is another's.", by=case[Role.LEAD], at=NOW)
        evidence.refresh_from_db()
        assert (evidence.stage, evidence.refusal["zh"]) == ("refused", "This invoice is another's.")
        assert state(evidence.request) == RequestState.AWAITED
        assert errands(case[Role.DEVELOPER]) == ["Send: Other"]

    def test_is_refused_for_a_file_that_is_not_held(self, case: Case) -> None:
        evidence = made.send(case, made.ask(case, "other"))
        with pytest.raises(OutOfOrder):
            refuse_evidence(evidence_id=evidence.pk, remark="No.", by=case[Role.LEAD], at=NOW)


class TestPinComment:
    def pin(self, case: Case, evidence: Evidence, place: dict[str, Any], role: Role = Role.VERIFIER) -> Pin:
        return pin_comment(evidence_id=evidence.pk, place=place, text="Why 12?", by=case[role], at=NOW)

    def file(self, case: Case, **digest: Any) -> Evidence:
        evidence = made.received(case, made.ask(case, "other"))
        evidence.shelve(EvidenceStage.ON_FILE, media="pdf", digest=digest, scan="", at=NOW)
        return evidence

    def test_names_the_content(self, case: Case) -> None:
        evidence = self.file(case, pages=3)
        assert self.pin(case, evidence, {"page": 3}).sha256 == evidence.sha256

    @pytest.mark.parametrize(
        "place", [{"page": 4}, {"page": 0}, {}, {"page": 1, "cells": "A1"}, {"sheet": 1, "rows": [1, 2]}, {"rows": [1]}]
    )
    def test_is_refused_for_a_place_that_a_paper_does_not_have(self, case: Case, place: dict[str, Any]) -> None:
        with pytest.raises(Unfit):
            self.pin(case, self.file(case, pages=3), place)

    @pytest.mark.parametrize(
        ("place", "there"),
        [
            ({"sheet": 1, "rows": [4, 12]}, True),
            ({"sheet": 1, "cells": "B4:C9"}, True),
            ({"sheet": 1, "cells": "A12"}, True),
            ({"sheet": 1, "rows": [4, 13]}, False),
            ({"sheet": 1, "rows": [9, 4]}, False),
            ({"sheet": 1, "cells": "B4:D9"}, False),
            ({"sheet": 1, "cells": "everything"}, False),
            ({"sheet": 2, "rows": [1, 1]}, False),
            ({"rows": [1, 1]}, False),
            ({"page": 1}, False),
        ],
    )
    def test_is_made_where_the_table_has_the_place(self, case: Case, place: dict[str, Any], there: bool) -> None:
        evidence = self.file(case, sheets=[TABLE])
        if there:
            assert self.pin(case, evidence, place).place == place
        else:
            with pytest.raises(Unfit):
                self.pin(case, evidence, place)

    def test_is_the_teams_alone(self, case: Case) -> None:
        evidence = self.file(case, pages=1)
        for role in (Role.DEVELOPER, Role.REVIEWER):
            with pytest.raises(NotYours):
                self.pin(case, evidence, {"page": 1}, role)
        pin = self.pin(case, evidence, {"page": 1})
        assert list(Pin.objects.visible_to(case[Role.REVIEWER])) == [pin]
        assert not Pin.objects.visible_to(case[Role.DEVELOPER]).exists()
        assert not Pin.objects.visible_to(made.staffed()[Role.LEAD]).exists()

    def test_is_not_told_to_the_client_by_the_timeline(self, case: Case) -> None:
        self.pin(case, self.file(case, pages=1), {"page": 1})
        told = {
            role: {event.act for event in queries.timeline(case.engagement, rights(case[role], case.engagement))}
            for role in (Role.DEVELOPER, Role.OBSERVER)
        }
        assert told[Role.OBSERVER] - told[Role.DEVELOPER] == {"evidence.pinned"}

    def test_is_refused_for_a_file_that_cannot_be_read(self, case: Case) -> None:
        evidence = made.received(case, made.ask(case, "other"))
        with pytest.raises(OutOfOrder):
            self.pin(case, evidence, {"page": 1})

    def test_stays_with_the_version_that_it_was_made_on(self, case: Case) -> None:
        first = self.file(case, pages=1)
        pin = self.pin(case, first, {"page": 1})
        second = made.send(case, first.request, made.PDF + b"% 2\n%%EOF\n", replaces=first.pk)
        third = made.send(case, first.request, made.PDF + b"% 3\n%%EOF\n", replaces=second.pk)
        assert queries.pins(third, case[Role.LEAD]) == [pin]
        made.send(case, first.request, made.PDF + b"% other\n%%EOF\n")
        assert queries.pins(third, case[Role.DEVELOPER]) == []


class TestLikenesses:
    def test_name_the_other_case_only_to_who_serves_in_it(self, case: Case) -> None:
        other = made.staffed()
        evidence = held(case, other=other)
        [unseen] = queries.likenesses(evidence, case[Role.LEAD])
        assert (unseen.case, unseen.same_client) == (None, False)
        made.serve(case, Role.VERIFIER, other[Role.VERIFIER])
        [seen] = queries.likenesses(evidence, other[Role.VERIFIER])
        assert seen.case == other.engagement


class TestWorklist:
    def test_tells_each_side_what_waits_for_it(self, case: Case) -> None:
        client, lead = case[Role.DEVELOPER], case[Role.LEAD]
        request = made.ask(case, "other")
        assert (errands(client), errands(lead)) == (["Send: Other"], [])
        evidence = made.received(case, request)
        assert (errands(client), errands(lead)) == ([], [])
        made.shelved(evidence)
        assert (errands(client), errands(lead)) == ([], ["Look at what came: Other"])
        return_evidence(request_id=request.pk, text="Page 2.", by=lead, at=NOW)
        assert (errands(client), errands(lead)) == (["Sent back to you: Other"], [])

    def test_has_held_files_for_the_team(self, case: Case) -> None:
        made.send(case, held(case).request, made.PDF + b"% 2\n%%EOF\n")
        assert errands(case[Role.VERIFIER]) == ["Look at a held file: evidence.pdf"]
        assert errands(case[Role.REVIEWER]) == errands(case[Role.DEVELOPER]) == []


class TestTimeline:
    def test_says_what_was_asked_and_answered(self, case: Case) -> None:
        lead = case[Role.LEAD]
        request = request_evidence(
            engagement_id=case.engagement.pk, title="The roof drawings", due_on=DAY, by=lead, at=NOW
        )
        made.send(case, request)
        return_evidence(request_id=request.pk, text="Page 2.", by=lead, at=NOW)
        request_listed_evidence(engagement_id=case.engagement.pk, due_on=DAY, by=lead, at=NOW)
        told = [(one.title, one.note) for one in queries.happenings(case.engagement, frozenset({May.READ}))]
        listed = "Meter export · Invoices of chemicals and materials · Transport records"
        assert told[0][1].startswith(listed)
        assert told[1] == ("Evidence sent back", "R1")
        assert ("Evidence requested", "The roof drawings · R1") in told
