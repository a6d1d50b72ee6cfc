"""Anchors: what every match of a pattern has, read off the pattern."""

import pytest

from safeguard.classify.rules import BOOKS
from safeguard.classify.rules.anchors import Anchors, anchors_of


@pytest.mark.parametrize(
    ("pattern", "anchors"),
    [
        ("kill", {"kill"}),
        ("kill|murder", {"kill", "murder"}),
        ("kill(?:s|ing)?", {"kill"}),
        ("(?:i will )?strangle you", {"strangle"}),
        ("(?<!never )stab(?! at)", {"stab"}),
        ("you .{0,9} your grave", {"grave"}),
        ("if.{1,9}(?<![a-z])grave", {"grave"}),
        ("(?:the |a )+?ugly", {"ugly"}),
        (r"[1-3]\d bullets", {"bullets"}),
        (r"\w+ly hated", {"hated"}),
        (r"\w+ly", None),
        (r"\w*", None),
        ("[a-z]{3}", None),
        ("[^a-z]ugly", {"ugly"}),
        (r"[^\w]ugly", None),
        ("(?:hit){2}", {"hit"}),
        ("(?:hit)*", None),
        ("(?:so |very )*ugly", {"ugly"}),
        ("^", None),
    ],
)
def test_anchors_are_the_rarest_words_of_which_one_must_be_there(
    pattern: str, anchors: set[str] | None
) -> None:
    assert anchors_of(pattern) == (None if anchors is None else frozenset(anchors))


def test_a_part_of_a_word_is_an_anchor_only_where_any_place_will_do() -> None:
    assert anchors_of(r"\w+cide") is None
    assert anchors_of(r"\w+cide", anywhere=True) == frozenset({"cide"})


def test_too_many_strings_are_cut_into_anchors_that_are_few() -> None:
    anchors = anchors_of("(?:a|b|c|d)(?:e|f|g|h)(?:i|j|k|l)(?:m|n|o|p) hang")

    assert anchors == frozenset({"hang"})


def test_a_pattern_without_anchors_is_always_tried() -> None:
    anchors = Anchors.of(["kill", r"\w+", "kills? you"], "[a-z]")

    assert (anchors.opened("nothing"), anchors.opened("he kills")) == ({1}, {0, 1, 2})
    assert anchors.opened("overkill") == {1}


def test_without_any_anchor_nothing_is_looked_for() -> None:
    assert Anchors.of([]).opened("kill") == set()


def test_hardly_any_rule_has_to_be_tried_always() -> None:
    assert [book.ways[number] for book in BOOKS for number in book.anchors.always] == []
