"""The body's electronic seal on a statement: PAdES B-LTA (ETSI EN 319 142-1), made and checked.

A seal is checked at the moment its RFC 3161 time-stamp proves, with the certificates and revocation lists the document
itself carries: nothing is fetched, and a statement stays good when its certificates have since run out.
"""

import fcntl
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl, x509
from cryptography import x509 as issuing
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils.translation import gettext as _
from pyhanko.keys import load_cert_from_pemder, load_certs_from_pemder, load_private_key_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper, TimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp.noop import NoOpStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Seal"  # the field rendering.render puts on the first page

# The local test authority is for trials alone, so it needs no renewal: one window for all it issues.
VALID_FROM, VALID_UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC)
TEST_ORGANISATION = "Local test authority - not to be relied on"

IssuingKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Trust:
    """What makes a seal ours: the roots it leads to, and the name it bears.

    The name matters because a public authority seals for others too.
    """

    roots: tuple[x509.Certificate, ...]
    seal: x509.Name

    @classmethod
    def load(cls, *, certificate: Path, roots: Path) -> "Trust":
        """From PEM files: the sealing certificate, and the roots of the seal and of the time-stamps."""
        found = tuple(load_certs_from_pemder([str(roots)]))
        return cls(roots=found, seal=load_cert_from_pemder(str(certificate)).subject)


@dataclass(frozen=True)
class Authority:
    """Who seals: key and certificate, the source of time-stamps, and the trust a checker needs."""

    signer: signers.SimpleSigner
    trust: Trust
    timestamps: Callable[[datetime], TimeStamper]
    revoked: tuple[crl.CertificateList, ...] = ()

    @classmethod
    def load(cls, *, key: Path, certificate: Path, chain: Path, roots: Path, timestamps: str) -> "Authority":
        """From PEM files and the address of an RFC 3161 service.

        `chain` holds the certificates between the seal's and its root. Revocation lists are fetched while sealing.
        """
        return cls(
            signer=_signer(key, certificate, [*load_certs_from_pemder([str(chain)])]),
            trust=Trust.load(certificate=certificate, roots=roots),
            timestamps=lambda at: HTTPTimeStamper(timestamps),
        )

    @classmethod
    def at(cls, directory: Path) -> "Authority":
        """The local test authority kept in `directory`, made there at the first call; two callers at once make one."""
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        root = directory / "root.pem"
        with (directory / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not root.exists():
                _issue_all(directory)
        stamp_certificate = load_cert_from_pemder(str(directory / "timestamps.pem"))
        stamp_key = load_private_key_from_pemder(str(directory / "timestamps.key"), passphrase=None)
        return cls(
            signer=_signer(directory / "seal.key", directory / "seal.pem", []),
            trust=Trust.load(certificate=directory / "seal.pem", roots=root),
            timestamps=lambda at: DummyTimeStamper(stamp_certificate, stamp_key, fixed_dt=at),
            revoked=(crl.CertificateList.load((directory / "revoked.crl").read_bytes()),),
        )


@dataclass(frozen=True)
class Verdict:
    """Whether a PDF is what the body sealed; `reason` says why in the reader's language, for both answers."""

    genuine: bool
    reason: str
    signed_by: str = ""
    signed_at: datetime | None = None


def sign(pdf: bytes, *, authority: Authority, at: datetime) -> bytes:
    """The PDF with the body's seal of `at` (aware) in its empty field FIELD, certified against any later change.

    The bytes that came in are kept and added to. Raises pyhanko's SigningError when there is no such field, and when
    the certificate is not good at that moment.
    """
    good_at = ValidationContext(
        trust_roots=list(authority.trust.roots),
        crls=list(authority.revoked),
        allow_fetching=not authority.revoked,
        revocation_mode="hard-fail",
        moment=at,
    )
    seal = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        embed_validation_info=True,
        use_pades_lta=True,
        validation_context=good_at,
    )
    writer = _SealAt(
        at, seal, signer=authority.signer, timestamper=authority.timestamps(at), stamp_style=NoOpStampStyle()
    )
    return bytes(writer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True).getvalue())


def verify(pdf: bytes, *, trust: Trust) -> Verdict:
    """Whether the body sealed exactly this PDF. Never raises: what cannot be read as sealed is not genuine."""
    try:
        return _judge(pdf, trust)
    except Exception:  # a forger chooses which error the parser meets
        return Verdict(False, _("The seal of this document cannot be read, so it proves nothing."))


class _SealAt(signers.PdfSigner):
    """A signer that states the time it is given, not the machine's."""

    def __init__(self, at: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def _signer(key: Path, certificate: Path, chain: list[x509.Certificate]) -> signers.SimpleSigner:
    return signers.SimpleSigner(
        signing_cert=load_cert_from_pemder(str(certificate)),
        signing_key=load_private_key_from_pemder(str(key), passphrase=None),
        cert_registry=SimpleCertificateStore.from_certs(chain),
    )


def _judge(pdf: bytes, trust: Trust) -> Verdict:
    reader = PdfFileReader(io.BytesIO(pdf))
    seals = reader.embedded_regular_signatures
    if not seals:
        return Verdict(False, _("This document bears no seal."))
    if len(seals) > 1:
        return Verdict(False, _("This document bears more than one seal; the body sets one."))
    seal = seals[0]
    stamped_at = _stamped_at(seal.signer_info)
    if stamped_at is None:
        return Verdict(False, _("The seal has no time-stamp."))
    context = DocumentSecurityStore.read_dss(reader).as_validation_context(
        {
            "trust_roots": list(trust.roots),
            "allow_fetching": False,
            "revocation_mode": "hard-fail",
            "moment": stamped_at,
            "best_signature_time": stamped_at,
            "retroactive_revinfo": True,
        }
    )
    status = validate_pdf_signature(seal, context, ts_validation_context=context)
    by = str(status.signing_cert.subject.native["common_name"])
    # `valid` and `intact` stay true when something was appended: only the level of modification tells.
    if status.modification_level not in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES):
        return Verdict(False, _("This document was changed after it was sealed."), by, stamped_at)
    if not status.intact or not status.valid:
        return Verdict(False, _("This document is not the one that was sealed."), by, stamped_at)
    if status.signing_cert.subject != trust.seal:
        return Verdict(False, _("The seal is not that of this body."), by, stamped_at)
    if not (status.bottom_line and status.timestamp_validity and status.timestamp_validity.trusted):
        return Verdict(False, _("The seal does not lead to the authority this body relies on."), by, stamped_at)
    return Verdict(True, _("Sealed by this body and unchanged since."), by, stamped_at)


def _stamped_at(signer_info: Any) -> datetime | None:
    """The time the seal's RFC 3161 token claims; validation proves the token afterwards."""
    for attribute in signer_info["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            token = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
            return token["gen_time"].native  # type: ignore[no-any-return]
    return None


def _issue_all(directory: Path) -> None:
    """Root, seal, time-stamps and revocation list. The root's key is not kept: nothing more is ever issued under it.

    The root's certificate is written last: while it is missing, the next call starts afresh.
    """
    root_key, root_name = ec.generate_private_key(ec.SECP384R1()), _name("Test root")
    root = _certificate(root_name, root_key, root_name, root_key, issuing.BasicConstraints(ca=True, path_length=0))
    end = issuing.BasicConstraints(ca=False, path_length=None)
    seal_key = ec.generate_private_key(ec.SECP256R1())
    seal = _certificate(_name("Statement seal (test)"), seal_key, root_name, root_key, end)
    # DummyTimeStamper signs with RSA only.
    stamp_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    purpose = issuing.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    stamps = _certificate(_name("Time-stamps (test)"), stamp_key, root_name, root_key, end, purpose)
    revoked = (
        issuing.CertificateRevocationListBuilder(issuer_name=root_name)
        .last_update(VALID_FROM)
        .next_update(VALID_UNTIL)
        .add_extension(_issued_by(root_key), critical=False)
        .add_extension(issuing.CRLNumber(1), critical=False)
        .sign(root_key, hashes.SHA384())
    )
    _write(directory / "seal.key", _pem(seal_key))
    _write(directory / "seal.pem", seal.public_bytes(serialization.Encoding.PEM))
    _write(directory / "timestamps.key", _pem(stamp_key))
    _write(directory / "timestamps.pem", stamps.public_bytes(serialization.Encoding.PEM))
    _write(directory / "revoked.crl", revoked.public_bytes(serialization.Encoding.DER))
    _write(directory / "root.pem", root.public_bytes(serialization.Encoding.PEM))


def _certificate(
    subject: issuing.Name,
    key: IssuingKey,
    issuer: issuing.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    constraints: issuing.BasicConstraints,
    purpose: issuing.ExtendedKeyUsage | None = None,
) -> issuing.Certificate:
    authority = constraints.ca
    usage = issuing.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority and purpose is None,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        issuing.CertificateBuilder(issuer_name=issuer, subject_name=subject, public_key=key.public_key())
        .serial_number(issuing.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_UNTIL)
        .add_extension(constraints, critical=True)
        .add_extension(usage, critical=True)
        .add_extension(issuing.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_issued_by(issuer_key), critical=False)
    )
    if purpose is not None:
        builder = builder.add_extension(purpose, critical=True)  # critical: RFC 3161 2.3
    return builder.sign(issuer_key, hashes.SHA384())


def _name(common: str) -> issuing.Name:
    return issuing.Name(
        [
            issuing.NameAttribute(NameOID.ORGANIZATION_NAME, TEST_ORGANISATION),
            issuing.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _issued_by(key: ec.EllipticCurvePrivateKey) -> issuing.AuthorityKeyIdentifier:
    return issuing.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _pem(key: IssuingKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes) -> None:
    """The whole file or none, readable by its owner alone."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    new.replace(path)
