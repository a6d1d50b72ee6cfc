"""Signatures that `ssh-keygen -Y verify` checks: a stranger needs no program of ours.

The form is OpenSSH's PROTOCOL.sshsig, with an Ed25519 key. `namespace` says what a signature is for, so that one made
for a package is none for anything else.
"""

import base64
import hashlib
import struct
from textwrap import wrap

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeguard.evidence.note import Signer

_MAGIC, _VERSION = b"SSHSIG", 1
_KIND, _HASH = b"ssh-ed25519", b"sha512"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_WIDTH = 70


def public_key_line(signer: Signer) -> str:
    """Write the public key as `authorized_keys` and `allowed_signers` hold it, without a line break."""
    told = base64.b64encode(_public(signer)).decode()
    return f"{_KIND.decode()} {told} {signer.name}"


def allowed_signers(signer: Signer, namespace: str) -> str:
    """Write the file that `ssh-keygen -Y verify -f` takes: who may sign what."""
    kind, told, name = public_key_line(signer).split(" ")
    return f'{name} namespaces="{namespace}" {kind} {told}\n'


def ssh_signature(message: bytes, signer: Signer, *, namespace: str) -> str:
    """Sign `message`; the text goes into a file that `ssh-keygen -Y verify -s` takes."""
    digest = hashlib.sha512(message).digest()
    signed = _MAGIC + _strings(namespace.encode(), b"", _HASH, digest)
    signature = Ed25519PrivateKey.from_private_bytes(signer.private).sign(signed)
    blob = (
        _MAGIC
        + struct.pack(">I", _VERSION)
        + _strings(_public(signer), namespace.encode(), b"", _HASH, _strings(_KIND, signature))
    )
    lines = wrap(base64.b64encode(blob).decode(), _WIDTH)
    return "\n".join([_BEGIN, *lines, _END]) + "\n"


def _public(signer: Signer) -> bytes:
    return _strings(_KIND, signer.public)


def _strings(*parts: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)
