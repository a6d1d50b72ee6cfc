"""Signatures that `ssh-keygen -Y verify` checks: a stranger needs no program of ours.

The form is OpenSSH's PROTOCOL.sshsig, with an Ed25519 key. `namespace` says what a signature is for, so that one made
for a package is none for anything else.
"""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeguard.evidence.note import Signer
from safeguard.evidence.verify import ssh_armor, ssh_signed, ssh_strings


def public_key_line(name: str, public: bytes) -> str:
    """Write the public key as `authorized_keys` and `allowed_signers` hold it, without a line break."""
    told = base64.b64encode(ssh_strings(b"ssh-ed25519", public)).decode()
    return f"ssh-ed25519 {told} {name}"


def allowed_signers(name: str, public: bytes, namespace: str) -> str:
    """Write the file that `ssh-keygen -Y verify -f` takes: who may sign what."""
    kind, told, _name = public_key_line(name, public).split(" ")
    return f'{name} namespaces="{namespace}" {kind} {told}\n'


def ssh_signature(message: bytes, signer: Signer, *, namespace: str) -> str:
    """Sign `message`; the text goes into a file that `ssh-keygen -Y verify -s` takes."""
    signed = ssh_signed(message, namespace)
    signature = Ed25519PrivateKey.from_private_bytes(signer.private).sign(signed)
    return ssh_armor(signer.public, namespace, signature)
