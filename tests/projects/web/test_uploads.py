"""The page that sends files: what was begun, giving it up, and where a file stands that came in."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from projects import arriving
from projects.models import Evidence, EvidenceRequest, Upload
from projects.stages import EvidenceStage
from tests.factories import projects as made
from tests.factories.projects import NOW, PDF, Case
from tests.projects.web.readers import Reader, text
from tests.projects.web.test_evidence import paper
from tests.servers import Seeds
from verifier import store
from verifier.people.models import User
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def case(seeds: Seeds, django_db_blocker: DjangoDbBlocker) -> Iterator[Case]:
    """Made once, with real commits; what a test changes is rolled back."""
    with django_db_blocker.unblock():
        try:
            yield made.staffed()
        finally:
            seeds.restore()


@pytest.fixture(scope="module")
def asked(case: Case, django_db_blocker: DjangoDbBlocker) -> EvidenceRequest:
    with django_db_blocker.unblock():
        return made.ask(case, "single_line_diagram")


def begun(asked: EvidenceRequest, by: User, **more: Any) -> Upload:
    told = {"name": "diagram.pdf", "length": 5000, "at": timezone.now()} | more
    upload = arriving.begin(request=asked, by=by, **told)
    arriving.append(upload, arriving.Piece(offset=0, size=3000, content=iter([b"x" * 3000])), at=upload.begun_at)
    return upload


class TestSend:
    def test_shows_what_was_begun_and_until_when_it_is_kept(self, case: Case, asked: EvidenceRequest) -> None:
        upload = begun(asked, case[Role.DEVELOPER], folder="plans")
        page = Reader(case[Role.DEVELOPER]).see("send", asked.pk)
        assert "Begun and not finished" in text(page)
        assert "plans/diagram.pdf 3.0 kB of 5.0 kB have arrived." in text(page).replace("\xa0", " ")
        assert f'data-begun="{upload.pk}" data-name="diagram.pdf" data-folder="plans" data-length="5000"' in (
            page.content.decode()
        )

    def test_shows_nothing_of_what_others_began(self, case: Case, asked: EvidenceRequest) -> None:
        begun(asked, case[Role.DEVELOPER])
        assert "Begun and not finished" not in text(Reader(case[Role.LEAD]).see("send", asked.pk))

    def test_shows_nothing_whose_time_is_over(self, case: Case, asked: EvidenceRequest) -> None:
        begun(asked, case[Role.DEVELOPER], at=timezone.now() - timedelta(days=8))
        assert "Begun and not finished" not in text(Reader(case[Role.DEVELOPER]).see("send", asked.pk))

    def test_may_run_webassembly_in_the_worker_alone(self, case: Case, asked: EvidenceRequest) -> None:
        reader = Reader(case[Role.DEVELOPER])
        page = reader.see("send", asked.pk)
        assert "wasm" not in page["Content-Security-Policy"]
        worker = reader.client.get("/static/dist/hashing.js")
        assert worker["Content-Security-Policy"] == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"
        assert "Content-Security-Policy" not in reader.client.get("/static/dist/app.js")

    def test_says_how_large_a_file_may_be(self, case: Case, asked: EvidenceRequest, settings: Settings) -> None:
        settings.MAX_EVIDENCE_BYTES = 7 << 20
        assert "up to 7 MiB." in text(Reader(case[Role.DEVELOPER]).see("send", asked.pk))

    def test_without_room_says_so(self, case: Case, asked: EvidenceRequest, settings: Settings) -> None:
        settings.MAX_CASE_BYTES = 10
        page = Reader(case[Role.DEVELOPER]).do("send", asked.pk, file=paper())
        assert page.status_code == 507
        assert "Ask the coordinator of the case for more room." in text(page)
        assert not Evidence.objects.exists()

    def test_keeps_the_network_address_it_came_from(self, case: Case, asked: EvidenceRequest) -> None:
        Reader(case[Role.DEVELOPER]).do("send", asked.pk, file=paper())
        assert (Evidence.objects.get().received_from, Evidence.objects.get().compared) == ("127.0.0.1", False)


class TestGiveUp:
    def test_leaves_nothing(self, case: Case, asked: EvidenceRequest) -> None:
        upload = begun(asked, case[Role.DEVELOPER])
        reader = Reader(case[Role.DEVELOPER])
        answer = reader.do("give_up", upload.pk)
        assert answer.url == reverse("projects:send", args=[asked.pk])
        assert "was removed" in text(reader.client.get(answer.url))
        assert not Upload.objects.exists()
        assert not store.quarantined(upload.pk).exists()

    def test_is_not_there_for_others(self, case: Case, asked: EvidenceRequest) -> None:
        upload = begun(asked, case[Role.DEVELOPER])
        assert Reader(case[Role.LEAD]).do("give_up", upload.pk).status_code == 404
        assert Upload.objects.exists()

    def test_waits_for_who_writes(self, case: Case, asked: EvidenceRequest) -> None:
        upload = begun(asked, case[Role.DEVELOPER])
        with arriving.alone(Upload.objects.get()):
            assert Reader(case[Role.DEVELOPER]).do("give_up", upload.pk).status_code == 423
        assert Upload.objects.exists()


class TestReceipt:
    REFUSAL = {"en": "It is a program.", "zh": "是程序。", "mend": {"en": "Send another.", "zh": "另发。"}}

    def came(self, case: Case, asked: EvidenceRequest, **more: Any) -> Evidence:
        return made.received(case, asked, received_from="192.0.2.7", **more)

    def test_follows_the_examination(self, case: Case, asked: EvidenceRequest) -> None:
        came, reader = self.came(case, asked), Reader(case[Role.DEVELOPER])
        part = reader.see("standing", came.pk)
        assert "Being examined" in text(part)
        assert "data-open" in part.content.decode()
        assert "<html" not in part.content.decode()
        made.shelved(came)
        part = reader.see("standing", came.pk)
        assert "On file" in text(part)
        assert "data-open" not in part.content.decode()

    def test_says_why_a_file_was_refused_and_what_would_mend_it(self, case: Case, asked: EvidenceRequest) -> None:
        came, reader = self.came(case, asked), Reader(case[Role.DEVELOPER])
        came.refuse(self.REFUSAL, at=NOW)
        for page in (reader.see("standing", came.pk), reader.see("receipt", came.pk)):
            assert "Refused" in text(page)
            assert "It is a program. Send another." in text(page)
        assert "Download the file" not in text(reader.see("receipt", came.pk))
        told = reader.see("receipt_json", came.pk).json()
        assert (told["stage"], told["refusal"]) == (EvidenceStage.REFUSED, self.REFUSAL)

    def test_says_where_it_came_from_and_whether_it_was_compared(self, case: Case, asked: EvidenceRequest) -> None:
        reader, sha256 = Reader(case[Role.DEVELOPER]), made.file(PDF, "a.pdf").sha256
        compared = self.came(case, asked, content=PDF, sender_sha256=sha256)
        page = text(reader.see("receipt", compared.pk))
        assert "network address 192.0.2.7" in page
        assert "The sender's own machine computed the same hash." in page
        assert "your browser computed the same hash" in text(reader.see("standing", compared.pk))
        told = reader.see("receipt_json", compared.pk).json()
        assert (told["received_from"], told["compared"]) == ("192.0.2.7", True)
        assert told["received_by"] == case[Role.DEVELOPER].full_name
        other = self.came(case, asked)
        assert "The sender gave no hash to compare with." in text(reader.see("receipt", other.pk))
        assert "computed the same hash" not in text(reader.see("standing", other.pk))
