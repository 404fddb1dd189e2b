"""The seal: what it keeps, what it states, and every change it gives away."""

import io
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pikepdf
import pytest
from asn1crypto import tsp, x509
from pikepdf import Name, NumberTree
from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject
from pyhanko.pdf_utils.generic import pdf_name as name_of
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.general import SigningError

from reports import rendering, signing
from reports.rendering import render
from reports.signing import Authority, Trust, sign, verify
from tests.reports.statements import a_statement

FONTS = Path(os.environ.get("FONT_DIR", "build/fonts"))
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authority") / "ours"


@pytest.fixture(scope="module")
def authority(place: Path) -> Authority:
    return Authority.at(place)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.at(tmp_path_factory.mktemp("authority") / "theirs")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render(a_statement(), at=AT, fonts=FONTS)


@pytest.fixture(scope="module")
def sealed(pdf: bytes, authority: Authority) -> bytes:
    return sign(pdf, authority=authority, at=AT)


def write_on_the_page(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    resources = DictionaryObject()
    line = writer.add_object(StreamObject(stream_data=b"1 0 0 rg 100 400 200 50 re f"))
    writer.add_stream_to_page(0, line, resources)
    return written(writer)


def swap_the_attachment(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    attached = writer.root["/AF"][0]["/EF"]
    forged = StreamObject(
        {name_of("/Type"): name_of("/EmbeddedFile"), name_of("/Subtype"): name_of("/application/json")},
        stream_data=b'{"number":"forged"}',
    )
    attached[name_of("/F")] = writer.add_object(forged)
    writer.update_container(attached)
    return written(writer)


def retitle(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root[name_of("/Lang")] = name_of("/forged")
    writer.update_root()
    return written(writer)


def written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def service(authority: Authority) -> Iterator[str]:
    """The address of an RFC 3161 service on this machine, run with the test authority's time-stamping key."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = authority.timestamps(AT).request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None:
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def cut_short(*args: object) -> None:
    raise KeyboardInterrupt


class TestAuthority:
    def test_is_made_once_when_many_start_together(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(Authority.at, [tmp_path / "authority"] * 8))
        assert len({one.trust.roots[0].sha256_fingerprint for one in made}) == 1
        assert len({one.key.signing_cert.sha256_fingerprint for one in made}) == 1

    def test_is_the_same_at_the_next_start(self, tmp_path: Path, pdf: bytes) -> None:
        sealed = sign(pdf, authority=Authority.at(tmp_path / "authority"), at=AT)
        assert verify(sealed, trust=Authority.at(tmp_path / "authority").trust).genuine

    def test_is_made_whole_when_its_making_was_cut_short(
        self, tmp_path: Path, pdf: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(Path, "rename", cut_short)
            with pytest.raises(KeyboardInterrupt):
                Authority.at(tmp_path / "authority")
        whole = Authority.at(tmp_path / "authority")
        assert verify(sign(pdf, authority=whole, at=AT), trust=whole.trust).genuine

    def test_is_never_made_in_a_place_that_exists(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            Authority.at(tmp_path)
        assert not list(tmp_path.iterdir())

    def test_keeps_its_files_to_its_owner_and_no_key_of_the_root(self, tmp_path: Path) -> None:
        Authority.at(tmp_path / "authority")
        kept = list((tmp_path / "authority").iterdir())
        assert stat.S_IMODE((tmp_path / "authority").stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
        assert {path.name for path in kept if path.suffix == ".key"} == {"seal.key", "timestamps.key"}

    def test_names_who_seals(self, authority: Authority) -> None:
        assert authority.signer == "Statement seal (test), Local test authority - not to be relied on"

    def test_takes_time_stamps_from_a_service(
        self, tmp_path: Path, pdf: bytes, service: str, place: Path, authority: Authority
    ) -> None:
        """As in production: the key's folder was put there, with the address of the service."""
        for name in ("seal.key", "seal.pem", "roots.pem", "revoked.crl"):
            shutil.copy(place / name, tmp_path)
        (tmp_path / "timestamps.url").write_text(service + "\n")
        verdict = verify(sign(pdf, authority=Authority.at(tmp_path), at=AT), trust=Trust.at(place))
        assert verdict.genuine
        assert verdict.signed_at == AT


class TestSign:
    def test_keeps_every_byte_and_begins_on_a_new_line(self, pdf: bytes, sealed: bytes) -> None:
        assert sealed.startswith(pdf)
        assert pdf.endswith(b"%%EOF\n")

    def test_fills_the_field_that_the_layout_has(self) -> None:
        assert signing.FIELD == rendering.FIELD

    def test_leaves_the_document_archival_and_accessible(self, sealed: bytes) -> None:
        with pikepdf.open(io.BytesIO(sealed)) as document:
            claims = document.open_metadata()
            assert (claims["pdfaid:part"], claims["pdfaid:conformance"], claims["pdfuaid:part"]) == ("3", "A", "1")
            field = document.Root.AcroForm.Fields[0]
            form = NumberTree(document.Root.StructTreeRoot.ParentTree)[int(field.StructParent)]
            assert Name.Form == form.S
            assert form.K.Obj.objgen == field.objgen
            assert "/N" in field.AP
            assert document.Root.AF[0].AFRelationship == Name.Source

    def test_makes_a_seal_that_can_be_checked_for_long(self, sealed: bytes) -> None:
        with pikepdf.open(io.BytesIO(sealed)) as document:
            field, archive = document.Root.AcroForm.Fields
            assert field.V.SubFilter == Name("/ETSI.CAdES.detached")
            assert archive.V.SubFilter == Name("/ETSI.RFC3161")
            assert {"/Certs", "/CRLs"} <= set(document.Root.DSS.keys())
            assert document.Root.Perms.DocMDP.objgen == field.V.objgen
            assert field.V.Reference[0].TransformParams.P == 1

    def test_states_the_time_it_is_given(self, pdf: bytes, authority: Authority) -> None:
        other = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
        sealed = sign(pdf, authority=authority, at=other)
        with pikepdf.open(io.BytesIO(sealed)) as document:
            assert str(document.Root.AcroForm.Fields[0].V.M).startswith("D:20310506070809")
        assert verify(sealed, trust=authority.trust).signed_at == other

    def test_is_refused_for_a_draft(self, authority: Authority) -> None:
        with pytest.raises(SigningError):
            sign(render(a_statement(), at=AT, fonts=FONTS, draft=True), authority=authority, at=AT)

    def test_is_refused_a_second_time(self, sealed: bytes, authority: Authority) -> None:
        with pytest.raises(SigningError):
            sign(sealed, authority=authority, at=AT)

    def test_is_refused_outside_the_certificate_s_life(self, pdf: bytes, authority: Authority) -> None:
        with pytest.raises(SigningError):
            sign(pdf, authority=authority, at=datetime(2019, 12, 31, tzinfo=UTC))


class TestVerify:
    def test_knows_what_the_body_sealed(self, sealed: bytes, authority: Authority) -> None:
        verdict = verify(sealed, trust=authority.trust)
        assert verdict.genuine
        assert (verdict.signed_by, verdict.signed_at) == (authority.signer, AT)

    def test_finds_no_seal_on_what_was_not_sealed(self, pdf: bytes, authority: Authority) -> None:
        verdict = verify(pdf, trust=authority.trust)
        assert not verdict.genuine
        assert "no seal" in verdict.reason

    @pytest.mark.parametrize("forge", [write_on_the_page, swap_the_attachment, retitle])
    def test_finds_what_was_added_later(
        self, forge: Callable[[bytes], bytes], sealed: bytes, authority: Authority
    ) -> None:
        forged = forge(sealed)
        assert forged.startswith(sealed)
        verdict = verify(forged, trust=authority.trust)
        assert not verdict.genuine
        assert verdict.reason == "This document was changed after it was sealed."

    @pytest.mark.parametrize("share", [0.001, 0.1, 0.25, 0.5, 0.75, 0.999])
    def test_finds_a_changed_byte(self, share: float, pdf: bytes, sealed: bytes, authority: Authority) -> None:
        place = int(len(pdf) * share)
        forged = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        assert not verify(forged, trust=authority.trust).genuine

    def test_trusts_no_other_root(self, pdf: bytes, stranger: Authority, authority: Authority) -> None:
        theirs = sign(pdf, authority=stranger, at=AT)
        assert verify(theirs, trust=stranger.trust).genuine
        verdict = verify(theirs, trust=authority.trust)
        assert not verdict.genuine
        assert "does not lead to the authority" in verdict.reason

    def test_trusts_no_other_holder_under_the_same_root(self, sealed: bytes, authority: Authority) -> None:
        ours = x509.Name.build({"common_name": "Another holder"})
        verdict = verify(sealed, trust=replace(authority.trust, seal=ours))
        assert not verdict.genuine
        assert "not that of this body" in verdict.reason

    def test_needs_the_time_stamp_to_be_trusted_too(
        self, pdf: bytes, authority: Authority, stranger: Authority
    ) -> None:
        both = Trust(roots=authority.trust.roots + stranger.trust.roots, seal=authority.trust.seal)
        mixed = replace(
            authority, trust=both, timestamps=stranger.timestamps, revoked=authority.revoked + stranger.revoked
        )
        sealed = sign(pdf, authority=mixed, at=AT)
        assert verify(sealed, trust=both).genuine
        assert not verify(sealed, trust=authority.trust).genuine

    @pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
    def test_takes_a_cut_off_document_for_no_seal(self, share: float, sealed: bytes, authority: Authority) -> None:
        assert not verify(sealed[: int(len(sealed) * share)], trust=authority.trust).genuine

    @pytest.mark.parametrize("rubbish", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x00" * 1000])
    def test_never_fails_on_rubbish(self, rubbish: bytes, authority: Authority) -> None:
        assert not verify(rubbish, trust=authority.trust).genuine
