"""Every hostile archive, export and list is a clear reason, costs little memory, and never raises."""

import tracemalloc
from collections.abc import Iterator

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Listed, Problem, Readable, Skipped
from safeguard.records import Post
from tests.safeguard.platforms import corpus
from tests.safeguard.platforms.corpus_archives import CASES, MUCH, Case
from tests.safeguard.platforms.exports import reading
from tests.safeguard.platforms.tables import stream_of
from tests.safeguard.platforms.x_samples import HER_HANDLE, HER_ID

HERS = reading(own=True, mine=frozenset({HER_HANDLE, HER_ID}))


def _read(reader: str, stream: Readable) -> Iterator[Post | Listed | Problem | Skipped]:
    where, _, name = reader.rpartition(":")
    if where == "lists":
        return registry.list_reader(name)(HERS).lists(stream)
    return registry.importer(name)(reading() if where else HERS).read(stream)


@pytest.mark.parametrize("case", CASES, ids=repr)
def test_a_hostile_file_is_a_clear_reason_and_takes_little_memory(case: Case) -> None:
    stream = stream_of(case.make())
    codes, taken = set(), 0
    tracemalloc.start()

    for it in _read(case.reader, stream):
        if isinstance(it, Problem):
            codes.add(it.code)
        taken += isinstance(it, Post | Listed)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes == case.codes
    assert taken == case.taken
    assert peak < MUCH


def test_there_are_sixty_hostile_files_and_more() -> None:
    assert len({repr(case) for case in (*CASES, *corpus.CASES)}) > 100
