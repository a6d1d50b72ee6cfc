"""Every hostile file is a clear reason, costs little memory, and never raises."""

import tracemalloc
from datetime import UTC
from itertools import repeat

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard.platforms import registry
from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code
from safeguard.records import Post
from tests.safeguard.platforms import corpus_exports, exports, samples
from tests.safeguard.platforms.corpus import CASES, GOOD, HEADER, LINE, Case
from tests.safeguard.platforms.tables import READING, Flood, read

HERS = msgspec.structs.replace(READING, mine=frozenset({"ana"}))
LITTLE = 30 << 20  # a tenth of what the whole site is granted
GOOD_FILES = {
    name: next(file for file in files if not file.startswith(b"PK"))
    for name, files in samples.IMPORTERS.items()
} | {
    "csv": HEADER + GOOD * 3,
    "ndjson": LINE * 3,
}
SOME = 200 << 20  # a message of 32 MiB is held whole
UTC_READING = msgspec.structs.replace(READING, assume_zone=UTC)


@pytest.mark.parametrize("case", CASES, ids=repr)
def test_a_hostile_file_is_a_clear_reason_and_takes_little_memory(case: Case) -> None:
    file = case.make()
    tracemalloc.start()

    found = read(case.importer, file, HERS)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [it for it in found if isinstance(it, Problem)] == case.problems
    assert len([it for it in found if isinstance(it, Post)]) == case.posts
    assert peak < LITTLE


@pytest.mark.parametrize("case", corpus_exports.CASES, ids=repr)
def test_a_hostile_chat_or_mail_is_a_clear_reason_and_takes_little_memory(case: Case) -> None:
    file = case.make()
    tracemalloc.start()

    found = read(case.importer, file, UTC_READING)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [it for it in found if isinstance(it, Problem)] == case.problems
    assert len([it for it in found if isinstance(it, Post)]) == case.posts
    assert peak < SOME


@pytest.mark.parametrize(("importer", "file", "codes"), corpus_exports.PASSED_OVER)
def test_what_is_passed_over_is_counted(importer: str, file: bytes | str, codes: set[Code]) -> None:
    assert set(exports.skipped(exports.read(importer, file))) == codes


@pytest.mark.parametrize("name", ["csv", "ndjson"])
@pytest.mark.parametrize("line", [b"", b"{", b'"', b'"a', b'a,b,"', b"a,b,\xff"])
def test_four_times_the_bad_lines_take_no_more_memory(name: str, line: bytes) -> None:
    def peak(times: int) -> int:
        lines = Flood([HEADER, LINE, *repeat((line.ljust(100) + b"\n") * 2_000, times)])
        tracemalloc.start()
        for _ in registry.importer(name)(HERS).read(lines):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    few, many = peak(1), peak(4)

    assert many < few + (1 << 18)


@pytest.mark.parametrize("name", registry.IMPORTERS)
@given(
    head=st.sampled_from([b"", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", *GOOD_FILES.values()]),
    rest=st.binary(),
)
def test_no_bytes_raise(name: str, head: bytes, rest: bytes) -> None:
    registry.sniff(head + rest)

    assert all(isinstance(it, Post | Problem) for it in read(name, head + rest, HERS))


@pytest.mark.parametrize("name", registry.IMPORTERS)
@given(
    at=st.integers(0, 200),
    what=st.sampled_from([b'"', b"\n", b"\r", b",", b"\0", b"\xff", b"\\", b"{", b"[", b"\x1a"]),
    times=st.integers(1, 5),
)
def test_no_damage_to_a_good_file_raises(name: str, at: int, what: bytes, times: int) -> None:
    good = GOOD_FILES[name]
    damaged = good[:at] + what * times + good[at + 1 :]

    assert all(isinstance(it, Post | Problem) for it in read(name, damaged, HERS))


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_no_json_raises(value: object) -> None:
    line = msgspec.json.encode({"text": value, "author_handle": value, "created_at": value})

    assert all(isinstance(it, Post | Problem) for it in read("ndjson", line, HERS))
