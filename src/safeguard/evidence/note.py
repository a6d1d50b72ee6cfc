"""Signed notes and checkpoints: a text with signatures under it that anybody can check, as transparency logs use.

The forms are C2SP's: signed-note and tlog-checkpoint (c2sp.org). A signature is Ed25519 over the text; a key is told
by a name and four bytes, so that several may sign one note. `Checkpoint` is the text that says how long a log was
and what its root was then.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Self

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from safeguard.evidence.errors import NotANote

_ED25519 = b"\x01"
_KEY, _HASH, _ROOT = 32, 4, 32
_MAX_SIZE = 64 << 10
_NAME = re.compile(r"[^\s+]{1,200}")
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")


class Signer(msgspec.Struct, frozen=True):
    """Whoever signs: a name without spaces and plus signs, and the 32 bytes of a private key."""

    name: str
    private: bytes

    def __repr__(self) -> str:
        return "Signer(...)"

    @property
    def public(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()


def key_text(name: str, public: bytes) -> str:
    """Write a public key as verifiers take it: `name+hash+key`.

    Raises:
        NotANote: the name or the key has a form that no key has.
    """
    _refuse_key(name, public)
    told = base64.b64encode(_ED25519 + public).decode()
    return f"{name}+{_key_hash(name, public).hex()}+{told}"


def read_key(text: str) -> tuple[str, bytes]:
    """Read a public key back; the hash in it must be its own.

    Raises:
        NotANote: it is none.
    """
    name, _, rest = text.strip().partition("+")
    told, _, coded = rest.partition("+")
    try:
        key = base64.b64decode(coded, validate=True)
    except binascii.Error as error:
        raise NotANote("The text was no key.") from error
    if not key.startswith(_ED25519) or key_text(name, key[1:]) != f"{name}+{told}+{coded}":
        raise NotANote("The text was no key.")
    return name, key[1:]


def sign(text: str, signers: Iterable[Signer]) -> str:
    """Put signatures under a text, which ends with a line break and has no signature of its own.

    Raises:
        NotANote: the text has another form, or a signer no proper name.
    """
    if not text.endswith("\n") or "\n\n— " in text or len(text) > _MAX_SIZE:
        raise NotANote("The text could not be signed: it had another form.")
    return text + "\n" + "".join(_signature_line(text, signer) for signer in signers)


def _signature_line(text: str, signer: Signer) -> str:
    _refuse_key(signer.name, signer.public)
    signature = Ed25519PrivateKey.from_private_bytes(signer.private).sign(text.encode())
    told = base64.b64encode(_key_hash(signer.name, signer.public) + signature).decode()
    return f"— {signer.name} {told}\n"


def read_signed(note: str, keys: Mapping[str, bytes]) -> str:
    """Return the text of a note that one of `keys` (public, by name) has signed, signatures by others left aside.

    Raises:
        NotANote: it has another form, or bears no good signature by any of them, or a bad one.
    """
    return _read(note, keys)[0]


def read_signed_by(note: str, *, name: str, public: bytes) -> tuple[str, bytes]:
    """Return a note's text and its signature by this key: the four bytes that tell the key, and Ed25519's 64.

    Raises:
        NotANote: as `read_signed` does.
    """
    return _read(note, {name: public})


def _read(note: str, keys: Mapping[str, bytes]) -> tuple[str, bytes]:
    text, gap, lines = note.rpartition("\n\n")
    if not gap or not lines.endswith("\n") or len(note) > _MAX_SIZE:
        raise NotANote("The note had no signatures under its text.")
    text += "\n"
    found = [_signature(text, line, keys) for line in lines[:-1].split("\n")]
    if not any(found):
        raise NotANote("The note bore no signature by a known key.")
    return text, next(filter(None, found))


def _signature(text: str, line: str, keys: Mapping[str, bytes]) -> bytes:
    """Read a good signature; one by a key that is not known is empty."""
    match = _LINE.fullmatch(line)
    if match is None:
        raise NotANote("A line under the note was no signature.")
    name = match[1]
    try:
        told = base64.b64decode(match[2], validate=True)
    except binascii.Error as error:
        raise NotANote("A line under the note was no signature.") from error
    public = keys.get(name)
    if public is None or told[:_HASH] != _key_hash(name, public):
        return b""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(told[_HASH:], text.encode())
    except InvalidSignature as error:
        raise NotANote(f"A signature by {name} did not fit the note.") from error
    return told


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """How long a log was and what its root was then; `origin` names the log."""

    origin: str
    size: int
    root: bytes

    def render(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a checkpoint; lines that follow the first three are somebody's own.

        Raises:
            NotANote: it is none.
        """
        lines = text.split("\n")
        try:
            origin, size, root = lines[:3]
            made = cls(origin=origin, size=int(size), root=base64.b64decode(root, validate=True))
        except ValueError as error:  # too few lines, no number, or no base64
            raise NotANote("The text was no checkpoint.") from error
        is_one = origin and made.size >= 0 and len(made.root) == _ROOT
        if not is_one or not text.startswith(made.render()):
            raise NotANote("The text was no checkpoint.")
        return made


def _key_hash(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:_HASH]


def _refuse_key(name: str, public: bytes) -> None:
    if not _NAME.fullmatch(name) or len(public) != _KEY:
        raise NotANote("A key had no proper name, or was not 32 bytes.")
