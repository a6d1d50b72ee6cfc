"""Voices fill in every brace, keep what must be exact, and sound like themselves."""

import re
from random import Random

import pytest

from fuerza.site.sample.voices import Voice, load_voices, load_words, slots_of

VOICES = load_voices()
WORDS = sorted({voice.words for voice in VOICES})
SAID = ("support", "criticism", "ordinary", "insult", "sexual", "threat", "doxxing")
CROWD = ("mob_root", "mob_insult", "mob_criticism", "mob_ordinary", "mob_support")


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 -- sample data, repeatable on purpose


@pytest.mark.parametrize("name", WORDS)
def test_every_brace_names_a_list_of_its_language(name: str) -> None:
    lists = load_words(name)

    unknown = {slot for lines in lists.values() for line in lines for slot in slots_of(line)} - set(
        lists
    )

    assert unknown == set()
    assert {*SAID, *CROWD} - set(lists) == set()


@pytest.mark.parametrize("name", WORDS)
def test_every_list_is_used_by_something_that_is_said(name: str) -> None:
    lists = load_words(name)
    reached: set[str] = set()
    waiting = [*SAID, *CROWD, *(["fixation"] if "fixation" in lists else [])]
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting.extend(slot for line in lists[one] for slot in slots_of(line))

    assert set(lists) - reached == set()


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.key)
def test_a_voice_adds_only_to_lists_that_exist(voice: Voice) -> None:
    lists = load_words(voice.words)

    slots = {slot for lines in voice.more.values() for line in lines for slot in slots_of(line)}

    assert set(voice.more) - set(lists) == set()
    assert slots - set(lists) == set()


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.key)
def test_a_voice_has_words_for_whatever_it_does(voice: Voice) -> None:
    promised = [
        (voice.opening_rate, voice.openings),
        (voice.closing_rate, voice.closings),
        (voice.emoji_rate, voice.emoji),
    ]

    assert [bool(rate) for rate, _ in promised] == [bool(lines) for _, lines in promised]


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.key)
def test_no_brace_is_left_and_no_word_is_drawn_twice(voice: Voice) -> None:
    rng = dice(3)

    texts = [voice.say(what, rng) for what in (*SAID, *CROWD) for _ in range(60)]

    assert [text for text in texts if re.search(r"[{}]|  | de el | the the |^\s|\s$", text)] == []


def test_all_five_languages_have_more_than_one_voice() -> None:
    languages = [voice.language.partition("-")[0] for voice in VOICES]

    assert {tag: languages.count(tag) > 1 for tag in languages} == dict.fromkeys(
        ("en", "es", "fr", "ar", "hi"), True
    )


def test_threats_and_addresses_stay_as_they_were_written() -> None:
    (casual,) = (voice for voice in VOICES if voice.key == "es-casual")
    lists = load_words("es")
    rng = dice(5)

    said = {casual.say("threat", rng) for _ in range(40)}

    assert said == set(lists["threat"])


def test_the_casual_voice_drops_capitals_and_stops_and_swaps_words() -> None:
    voice = Voice(
        key="x", language="en", words="en", weight=1, lower=1, no_stop=1, swaps={"you": "u"}
    )
    rng = dice(5)

    texts = [voice.say("insult", rng) for _ in range(50)]

    assert [text for text in texts if text != text.lower() or text.endswith(".")] == []
    assert [text for text in texts if re.search(r"\byou\b", text)] == []
    assert [text for text in texts if re.search(r"\bu\b", text)] != []


def test_greetings_go_before_friendly_talk_and_never_before_an_insult() -> None:
    voice = Voice(
        key="x", language="en", words="en", weight=1, openings=("Hello",), opening_rate=1.0
    )
    rng = dice(5)

    friendly = [voice.say("support", rng) for _ in range(30)]
    hurtful = [voice.say("insult", rng) for _ in range(30)]

    assert {text.startswith("Hello, ") for text in friendly} == {True}
    assert {text.startswith("Hello") for text in hurtful} == {False}


def test_what_starts_with_i_keeps_its_capital_after_a_greeting() -> None:
    voice = Voice(
        key="x", language="en", words="en", weight=1, openings=("Hello",), opening_rate=1.0
    )
    rng = dice(1)

    texts = {voice.say("criticism", rng) for _ in range(200)}

    assert [text for text in texts if text.startswith("Hello, i ")] == []
    assert [text for text in texts if text.startswith("Hello, I ")] != []
