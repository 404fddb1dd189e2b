"""The bytes of an upload: each is on disk before it is acknowledged, and none is lost, doubled or left behind."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import FileIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoDbBlocker, Settings

from projects import arriving, schedule
from projects.arriving import Piece
from projects.models import Engagement, EvidenceRequest, Upload
from tests.factories import projects as made
from tests.factories.projects import NOW, PDF, Case
from tests.servers import Seeds
from verifier import store
from verifier.errors import NotYours, OutOfOrder, Refused, Unfit
from verifier.people.roles import Role
from verifier.store import Received

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=7)


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
def upload(case: Case, asked: EvidenceRequest) -> Upload:
    return begun(case, asked, length=10)


def begun(case: Case, asked: EvidenceRequest, *, length: int, name: str = "diagram.pdf", folder: str = "") -> Upload:
    return arriving.begin(request=asked, name=name, folder=folder, length=length, by=case[Role.DEVELOPER], at=NOW)


def add(upload: Upload, *parts: bytes, at: int, sha256: bytes = b"", size: int | None = None) -> None:
    size = sum(map(len, parts)) if size is None else size
    arriving.append(upload, Piece(offset=at, size=size, content=iter(parts), sha256=sha256), at=NOW)


def lies(upload: Upload) -> bytes:
    return store.quarantined(upload.pk).read_bytes()


def acknowledged(upload: Upload) -> int:
    return Upload.objects.get(pk=upload.pk).offset


def received(upload: Upload) -> Received:
    with arriving.alone(upload) as file:
        return arriving.whole(upload, file)


class TestBegin:
    def test_waits_for_the_file_as_it_was_announced(self, case: Case, asked: EvidenceRequest) -> None:
        upload = begun(case, asked, length=10, name="C:\\图\\单线图.pdf", folder="/plant/../图 1/")
        assert (upload.name, upload.folder, upload.length, upload.offset) == ("单线图.pdf", "plant/图 1", 10, 0)
        assert (upload.by, upload.begun_at, upload.expires_at) == (case[Role.DEVELOPER], NOW, LATER)

    @pytest.mark.parametrize(
        ("name", "length", "refusal"),
        [
            ("diagram.exe", 10, Refused),
            ("diagram.pdf", 0, Unfit),
            ("diagram.pdf", (20 << 30) + 1, arriving.TooLarge),
        ],
    )
    def test_refuses_at_once_what_would_be_refused_in_the_end(
        self, case: Case, asked: EvidenceRequest, name: str, length: int, refusal: type[Refused]
    ) -> None:
        with pytest.raises(refusal):
            begun(case, asked, length=length, name=name)
        assert not Upload.objects.exists()

    def test_is_refused_to_who_may_not_send(self, case: Case, asked: EvidenceRequest) -> None:
        with pytest.raises(NotYours):
            arriving.begin(request=asked, name="a.pdf", length=1, by=case[Role.OBSERVER], at=NOW)
        assert not Upload.objects.exists()

    def test_is_refused_when_the_case_is_not_under_way(self, case: Case, asked: EvidenceRequest) -> None:
        Engagement.objects.filter(pk=case.engagement.pk).update(stage="in_review")
        with pytest.raises(OutOfOrder):
            begun(case, asked, length=1)

    def test_counts_what_a_person_has_begun(self, case: Case, asked: EvidenceRequest, settings: Settings) -> None:
        settings.MAX_OPEN_BYTES = 100
        begun(case, asked, length=60)
        with pytest.raises(arriving.NoRoom, match="began"):
            begun(case, asked, length=41)
        begun(case, asked, length=40)

    def test_counts_what_a_case_holds(self, case: Case, asked: EvidenceRequest, settings: Settings) -> None:
        made.send(case, asked, PDF)
        settings.MAX_CASE_BYTES = len(PDF) + 10
        with pytest.raises(arriving.NoRoom, match="case"):
            begun(case, asked, length=11)
        begun(case, asked, length=10)
        with pytest.raises(arriving.NoRoom, match="case"):
            begun(case, asked, length=1)

    def test_is_refused_when_the_disk_has_no_room(
        self, case: Case, asked: EvidenceRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        free = shutil.disk_usage("/")._replace(free=9)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: free)
        with pytest.raises(arriving.NoRoom, match="disk"):
            begun(case, asked, length=10)
        begun(case, asked, length=9)


class TestAppend:
    def test_writes_on_where_the_file_ended(self, upload: Upload) -> None:
        add(upload, b"abc", b"de", at=0)
        add(upload, b"fgh", at=5)
        assert (lies(upload), acknowledged(upload)) == (b"abcdefgh", 8)

    @pytest.mark.parametrize("offset", [0, 2, 4, 10])
    def test_elsewhere_is_refused_and_says_where_the_file_ends(self, upload: Upload, offset: int) -> None:
        add(upload, b"abc", at=0)
        with pytest.raises(arriving.Elsewhere) as refusal:
            add(upload, b"xyz", at=offset)
        assert refusal.value.offset == 3
        assert (lies(upload), acknowledged(upload)) == (b"abc", 3)

    def test_beyond_what_was_announced_is_refused(self, upload: Upload) -> None:
        with pytest.raises(arriving.TooLarge):
            add(upload, b"x" * 11, at=0)
        assert (lies(upload), acknowledged(upload)) == (b"", 0)

    def test_keeps_what_came_when_the_sender_is_gone(self, upload: Upload) -> None:
        add(upload, b"abc", at=0, size=10)
        assert (lies(upload), acknowledged(upload)) == (b"abc", 3)

    def test_keeps_nothing_of_what_is_not_what_was_promised(self, upload: Upload) -> None:
        add(upload, b"abc", at=0)
        with pytest.raises(arriving.Garbled):
            add(upload, b"dEf", at=3, sha256=hashlib.sha256(b"def").digest())
        assert (lies(upload), acknowledged(upload)) == (b"abc", 3)
        add(upload, b"def", at=3, sha256=hashlib.sha256(b"def").digest())
        assert (lies(upload), acknowledged(upload)) == (b"abcdef", 6)

    def test_cuts_off_what_was_never_acknowledged(self, upload: Upload) -> None:
        add(upload, b"abc", at=0)
        with store.quarantined(upload.pk).open("ab") as file:
            file.write(b"written, and the server was killed")
        add(upload, b"de", at=3)
        assert lies(upload) == b"abcde"

    def test_acknowledges_a_long_piece_on_its_way(self, upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(arriving, "STRIDE", 4)
        seen: list[int] = []

        def watched() -> Iterator[bytes]:
            for part in (b"abc", b"def", b"gh"):
                yield part
                seen.append(acknowledged(upload))

        arriving.append(upload, Piece(offset=0, size=8, content=watched()), at=NOW)
        assert seen == [0, 6, 6]
        assert (lies(upload), acknowledged(upload)) == (b"abcdefgh", 8)

    def test_of_two_writers_lets_one_write(self, upload: Upload) -> None:
        with arriving.alone(Upload.objects.get(pk=upload.pk)), pytest.raises(arriving.Busy):
            add(upload, b"abc", at=0)
        assert lies(upload) == b""
        add(upload, b"abc", at=0)

    def test_gives_back_a_full_disk_and_can_be_gone_on_with(
        self, upload: Upload, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add(upload, b"abc", at=0)

        def full(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as disk, pytest.raises(arriving.NoRoom):
            disk.setattr(os, "fsync", full)
            add(upload, b"def", at=3)
        assert (lies(upload), acknowledged(upload)) == (b"abc", 3)
        add(upload, b"def", at=3)
        assert (lies(upload), acknowledged(upload)) == (b"abcdef", 6)

    def test_after_its_time_is_refused(self, upload: Upload) -> None:
        with pytest.raises(arriving.Over):
            arriving.append(upload, Piece(offset=0, size=1, content=iter([b"a"])), at=LATER)

    def test_says_so_when_the_bytes_are_lost(self, upload: Upload) -> None:
        add(upload, b"abc", at=0)
        os.truncate(store.quarantined(upload.pk), 2)
        with pytest.raises(arriving.Over):
            add(upload, b"de", at=3)
        store.discard(upload.pk)
        with pytest.raises(arriving.Over):
            add(upload, b"de", at=3)


class TestWhole:
    def test_is_what_arrived_under_its_hash(self, upload: Upload) -> None:
        add(upload, b"abcde", at=0)
        add(upload, b"fghij", at=5)
        came = received(upload)
        assert (came.size, came.name, came.sha256) == (10, "diagram.pdf", hashlib.sha256(b"abcdefghij").hexdigest())
        assert came.path.read_bytes() == b"abcdefghij"

    def test_is_refused_while_bytes_are_missing(self, upload: Upload) -> None:
        add(upload, b"abc", at=0)
        with pytest.raises(arriving.Elsewhere):
            received(upload)

    @pytest.mark.parametrize("seen", ["nothing", "the beginning", "the end"])
    def test_has_the_hash_of_all_bytes_whatever_this_process_saw(
        self, upload: Upload, monkeypatch: pytest.MonkeyPatch, seen: str
    ) -> None:
        here, elsewhere = arriving.RunningHashes(most=4), arriving.RunningHashes(most=4)
        for place, part in enumerate((b"abc", b"defg", b"hij")):
            sees = {"nothing": False, "the beginning": place == 0, "the end": place > 0}[seen]
            monkeypatch.setattr(arriving, "HASHES", here if sees else elsewhere)
            add(upload, part, at=acknowledged(upload))
        monkeypatch.setattr(arriving, "HASHES", here)
        assert received(upload).sha256 == hashlib.sha256(b"abcdefghij").hexdigest()

    def test_does_not_count_a_piece_twice_that_was_not_kept(self, upload: Upload) -> None:
        add(upload, b"abc", at=0)
        with pytest.raises(arriving.Garbled):
            add(upload, b"xxxxxxx", at=3, sha256=hashlib.sha256(b"defghij").digest())
        add(upload, b"defghij", at=3)
        assert received(upload).sha256 == hashlib.sha256(b"abcdefghij").hexdigest()


class TestRunningHashes:
    def test_of_the_oldest_file_is_forgotten(self) -> None:
        keys = [uuid4() for _number in range(3)]
        hashes = arriving.RunningHashes(most=2)
        for key in keys:
            hashes.keep(key, 3, hashlib.sha256(b"abc"))
        assert [hashes.last(key)[0] for key in keys] == [0, 3, 3]


class TestEnd:
    def test_leaves_neither_row_nor_bytes(self, upload: Upload) -> None:
        add(upload, b"abc", at=0)
        arriving.end(upload)
        assert not Upload.objects.exists()
        assert not store.quarantined(upload.pk).exists()

    def test_does_not_touch_what_somebody_is_writing(self, upload: Upload) -> None:
        with arriving.alone(Upload.objects.get(pk=upload.pk)), pytest.raises(arriving.Busy):
            arriving.end(upload)
        assert Upload.objects.exists()
        assert store.quarantined(upload.pk).exists()

    @pytest.mark.parametrize("left", [0, 2])
    def test_takes_away_what_is_left_of_lost_bytes(self, upload: Upload, left: int) -> None:
        add(upload, b"abc", at=0)
        os.truncate(store.quarantined(upload.pk), left)
        arriving.end(upload)
        assert not Upload.objects.exists()
        assert not store.quarantined(upload.pk).exists()

    def test_is_done_when_the_lock_is_given_back(self, upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
        left: list[bool] = []
        discard = store.discard

        def discarded(key: UUID) -> None:
            discard(key)
            left.append(Upload.objects.exists())

        alone = arriving.alone

        @contextmanager
        def watched(upload: Upload) -> Iterator[FileIO]:
            with alone(upload) as file:
                yield file
            left.append(Upload.objects.exists())

        monkeypatch.setattr(store, "discard", discarded)
        monkeypatch.setattr(arriving, "alone", watched)
        arriving.end(upload)
        assert left == [True, False], "its bytes go first, its row before the lock"

    def test_is_told_to_who_writes_on(self, upload: Upload) -> None:
        def gone() -> Iterator[bytes]:
            Upload.objects.filter(pk=upload.pk).delete()
            yield b"abc"

        with pytest.raises(Upload.DoesNotExist):
            arriving.append(upload, Piece(offset=0, size=3, content=gone()), at=NOW)


class TestDropExpiredUploads:
    def test_takes_those_whose_time_is_over(self, case: Case, asked: EvidenceRequest, upload: Upload) -> None:
        Upload.objects.filter(pk=upload.pk).update(expires_at=NOW - timedelta(days=400))
        kept = begun(case, asked, length=3)
        Upload.objects.filter(pk=kept.pk).update(expires_at=NOW + timedelta(days=4000))
        schedule.drop_expired_uploads()
        assert list(Upload.objects.all()) == [kept]
        assert [Path(path).name for path in store.quarantined(kept.pk).parent.iterdir()] == [str(kept.pk)]
