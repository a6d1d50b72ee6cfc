"""Which of the source's 250,002 pieces are kept, and the tokenizer that is made of them.

Kept are: the special ones, every single sign that a folded text can hold, every piece that occurs in the
texts to train on, and for each script its likeliest pieces, so that words which no row of ours has still
come in whole pieces. What remains unknown falls apart into its letters.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from tokenizers import Tokenizer

from safeguard.text.normalise import fold
from training.encoder.source import Piece

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
START, PAD, END, UNKNOWN = range(4)
LIKELIEST = {"latin": 12_000, "arabic": 5_000, "devanagari": 4_000}
"""How many pieces of each script are kept, seen in our rows or not."""
_SPACE = "▁"
_SCRIPT = {
    "latin": re.compile(r"^[a-z']+$"),
    "arabic": re.compile(r"^[\u0621-\u064a]+$"),
    "devanagari": re.compile(r"^[\u0901-\u0963]+$"),
}


def tokenizer(pieces: Sequence[Piece]) -> dict[str, Any]:
    """Describe a tokenizer (as `tokenizers` reads it) of these pieces, the special ones first."""
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": {
            "type": "Metaspace",
            "replacement": _SPACE,
            "prepend_scheme": "always",
            "split": True,
        },
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "Unigram",
            "unk_id": UNKNOWN,
            "vocab": [[piece.text, round(piece.score, 3)] for piece in pieces],
            "byte_fallback": False,
        },
    }


def kept(pieces: Sequence[Piece], texts: Sequence[str]) -> list[int]:
    """Choose the pieces to keep, in the source's order."""
    whole = Tokenizer.from_str(json.dumps(tokenizer(pieces)))
    chosen = set(range(len(SPECIAL)))
    for found in whole.encode_batch(list(texts), add_special_tokens=False):
        chosen.update(found.ids)
    scripts: dict[str, list[tuple[float, int]]] = {name: [] for name in _SCRIPT}
    for number, piece in enumerate(pieces):
        bare = piece.text.replace(_SPACE, "")
        if len(bare) == 1 and _may_occur(bare):
            chosen.add(number)
        for name, pattern in _SCRIPT.items():
            if pattern.match(bare) and fold(bare).text == bare:
                scripts[name].append((-piece.score, number))
    for name, found_here in scripts.items():
        chosen.update(number for _, number in sorted(found_here)[: LIKELIEST[name]])
    return sorted(chosen)


def _may_occur(sign: str) -> bool:
    """Say whether folding leaves it as it is and it is no letter of a script that is not read."""
    if fold(sign).text != sign:
        return False
    is_letter = unicodedata.category(sign)[0] in "LM"
    return not is_letter or any(pattern.match(sign) for pattern in _SCRIPT.values())
