"""What our own guides hold: the same in every language they are in, each fact dated, sentences short."""

import re
from statistics import fmean

import pytest

from fuerza.guides.choices import Kind, State
from fuerza.guides.queries.books import OURS, SOURCE, Guide, Text, shipped
from tests.fuerza.guides.conftest import TODAY

LANGUAGES = ["en", "es", "fr", "ar", "hi"]
FIRST = ["pile-on", "threat", "address", "image", "impostor", "watched", "keep-proof"]
IN_ALL = [*FIRST, "answering", "speaking", "those-around"]
BLAME = re.compile(r"\b(victims?|guarantee\w*|should have|don't worry|just)\b|!", re.IGNORECASE)
LONGEST = {"en": 12, "es": 14, "fr": 15, "ar": 13, "hi": 16}  # words in a sentence, on the average


def shape(text: Text) -> list[tuple[str, str, int, list[str], list[str]]]:
    """Say what a text is made of: parts, kinds, how many lines, which facts, which guides it leads to."""
    return [
        (
            part,
            prose.kind,
            len(prose.lines),
            [line.rests_on for line in prose.lines],
            [run.to for line in prose.lines for run in line.runs if run.to],
        )
        for part, proses in text.parts.items()
        for prose in proses
    ]


TRANSLATED = [
    (guide, text)
    for guide in shipped().values()
    for text in guide.texts.values()
    if text.language != SOURCE
]


def named(guide: Guide, text: Text) -> str:
    return f"{guide.name}-{text.language}"


def test_the_guides_are_these() -> None:
    assert {guide.kind for guide in shipped().values()} == set(Kind)
    assert len(shipped()) == len(list(OURS.glob("*/guide.yaml")))
    assert [guide.name for guide in shipped().values()][: len(FIRST)] == FIRST


def test_those_that_matter_most_are_in_every_language() -> None:
    held = {guide.name: list(guide.texts) for guide in shipped().values() if guide.name in IN_ALL}

    assert held == dict.fromkeys(IN_ALL, LANGUAGES)


@pytest.mark.parametrize(("guide", "text"), TRANSLATED, ids=[named(*each) for each in TRANSLATED])
def test_a_translation_says_as_much_as_its_source_as_it_is_today(guide: Guide, text: Text) -> None:
    assert shape(text) == shape(guide.source)
    assert not guide.is_behind(text)


def test_nothing_counts_as_reviewed_that_nobody_has_reviewed() -> None:
    """Whoever brings a first review takes its guide out of here, and names who it was."""
    reviewed = [
        named(guide, text)
        for guide in shipped().values()
        for text in guide.texts.values()
        if text.head.state == State.REVIEWED
    ]

    assert reviewed == []


def test_every_fact_is_used_dated_and_in_force() -> None:
    for guide in shipped().values():
        used = {line.rests_on for line in guide.source.lines() if line.rests_on}
        assert used == set(guide.facts), guide.name
        assert [fact.code for fact in guide.facts.values() if fact.is_expired(TODAY)] == []


def test_nobody_is_blamed_and_nothing_promised() -> None:
    said = [line.text for guide in shipped().values() for line in guide.source.lines()]

    assert [text for text in said if BLAME.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language: str) -> None:
    texts = [guide.texts[language] for guide in shipped().values() if language in guide.texts]
    sentences = [
        sentence
        for text in texts
        for line in text.lines()
        for sentence in re.split(r"[.?:;।؟؛](?:\s|$)", line.text)
        if sentence.strip()
    ]

    assert fmean(len(each.split()) for each in sentences) < LONGEST[language]
