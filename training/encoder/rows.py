"""The rows as the encoder learns from them: pieces, targets, and how often and how much each row counts."""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from safeguard.classify.encoder import plain
from safeguard.classify.records import HEADS
from safeguard.text.normalise import fold
from training import corpus
from training.encoder import vocabulary

LENGTH = (
    64  # pieces of a text that are read while training; 5 % of the rows are cut, Reddit's above all
)
VISITS = {
    "authored": 1.5,
    "edos": 1.5,
    "surge": 1.0,
    "hatemojibuild": 0.7,
    "uli": 0.4,
    "mlma": 0.3,
    "guest": 0.3,
    "convabuse": 0.3,
    "paradetox": 0.3,
}
"""How often a row is seen in a round."""
TRUST = {"authored": 1.0, "edos": 1.0, "surge": 0.7, "hatemojibuild": 0.7, "paradetox": 0.5}
LITTLE_TRUST = 0.2
"""How much a row's answer weighs; the sources not named mean something else by the same words."""
CATEGORIES = ("1.", "2.", "3.", "4.")
"""How the labels of EDOS for sexist posts begin: threat, derogation, animosity, prejudice."""
APART = ("uli", "guest", "convabuse")
"""Sources whose sexism is also learnt as a question of its own, so that it teaches and does not mislead."""
OUTPUTS = len(HEADS) + len(CATEGORIES) + len(APART)
ANSWERED = len(HEADS) + len(CATEGORIES)
"""Of the outputs, how many come first and are exported; the others only help to learn."""
_STAND_IN = re.compile(r"<handle replaced>|@user\b|\[USER\]|\[URL\]|@url\b|\bRT\b")
NEIGHBOURS = {
    "threat": ("sexism", "insult", "sexual", "silencing", "doxxing", "hate"),
    "sexual": ("sexism", "insult", "threat", "silencing"),
    "silencing": ("sexism", "insult", "threat", "doxxing"),
    "doxxing": ("sexism", "insult", "threat", "silencing"),
    "hate": ("sexism", "threat", "silencing"),
    "insult": ("sexism", "silencing"),
    "misogyny": ("sexual", "silencing"),
}
"""What else an authored row of a kind may be, though its one kind does not say so."""

Table = NDArray[np.float32]


class Prepared(NamedTuple):
    """Rows as numbers; `category` is -1 where there is none."""

    pieces: list[list[int]]
    so: Table
    counts: Table
    category: NDArray[np.int64]
    visits: NDArray[np.float64]


def folded(text: str) -> str:
    """Fold a row's text, without the signs that data sets put in place of names."""
    return fold(_STAND_IN.sub(" ", text)).text


def read(text: str) -> str:
    """Write a text as the encoder reads it."""
    return plain(folded(text))


def learnable(found: Sequence[corpus.Row], hashes: Path, cases: Path) -> list[corpus.Row]:
    """Leave out those of our own rows that chance to be held out.

    Raises: HeldOutRows if a row of others is ("seal", alone, is anybody's word; a sentence is not).
    """
    own = [row for row in found if row.source == "authored"]
    others = [row for row in found if row.source != "authored"]
    corpus.refuse_held_out(others, hashes, cases)
    held_out = set(gzip.decompress(hashes.read_bytes()).decode("ascii").split())
    for path in cases.glob("*.ndjson"):
        for line in path.read_text(encoding="utf-8").splitlines():
            held_out.add(corpus.text_hash(json.loads(line)["text"]))
    return others + [row for row in own if corpus.text_hash(row.text) not in held_out]


def pieces(tokenizer: Tokenizer, texts: Sequence[str], length: int = LENGTH) -> list[list[int]]:
    found = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [[vocabulary.START, *one.ids[: length - 2], vocabulary.END] for one in found]


def prepare(rows: Sequence[corpus.Row], tokenizer: Tokenizer) -> Prepared:
    """Turn rows into numbers."""
    visits = np.array([visits_of(row) for row in rows])
    so, counts = corpus.targets(
        [as_told(row, often) for row, often in zip(rows, visits, strict=True)]
    )
    with np.errstate(invalid="ignore"):
        balance = np.nan_to_num(counts / visits[:, None])
    trust = np.array([TRUST.get(row.source, LITTLE_TRUST) for row in rows])
    apart_so, apart_counts = _apart(rows)
    return Prepared(
        pieces(tokenizer, [read(row.text) for row in rows]),
        np.concatenate([so, apart_so], axis=1).astype(np.float32),
        np.concatenate([balance * trust[:, None], apart_counts], axis=1).astype(np.float32),
        np.array([category(row) for row in rows]),
        visits,
    )


def visits_of(row: corpus.Row) -> float:
    """Say how often a row is seen in a round; of ours, those more often that count for more."""
    more = row.weight / corpus.AUTHORED_WEIGHT if row.source == "authored" else 1.0
    return VISITS.get(row.source, 0.0) * more


def batches(rows: Prepared, seed: tuple[int, int], size: int) -> Iterator[NDArray[np.int64]]:
    """Yield one round's batches: rows as often as they are to be seen, of like length together, mixed."""
    random = np.random.default_rng(seed)
    whole = np.floor(rows.visits).astype(int)
    often = whole + (random.random(len(rows.visits)) < rows.visits - whole)
    order = random.permutation(np.repeat(np.arange(len(often)), often))
    lengths = np.array([len(found) for found in rows.pieces])
    for start in range(0, len(order), size * 16):
        part = order[start : start + size * 16]
        part = part[np.argsort(lengths[part] + random.random(len(part)), kind="stable")]
        cut = [part[at : at + size] for at in range(0, len(part), size)]
        for number in random.permutation(len(cut)):
            yield cut[number]


def padded(found: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    longest = max(len(one) for one in found)
    return np.array([[*one, *[vocabulary.PAD] * (longest - len(one))] for one in found])


def as_told(row: corpus.Row, weight: float) -> corpus.Row:
    """Leave open what a row of ours may be besides its kind: a row has one kind, and is often two."""
    heads = row.heads
    if row.source == "authored":
        unsaid = NEIGHBOURS.get(row.kind, ())
        heads = {head: so for head, so in heads.items() if so or head not in unsaid}
    return row._replace(heads=heads, weight=weight)  # noqa: SLF001 -- a NamedTuple's own


def category(row: corpus.Row) -> int:
    is_sexist = row.source == "edos" and row.kind[:2] in CATEGORIES
    return CATEGORIES.index(row.kind[:2]) if is_sexist else -1


def _apart(rows: Sequence[corpus.Row]) -> tuple[Table, Table]:
    so = np.zeros((len(rows), len(APART)), np.float32)
    counts = np.zeros_like(so)
    for number, row in enumerate(rows):
        if row.source in APART and row.heads.get("sexism") is not None:
            place = APART.index(row.source)
            so[number, place], counts[number, place] = row.heads["sexism"], 1.0
    return so, counts
