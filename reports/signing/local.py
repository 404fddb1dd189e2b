"""A test authority for demonstrations and tests: root, seal, time-stamps and an empty revocation list.

Nobody else trusts it, and its names say so. In production the directory holds what a real authority issued.
"""

import fcntl
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# No renewal for what serves trials alone: one window for all of it.
VALID_FROM, VALID_UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC)
TEST_ORGANISATION = "Local test authority - not to be relied on"

IssuingKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def make_if_absent(directory: Path) -> None:
    """A local test authority in a place where nothing is; those who start together wait for the first."""
    if directory.exists():
        return
    directory.parent.mkdir(parents=True, exist_ok=True)
    with directory.with_name(directory.name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not directory.exists():
            new = Path(mkdtemp(prefix=directory.name + ".", dir=directory.parent))  # for its owner alone
            _issue_all(new)
            new.rename(directory)


def _issue_all(directory: Path) -> None:
    """Root, seal, time-stamps and revocation list. The root's key is not kept: nothing more is issued under it."""
    root_key, root_name = ec.generate_private_key(ec.SECP384R1()), _name("Test root")
    root = _certificate(root_name, root_key, root_name, root_key, x509.BasicConstraints(ca=True, path_length=0))
    end = x509.BasicConstraints(ca=False, path_length=None)
    seal_key = ec.generate_private_key(ec.SECP256R1())
    seal = _certificate(_name("Statement seal (test)"), seal_key, root_name, root_key, end)
    # DummyTimeStamper signs with RSA only.
    stamp_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    stamps = _certificate(_name("Time-stamps (test)"), stamp_key, root_name, root_key, end, purpose)
    revoked = (
        x509.CertificateRevocationListBuilder(issuer_name=root_name)
        .last_update(VALID_FROM)
        .next_update(VALID_UNTIL)
        .add_extension(_issued_by(root_key), critical=False)
        .add_extension(x509.CRLNumber(1), critical=False)
        .sign(root_key, hashes.SHA384())
    )
    _write(directory / "seal.key", _pem(seal_key))
    _write(directory / "seal.pem", seal.public_bytes(serialization.Encoding.PEM))
    _write(directory / "timestamps.key", _pem(stamp_key))
    _write(directory / "timestamps.pem", stamps.public_bytes(serialization.Encoding.PEM))
    _write(directory / "revoked.crl", revoked.public_bytes(serialization.Encoding.DER))
    _write(directory / "roots.pem", root.public_bytes(serialization.Encoding.PEM))


def _certificate(
    subject: x509.Name,
    key: IssuingKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    constraints: x509.BasicConstraints,
    purpose: x509.ExtendedKeyUsage | None = None,
) -> x509.Certificate:
    authority = constraints.ca
    usage = x509.KeyUsage(
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
        x509.CertificateBuilder(issuer_name=issuer, subject_name=subject, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_UNTIL)
        .add_extension(constraints, critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_issued_by(issuer_key), critical=False)
    )
    if purpose is not None:
        builder = builder.add_extension(purpose, critical=True)  # critical: RFC 3161 2.3
    return builder.sign(issuer_key, hashes.SHA384())


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, TEST_ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _issued_by(key: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _pem(key: IssuingKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
