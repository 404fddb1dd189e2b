"""Files that come in piece by piece, by tus 1.0, as a page or a program sends them."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken
from pytest_django import DjangoDbBlocker, Settings

from projects import arriving
from projects.models import Engagement, Evidence, EvidenceRequest, Upload
from projects.stages import EvidenceStage
from tests.factories import projects as made
from tests.factories.projects import PDF, Case
from tests.factories.worked import METER_EXPORT
from tests.servers import Seeds
from verifier import store
from verifier.people.models import User
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db
HASH = hashlib.sha256(PDF).hexdigest()
TUS = {"Tus-Resumable": "1.0.0"}


class Sender:
    """A program that sends a file by tus, with a key of its own."""

    def __init__(self, person: User) -> None:
        _row, token = AuthToken.objects.create(person)
        self.key = {"Authorization": f"Token {token}"}
        self.client = Client()

    def begin(self, asked: EvidenceRequest, content: bytes = PDF, name: str = "单线图.pdf", **more: str) -> Any:
        told = {"filename": name} | more
        metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
        headers = {"Upload-Length": str(len(content)), "Upload-Metadata": metadata}
        return self.call("POST", f"/api/v1/requests/{asked.pk}/uploads", **headers)

    def begun(self, asked: EvidenceRequest, content: bytes = PDF, name: str = "单线图.pdf", **more: str) -> str:
        answer = self.begin(asked, content, name, **more)
        assert answer.status_code == 201, answer.content
        return str(answer["Location"])

    def add(self, place: str, content: bytes, *, at: int, **headers: str) -> Any:
        kind = headers.pop("Content-Type", "application/offset+octet-stream")
        return self.call("PATCH", place, content, kind, **{"Upload-Offset": str(at)}, **headers)

    def sent(self, asked: EvidenceRequest, content: bytes = PDF, name: str = "单线图.pdf", **more: str) -> str:
        place = self.begun(asked, content, name, **more)
        assert self.add(place, content, at=0).status_code == 204
        return place

    def finish(self, place: str, **said: Any) -> Any:
        return self.client.post(f"{place}/finish", said, content_type="application/json", headers=self.key)

    def call(self, method: str, place: str, content: bytes = b"", kind: str = "", /, **headers: str) -> Any:
        return self.client.generic(method, place, content, content_type=kind, headers=self.key | TUS | headers)


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


@pytest.fixture
def sender(case: Case) -> Sender:
    return Sender(case[Role.DEVELOPER])


class TestBeginUpload:
    def test_gives_an_address_and_says_until_when(self, sender: Sender, asked: EvidenceRequest) -> None:
        answer = sender.begin(asked, folder="图/2026")
        upload = Upload.objects.get()
        assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/uploads/{upload.pk}")
        assert (answer["Upload-Offset"], answer["Tus-Resumable"]) == ("0", "1.0.0")
        assert answer["Upload-Expires"].endswith("GMT")
        assert (upload.name, upload.folder, upload.length) == ("单线图.pdf", "图/2026", len(PDF))

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"Upload-Length": ""}, 400),
            ({"Upload-Length": "-1"}, 400),
            ({"Upload-Length": "²"}, 400),
            ({"Upload-Length": str(21 << 30)}, 413),
            ({"Upload-Metadata": "filename ***"}, 400),
            ({"Upload-Metadata": "filename YS5leGU="}, 422),
            ({"Tus-Resumable": "0.2.2"}, 412),
        ],
    )
    def test_says_what_is_wrong(
        self, sender: Sender, asked: EvidenceRequest, headers: dict[str, str], status: int
    ) -> None:
        right = {"Upload-Length": "10", "Upload-Metadata": "filename YS5wZGY="}
        answer = sender.call("POST", f"/api/v1/requests/{asked.pk}/uploads", **right | headers)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert not Upload.objects.exists()

    def test_says_that_there_is_no_room(self, sender: Sender, asked: EvidenceRequest, settings: Settings) -> None:
        settings.MAX_CASE_BYTES = 10
        answer = sender.begin(asked)
        assert answer.status_code == 507
        assert "coordinator" in answer.json()["mend"]

    def test_says_what_is_spoken_here(self, sender: Sender, asked: EvidenceRequest) -> None:
        answer = sender.call("OPTIONS", f"/api/v1/requests/{asked.pk}/uploads")
        assert (answer.status_code, answer["Tus-Version"]) == (204, "1.0.0")
        assert answer["Tus-Extension"] == "creation,checksum,termination,expiration"
        assert answer["Tus-Max-Size"] == str(20 << 30)


class TestPatch:
    def test_lengthens_the_file(self, sender: Sender, asked: EvidenceRequest) -> None:
        place = sender.begun(asked)
        answer = sender.add(place, PDF[:20], at=0)
        assert (answer.status_code, answer["Upload-Offset"]) == (204, "20")
        seen = sender.call("HEAD", place)
        assert (seen.status_code, seen["Upload-Offset"], seen["Upload-Length"]) == (200, "20", str(len(PDF)))
        assert seen["Cache-Control"] == "no-store"
        assert sender.add(place, PDF[20:], at=20)["Upload-Offset"] == str(len(PDF))

    def test_from_a_wrong_place_is_told_the_right_one(self, sender: Sender, asked: EvidenceRequest) -> None:
        place = sender.begun(asked)
        sender.add(place, PDF[:20], at=0)
        answer = sender.add(place, PDF[10:], at=10)
        assert (answer.status_code, answer["Upload-Offset"]) == (409, "20")

    def test_with_a_wrong_checksum_is_not_kept(self, sender: Sender, asked: EvidenceRequest) -> None:
        place = sender.begun(asked)
        promised = f"sha256 {base64.b64encode(hashlib.sha256(PDF[:20]).digest()).decode()}"
        assert sender.add(place, b"x" * 20, at=0, **{"Upload-Checksum": promised}).status_code == 460
        assert sender.call("HEAD", place)["Upload-Offset"] == "0"
        assert sender.add(place, PDF[:20], at=0, **{"Upload-Checksum": promised}).status_code == 204

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"Content-Type": "application/octet-stream"}, 415),
            ({"Upload-Checksum": "md5 abcd"}, 400),
            ({"Upload-Checksum": "sha256 abcd"}, 400),
            ({"Tus-Resumable": ""}, 412),
        ],
    )
    def test_says_what_is_wrong(
        self, sender: Sender, asked: EvidenceRequest, headers: dict[str, str], status: int
    ) -> None:
        place = sender.begun(asked)
        assert sender.add(place, PDF, at=0, **headers).status_code == status
        assert Upload.objects.get().offset == 0

    def test_is_answered_423_while_another_writes(self, sender: Sender, asked: EvidenceRequest) -> None:
        place = sender.begun(asked)
        with arriving.alone(Upload.objects.get()):
            assert sender.add(place, PDF, at=0).status_code == 423
            assert sender.call("DELETE", place).status_code == 423
            assert sender.finish(place).status_code == 423

    def test_after_its_time_is_gone(self, sender: Sender, asked: EvidenceRequest) -> None:
        place = sender.sent(asked)
        Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert sender.add(place, PDF, at=0).status_code == 410
        assert sender.call("HEAD", place).status_code == 410
        assert sender.finish(place).status_code == 410


class TestDelete:
    def test_leaves_nothing(self, sender: Sender, asked: EvidenceRequest) -> None:
        place = sender.sent(asked)
        key = Upload.objects.get().pk
        assert sender.call("DELETE", place).status_code == 204
        assert sender.call("HEAD", place).status_code == 404
        assert not store.quarantined(key).exists()


class TestOthers:
    @pytest.mark.parametrize("who", ["a colleague", "another client", "nobody"])
    def test_have_no_upload_there(self, case: Case, sender: Sender, asked: EvidenceRequest, who: str) -> None:
        place = sender.sent(asked)
        if who == "nobody":
            place = f"/api/v1/uploads/{uuid4()}"
        other = {"a colleague": case[Role.LEAD], "another client": made.staffed()[Role.DEVELOPER]}.get(who)
        stranger = Sender(other) if other else sender
        answers = [
            stranger.call("HEAD", place),
            stranger.add(place, PDF, at=0),
            stranger.call("DELETE", place),
            stranger.finish(place),
        ]
        assert [answer.status_code for answer in answers] == [404] * 4
        assert Upload.objects.get().offset == len(PDF)
        assert not Evidence.objects.exists()

    def test_have_no_request_there(self, asked: EvidenceRequest) -> None:
        assert Sender(made.staffed()[Role.DEVELOPER]).begin(asked).status_code == 404

    def test_lose_it_when_they_leave_the_case(self, case: Case, asked: EvidenceRequest) -> None:
        person = case[Role.VERIFIER]
        sender = Sender(person)
        place = sender.begun(asked)
        person.groups.clear()
        assert sender.add(place, PDF, at=0).status_code == 404


class TestFinishUpload:
    def test_gives_a_receipt_of_exactly_what_came(
        self, sender: Sender, asked: EvidenceRequest, django_capture_on_commit_callbacks: Any
    ) -> None:
        place = sender.sent(asked, folder="图")
        with django_capture_on_commit_callbacks():
            answer = sender.finish(place, sha256=HASH)
        told, came = answer.json(), Evidence.objects.get()
        assert answer.status_code == 201
        assert (told["id"], told["sha256"], told["size"], told["compared"]) == (str(came.pk), HASH, len(PDF), True)
        assert place.endswith(str(came.pk))
        assert (came.name, came.folder, came.received_from) == ("单线图.pdf", "图", "127.0.0.1")
        assert store.quarantined(came.pk).read_bytes() == PDF
        assert not Upload.objects.exists()

    def test_asked_again_gives_the_same_receipt(self, sender: Sender, asked: EvidenceRequest) -> None:
        place = sender.sent(asked)
        first, again = sender.finish(place), sender.finish(place)
        assert (first.status_code, again.status_code) == (201, 200)
        assert again.json()["id"] == first.json()["id"]
        assert Evidence.objects.count() == 1

    def test_that_another_overtook_gives_the_same_receipt(
        self, sender: Sender, asked: EvidenceRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The other is through when this one has found the upload and not its lock yet."""
        place, alone = sender.sent(asked), arriving.alone
        first: list[Any] = []

        def overtaken(upload: Upload, **more: Any) -> Any:
            monkeypatch.setattr(arriving, "alone", alone)
            first.append(sender.finish(place))
            return alone(upload, **more)

        monkeypatch.setattr(arriving, "alone", overtaken)
        answer = sender.finish(place)
        assert (answer.status_code, answer.json()["id"]) == (200, first[0].json()["id"])
        assert Evidence.objects.count() == 1

    def test_puts_it_on_file(
        self, sender: Sender, asked: EvidenceRequest, django_capture_on_commit_callbacks: Any
    ) -> None:
        place = sender.sent(asked)
        with django_capture_on_commit_callbacks(execute=True):
            sender.finish(place)
        came = Evidence.objects.get()
        assert came.stage in (EvidenceStage.ON_FILE, EvidenceStage.REFUSED), "it was examined"
        assert not store.quarantined(came.pk).exists()

    def test_with_another_hash_is_refused_and_can_be_given_up(self, sender: Sender, asked: EvidenceRequest) -> None:
        place = sender.sent(asked)
        answer = sender.finish(place, sha256="0" * 64)
        assert answer.status_code == 422
        assert "hashes differ" in answer.json()["title"]
        assert not Evidence.objects.exists()
        assert sender.call("DELETE", place).status_code == 204

    def test_before_all_has_come_is_refused(self, sender: Sender, asked: EvidenceRequest) -> None:
        place = sender.begun(asked)
        sender.add(place, PDF[:20], at=0)
        assert sender.finish(place).status_code == 409
        assert not Evidence.objects.exists()

    def test_is_refused_when_the_case_went_on_meanwhile(
        self, case: Case, sender: Sender, asked: EvidenceRequest
    ) -> None:
        place = sender.sent(asked)
        Engagement.objects.filter(pk=case.engagement.pk).update(stage="in_review")
        assert sender.finish(place).status_code == 409
        assert Upload.objects.exists()

    def test_keeps_zone_and_what_it_replaces(self, case: Case, sender: Sender) -> None:
        asked = made.ask(case, "meter_export")
        export = METER_EXPORT[case.engagement.scheme_code].encode()
        earlier = made.received(case, asked, export + b"\n", "meter.csv")
        place = sender.sent(asked, export, "meter.csv")
        answer = sender.finish(place, zone="Asia/Shanghai", replaces=str(earlier.pk))
        came = Evidence.objects.get(pk=answer.json()["id"])
        assert (came.zone, came.replaces) == ("Asia/Shanghai", earlier)

    @pytest.mark.parametrize("said", [{"zone": "Here"}, {"replaces": str(uuid4())}, {"sha256": "ABC"}])
    def test_names_the_fault(self, sender: Sender, asked: EvidenceRequest, said: dict[str, str]) -> None:
        place = sender.sent(asked)
        assert sender.finish(place, **said).status_code == 400
        assert Upload.objects.exists()


class TestSession:
    """From a page: a session, and the token against forgery on everything that changes something."""

    def test_needs_the_token(self, case: Case, asked: EvidenceRequest) -> None:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(case[Role.DEVELOPER])
        upload = arriving.begin(request=asked, name="a.pdf", length=3, by=case[Role.DEVELOPER], at=timezone.now())
        place, kind = f"/api/v1/uploads/{upload.pk}", "application/offset+octet-stream"
        begin = {"Upload-Length": "3", "Upload-Metadata": "filename YS5wZGY="}
        calls: list[tuple[str, str, bytes, dict[str, str]]] = [
            ("POST", f"/api/v1/requests/{asked.pk}/uploads", b"", begin),
            ("PATCH", place, b"abc", {"Upload-Offset": "0"}),
            ("POST", f"{place}/finish", b"{}", {}),
            ("DELETE", place, b"", {}),
        ]
        for method, path, body, headers in calls:
            assert browser.generic(method, path, body, content_type=kind, headers=TUS | headers).status_code == 403
        assert Upload.objects.get().offset == 0

        browser.cookies["csrftoken"] = token = "a" * 32
        given = TUS | {"Upload-Offset": "0", "X-CSRFToken": token}
        assert browser.generic("PATCH", place, b"abc", content_type=kind, headers=given).status_code == 204

    def test_is_asked_to_sign_in(self, asked: EvidenceRequest) -> None:
        assert Client().post(f"/api/v1/requests/{asked.pk}/uploads", headers=TUS).status_code == 401
