"""The encoder (tier 2): a trimmed multilingual network for texts that the word counts are unsure of.

It is some forty times slower than tier 1, and its weights may not be installed, so ask `is_here` first. Texts go
through one at a time, on one thread: int8 scales depend on all that is computed together, and a text's
score must not depend on its neighbours.
"""

import json
import re
import threading
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from importlib.util import find_spec
from typing import Any

import numpy as np

from safeguard.classify.pieces import Pieces
from safeguard.classify.records import HEADS
from safeguard.classify.tables import ANY_DIGIT, Table, Trained, column, sigmoid
from safeguard.text.normalise import WORD

FOLDER = "encoder_weights"
NETWORK, TABLES = "network.onnx", "tables.json"
LENGTH = 96  # pieces read of a text: all of 98 posts in a hundred
WORDS = 48  # of a text, tried one by one to explain it: each costs as much as scoring the text
HIDDEN = "\ufffd"  # in no piece, so it is read as pieces were that training hid
WORDS_SHARE = 0.3
"""What tier 1 weighs beside the encoder: with it, threats kept back rank better than with either alone."""
KINDS = ("threat", "derogation", "animosity", "prejudice")
"""The four kinds of sexism in the taxonomy of EDOS, as `kinds` names them. No Score has them: our labels say more."""
_LETTERS = 1_600  # more than LENGTH pieces ever hold
_START, _END = 0, 2
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LINK = re.compile(r"https?://\S+|www\.\S+")
_HANDLE = re.compile(r"@\S+")
_ADDRESSED = re.compile(r"^(?:\s*@\S+)+")
_BLANKS = re.compile(r"\s+")
_loading = threading.Lock()


class Model(Trained, frozen=True, kw_only=True):
    """The trained network, the pieces it reads, and what turns its sums into probabilities.

    `scale` is [head], `shift` [head, language].
    """

    session: Any
    pieces: Pieces
    scale: Table
    shift: Table


@cache
def is_here() -> bool:
    """Say whether the weights were installed and what runs them too."""
    folder = files("safeguard.classify").joinpath(FOLDER)
    return (
        folder.joinpath(NETWORK).is_file()
        and folder.joinpath(TABLES).is_file()
        and find_spec("onnxruntime") is not None
    )


def model() -> Model:
    """Give the shipped model; it is read once a process, by whoever asks first."""
    with _loading:
        return _shipped()


@cache
def _shipped() -> Model:
    folder = files("safeguard.classify").joinpath(FOLDER)
    with as_file(folder.joinpath(NETWORK)) as network:
        return read(str(network), folder.joinpath(TABLES).read_bytes())


def read(network: str, tables: bytes) -> Model:
    """Read the two files as `training/encoder` writes them; what runs them is only imported here."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # some megabytes less, for some per cent of time
    given = json.loads(tables)
    vocabulary = given["vocabulary"]
    return Model(
        name=given["name"],
        session=InferenceSession(network, options, providers=["CPUExecutionProvider"]),
        pieces=Pieces(
            vocabulary["pieces"].split("\n"), vocabulary["scores"], unknown=vocabulary["unknown"]
        ),
        scale=np.array(given["scale"]),
        shift=np.array(given["shift"]),
        thresholds=np.array(given["thresholds"]),
    )


def predict(texts: Sequence[str], *, using: Model | None = None) -> Table:
    """Give the sums of folded texts for each head, [text, head]; see `probabilities` for what they mean."""
    return answers(texts, using=using)[:, : len(HEADS)]


def answers(texts: Sequence[str], *, using: Model | None = None) -> Table:
    """Give all sums: the heads', and after them those of `KINDS`."""
    chosen = using or model()
    found = [_one(chosen, text) for text in texts]
    return np.array(found, np.float64).reshape(len(texts), len(HEADS) + len(KINDS))


def kinds(texts: Sequence[str], *, using: Model | None = None) -> list[str]:
    """Say of folded sexist texts which kind of sexism each is likeliest to be."""
    return [KINDS[place] for place in answers(texts, using=using)[:, len(HEADS) :].argmax(1)]


def probabilities(
    texts: Sequence[str], languages: Sequence[str], *, using: Model | None = None
) -> Table:
    """Give calibrated probabilities of folded texts, [text, head]."""
    return calibrated(predict(texts, using=using), languages, using=using)


def calibrated(sums: Table, languages: Sequence[str], *, using: Model | None = None) -> Table:
    """Turn sums [text, head] into probabilities; in a language that is not read, they mean nothing."""
    chosen = using or model()
    shift = chosen.shift.T[[column(language) for language in languages]]
    return sigmoid(sums * chosen.scale + shift)


def mixed(by_words: Table, by_encoder: Table) -> Table:
    """Mix what tiers 1 and 2 hold for probable, [text, head]: each by its share, as log-odds."""
    return sigmoid(WORDS_SHARE * _odds(by_words) + (1 - WORDS_SHARE) * _odds(by_encoder))


def _odds(chances: Table) -> Table:
    held = np.clip(chances, 1e-5, 1 - 1e-5)
    return np.asarray(np.log(held / (1 - held)))


def strongest_word(folded: str, head: str, *, using: Model | None = None) -> tuple[int, int]:
    """Find the word without which `head` loses most: offsets into the folded text. Slow; on demand only."""
    words = [word.span() for word in WORD.finditer(folded)][:WORDS] or [(0, len(folded))]
    without = [f"{folded[:start]}{HIDDEN}{folded[end:]}" for start, end in words]
    left = predict(without, using=using)[:, HEADS.index(head)]
    return words[int(left.argmin())]


def plain(folded: str) -> str:
    """Keep of a handle, a link, an address only that it is one, of a number only how long it is.

    Whom a reply is addressed to, before its first word, says nothing.
    """
    text = _LINK.sub(" http ", _ADDRESSED.sub("", folded))
    text = _EMAIL.sub(" mail@ ", text)
    text = _HANDLE.sub(" @ ", text).replace("#", " # ").replace("_", " ")
    return _BLANKS.sub(" ", text.translate(ANY_DIGIT)).strip()


def _one(chosen: Model, folded: str) -> Any:
    text = plain(folded[:_LETTERS]).encode("utf-8", "replace").decode()
    pieces = chosen.pieces.of(text)[: LENGTH - 2]
    row = np.array([[_START, *pieces, _END]], np.int64)
    return chosen.session.run(None, {"pieces": row})[0][0]
