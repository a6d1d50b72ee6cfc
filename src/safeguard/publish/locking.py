"""Locking a file with a passphrase, in the age format (C2SP age-encryption.org/v1): `Locked` writes it piece by piece.

Whoever gets it opens it with `age --decrypt`, a free program that is none of ours. It is written here and not by a
library because the one there is takes a whole file into memory; tests open what comes out with two that are not ours.
"""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

WORK = (
    17  # 2^17 rounds of scrypt over blocks of 1 KiB: 128 MiB and about half a second for each guess
)
_VERSION = "age-encryption.org/v1"
_CHUNK = 64 * 1024
_KEY, _SALT = 32, 16
_MEMORY = 2 * 128 * 8


class _Out(Protocol):
    def write(self, body: bytes, /) -> object: ...


class Locked:
    """What is written to it goes on to `out`, locked; `close` writes the last piece, without which nothing opens.

    Making one takes 2^`work` KiB of memory and the time that goes with it: make one at a time. Then it holds 64 KiB.
    """

    def __init__(self, out: _Out, passphrase: str, *, work: int = WORK) -> None:
        self._out = out
        file_key, nonce = secrets.token_bytes(16), secrets.token_bytes(16)
        self._out.write(_header(file_key, passphrase, work) + nonce)
        self._cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._waiting = bytearray()
        self._pieces = 0

    def write(self, body: bytes, /) -> int:
        self._waiting += body
        while len(self._waiting) > _CHUNK:  # a last piece is never empty, so a full one waits
            self._put(bytes(self._waiting[:_CHUNK]))
            del self._waiting[:_CHUNK]
        return len(body)

    def close(self) -> None:
        self._put(bytes(self._waiting), is_last=True)

    def _put(self, piece: bytes, *, is_last: bool = False) -> None:
        nonce = self._pieces.to_bytes(11, "big") + bytes([is_last])
        self._out.write(self._cipher.encrypt(nonce, piece, None))
        self._pieces += 1


def _header(file_key: bytes, passphrase: str, work: int) -> bytes:
    salt = secrets.token_bytes(_SALT)
    wrapping = hashlib.scrypt(
        unicodedata.normalize("NFC", passphrase).encode(),
        salt=f"{_VERSION}/scrypt".encode() + salt,
        n=1 << work,
        r=8,
        p=1,
        maxmem=_MEMORY << work,
        dklen=_KEY,
    )
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    signed = f"{_VERSION}\n-> scrypt {_text(salt)} {work}\n{_text(wrapped)}\n---"
    seal = hmac.digest(_derived(file_key, b"", b"header"), signed.encode(), hashlib.sha256)
    return f"{signed} {_text(seal)}\n".encode()


def _derived(file_key: bytes, salt: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), _KEY, salt, use).derive(file_key)


def _text(body: bytes) -> str:
    return base64.b64encode(body).decode().rstrip("=")
