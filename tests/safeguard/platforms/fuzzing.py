"""A small fuzzer of our own: good files, damaged at random, go through everything that reads files.

What a damaged file led to (which codes, which columns) is the feedback: a file that led to something new
is kept and damaged further. The same seed gives the same files, so that what is found can be found again.
"""

import random
import time
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import msgspec

from safeguard.platforms import registry
from safeguard.platforms.base import Listed, Problem, Skipped
from safeguard.records import Post
from tests.safeguard.platforms.exports import reading
from tests.safeguard.platforms.samples import IMPORTERS, LISTS

SLOW = 5.0
_KEPT = 200
_LARGEST = 1 << 20
_FEW = 50
_BITS = b'"\\{}[],:;\n\r\t=<>\0\xff\xef\xbb\xbf\xed\xa0\x80@#-+.'
_WORDS = (
    b"null", b"true", b"-1", b"1e999", b"9" * 400, b'""', b"[]", b"{}", b"[[[[", b'{"a":', b"\\ud800", b"\\u0000",
    b"window.YTD.tweets.part0 = ", b"0000-00-00T99:99:99Z", b"Thu Jan 99 21:04:29 +0000 2026", b"=cmd()", b"../",
    b"\xff\xfe", b"PK\x03\x04", b"https://", b"did:plc:", b"\xe2\x80\xae", b"\xe2\x80\x8f", b"<![CDATA[", b"\r\n\r\n",
)  # fmt: skip
HERS = reading(own=True, mine=frozenset({"ana_writes", "1001"}))
NOT_HERS = reading(mine=frozenset({"berta"}))
Read = Callable[[bytes], set[object]]


class Crash(NamedTuple):
    """What should never be: the error, and the file that led to it."""

    target: str
    error: str
    file: bytes


class Target(NamedTuple):
    name: str
    samples: list[bytes]
    read: Read


def targets() -> Iterator[Target]:
    everything = [file for files in (*IMPORTERS.values(), *LISTS.values()) for file in files]
    for name in registry.IMPORTERS:
        yield Target(name, IMPORTERS.get(name, everything), _importer(name))
    for name in registry.LISTS:
        yield Target(f"lists:{name}", LISTS.get(name, everything), _lists(name))
    for name in registry.CLEANERS:
        yield Target(f"clean:{name}", IMPORTERS[name], _cleaner(name))


def fuzz(target: Target, seconds: float, seed: int) -> tuple[int, Crash | None]:
    """Damage and read files for so long; give how many there were, and the first that should not have been."""
    source = random.Random(f"{target.name} {seed}")  # noqa: S311 -- chance, no secret
    pool = [*target.samples]
    known: set[object] = set()
    count, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        file = damage(source.choice(pool), pool, source)
        began = time.monotonic()
        try:
            outcome = target.read(file)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it should never be
            return count, Crash(target.name, repr(error), file)
        if time.monotonic() - began > SLOW:
            return count, Crash(target.name, f"took more than {SLOW} s", file)
        count += 1
        if not outcome <= known:
            known |= outcome
            pool = [*pool, file][-_KEPT:]
    return count, None


def damage(file: bytes, pool: list[bytes], source: random.Random) -> bytes:
    """Damage a file a few times over; of a ZIP, now and then what is packed in it."""
    if file.startswith(b"PK") and source.random() < 0.7:
        return _damage_members(file, pool, source)
    for _ in range(source.choice((1, 1, 2, 3, 8))):
        file = _damage_once(file, pool, source)
    return file[:_LARGEST]


def _damage_once(file: bytes, pool: list[bytes], source: random.Random) -> bytes:
    at, to = sorted(source.randrange(len(file) + 1) for _ in range(2))
    to = min(to, at + source.choice((1, 4, 40, 4_000)))
    part = file[at:to]
    other = source.choice(pool)
    begin = source.randrange(len(other) + 1)
    put = source.choice(
        (
            b"",
            bytes([source.choice(_BITS)]),
            bytes([source.randrange(256)]),
            source.choice(_WORDS),
            part * source.choice((2, 3, 50)),
            part[::-1],
            other[begin : begin + 200],
            part + source.choice(_WORDS),
        )
    )
    if source.random() < 0.05:
        return file[:at]  # cut off
    return file[:at] + put + file[to:]


def _damage_members(file: bytes, pool: list[bytes], source: random.Random) -> bytes:
    try:
        with ZipFile(BytesIO(file)) as packed:
            members = {info.filename: packed.read(info) for info in packed.infolist()[:_FEW]}
    except (BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError):
        return _damage_once(file, pool, source)
    if not members:
        return file
    name = source.choice([*members])
    members[name] = _damage_once(members[name], pool, source)
    again = BytesIO()
    with ZipFile(again, "w", ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return again.getvalue()


def _importer(name: str) -> Read:
    def read(file: bytes) -> set[object]:
        registry.sniff(file[:65_536], ("data/tweets.js",) if file.startswith(b"PK") else ())
        found: list[Post | Problem | Skipped] = []
        for how in (HERS, NOT_HERS):
            found += registry.importer(name)(how).read(BytesIO(file))
        asked = registry.importer(name)(HERS)
        if hasattr(asked, "participants"):
            assert all(isinstance(it, str) for it in asked.participants(BytesIO(file)))
        msgspec.json.encode(found)  # no half of a character may be left in any word
        assert all(it.written_at.utcoffset() is not None for it in found if isinstance(it, Post))
        return {_outcome(it) for it in found}

    return read


def _lists(name: str) -> Read:
    def read(file: bytes) -> set[object]:
        registry.sniff_list(file[:65_536])
        found = list(registry.list_reader(name)(HERS).lists(BytesIO(file)))
        msgspec.json.encode(found)
        return {_outcome(it) for it in found}

    return read


def _cleaner(name: str) -> Read:
    def read(file: bytes) -> set[object]:
        clean = registry.cleaner(name)
        assert clean
        once = b"".join(clean(BytesIO(file)))
        assert b"".join(clean(BytesIO(once))) == once, "cleaning twice changed something"
        return {_outcome(it) for it in registry.importer(name)(HERS).read(BytesIO(once))}

    return read


def _outcome(it: Post | Problem | Skipped | Listed) -> object:
    if isinstance(it, Problem):
        return it.code, it.column
    return it.code if isinstance(it, Skipped) else (type(it).__name__, it.kind)
