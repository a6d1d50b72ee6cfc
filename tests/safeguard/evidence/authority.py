"""An authority for time stamps on this machine: `openssl ts -reply` with a certificate made for the test."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from safeguard.evidence.timestamp import stamp_request

CONFIGURATION = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/cert.pem
signer_key = {folder}/key.pem
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


class Authority:
    """One authority, with its files in a folder of its own.

    Its certificate is signed by itself or, `under` another, by that one; `lasts` says for how many days.
    """

    def __init__(
        self, folder: Path, *, lasts: float = 36_500.0, under: "Authority | None" = None
    ) -> None:
        if not shutil.which("openssl"):
            pytest.skip("not run: openssl is not installed")
        self._folder = folder
        folder.mkdir()
        (folder / "configuration").write_text(CONFIGURATION.format(folder=folder))
        (folder / "serial").write_text("01")
        self.key = ec.generate_private_key(ec.SECP256R1())
        told = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "key.pem").write_bytes(told)
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, folder.name)])
        self.certificates = folder / "cert.pem"
        certificate = self._certificate(lasts, under or self)
        self.certificates.write_bytes(certificate.public_bytes(Encoding.PEM))

    def answer(self, request: bytes) -> bytes:
        asked, told = self._folder / "asked", self._folder / "told"
        asked.write_bytes(request)
        command = ["openssl", "ts", "-reply", "-config", str(self._folder / "configuration")]
        subprocess.run(
            [*command, "-queryfile", str(asked), "-out", str(told)], capture_output=True, check=True
        )
        return told.read_bytes()

    def stamp(self, body: bytes) -> bytes:
        return self.answer(stamp_request(body).body)

    def _certificate(self, lasts: float, issuer: "Authority") -> x509.Certificate:
        now = datetime.now(UTC)
        is_root = issuer is self
        return (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(issuer.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=lasts))
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
            .sign(issuer.key, SHA256())
        )
