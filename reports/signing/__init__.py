"""The body's electronic seal on a statement: PAdES B-LTA (ETSI EN 319 142-1), made and checked.

A seal is checked at the moment its RFC 3161 time-stamp proves, with the certificates and revocation lists the document
itself carries: nothing is fetched, and a statement stays good when its certificates have since run out.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl, x509
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

from reports.signing import local

FIELD = "Seal"  # the field rendering.render puts on the first page


@dataclass(frozen=True)
class Trust:
    """What makes a seal ours: the roots it leads to, and the name it bears.

    The name matters because a public authority seals for others too.
    """

    roots: tuple[x509.Certificate, ...]
    seal: x509.Name

    @classmethod
    def at(cls, directory: Path) -> "Trust":
        """From the public files of Authority.at: roots.pem and seal.pem."""
        local.make_if_absent(directory)
        return cls(
            roots=tuple(load_certs_from_pemder([str(directory / "roots.pem")])),
            seal=load_cert_from_pemder(str(directory / "seal.pem")).subject,
        )


@dataclass(frozen=True)
class Authority:
    """Who seals: key and certificate, the source of time-stamps, and the trust a checker needs."""

    key: signers.SimpleSigner
    trust: Trust
    timestamps: Callable[[datetime], TimeStamper]
    revoked: tuple[crl.CertificateList, ...] = ()

    @property
    def signer(self) -> str:
        """Whom the seal names: its holder and organisation."""
        return _holder(self.trust.seal)

    @classmethod
    def at(cls, directory: Path) -> "Authority":
        """What `directory` holds; where there is no such directory, a local test authority is made there.

        PEM files: seal.key and seal.pem; roots.pem, the roots of the seal and of the time-stamps; chain.pem, what lies
        between seal and root, may be absent. timestamps.url holds the address of an RFC 3161 service; the test
        authority has timestamps.key and timestamps.pem in its place. Revocation lists are fetched while sealing,
        unless one lies in revoked.crl (DER). A directory that exists is never written to.
        """
        local.make_if_absent(directory)
        chain, revoked = directory / "chain.pem", directory / "revoked.crl"
        return cls(
            key=signers.SimpleSigner(
                signing_cert=load_cert_from_pemder(str(directory / "seal.pem")),
                signing_key=load_private_key_from_pemder(str(directory / "seal.key"), passphrase=None),
                cert_registry=SimpleCertificateStore.from_certs(
                    load_certs_from_pemder([str(chain)]) if chain.exists() else []
                ),
            ),
            trust=Trust.at(directory),
            timestamps=_timestamps(directory),
            revoked=(crl.CertificateList.load(revoked.read_bytes()),) if revoked.exists() else (),
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
    writer = _SealAt(at, seal, signer=authority.key, timestamper=authority.timestamps(at), stamp_style=NoOpStampStyle())
    return bytes(writer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True).getvalue())


def verify(pdf: bytes, *, trust: Trust) -> Verdict:
    """Whether the body sealed exactly this PDF. Never raises: what cannot be read as sealed is not genuine."""
    try:
        return _judge(pdf, trust)
    except Exception:  # noqa: BLE001 - whoever made the file chooses which error the parser meets
        return Verdict(genuine=False, reason=_("The seal of this document cannot be read, so it proves nothing."))


class _SealAt(signers.PdfSigner):
    """A signer that states the time it is given, not the machine's."""

    def __init__(self, at: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def _timestamps(directory: Path) -> Callable[[datetime], TimeStamper]:
    service = directory / "timestamps.url"
    if service.exists():
        address = service.read_text().strip()
        return lambda _at: HTTPTimeStamper(address)
    certificate = load_cert_from_pemder(str(directory / "timestamps.pem"))
    key = load_private_key_from_pemder(str(directory / "timestamps.key"), passphrase=None)
    return lambda at: DummyTimeStamper(certificate, key, fixed_dt=at)


def _holder(name: x509.Name) -> str:
    known = name.native
    return ", ".join(str(known[part]) for part in ("common_name", "organization_name") if part in known)


def _judge(pdf: bytes, trust: Trust) -> Verdict:
    reader = PdfFileReader(io.BytesIO(pdf))
    seals = reader.embedded_regular_signatures
    if not seals:
        return Verdict(genuine=False, reason=_("This document bears no seal."))
    if len(seals) > 1:
        return Verdict(genuine=False, reason=_("This document bears more than one seal; the body sets one."))
    seal = seals[0]
    at = _stamped_at(seal.signer_info)
    if at is None:
        return Verdict(genuine=False, reason=_("The seal has no time-stamp."))
    context = DocumentSecurityStore.read_dss(reader).as_validation_context(
        {
            "trust_roots": list(trust.roots),
            "allow_fetching": False,
            "revocation_mode": "hard-fail",
            "moment": at,
            "best_signature_time": at,
            "retroactive_revinfo": True,
        }
    )
    status = validate_pdf_signature(seal, context, ts_validation_context=context)
    by = _holder(status.signing_cert.subject)
    # `valid` and `intact` stay true when something was appended: only the level of modification tells.
    if status.modification_level not in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES):
        reason = _("This document was changed after it was sealed.")
    elif not (status.intact and status.valid):
        reason = _("This document is not the one that was sealed.")
    elif status.signing_cert.subject != trust.seal:
        reason = _("The seal is not that of this body.")
    elif not (status.bottom_line and status.timestamp_validity and status.timestamp_validity.trusted):
        reason = _("The seal does not lead to the authority this body relies on.")
    else:
        return Verdict(genuine=True, reason=_("Sealed by this body and unchanged since."), signed_by=by, signed_at=at)
    return Verdict(genuine=False, reason=reason, signed_by=by, signed_at=at)


def _stamped_at(signer_info: Any) -> datetime | None:
    """The time the seal's RFC 3161 token claims; validation proves the token afterwards."""
    for attribute in signer_info["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            token = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
            stamped_at: datetime = token["gen_time"].native
            return stamped_at
    return None
