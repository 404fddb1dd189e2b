"""Asking for evidence, sending it, its receipt, and getting the bytes back."""

import hashlib
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import Settings

from projects.models import Evidence, EvidenceRequest
from tests.factories import projects as made
from tests.factories.projects import PDF
from tests.factories.worked import METER_EXPORT
from tests.projects.web.readers import Reader, text
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


def paper(content: bytes = PDF, name: str = "diagram.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


@pytest.fixture
def case() -> made.Case:
    return made.staffed()


@pytest.fixture
def asked(case: made.Case) -> EvidenceRequest:
    return made.ask(case, "single_line_diagram")


class TestSend:
    def test_gives_a_receipt_of_exactly_what_came(self, case: made.Case, asked: EvidenceRequest) -> None:
        answer = Reader(case[Role.DEVELOPER]).do("send", asked.pk, file=paper(name="单线图.pdf"))
        came = Evidence.objects.get()
        assert answer.url == reverse("projects:receipt", args=[came.pk])
        assert (came.name, came.size, came.sha256) == ("单线图.pdf", len(PDF), hashlib.sha256(PDF).hexdigest())
        page = text(Reader(case[Role.DEVELOPER]).client.get(answer.url))
        assert came.sha256 in page
        assert "单线图.pdf" in page

    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("../../etc/cron.d/diagram.pdf", "diagram.pdf"),
            ("..\\..\\diagram.pdf", "diagram.pdf"),
            ("C:\\电站\\单线图.PDF", "单线图.PDF"),
            ("a\u202efdp.pdf", "afdp.pdf"),
            (f"{'长' * 300}.pdf", f"{'长' * 146}.pdf"),
        ],
    )
    def test_keeps_only_the_name_of_a_name(self, case: made.Case, asked: EvidenceRequest, name: str, kept: str) -> None:
        file = paper()
        file._name = name  # past Django's own class, which would clean it before it is sent
        Reader(case[Role.DEVELOPER]).do("send", asked.pk, file=file)
        assert Evidence.objects.get().name == kept

    @pytest.mark.parametrize(
        ("content", "name", "said"),
        [
            (b"", "diagram.pdf", "The file is empty (0 bytes)."),
            (PDF, "diagram.exe", "are not taken"),
            (PDF, "macro.xlsm", "macros"),
            (PDF, f"diagram.{'长' * 200}", "are not taken"),
        ],
    )
    def test_refuses_at_once_what_its_name_and_size_tell(
        self, case: made.Case, asked: EvidenceRequest, content: bytes, name: str, said: str
    ) -> None:
        page = Reader(case[Role.DEVELOPER]).do("send", asked.pk, file=paper(content, name))
        assert page.status_code == 422
        assert said in text(page)
        assert "What would mend it" in text(page)
        assert '<a href="#id_file">' in page.content.decode()
        assert not Evidence.objects.exists()

    def test_refuses_a_form_without_a_file(self, case: made.Case, asked: EvidenceRequest) -> None:
        page = Reader(case[Role.DEVELOPER]).do("send", asked.pk)
        assert page.status_code == 422
        assert "Choose a file." in text(page)

    def test_refuses_the_same_file_again(self, case: made.Case, asked: EvidenceRequest) -> None:
        reader = Reader(case[Role.DEVELOPER])
        reader.do("send", asked.pk, file=paper())
        page = reader.do("send", asked.pk, file=paper(name="again.pdf"))
        assert page.status_code == 409
        assert "diagram.pdf" in text(page)
        assert Evidence.objects.count() == 1

    def test_puts_a_corrected_file_in_the_place_of_the_old(self, case: made.Case, asked: EvidenceRequest) -> None:
        reader = Reader(case[Role.DEVELOPER])
        reader.do("send", asked.pk, file=paper())
        first = Evidence.objects.get()
        reader.do("send", asked.pk, file=paper(PDF + b"% 2\n%%EOF\n", "better.pdf"), replaces=first.pk)
        assert Evidence.objects.standing().get().replaces == first
        assert "Replaced by better.pdf on" in text(reader.see("asked", asked.pk))

    def test_does_not_replace_a_file_of_another_request(self, case: made.Case, asked: EvidenceRequest) -> None:
        other = made.send(case, made.ask(case, "mass_balance"))
        page = Reader(case[Role.DEVELOPER]).do("send", asked.pk, file=paper(), replaces=other.pk)
        assert Evidence.objects.filter(request=asked, replaces=other).count() == 0
        assert "Replaced by" not in text(Reader(case[Role.DEVELOPER]).see("evidence", case.engagement.pk))
        assert page.status_code in (302, 422)

    def test_asks_a_meters_zone_and_keeps_to_the_list(self, case: made.Case) -> None:
        asked, reader = made.ask(case, "meter_export"), Reader(case[Role.DEVELOPER])
        export = METER_EXPORT["iscc_eu"].encode()
        wrong = reader.do("send", asked.pk, file=paper(export, "meter.csv"), zone="Mars/Olympus")
        assert wrong.status_code == 422
        reader.do("send", asked.pk, file=paper(export, "meter.csv"), zone="Asia/Shanghai")
        assert Evidence.objects.get().zone == "Asia/Shanghai"

    def test_is_not_there_for_strangers(self, asked: EvidenceRequest) -> None:
        other, _client = made.developer()
        assert Reader(other).do("send", asked.pk, file=paper()).status_code == 404
        assert not Evidence.objects.exists()

    @pytest.mark.parametrize("role", [Role.OBSERVER, Role.REVIEWER, Role.COORDINATOR])
    def test_is_refused_to_who_may_not(self, case: made.Case, asked: EvidenceRequest, role: Role) -> None:
        assert Reader(case[role]).see("send", asked.pk).status_code == 403
        assert Reader(case[role]).do("send", asked.pk, file=paper()).status_code == 403
        assert not Evidence.objects.exists()

    def test_is_refused_to_a_forged_form(self, case: made.Case, asked: EvidenceRequest) -> None:
        page = Reader(case[Role.DEVELOPER], guarded=True).do("send", asked.pk, file=paper())
        assert page.status_code == 403
        assert not Evidence.objects.exists()

    def test_takes_the_token_from_the_form(self, case: made.Case, asked: EvidenceRequest) -> None:
        reader = Reader(case[Role.DEVELOPER], guarded=True)
        reader.see("send", asked.pk)
        token = reader.client.cookies["csrftoken"].value
        assert reader.do("send", asked.pk, file=paper(), csrfmiddlewaretoken=token).status_code == 302

    def test_refuses_a_file_above_the_limit_and_leaves_nothing(
        self, case: made.Case, asked: EvidenceRequest, settings: Settings
    ) -> None:
        settings.MAX_EVIDENCE_BYTES = 3 << 20
        before = set(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir())
        page = Reader(case[Role.DEVELOPER]).do("send", asked.pk, file=paper(PDF + b"\0" * (3 << 20)))
        assert page.status_code == 422
        assert "The file is larger than 3 MiB." in text(page)
        assert not Evidence.objects.exists()
        assert set(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()) <= before

    def test_takes_a_file_of_exactly_the_limit(
        self, case: made.Case, asked: EvidenceRequest, settings: Settings
    ) -> None:
        content = PDF + b"%" * ((2 << 20) - len(PDF))
        settings.MAX_EVIDENCE_BYTES = len(content)
        Reader(case[Role.DEVELOPER]).do("send", asked.pk, file=paper(content))
        assert Evidence.objects.get().sha256 == hashlib.sha256(content).hexdigest()

    def test_counts_all_files_of_a_form_against_the_limit(
        self, case: made.Case, asked: EvidenceRequest, settings: Settings
    ) -> None:
        settings.MAX_EVIDENCE_BYTES = 3 << 20
        more = paper(PDF + b"%" * (2 << 20)), paper(PDF + b"%" * (2 << 20))
        page = Reader(case[Role.DEVELOPER]).do("send", asked.pk, file=more[0], other=more[1])
        assert page.status_code == 422
        assert not Evidence.objects.exists()


class TestReceipt:
    def test_is_read_by_programs(self, case: made.Case, asked: EvidenceRequest) -> None:
        came = made.send(case, asked)
        told = json.loads(Reader(case[Role.OBSERVER]).see("receipt_json", came.pk).content)
        assert (told["sha256"], told["size"], told["case"]) == (came.sha256, came.size, case.engagement.number)

    def test_is_not_there_for_strangers(self, case: made.Case, asked: EvidenceRequest) -> None:
        came, (other, _client) = made.send(case, asked), made.developer()
        for name in ("receipt", "receipt_json", "download"):
            assert Reader(other).see(name, came.pk).status_code == 404


class TestDownload:
    def test_gives_the_bytes_and_nothing_a_browser_would_run(self, case: made.Case, asked: EvidenceRequest) -> None:
        came = made.send(case, asked, name="单线图.pdf")
        answer = Reader(case[Role.REVIEWER]).see("download", came.pk)
        assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == came.sha256
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["Cache-Control"] == "private, no-store"
