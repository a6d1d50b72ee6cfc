"""Files she brought, as they lie in the data folder: encrypted in pieces under her data key until taken in or let go.

`contents_of` reads one back as a stream that can seek, so that neither checking nor taking in ever holds more than
a piece, and a ZIP is read where it lies.
"""

import hashlib
import io
import os
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, cast

import msgspec
from django.conf import settings

from fuerza.connections.models import Import
from fuerza.core import crypto
from safeguard.platforms import registry
from safeguard.platforms.archive import ArchiveRefused, names_in, open_one
from safeguard.platforms.base import Problem, Readable
from safeguard.platforms.packed import EXPORT, ZIP, Replayed

CHUNK = 1 << 20
HEAD = 1 << 16
LARGEST = 2_000_000_000
_LENGTH = struct.Struct(">I")


class ImportRefused(RuntimeError):
    """A file can't be taken in at all, and nothing of it is kept; `code` says why.

    too_large, private_on_shared_server, already_complete, no_good_rows (then `problems` say what is wrong with
    each), or a code of the library's that concerns the file as a whole.
    """

    def __init__(self, code: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.problems = tuple(problems)


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """A file on its way in: its bytes, and the names that tell what it is (its own, or those in a ZIP)."""

    pieces: Iterable[bytes]
    names: tuple[str, ...] = ()


def upload_of(file: BinaryIO, name: str) -> Upload:
    """Look at a file's names; a ZIP with one file in it is unpacked as it is read, any other stays as it is.

    Raises:
        ImportRefused: the ZIP is broken, locked, or a bomb.
    """
    is_zip = file.read(len(ZIP)) == ZIP
    file.seek(0)
    try:
        names = names_in(file, EXPORT) if is_zip else (Path(name).name,)
    except ArchiveRefused as refused:
        raise ImportRefused(refused.code) from refused
    file.seek(0)
    return Upload(pieces=_pieces(file, names, unpack=is_zip and len(names) == 1), names=names)


def _pieces(file: BinaryIO, names: tuple[str, ...], *, unpack: bool) -> Iterator[bytes]:
    try:
        with open_one(file) if unpack else nullcontext(file) as stream:
            yield from _clean(stream, names)
    except ArchiveRefused as refused:
        raise ImportRefused(refused.code) from refused


def _clean(stream: Readable, names: tuple[str, ...]) -> Iterator[bytes]:
    """Yield the bytes; of a kind that holds what must never be stored, without that."""
    head = stream.read(HEAD)
    rest = Replayed(head, stream)
    if clean := registry.cleaner(registry.sniff(head, names).importer):
        yield from clean(rest)
        return
    while piece := rest.read(CHUNK):
        yield piece


def path_of(made: Import) -> Path:
    return Path(settings.ENV.data) / "imports" / made.pk.hex


def contents_of(made: Import) -> BinaryIO:
    """Open the encrypted file as a stream of its plain bytes.

    Raises:
        FileNotFoundError: it was let go, or taken in.
    """
    plain = _Plain(path_of(made), crypto.data_key(made.person_id), made)
    return cast("BinaryIO", io.BufferedReader(plain, CHUNK))


def names_of(made: Import) -> tuple[str, ...]:
    """Name what is in a ZIP that lies there; a plain file's own name was not kept."""
    with contents_of(made) as contents:
        if contents.read(len(ZIP)) != ZIP:
            return ()
        try:
            return names_in(contents, EXPORT)
        except ArchiveRefused:
            return ()


def store(made: Import, pieces: Iterable[bytes]) -> bytes:
    """Encrypt a file piece by piece and return its digest.

    Raises:
        ImportRefused: it is too large, or a broken ZIP; what was written so far is the caller's to remove.
    """
    path, secret = path_of(made), crypto.data_key(made.person_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    size = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for number, chunk in enumerate(_whole_chunks(pieces)):
            size += len(chunk)
            if size > LARGEST:
                raise ImportRefused("too_large")
            digest.update(chunk)
            sealed = crypto.encrypt(secret, chunk, _place(made, number))
            out.write(_LENGTH.pack(len(sealed)) + sealed)
    return digest.digest()


def _whole_chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut into chunks that are all of one size but the last, so that each is found by its number."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= CHUNK:
            yield bytes(held[:CHUNK])
            del held[:CHUNK]
    if held:
        yield bytes(held)


class _Plain(io.RawIOBase):
    """Decrypts chunk by chunk; each is bound to its number, so that none can be moved or dropped unseen."""

    def __init__(self, path: Path, secret: bytes, made: Import) -> None:
        self._file = path.open("rb")
        self._secret = secret
        self._made = made
        self._at = 0
        self._number = -1
        self._chunk = b""
        first = self._file.read(_LENGTH.size)
        sealed = _LENGTH.unpack(first)[0] if first else 0
        self._step = _LENGTH.size + sealed
        self._length = self._measure()

    def _measure(self) -> int:
        """Work out how long the plain text is: every chunk but the last is whole."""
        stored = self._file.seek(0, io.SEEK_END)
        if not stored:
            return 0
        whole = (stored - 1) // self._step
        return whole * CHUNK + len(self._open(whole))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # the stub asks for any buffer
        if self._at >= self._length:
            return 0
        number, start = divmod(self._at, CHUNK)
        part = self._open(number)[start : start + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _open(self, number: int) -> bytes:
        if number != self._number:
            self._file.seek(number * self._step)
            length = _LENGTH.unpack(self._file.read(_LENGTH.size))[0]
            sealed = self._file.read(length)
            self._chunk = crypto.decrypt(self._secret, sealed, _place(self._made, number))
            self._number = number
        return self._chunk

    def close(self) -> None:
        self._file.close()
        super().close()


def _place(made: Import, number: int) -> bytes:
    return crypto.place("connections_import", made.pk, f"chunk {number}")
