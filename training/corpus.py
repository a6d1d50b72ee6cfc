"""The rows to train on: read, mapped to heads, and checked against the held-out texts.

Each source speaks for some heads only; for the others its rows are masked (weight 0), because "not
sexist" does not mean "not a threat".
"""

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from safeguard.classify.baseline import plain
from safeguard.classify.records import HEADS
from safeguard.text.normalise import fold

READ_LANGUAGES = frozenset({"en", "es", "fr", "ar", "hi", "hi-Latn"})
HASH_DIGITS = 16
KEPT_BACK = 5  # every fifth authored row is kept back
LATER = ".2"
"""How the names of files end that were written when figures on the first ones had already served choices."""
LATER_COUNTS = 2  # times as much: they say what the first ones lack
AUTHORED_WEIGHT = 6.0
CHOSEN_BY = {"authored": 10, "edos": 10}
LESS_CHOSEN_BY = 30
"""One row to train on in so many is not learnt from, by neither tier: calibration and thresholds are found on these."""
_HANDLE = re.compile(r"<handle replaced>|@user\b|\[USER\]|\[URL\]|@url\b|\bRT\b")

KINDS: dict[str, tuple[str, ...]] = {
    "threat": ("threat",),
    "sexual": ("sexual",),
    "misogyny": ("sexism", "insult"),
    "insult": ("insult",),
    "doxxing": ("doxxing",),
    "silencing": ("silencing",),
    "hate": ("hate", "insult"),
    "criticism": (),
    "profanity": ("profanity",),
    "counter": (),
    "neutral": (),
    "support": ("support",),
    "reclaimed": (),
    "negation": (),
    "identity": (),
}
"""What an authored row's kind says for all heads: these are 1, every other is 0."""


class HeldOutRows(Exception):
    """Rows to train on were among the held-out texts."""


Mapped = tuple[dict[str, int], float]
"""What a row says of which heads (1 or 0), and how much it counts."""


class Row(NamedTuple):
    text: str
    folded: str
    language: str
    source: str
    kind: str
    heads: dict[str, int]
    weight: float
    variety: str = ""
    """The file one of our own rows stands in: `es-MX`, `ar-Latn`."""


class Rows(NamedTuple):
    """`tune` is for calibration and choices, thresholds among them; on `test` nothing is chosen."""

    train: list[Row]
    tune: list[Row]
    test: list[Row]


def load(data: Path, authored: Path) -> Rows:
    """Read both kinds of rows; `test` holds the dev split of EDOS and later rows of ours."""
    found = Rows([], [], [])
    for part, row in authored_rows(authored):
        getattr(found, part).append(row)
    for given in _lines(data / "posts.ndjson.gz"):
        if given["language"] not in READ_LANGUAGES:
            continue
        row = public_row(given)
        if given["split"] == "train" and row.heads and row.weight:
            (found.tune if is_chosen_by(row) else found.train).append(row)
        elif given["split"] == "dev" and given["source"] == "edos":
            found.test.append(row)
    return found


def authored_rows(folder: Path) -> Iterator[tuple[str, Row]]:
    """Yield our own rows, each with its part: its name in `Rows`."""
    for path in sorted(folder.glob("*.ndjson")):
        variety = path.stem.removesuffix(LATER)
        seen: dict[str, int] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            given = json.loads(line)
            kind = given["kind"]
            seen[kind] = seen.get(kind, -1) + 1
            heads = {head: int(head in KINDS[kind]) for head in HEADS}
            is_later = variety != path.stem
            mapped = heads, AUTHORED_WEIGHT * (LATER_COUNTS if is_later else 1)
            row = _row(given["text"], given["language"], "authored", kind, mapped, variety=variety)
            yield _part(row, seen[kind], is_later=is_later), row


def _part(row: Row, number: int, *, is_later: bool) -> str:
    """Measure on a fifth of the later rows; choose by a tenth, and of the first by half of every fifth in a file."""
    by_text = int(text_hash(row.text), 16)
    if is_later and by_text % KEPT_BACK == 0:
        return "test"
    is_kept_back = not is_later and number % KEPT_BACK == 0 and by_text % 2 == 0
    return "tune" if is_kept_back or is_chosen_by(row) else "train"


def is_chosen_by(row: Row) -> bool:
    """Say whether a row to train on only serves choices: by its text, so the same in every run."""
    return int(text_hash(row.text)[:6], 16) % CHOSEN_BY.get(row.source, LESS_CHOSEN_BY) == 0


def public_row(given: dict[str, Any]) -> Row:
    """Map a row of a public set to the heads that its source can speak for."""
    mapped = SOURCES[given["source"]](given)
    return _row(given["text"], given["language"], given["source"], given["label"], mapped)


def copied(row: Row, text: str, *, weight: float) -> Row:
    """Make a row that says the same of another text."""
    return _row(text, row.language, row.source, row.kind, (row.heads, weight), variety=row.variety)


def text_hash(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]


def refuse_held_out(rows: Sequence[Row], hashes: Path, cases: Path | None = None) -> None:
    """Raise HeldOutRows if any row is a held-out text, or one of our own test cases in folder `cases`."""
    with gzip.open(hashes, "rt", encoding="ascii") as lines:
        held_out = {line.strip() for line in lines}
    if cases is not None:
        held_out |= set(_case_hashes(cases))
    found = [row for row in rows if text_hash(row.text) in held_out]
    if found:
        where = sorted({f"{row.variety or row.source} {text_hash(row.text)}" for row in found})
        raise HeldOutRows(
            f"{len(found)} rows to train on are held out, by source and hash: {', '.join(where)}"
        )


def _case_hashes(cases: Path) -> Iterator[str]:
    for path in sorted(cases.glob("*.ndjson")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield text_hash(json.loads(line)["text"])


def targets(rows: Sequence[Row]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Make the [row, head] tables of what is so and how much it counts; 0 weight where nobody knows.

    Within each language a head's positives and negatives weigh alike up to a factor, so that a language
    whose rows are mostly abuse does not teach that the language itself is abuse.
    """
    so = np.zeros((len(rows), len(HEADS)))
    counts = np.zeros_like(so)
    for number, row in enumerate(rows):
        for head, value in row.heads.items():
            so[number, HEADS.index(head)] = value
            counts[number, HEADS.index(head)] = row.weight
    languages = np.array([row.language for row in rows])
    for language in sorted(set(languages)):
        _balance(so, counts, languages == language)
    return so, counts


POSITIVES = 0.3  # of the weight of each head in each language


def _balance(so: NDArray[np.float64], counts: NDArray[np.float64], here: NDArray[np.bool_]) -> None:
    for head in range(so.shape[1]):
        yes, no = here & (so[:, head] == 1), here & (so[:, head] == 0)
        whole_yes, whole_no = counts[yes, head].sum(), counts[no, head].sum()
        if whole_yes and whole_no:
            wanted = POSITIVES / (1 - POSITIVES) * whole_no
            counts[yes, head] *= min(max(wanted / whole_yes, 0.2), 8.0)


def _row(
    text: str, language: str, source: str, kind: str, mapped: Mapped, *, variety: str = ""
) -> Row:
    folded = plain(fold(_HANDLE.sub(" ", text)).text)
    return Row(text, folded, language, source, kind, *mapped, variety)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


_RARE = ("threat", "sexual", "doxxing", "silencing", "hate")
"""So rare in a post that people found harmless that we take its absence for granted."""


def _edos(given: dict[str, Any]) -> Mapped:
    heads = {"sexism": given["sexist"], "threat": int(given["label"].startswith("1."))}
    if given["label"].startswith("2."):
        heads["insult"] = 1
    if not given["sexist"]:
        heads |= dict.fromkeys(("doxxing", "silencing", "sexual", "support"), 0)
    return heads, 1.0


def _uli(given: dict[str, Any]) -> Mapped:
    if given["sexist"] is None:
        return {}, 0.0
    rude = float(re.findall(r"q3=([\d.]+)", given["label"])[0])
    heads = {"sexism": given["sexist"]}
    if not given["abusive"] and not rude:
        heads |= dict.fromkeys(_RARE, 0)
    if given["abusive"] == (rude >= 0.5):  # noqa: PLR2004 -- the votes' half
        heads["insult"] = given["abusive"]
    return heads, 0.15


def _hatemoji(given: dict[str, Any]) -> Mapped:
    return {"hate": given["abusive"], "threat": int(given["label"] == "threateninglanguage")}, 0.7


def _convabuse(given: dict[str, Any]) -> Mapped:
    return {"insult": given["abusive"], "sexism": given["sexist"]}, 0.15


def _guest(given: dict[str, Any]) -> Mapped:
    return {"sexism": given["sexist"]}, 0.15


def _paradetox(given: dict[str, Any]) -> Mapped:
    if given["abusive"]:
        return {"profanity": 1}, 0.3
    return {"profanity": 0, "insult": 0, "threat": 0, "sexual": 0, "silencing": 0, "hate": 0}, 0.3


def _surge(given: dict[str, Any]) -> Mapped:
    return {"insult": given["abusive"]}, 0.7


def _mlma(given: dict[str, Any]) -> Mapped:
    """Take only what its annotators agree on: their labels mix moods and kinds."""
    said = set(given["label"].split("_"))
    if said == {"normal"}:
        return dict.fromkeys((*_RARE, "insult", "sexism"), 0), 0.15
    if "normal" in said:
        return {}, 0.0
    heads = {"insult": 1} if said & {"offensive", "abusive"} else {}
    if "hateful" in said:
        heads["sexism" if given["target"].startswith("gender") else "hate"] = 1
    return heads, 0.15


def _davidson(_given: dict[str, Any]) -> Mapped:
    """Weigh nothing: known bias against African-American English."""
    return {}, 0.0


SOURCES: dict[str, Callable[[dict[str, Any]], Mapped]] = {
    "edos": _edos,
    "uli": _uli,
    "hatemojibuild": _hatemoji,
    "convabuse": _convabuse,
    "guest": _guest,
    "paradetox": _paradetox,
    "surge": _surge,
    "mlma": _mlma,
    "davidson": _davidson,
}
