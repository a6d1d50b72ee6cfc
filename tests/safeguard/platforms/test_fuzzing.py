"""Damaged files never raise, in a bounded run of the fuzzer; and the fuzzer finds what does."""

import random

import pytest

from safeguard.platforms import registry
from tests.safeguard.platforms import samples
from tests.safeguard.platforms.fuzzing import Target, damage, fuzz, targets

SECONDS = 20.0
ALL = tuple(targets())


@pytest.mark.parametrize("target", ALL, ids=[it.name for it in ALL])
def test_no_damaged_file_raises(target: Target) -> None:
    count, crash = fuzz(target, SECONDS / len(ALL), seed=4)

    assert crash is None, crash
    assert count


def test_everything_that_reads_or_cleans_files_is_fuzzed() -> None:
    names = {it.name for it in ALL}

    assert names == {
        *registry.IMPORTERS,
        *(f"lists:{name}" for name in registry.LISTS),
        *(f"clean:{name}" for name in registry.CLEANERS),
    }


@pytest.mark.parametrize("name", registry.IMPORTERS)
def test_each_importer_is_the_one_its_samples_are_sniffed_as(name: str) -> None:
    found = {
        registry.sniff(file).importer
        for file in samples.IMPORTERS.get(name, ())
        if not file.startswith(b"PK")
    }

    assert found <= {name}


def test_the_same_seed_gives_the_same_files() -> None:
    pool = [*samples.IMPORTERS["x_archive"], b""]

    def files() -> list[bytes]:
        source = random.Random(7)  # noqa: S311 -- chance, no secret
        return [damage(source.choice(pool), pool, source) for _ in range(200)]

    assert files() == files()


def test_a_reader_that_raises_is_found() -> None:
    def read(file: bytes) -> set[object]:
        if b'"id"' not in file:
            raise KeyError("id")
        return {len(file) % 7}

    _, crash = fuzz(Target("bad", [b'{"id": 1}'], read), 5, seed=1)

    assert crash is not None
    assert (crash.target, crash.error) == ("bad", "KeyError('id')")
    assert b'"id"' not in crash.file


def test_a_reader_that_takes_long_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.safeguard.platforms.fuzzing.SLOW", -1.0)

    _, crash = fuzz(Target("slow", [b"a"], lambda _: set()), 5, seed=1)

    assert crash is not None
    assert crash.error == "took more than -1.0 s"
