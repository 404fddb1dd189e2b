"""What waits for a person: series to confirm, files refused, signals without a word, the reason of a return."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Comparison, Signal
from projects.use_cases.accept_evidence import accept_evidence
from projects.use_cases.confirm_series import confirm_series
from projects.use_cases.dispose_of_signal import dispose_of_signal
from projects.use_cases.receive_evidence import receive_evidence
from projects.use_cases.request_evidence import request_evidence
from projects.use_cases.return_evidence import return_evidence
from projects.worklist import worklist
from tests.factories import projects as made
from tests.factories.projects import NOW, PDF, Case
from tests.projects import series as exports
from verifier.people.models import User
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db

WHY = {"en": "It is a picture.", "zh": "图片。", "mend": {"en": "Send a PDF.", "zh": ""}}


@pytest.fixture
def case() -> Case:
    return made.staffed()


def errands(person: User, kind: str) -> list[tuple[str, str]]:
    return [(str(task.title), task.url) for task in worklist(person) if task.kind == kind]


class TestSeries:
    def test_wait_for_who_may_send_until_they_are_confirmed(self, case: Case) -> None:
        series = exports.read(case)
        confirm = ("Confirm how meter.csv was understood", f"/series/{series.pk}")
        for role in (Role.DEVELOPER, Role.LEAD, Role.VERIFIER):
            assert confirm in errands(case[role], "Meter series")
        for role in (Role.REVIEWER, Role.OBSERVER, Role.COORDINATOR):
            assert errands(case[role], "Meter series") == []
        confirm_series(series_id=series.pk, by=case[Role.LEAD], at=NOW)
        assert errands(case[Role.DEVELOPER], "Meter series") == []

    def test_wait_when_they_could_not_be_read(self, case: Case) -> None:
        series = exports.read(case, b"no,meter\n1,2\n", "odd.csv")
        assert errands(case[Role.DEVELOPER], "Meter series") == [("Could not be read: odd.csv", f"/series/{series.pk}")]


class TestSignals:
    def test_wait_for_the_team_with_their_number(self, case: Case) -> None:
        series = exports.read(case)
        (signal,) = Signal.objects.open().filter(series=series)
        waiting = ("Say what became of 1 signal in meter.csv", f"/series/{series.pk}#signals")
        assert waiting in errands(case[Role.LEAD], "Meter series")
        assert waiting not in errands(case[Role.DEVELOPER], "Meter series")
        dispose_of_signal(signal_id=signal.pk, verdict="explained", reason="An outage.", by=case[Role.LEAD], at=NOW)
        assert waiting not in errands(case[Role.LEAD], "Meter series")

    def test_between_the_meters_wait_on_their_page(self, case: Case) -> None:
        comparison = Comparison.objects.create(engagement=case.engagement, compared="0" * 64, at=NOW)
        words = {"en": "They differ.", "zh": "不一致。"}
        Signal.objects.create(
            engagement=case.engagement,
            found_in=comparison,
            code="apart",
            severity="major",
            count=1,
            message=words,
            basis=words,
        )
        assert errands(case[Role.VERIFIER], "Meter series") == [
            ("Say what became of 1 signal between the meters", f"/cases/{case.engagement.pk}/meters")
        ]


class TestRefusedFiles:
    def test_wait_until_something_else_is_sent(self, case: Case) -> None:
        request = made.ask(case, "other")
        for number in (1, 2):
            refused = made.received(case, request, PDF + f"% {number}\n%%EOF\n".encode())
            refused.refuse(WHY, at=NOW)
        assert not any("refused" in title for title, _url in errands(case[Role.DEVELOPER], "Evidence"))
        made.send(case, request)
        for role in (Role.DEVELOPER, Role.LEAD):
            refusals = [one for one in errands(case[role], "Evidence") if "refused" in one[0]]
            assert refusals == [("2 refused files of: Other", f"/requests/{request.pk}")]
        better = made.file(PDF + b"% better\n%%EOF\n", "better.pdf")
        later = NOW + timedelta(minutes=1)
        receive_evidence(request_id=request.pk, file=better, by=case[Role.DEVELOPER], at=later)
        assert not any("refused" in title for title, _url in errands(case[Role.DEVELOPER], "Evidence"))

    def test_wait_no_more_once_the_request_is_accepted(self, case: Case) -> None:
        request = made.ask(case, "other")
        made.received(case, request, PDF + b"% 1\n%%EOF\n").refuse(WHY, at=NOW)
        made.send(case, request)
        accept_evidence(request_id=request.pk, by=case[Role.LEAD], at=NOW)
        assert errands(case[Role.DEVELOPER], "Evidence") == []


class TestRequests:
    def test_say_why_they_were_sent_back(self, case: Case) -> None:
        request = made.ask(case, "other")
        for text in ("Page 1 is missing.", "Page 2 is missing."):
            made.send(case, request, text.encode())
            return_evidence(request_id=request.pk, text=text, by=case[Role.LEAD], at=NOW)
            request.refresh_from_db()
            request.turn(request.stage.__class__("open")) if text.startswith("Page 1") else None
        (task,) = [task for task in worklist(case[Role.DEVELOPER]) if task.kind == "Evidence"]
        assert task.note == "Page 2 is missing."

    def test_stand_by_number_where_they_are_due_on_the_same_day(self, case: Case) -> None:
        due_on = (NOW + timedelta(days=14)).date()
        for title in ("C", "A", "B"):
            request_evidence(engagement_id=case.engagement.pk, title=title, due_on=due_on, by=case[Role.LEAD], at=NOW)
        assert [title for title, _url in errands(case[Role.DEVELOPER], "Evidence")] == ["Send: C", "Send: A", "Send: B"]


class TestQueries:
    def test_are_as_many_however_much_waits(self, case: Case) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                list(worklist(case[Role.LEAD]))
            return len(asked)

        exports.read(case)
        few = queries()
        for name in ("D", "E"):
            exports.read(case, exports.export({name: exports.HOLED}), f"{name}.csv")
        assert queries() == few
