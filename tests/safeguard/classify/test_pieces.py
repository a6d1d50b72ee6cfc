"""Words fall into the likeliest pieces, and what no piece holds is one unknown."""

import json
from importlib.resources import files

import pytest

from safeguard.classify import encoder
from safeguard.classify.pieces import Pieces

VOCABULARY = [
    ("<unk>", 0.0),
    ("▁", -5.0),
    ("▁so", -2.0),
    ("s", -4.0),
    ("o", -4.0),
    ("n", -4.0),
    ("▁son", -9.0),
    ("no", -3.0),
]
PIECES = Pieces(*zip(*VOCABULARY, strict=True), unknown=0)


def words_of(text: str) -> list[str]:
    return [VOCABULARY[number][0] for number in PIECES.of(text)]


def test_the_likeliest_cut_is_taken_not_the_longest_piece() -> None:
    assert words_of("son") == ["▁so", "n"]


def test_words_are_cut_one_by_one_however_far_apart() -> None:
    assert words_of(" so  so ") == ["▁so", "▁so"]


def test_signs_in_no_piece_become_one_unknown_a_run() -> None:
    assert words_of("so漢字n 漢") == ["▁so", "<unk>", "n", "▁", "<unk>"]


def test_a_text_without_words_has_no_pieces() -> None:
    assert PIECES.of(" ▁ ") == []


@pytest.mark.skipif(
    not encoder.is_here(), reason="not run: the encoder's weights are not installed"
)
def test_the_shipped_vocabulary_is_cut_as_the_tokenizers_package_cuts_it() -> None:
    tokenizers = pytest.importorskip("tokenizers", reason="not run: tokenizers is not installed")
    shipped = files("safeguard.classify").joinpath(encoder.FOLDER, encoder.TABLES)
    given = json.loads(shipped.read_text(encoding="utf-8"))["vocabulary"]
    pairs = list(zip(given["pieces"].split("\n"), given["scores"], strict=True))
    peer = tokenizers.Tokenizer(tokenizers.models.Unigram(pairs, given["unknown"]))
    peer.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace("▁", "always")
    ours = encoder.model().pieces
    texts = [
        "thank you for speaking up yesterday",
        "ya sabemos dónde vives, cuídate",
        "une idée formidable, bravo à toutes",
        "شكرا على كل ما تفعلينه",
        "तुम्हारा भाषण बहुत अच्छा था",
        "漢字 and something 😀 unheardofwordxyz",
    ]

    assert [ours.of(text) for text in texts] == [
        peer.encode(text, add_special_tokens=False).ids for text in texts
    ]
