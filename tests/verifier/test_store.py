"""The store of evidence: on a disk, and on a server that speaks S3."""

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn
from uuid import uuid4

import boto3
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from projects import tasks
from projects.models import Evidence
from projects.stages import EvidenceStage
from tests.factories import projects as made
from verifier import store
from verifier.local.papers import paper
from verifier.settings.base import storages
from verifier.store import Damaged, Received

BUCKET = "evidence"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/moto-api/data.json")
        yield address
    finally:
        server.kill()
        server.wait()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            assert time.monotonic() < deadline, "the S3 server does not answer"
            time.sleep(0.1)
        else:
            return


@pytest.fixture(params=["disk", "s3"])
def kept(request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each test once with files on this disk, once with a bucket."""
    if request.param == "s3":
        surroundings = {
            "S3_BUCKET": BUCKET,
            "S3_ENDPOINT": request.getfixturevalue("s3_server"),
            "S3_REGION": "eu-central-1",
            "S3_ACCESS_KEY": "key",
            "S3_SECRET_KEY": "secret",
            "S3_ADDRESSING": "path",
        }
        for name, value in surroundings.items():
            monkeypatch.setenv(name, value)
        client = _bucket(surroundings)
        for found in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
            client.delete_object(Bucket=BUCKET, Key=found["Key"])
        settings.STORAGES = storages(settings.VAR, static="django.contrib.staticfiles.storage.StaticFilesStorage")
    return str(request.param)


def _bucket(surroundings: dict[str, str]) -> Any:
    client = boto3.client(
        "s3",
        endpoint_url=surroundings["S3_ENDPOINT"],
        region_name=surroundings["S3_REGION"],
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    if BUCKET not in [one["Name"] for one in client.list_buckets()["Buckets"]]:
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    return client


def _file(folder: Path, content: bytes) -> Received:
    path = folder / "received"
    path.write_bytes(content)
    return Received(path=path, name="a.bin", size=len(content), sha256=hashlib.sha256(content).hexdigest())


def _fail(*_: Any) -> NoReturn:
    raise OSError("full")


def _fail_after(done: Callable[..., int], times: int) -> Callable[..., int]:
    left = [done] * times

    def fail(*asked: Any) -> int:
        return left.pop()(*asked) if left else _fail()

    return fail


class TestStore:
    def test_keeps_a_file_under_its_hash(self, kept: str, tmp_path: Path) -> None:
        file = _file(tmp_path, os.urandom(20_000_000))
        name = store.keep(file.path, file.sha256)
        assert name == store.name_of(file.sha256)
        assert store.hash_of(name) == file.sha256
        with store.on_disk(name) as path:
            assert path.read_bytes() == file.path.read_bytes()

    def test_never_overwrites_what_is_there(self, kept: str, tmp_path: Path) -> None:
        file = _file(tmp_path, b"first")
        name = store.keep(file.path, file.sha256)
        file.path.unlink()
        file.path.write_bytes(b"other")
        assert store.keep(file.path, file.sha256) == name
        assert store.hash_of(name) == file.sha256

    def test_sets_aside_bytes_that_are_not_those_of_the_name(self, kept: str, tmp_path: Path) -> None:
        file = _file(tmp_path, os.urandom(5_000))
        name = store.name_of(file.sha256)
        default_storage.save(name, ContentFile(b"half"))
        assert store.keep(file.path, file.sha256) == name
        assert store.hash_of(name) == file.sha256
        [aside] = [one for one in default_storage.listdir(name[:5])[1] if one != file.sha256]
        assert aside.startswith(f"{file.sha256}.damaged-")
        assert default_storage.open(f"{name[:5]}/{aside}").read() == b"half"

    def test_shows_nothing_on_a_disk_until_it_is_whole(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = _file(tmp_path, os.urandom(200_000))
        name = store.name_of(file.sha256)
        with monkeypatch.context() as another_disk:
            another_disk.setattr(os, "rename", _fail)
            another_disk.setattr(os, "write", _fail_after(os.write, 1))
            with pytest.raises(OSError, match="full"):
                store.keep(file.path, file.sha256)
        assert not default_storage.exists(name)
        assert store.keep(file.path, file.sha256) == name
        assert store.hash_of(name) == file.sha256
        assert default_storage.listdir(name[:5])[1] == [file.sha256]

    def test_does_not_keep_what_is_not_what_was_received(self, kept: str, tmp_path: Path) -> None:
        file = _file(tmp_path, b"received")
        file.path.write_bytes(b"rotten")
        with pytest.raises(Damaged):
            store.keep(file.path, file.sha256)
        assert not default_storage.exists(store.name_of(file.sha256))
        assert file.path.read_bytes() == b"rotten"

    def test_leaves_no_second_link_in_quarantine(self, kept: str, tmp_path: Path) -> None:
        key = uuid4()
        file = _file(tmp_path, b"content")
        store.hold(file, key)
        store.keep(store.quarantined(key), file.sha256)
        assert [path.name for path in store.quarantined(key).parent.iterdir()] == [str(key)]
        store.discard(key)
        assert store.hash_of(store.name_of(file.sha256)) == file.sha256


@pytest.mark.django_db
class TestEvidence:
    def test_goes_from_quarantine_into_the_store(self, kept: str) -> None:
        case = made.staffed()
        evidence = made.received(case, made.ask(case, "chemical_invoices"), paper("Invoice", "Twelve tonnes"), "i.pdf")
        assert not default_storage.exists(evidence.path)
        tasks.examine(evidence_id=str(evidence.pk))
        evidence.refresh_from_db()
        assert evidence.stage == EvidenceStage.ON_FILE, evidence.refusal
        assert store.hash_of(evidence.path) == evidence.sha256

    def test_is_read_as_a_series(self, kept: str) -> None:
        case = made.staffed(scheme="vcs")
        evidence = made.received(case, made.ask(case, "meter_export"), made.meter_export(case), "meter.csv")
        tasks.examine(evidence_id=str(evidence.pk))
        series = Evidence.objects.get().readings.get()
        tasks.read_series(series_id=str(series.pk))
        series.refresh_from_db()
        assert series.rows == 24
        assert (series.path, series.sha256) != ("", "")


def test_quarantine_stays_on_a_disk(kept: str) -> None:
    assert store.quarantined(uuid4()).is_relative_to(settings.VAR)
