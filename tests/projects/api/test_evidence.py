"""Requests, files and findings, as a program sends them."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from projects.models import Evidence, EvidenceRequest, Finding
from projects.stages import FindingStage
from tests.api import Program
from tests.factories import projects as made
from tests.factories.projects import PDF
from tests.factories.worked import METER_EXPORT
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


def paper(content: bytes = PDF, name: str = "单线图.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


class TestRequests:
    def test_are_made_by_the_team(self) -> None:
        case = made.staffed()
        path = f"engagements/{case.engagement.pk}/requests"
        asked: dict[str, Any] = {
            "kind": "single_line_diagram",
            "due_on": (timezone.localdate() + timedelta(days=7)).isoformat(),
        }
        assert Program(case[Role.DEVELOPER]).post(path, **asked).status_code == 403
        answer = Program(case[Role.LEAD]).post(path, **asked)
        assert (answer.status_code, answer.data["number"]) == (201, 1)
        assert [row["id"] for row in Program(case[Role.OBSERVER]).get(path).data["results"]] == [answer.data["id"]]

    def test_for_the_past_are_refused(self) -> None:
        case = made.staffed()
        yesterday = timezone.localdate() - timedelta(days=1)
        answer = Program(case[Role.LEAD]).post(
            f"engagements/{case.engagement.pk}/requests", kind="single_line_diagram", due_on=yesterday.isoformat()
        )
        assert answer.status_code == 422
        assert not EvidenceRequest.objects.exists()


class TestSendFile:
    def test_gives_a_receipt_with_the_hash_of_what_came_in(self) -> None:
        case = made.staffed()
        request = made.ask(case, "single_line_diagram")
        answer = Program(case[Role.DEVELOPER]).send(f"requests/{request.pk}/evidence", file=paper())
        assert answer.status_code == 201
        digest = hashlib.sha256(PDF).hexdigest()
        assert (answer.data["sha256"], answer.data["size"], answer.data["name"]) == (digest, len(PDF), "单线图.pdf")
        assert abs(timezone.now() - Evidence.objects.get().received_at).total_seconds() < 60

    def test_is_refused_a_second_time(self) -> None:
        case = made.staffed()
        request = made.ask(case, "single_line_diagram")
        program = Program(case[Role.DEVELOPER])
        assert program.send(f"requests/{request.pk}/evidence", file=paper()).status_code == 201
        assert program.send(f"requests/{request.pk}/evidence", file=paper()).status_code == 409

    @pytest.mark.parametrize(
        ("form", "status", "pointer"),
        [
            ({}, 400, "#/file"),
            ({"file": ""}, 400, "#/file"),
            ({"file": (b"", "empty.pdf")}, 422, "#/file"),
            ({"file": (b"MZ" + b"\0" * 100, "tool.exe")}, 422, "#/file"),
            ({"file": (PDF, "a.pdf"), "zone": "Chifeng"}, 400, "#/zone"),
            ({"file": (PDF, "a.pdf"), "zone": "Factory"}, 400, "#/zone"),
            ({"file": (PDF, "a.pdf"), "replaces": str(uuid4())}, 400, "#/replaces"),
        ],
    )
    def test_refuses_what_does_not_fit(self, form: dict[str, Any], status: int, pointer: str) -> None:
        case = made.staffed()
        request = made.ask(case, "single_line_diagram")
        if isinstance(form.get("file"), tuple):
            form = form | {"file": paper(*form["file"])}
        answer = Program(case[Role.DEVELOPER]).send(f"requests/{request.pk}/evidence", **form)
        assert answer.status_code == status
        assert [error["pointer"] for error in answer.data["errors"]] == [pointer]
        assert not Evidence.objects.exists()

    def test_refuses_a_file_beyond_the_limit(self, settings: Any) -> None:
        settings.MAX_EVIDENCE_BYTES = 20
        case = made.staffed()
        request = made.ask(case, "single_line_diagram")
        answer = Program(case[Role.DEVELOPER]).send(f"requests/{request.pk}/evidence", file=paper())
        assert answer.status_code == 422
        assert answer.data["mend"]
        assert not Evidence.objects.exists()

    def test_refuses_who_may_not_send_before_it_reads_the_file(self, settings: Any) -> None:
        settings.MAX_EVIDENCE_BYTES = 20
        case = made.staffed()
        request = made.ask(case, "single_line_diagram")
        answer = Program(case[Role.OBSERVER]).send(f"requests/{request.pk}/evidence", file=paper())
        assert answer.status_code == 403

    def test_keeps_a_path_out_of_the_name(self) -> None:
        case = made.staffed()
        request = made.ask(case, "single_line_diagram")
        answer = Program(case[Role.DEVELOPER]).send(
            f"requests/{request.pk}/evidence", file=paper(name="../../etc/图.pdf")
        )
        assert answer.data["name"] == "图.pdf"

    def test_replaces_a_file_of_the_same_request(self) -> None:
        case = made.staffed()
        request = made.ask(case, "single_line_diagram")
        program = Program(case[Role.DEVELOPER])
        first = program.send(f"requests/{request.pk}/evidence", file=paper()).data["id"]
        second = program.send(f"requests/{request.pk}/evidence", file=paper(PDF + b"\n"), replaces=first)
        assert (second.status_code, second.json()["replaces"]) == (201, first)

    def test_reads_a_meter_series(self, django_capture_on_commit_callbacks: Any) -> None:
        case = made.staffed()
        request = made.ask(case, "meter_export")
        export = SimpleUploadedFile("meter.csv", METER_EXPORT["iscc_eu"].encode(), content_type="text/csv")
        with django_capture_on_commit_callbacks(execute=True):
            answer = Program(case[Role.DEVELOPER]).send(
                f"requests/{request.pk}/evidence", file=export, zone="Asia/Shanghai"
            )
        receipt = Program(case[Role.LEAD]).get(f"evidence/{answer.data['id']}").data
        series = Program(case[Role.LEAD]).get(f"series/{receipt['series']}").data
        assert (series["stage"], series["zone"], series["rows"]) == ("read", "Asia/Shanghai", 24)
        # 24 hours of 346 MW
        assert [(total["year"], total["exported_mwh"]) for total in series["totals"]] == [
            (2026, "8304.000000000000000")
        ]


class TestContent:
    def test_is_what_came_in_as_an_attachment(self) -> None:
        case = made.staffed()
        evidence = made.send(case, made.ask(case, "single_line_diagram"), PDF, "图.pdf")
        answer = Program(case[Role.LEAD]).get(f"evidence/{evidence.pk}/content", headers={"Accept": "application/pdf"})
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")

    def test_is_nothing_to_a_stranger(self) -> None:
        case, other = made.staffed(), made.opened()
        evidence = made.send(case, made.ask(case, "single_line_diagram"))
        for path in (f"evidence/{evidence.pk}", f"evidence/{evidence.pk}/content"):
            assert Program(other[Role.DEVELOPER]).get(path).status_code == 404


class TestFindings:
    def test_are_raised_answered_returned_and_closed(self) -> None:
        case = made.staffed()
        lead, client = Program(case[Role.LEAD]), Program(case[Role.DEVELOPER])
        raised = lead.post(
            f"engagements/{case.engagement.pk}/findings",
            grade="minor",
            title="Invoice missing",
            text="The invoice of 12 September is missing.",
            clause="Art. 15",
        )
        assert raised.status_code == 201
        path = f"findings/{raised.data['id']}"
        assert client.post(f"{path}/answers", text="Here.").data["stage"] == "answered"
        assert lead.post(f"{path}/returns", text="Page 2 is missing.").data["stage"] == "open"
        assert client.post(f"{path}/answers", text="Page 2.").data["stage"] == "answered"
        assert lead.post(f"{path}/closure", text="Seen.").data["stage"] == "closed"
        told = client.get(path).data["remarks"]
        assert [remark["kind"] for remark in told] == ["answer", "return", "answer", "conclusion"]

    def test_are_answered_with_a_file_of_the_case_only(self) -> None:
        case, other = made.staffed(), made.staffed()
        finding = made.found(case)
        own = made.send(case, made.ask(case, "single_line_diagram"))
        foreign = made.send(other, made.ask(other, "single_line_diagram"))
        program = Program(case[Role.DEVELOPER])
        refused = program.post(f"findings/{finding.pk}/answers", text="See the file.", evidence_id=foreign.pk)
        assert refused.status_code == 400
        assert Finding.objects.get(pk=finding.pk).stage == FindingStage.OPEN
        taken = program.post(f"findings/{finding.pk}/answers", text="See the file.", evidence_id=own.pk)
        assert taken.json()["remarks"][0]["evidence"] == str(own.pk)
