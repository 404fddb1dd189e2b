"""From the draft to the decision, as a program does it."""

import pytest

from projects.stages import Stage
from reports.models import Check, Report, Statement
from reports.stages import ReportStage
from tests.api import Program
from tests.factories import projects as made
from tests.factories import reports as written
from tests.factories.worked import TOO_MUCH_GRID
from verifier.people.roles import Role
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db


class TestReport:
    def test_is_drafted_with_computed_figures(self) -> None:
        case = made.evidenced()
        path = f"engagements/{case.engagement.pk}/report"
        assert Program(case[Role.LEAD]).get(path).status_code == 404
        assert Program(case[Role.DEVELOPER]).put(path, summary="Mine.").status_code == 403
        answer = Program(case[Role.LEAD]).put(path, summary="All was examined.", calculation={"results": []})
        assert answer.status_code == 200
        shown = {result["code"]: result["shown"] for result in answer.data["calculation"]["results"]}
        assert (shown["E"], shown["saving"]) == ("3.900752", "95.8503")
        assert Program(case[Role.OBSERVER]).get(path).data["id"] == answer.data["id"]

    def test_keeps_what_the_rules_answered(self) -> None:
        case, report = written.drafted()
        path = f"reports/{report.pk}/checks"
        assert Program(case[Role.OBSERVER]).post(path, gate="submit").status_code == 403
        assert Program(case[Role.LEAD]).post(path, gate="whenever").status_code == 400
        answer = Program(case[Role.LEAD]).post(path, gate="submit")
        assert (answer.status_code, answer.data["breached"]) == (201, 0)
        assert answer.data["answers"]
        assert Check.objects.count() == 1
        listed = Program(case[Role.REVIEWER]).get(path).data["results"]
        assert [check["id"] for check in listed] == [answer.data["id"]]

    def test_is_held_back_by_its_rule_with_the_clause(self) -> None:
        case = made.evidenced(particulars=TOO_MUCH_GRID)
        report = written.draft(case)
        answer = Program(case[Role.LEAD]).post(f"reports/{report.pk}/submission")
        assert answer.status_code == 409
        assert answer.data["type"] == "urn:verifier:held-back"
        assert all(reason["clause"] for reason in answer.data["reasons"])
        assert case.fresh().stage == Stage.UNDER_WAY

    def test_is_returned_once_and_then_passed(self) -> None:
        case, report = written.drafted()
        lead, reviewer = Program(case[Role.LEAD]), Program(case[Role.REVIEWER])
        assert lead.post(f"reports/{report.pk}/submission").data["stage"] == "submitted"
        assert reviewer.post(f"reports/{report.pk}/review", verdict="maybe", text="?").status_code == 400
        returned = reviewer.post(f"reports/{report.pk}/review", verdict="returned", text="Say how.")
        assert (returned.status_code, returned.data["verdict"]) == (201, "returned")
        path = f"engagements/{case.engagement.pk}/report"
        second = lead.put(path, summary="All was examined, and how.").data
        assert (second["version"], second["stage"]) == (2, "draft")
        lead.post(f"reports/{second['id']}/submission")
        reviewer.post(f"reports/{second['id']}/review", verdict="passed", text="Sound.")
        assert lead.get(f"reports/{second['id']}").data["review"]["text"] == "Sound."
        assert case.fresh().stage == Stage.FOR_DECISION

    def test_is_moved_at_the_version_that_was_seen(self) -> None:
        case, report = written.submitted()
        answer = Program(case[Role.REVIEWER]).post(
            f"reports/{report.pk}/review", seen='"1"', verdict="passed", text="Sound."
        )
        assert answer.status_code == 412
        assert Report.objects.get().stage == ReportStage.SUBMITTED

    def test_is_decided_and_issued_by_the_certifier(self) -> None:
        case, report = written.passed()
        certifier = Program(case[Role.CERTIFIER])
        assert Program(case[Role.REVIEWER]).post(f"reports/{report.pk}/issuance").status_code == 403
        assert certifier.post(f"reports/{report.pk}/issuance").status_code == 409
        decided = certifier.post(f"reports/{report.pk}/decision", verdict="issue", text="Sufficient.")
        assert (decided.status_code, decided.data["verdict"]) == (201, "issue")
        issued = certifier.post(f"reports/{report.pk}/issuance")
        assert (issued.status_code, issued.data["stage"]) == (201, "approved")
        assert issued.data["number"] == Statement.objects.get().number

    def test_is_read_by_the_client_once_it_is_decided_on(self) -> None:
        case, report = written.passed()
        paths = (f"reports/{report.pk}", f"engagements/{case.engagement.pk}/report", f"reports/{report.pk}/checks")
        assert {Program(case[Role.DEVELOPER]).get(path).status_code for path in paths} == {404}
        Program(case[Role.CERTIFIER]).post(f"reports/{report.pk}/decision", verdict="issue", text="Sufficient.")
        assert {Program(case[Role.DEVELOPER]).get(path).status_code for path in paths} == {200}

    def test_is_refused(self) -> None:
        case, report = written.passed()
        answer = Program(case[Role.CERTIFIER]).post(f"reports/{report.pk}/decision", verdict="refuse", text="No.")
        assert (answer.data["verdict"], case.fresh().stage) == ("refuse", Stage.REFUSED)

    def test_is_nothing_to_a_stranger(self) -> None:
        (_case, report), stranger = written.submitted(), Program(made.opened()[Role.COORDINATOR])
        before = Event.objects.count()
        for path in ("", "/checks"):
            assert stranger.get(f"reports/{report.pk}{path}").status_code == 404
        for path, body in {
            "checks": {"gate": "submit"},
            "submission": {},
            "review": {"verdict": "passed", "text": "Fine."},
            "decision": {"verdict": "issue", "text": "Fine."},
            "issuance": {},
        }.items():
            assert stranger.post(f"reports/{report.pk}/{path}", **body).status_code == 404
        assert Event.objects.count() == before
