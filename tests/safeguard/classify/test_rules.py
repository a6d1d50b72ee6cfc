"""Each rule has a line that it sees and one, close by, that it must not see (rule_cases.tsv)."""

import time
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeguard.classify.records import HEADS
from safeguard.classify.rules import BOOKS, RULES, find
from safeguard.classify.rules.rule import HINT, LIKELY, NOTED, SURE, compiled, spans, ways_of
from safeguard.taxonomy import CATEGORIES
from safeguard.text.normalise import fold

CASES = {
    name: (hit, miss)
    for name, hit, miss in (
        line.split("\t")
        for line in Path(__file__).with_name("rule_cases.tsv").read_text("utf-8").splitlines()
    )
}


def names(text: str, language: str = "und") -> set[str]:
    return {
        hit.rule.name
        for hit in find(fold(text).text, language)
        if hit.weight or "fix" in hit.rule.name
    }


def test_every_rule_has_a_hit_and_a_near_miss() -> None:
    assert sorted(CASES) == sorted(rule.name for rule in RULES)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_rule_sees_its_hit_and_passes_over_its_near_miss(name: str) -> None:
    hit, miss = CASES[name]

    assert (name in names(hit), name in names(miss)) == (True, False)


def test_rules_speak_for_known_heads_and_categories() -> None:
    assert {rule.head for rule in RULES} <= set(HEADS)
    assert {rule.category for rule in RULES} - {""} <= set(CATEGORIES)
    assert {rule.weight for rule in RULES} == {SURE, LIKELY, HINT, NOTED}


def test_names_are_told_apart() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_anchor_costs_a_hit(data: st.DataObject) -> None:
    book = data.draw(st.sampled_from(BOOKS))
    number = data.draw(st.integers(0, len(book.ways) - 1))
    way = book.ways[number][1]
    text = fold(data.draw(st.from_regex(compiled(way)))).text
    assume(list(spans(way, text)))

    assert number in book.anchors.opened(text)


@pytest.mark.parametrize(
    ("pattern", "ways"),
    [
        ("a", ["a"]),
        ("a|b(?:c|d)|e", ["a", "b(?:c|d)", "e"]),
        (r"[|)]|\||[^|]", ["[|)]", r"\|", "[^|]"]),
    ],
)
def test_a_pattern_is_split_at_its_outermost_bars(pattern: str, ways: list[str]) -> None:
    assert ways_of(pattern) == ways


@pytest.mark.parametrize(
    "reported",
    [
        'He told me "go and die" and I have reported him',
        "They wrote 'go and die' under her article",
        "Il lui a dit « tais-toi » devant tout le monde",
        'Le dijo "te voy a matar" a una periodista',
        'कहा गया "चुप रह" और सब हंसे',
        'كتب لها "اخرسي" أمام الجميع',
    ],
)
def test_a_reported_line_weighs_nothing(reported: str) -> None:
    hits = find(fold(reported).text)

    assert ([hit.weight for hit in hits], bool(hits)) == ([0.0] * len(hits), True)


def test_quotation_marks_alone_excuse_nothing() -> None:
    assert names('"go and die"') == {"selfharm.urge.en"}


def test_what_stands_beside_a_reported_line_still_counts() -> None:
    assert names('He said "go and die" and I say it too: go and die') == {"selfharm.urge.en"}


def test_an_address_is_out_whoever_quotes_it() -> None:
    assert names('he wrote "she lives at 12 Rose Street"') == {"doxxing.address.en"}


def test_english_is_tried_beside_the_language_of_the_text() -> None:
    assert names("mañana te lo digo: I will kill you", "es") == {"threat.violence.en"}


def test_every_latin_language_is_tried_where_the_language_is_not_sure() -> None:
    assert names("te voy a matar", "und") == {"threat.violence.es"}


def test_a_second_script_in_a_text_is_read_too() -> None:
    assert names("hello اخرسي", "en") == {"silencing.order.ar"}


@pytest.mark.parametrize(
    "piece", ["a ", "I will ", "0 ", "1 ", '"', "you are ", "si ", "تس ", "तू ", "x@", "12 a "]
)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    short, long = (fold(piece * (size // len(piece))).text for size in (2_500, 10_000))

    assert _seconds(long) < 12 * _seconds(short) + 0.05


def _seconds(text: str) -> float:
    spent = []
    for _ in range(3):
        start = time.process_time()
        find(text)
        spent.append(time.process_time() - start)
    return min(spent)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_hits_lie_within_the_text(text: str) -> None:
    folded = fold(text).text

    assert all(0 <= hit.start < hit.end <= len(folded) for hit in find(folded))


@pytest.mark.parametrize(
    ("language", "threat", "harmless"),
    [
        ("en", "you're next bitch", "you're next in the queue"),
        ("en", "she is next on our list", "she is next on the panel"),
        ("es", "eres la próxima, perra", "eres la próxima presidenta"),
        ("fr", "tu es la prochaine", "tu es la prochaine invitée"),
        ("ar", "دورك قريب", "دورك في الفيلم رائع"),
        ("hi", "अगला नंबर तेरा है", "अगला नंबर किसका है"),
        ("hi-Latn", "agla number tera hai", "agla number hit hai"),
    ],
)
def test_being_named_as_the_next_is_a_veiled_threat(
    language: str, threat: str, harmless: str
) -> None:
    rule = f"threat.veiled.{language}"

    assert (rule in names(threat), rule in names(harmless)) == (True, False)
