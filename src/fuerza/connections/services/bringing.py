"""Bringing a file: it is checked whole before anything is stored, and lies encrypted until it is taken in.

The file is encrypted in chunks under her data key as it arrives; `contents_of` reads it back as a stream, so
that neither checking nor taking in ever holds more than a chunk.
"""

import hashlib
import io
import os
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.db import transaction

from fuerza.connections.choices import ImportState
from fuerza.connections.models import Import
from fuerza.core import audit, crypto, jobs
from fuerza.people import queries as people
from fuerza.people.models import Person
from safeguard.platforms import registry
from safeguard.platforms.archive import ArchiveRefused, open_table
from safeguard.platforms.base import Problem, Reading, Skipped
from safeguard.platforms.codes import Code
from safeguard.platforms.preview import Preview, preview
from safeguard.records import Post

CHUNK = 1 << 20
HEAD = 1 << 16
LARGEST = 2_000_000_000
SHOWN_PROBLEMS = 50
SHOWN_ROWS = 5
ZIP = b"PK\x03\x04"
PRIVATE_KINDS = frozenset({"dm", "chat", "sms", "mail"})
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


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A dry run's result: how many rows would go in, what is wrong, and the first rows as they would be read."""

    rows: int
    problems: tuple[Problem, ...]
    problem_count: int
    kinds: dict[str, int]
    platforms: dict[str, int]
    first: tuple[Post, ...]
    written_from: datetime | None
    written_to: datetime | None


def bring(
    *, person: Person, file: Iterable[bytes], zone: str, mine: frozenset[str] | None, now: datetime
) -> tuple[Import, Checked]:
    """Keep the file encrypted, check all of it, and return what taking it in would do. Nothing is stored yet.

    Raises:
        ImportRefused: too large, taken in before, somebody else's, without one good row, or private messages on a
            server that could read them.
    """
    made = Import(person=person, importer="", zone=zone, made_at=now)
    path = path_of(made)
    try:
        made.digest = _encrypt_to(path, file, crypto.data_key(person.pk), made)
        with contents_of(made) as contents:
            made.importer = registry.sniff(contents.read(HEAD)).importer
        checked = check_again(made, mine=mine, now=now)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    with transaction.atomic():
        made.save(force_insert=True)
        audit.note(person.pk, person.pk, "connections.brought_file", made.pk, at=now)
    return made, checked


def check_again(made: Import, *, mine: frozenset[str] | None, now: datetime) -> Checked:
    """Read the whole file without storing any of it, and note on `made` what was found.

    Raises:
        ImportRefused: see `bring`.
    """
    if already_complete(made.person, bytes(made.digest)):
        raise ImportRefused("already_complete")
    found = _Found()
    for it in read_import(made, mine=mine, now=now):
        if isinstance(it, Problem):
            found.problem(it)
        elif isinstance(it, Post):
            found.row(it)
    found.refuse_unusable()
    made.rows, made.problem_count = found.rows, found.problem_count
    made.problems = [
        [problem.line, problem.code, problem.column, problem.detail] for problem in found.problems
    ]
    made.written_from, made.written_to = found.earliest, found.latest
    return Checked(
        rows=found.rows,
        problems=tuple(found.problems),
        problem_count=found.problem_count,
        kinds=dict(found.kinds),
        platforms=dict(found.platforms),
        first=tuple(found.first),
        written_from=found.earliest,
        written_to=found.latest,
    )


class _Found:
    """What was found in a file so far; of a hundred thousand rows no more than the first are held."""

    def __init__(self) -> None:
        self.rows = self.problem_count = 0
        self.kinds: Counter[str] = Counter()
        self.platforms: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self.first: list[Post] = []
        self.earliest: datetime | None = None
        self.latest: datetime | None = None
        self.is_anothers = False

    def problem(self, it: Problem) -> None:
        self.problem_count += 1
        self.is_anothers |= it.code is Code.ADDRESSED_TO_ANOTHER
        if len(self.problems) < SHOWN_PROBLEMS:
            self.problems.append(it)

    def row(self, it: Post) -> None:
        self.rows += 1
        self.kinds[it.kind] += 1
        self.platforms[it.platform] += 1
        if self.rows <= SHOWN_ROWS:
            self.first.append(it)
        self.earliest = min(self.earliest or it.written_at, it.written_at)
        self.latest = max(self.latest or it.written_at, it.written_at)

    def refuse_unusable(self) -> None:
        """Refuse what no choice of hers may let in.

        Raises:
            ImportRefused: see `bring`.
        """
        if self.is_anothers:
            raise ImportRefused(Code.ADDRESSED_TO_ANOTHER)
        if PRIVATE_KINDS & self.kinds.keys() and people.is_shared():
            raise ImportRefused("private_on_shared_server")
        if not self.rows:
            raise ImportRefused("no_good_rows", self.problems)


def read_import(
    made: Import, *, mine: frozenset[str] | None, now: datetime
) -> Iterator[Post | Problem | Skipped]:
    """Read a file row by row; what it holds never raises."""
    with contents_of(made) as contents:
        yield from registry.importer(made.importer)(_reading(made, mine, now)).read(contents)


def look_at(made: Import, *, now: datetime) -> Preview:
    """Look at the beginning of a file: its columns, what they became, and its first rows."""
    with contents_of(made) as contents:
        return preview(contents, _reading(made, None, now), rows=SHOWN_ROWS)


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield a file's bytes; of a ZIP, those of the one table in it, unpacked as they are read.

    Raises:
        ImportRefused: the ZIP is broken, locked, a bomb, or holds more than one table.
    """
    is_zip = file.read(len(ZIP)) == ZIP
    file.seek(0)
    try:
        with open_table(file) if is_zip else nullcontext(file) as stream:
            while piece := stream.read(CHUNK):
                yield piece
    except ArchiveRefused as refused:
        raise ImportRefused(refused.code) from refused


def _reading(made: Import, mine: frozenset[str] | None, now: datetime) -> Reading:
    return Reading(now=now, assume_zone=ZoneInfo(made.zone) if made.zone else None, mine=mine)


@transaction.atomic
def confirm(*, made: Import, keep_good: bool, by: Person, now: datetime) -> None:
    """Have a checked file taken in by the worker; asked for twice, it is done once."""
    made.keep_good = keep_good
    made.save(update_fields=["keep_good"])
    audit.note(made.person_id, by.pk, "connections.confirmed_file", made.pk, at=now)
    jobs.enqueue("desk.import", key=str(made.pk), now=now, import_id=made.pk)


def already_complete(person: Person, digest: bytes) -> bool:
    return Import.objects.filter(person=person, digest=digest, state=ImportState.COMPLETE).exists()


@transaction.atomic
def let_go(*, made: Import, by: Person, now: datetime) -> None:
    """Forget a file that was not taken in: it, its row, and whatever of it was staged."""
    audit.note(made.person_id, by.pk, "connections.let_file_go", made.pk, at=now)
    path = path_of(made)
    made.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def path_of(made: Import) -> Path:
    return Path(settings.ENV.data) / "imports" / made.pk.hex


def contents_of(made: Import) -> BinaryIO:
    """Open the encrypted file as a stream of its plain bytes.

    Raises:
        FileNotFoundError: it was let go, or taken in.
    """
    plain = _Plain(path_of(made), crypto.data_key(made.person_id), made)
    return cast("BinaryIO", io.BufferedReader(plain, CHUNK))


class _Plain(io.RawIOBase):
    """Decrypts chunk by chunk; each chunk is bound to its number, so that none can be moved or dropped unseen."""

    def __init__(self, path: Path, secret: bytes, made: Import) -> None:
        self._file = path.open("rb")
        self._secret = secret
        self._made = made
        self._number = 0
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # the stub asks for any buffer
        if not self._rest:
            self._rest = self._next()
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def _next(self) -> bytes:
        head = self._file.read(_LENGTH.size)
        if not head:
            return b""
        sealed = self._file.read(_LENGTH.unpack(head)[0])
        plain = crypto.decrypt(self._secret, sealed, _chunk_place(self._made, self._number))
        self._number += 1
        return plain

    def close(self) -> None:
        self._file.close()
        super().close()


def _encrypt_to(path: Path, file: Iterable[bytes], secret: bytes, made: Import) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    size = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for number, chunk in enumerate(_chunks(file)):
            size += len(chunk)
            if size > LARGEST:
                raise ImportRefused("too_large")
            digest.update(chunk)
            sealed = crypto.encrypt(secret, chunk, _chunk_place(made, number))
            out.write(_LENGTH.pack(len(sealed)) + sealed)
    return digest.digest()


def _chunks(file: Iterable[bytes]) -> Iterable[bytes]:
    for block in file:
        for start in range(0, len(block), CHUNK):
            yield block[start : start + CHUNK]


def _chunk_place(made: Import, number: int) -> bytes:
    return crypto.place("connections_import", made.pk, f"chunk {number}")
