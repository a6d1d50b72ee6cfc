"""Words fall into the likeliest pieces, and what no piece holds is one unknown."""

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
PIECES = Pieces(VOCABULARY, unknown=0)


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
