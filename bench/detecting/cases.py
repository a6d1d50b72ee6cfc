"""The rows measured on: our functional cases, and the dev rows of the data folder."""

import csv
import gzip
import json
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import msgspec

from safeguard.classify.encoder import KINDS
from training.corpus import text_hash

FOLDER = Path(__file__).resolve().parent.parent / "functional"
ABUSE = ("threat", "sexual", "misogyny", "insult", "doxxing", "silencing", "hate")
HARMLESS = (
    "criticism",
    "profanity",
    "reclaimed",
    "counter",
    "negation",
    "identity",
    "neutral",
    "support",
)
LANGUAGES = ("en", "es", "fr", "ar", "hi")
VARIETIES = (
    *("en", "en-IN", "es-MX", "es-CO", "es-ES", "fr"),
    *("ar", "ar-EG", "ar-SA", "ar-Latn", "hi", "hi-Latn"),
)


EDOS_KINDS = dict(zip(("1.", "2.", "3.", "4."), KINDS, strict=True))


class Case(msgspec.Struct, frozen=True):
    """One functional case; `variety` is the name of the file it stands in."""

    language: str
    kind: str
    text: str
    case: str
    variety: str = ""

    @property
    def is_abuse(self) -> bool:
        return self.kind in ABUSE

    @property
    def group(self) -> str:
        """The language whose line of a table it counts in: romanised Hindi is Hindi."""
        return self.language.partition("-")[0]


class Post(msgspec.Struct, frozen=True):
    """A dev row of the data folder."""

    source: str
    language: str
    text: str
    is_abusive: bool
    is_sexist: bool | None
    kind: str = ""
    """Of a sexist post of EDOS its category, in the encoder's words."""


class Phrase(msgspec.Struct, frozen=True):
    """A harmless sentence made around a word for a group, from the data folder's templates."""

    template: str
    text: str


def read_cases(folder: Path = FOLDER) -> list[Case]:
    return [
        msgspec.structs.replace(msgspec.json.decode(line, type=Case), variety=variety)
        for variety in VARIETIES
        for line in (folder / f"{variety}.ndjson").read_bytes().splitlines()
    ]


def filler(folder: Path = FOLDER) -> list[tuple[str, str]]:
    """Read our own ordinary lines, each with its language: what fills a queue and tests nothing."""
    lines = (folder / "ordinary.ndjson").read_bytes().splitlines()
    rows = [msgspec.json.decode(line, type=dict[str, str]) for line in lines]
    return [(row["language"], row["text"]) for row in rows]


def hashes(folder: Path = FOLDER) -> frozenset[str]:
    """Hash every case and ordinary line as held-out texts are hashed, so that training can refuse them."""
    texts = [case.text for case in read_cases(folder)] + [text for _, text in filler(folder)]
    return frozenset(map(text_hash, texts))


def dev_posts(data: Path) -> list[Post]:
    return [
        Post(
            source=row["source"],
            language=row["language"],
            text=row["text"],
            is_abusive=bool(row["abusive"]),
            is_sexist=None if row["sexist"] is None else bool(row["sexist"]),
            kind=EDOS_KINDS.get(row["label"][:2], "") if row["source"] == "edos" else "",
        )
        for row in _lines(data / "posts.ndjson.gz")
        if row["split"] == "dev"
    ]


def harmless_phrases(data: Path, language: str) -> list[Phrase]:
    """Read the identity templates' harmless sentences: `madlibs-<language, in small letters>.csv.gz`."""
    with gzip.open(data / "lexicons" / f"madlibs-{language.lower()}.csv.gz", "rb") as packed:
        rows = csv.DictReader(TextIOWrapper(packed, encoding="utf-8", newline=""))
        return [
            Phrase(template=row["template"], text=row["phrase"])
            for row in rows
            if row["toxicity"] == "nontoxic"
        ]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
