"""What the encoder may learn from which row, and how often it sees it."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from safeguard.classify.records import HEADS
from training import corpus

pytest.importorskip("tokenizers", reason="not run: tokenizers is not installed")
from training.encoder import rows


def row(text: str, source: str = "authored", kind: str = "neutral") -> corpus.Row:
    heads = {head: int(head in corpus.KINDS.get(kind, ())) for head in HEADS}
    return corpus.Row(text, text, "en", source, kind, heads, 1.0)


def prepared(lengths: list[int], visits: list[float]) -> rows.Prepared:
    nothing = np.zeros((len(lengths), 1), np.float32)
    return rows.Prepared(
        [[7] * length for length in lengths],
        nothing,
        nothing,
        np.zeros(len(lengths), np.int64),
        np.array(visits),
    )


def test_a_row_leaves_open_what_its_one_kind_does_not_say() -> None:
    told = {
        kind: rows.as_told(row("x", kind=kind), 1.0).heads
        for kind in ("threat", "doxxing", "criticism")
    }

    assert told["threat"] == {"threat": 1, "profanity": 0, "support": 0}
    assert ("threat" in told["doxxing"], told["doxxing"]["hate"]) == (False, 0)
    assert told["criticism"] == dict.fromkeys(HEADS, 0)


def test_a_source_of_others_says_what_it_says() -> None:
    told = rows.as_told(row("x", "edos", "threat"), 1.0)

    assert told.heads["sexism"] == 0


def test_rows_that_count_for_more_are_seen_more_often() -> None:
    often = [rows.visits_of(row("x")._replace(weight=weight)) for weight in (6.0, 12.0)]

    assert often == [1.5, 3.0]
    assert rows.visits_of(row("x", "edos")._replace(weight=1.0)) == 1.5


def test_a_row_is_seen_as_often_as_it_is_due() -> None:
    data = prepared([3] * 300, [2.0] * 100 + [1.0] * 100 + [0.3] * 100)

    seen = np.bincount(np.concatenate(list(rows.batches(data, (1, 0), 16))), minlength=300)

    assert seen[:200].tolist() == [2] * 100 + [1] * 100
    assert 15 <= seen[200:].sum() <= 45


def test_the_same_seed_gives_the_same_batches_and_the_next_round_others() -> None:
    data = prepared(list(range(2, 102)), [1.0] * 100)

    first, again, following = (
        [batch.tolist() for batch in rows.batches(data, seed, 8)]
        for seed in ((1, 0), (1, 0), (1, 1))
    )

    assert first == again
    assert first != following


def test_own_rows_that_are_held_out_are_left_out_and_those_of_others_refused(
    tmp_path: Path,
) -> None:
    hashes, cases = tmp_path / "hashes.gz", tmp_path / "cases"
    hashes.write_bytes(gzip.compress(f"{corpus.text_hash('a held-out text')}\n".encode()))
    cases.mkdir()
    (cases / "en.ndjson").write_text(json.dumps({"text": "a case of our own"}) + "\n")
    own = [row(text) for text in ("A held-out  text", "a case of our own", "good morning all")]

    left = rows.learnable(own, hashes, cases)

    assert [one.text for one in left] == ["good morning all"]
    with pytest.raises(corpus.HeldOutRows):
        rows.learnable([row("a held-out text", "surge", "")], hashes, cases)


def test_the_four_kinds_of_sexism_are_told_by_edos_alone() -> None:
    told = [
        rows.category(row("x", source, kind))
        for source, kind in (("edos", "3. animosity"), ("edos", "none"), ("guest", "3. animosity"))
    ]

    assert told == [2, -1, -1]
