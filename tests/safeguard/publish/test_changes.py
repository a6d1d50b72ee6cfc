"""What changed is found line by line and word by word, and either text can be put together from it."""

from hypothesis import given
from hypothesis import strategies as st

from safeguard.publish.changes import Change, Piece, changes

LINES = st.lists(st.text("ab c", max_size=12), max_size=8).map("\n".join)


def texts(found: tuple[Change, ...]) -> tuple[list[str], list[str]]:
    """Put both texts together from what was compared."""
    before = [
        "".join(piece.text for piece in change.pieces if piece.kind != "new")
        for change in found
        if change.kind != "new"
    ]
    after = [
        "".join(piece.text for piece in change.pieces if piece.kind != "gone")
        for change in found
        if change.kind != "gone"
    ]
    return before, after


def test_a_word_that_changed_is_marked_within_its_line() -> None:
    found = changes("Save it first.\nThen block.", "Save it first.\nThen block them.")

    assert found == (
        Change((Piece("Save it first."),)),
        Change((Piece("Then"), Piece(" block.", "gone"), Piece(" block them.", "new"))),
    )
    assert [change.is_same for change in found] == [True, False]


def test_words_that_came_or_went_stand_alone() -> None:
    assert changes("Save it", "Save it now") == (Change((Piece("Save it"), Piece(" now", "new"))),)
    assert changes("Save it now", "Save it") == (Change((Piece("Save it"), Piece(" now", "gone"))),)


def test_a_line_that_has_little_in_common_was_replaced() -> None:
    found = changes("one two three", "four five six")

    assert found == (
        Change((Piece("one two three", "gone"),), "gone"),
        Change((Piece("four five six", "new"),), "new"),
    )


def test_lines_that_came_and_went_are_whole() -> None:
    assert changes("", "a\nb") == (
        Change((Piece("a", "new"),), "new"),
        Change((Piece("b", "new"),), "new"),
    )
    assert changes("a", "") == (Change((Piece("a", "gone"),), "gone"),)


@given(LINES, LINES)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    assert texts(changes(before, after)) == (before.splitlines(), after.splitlines())
