"""Voices: how somebody sounds, and `Voice.say`, which makes one message out of lists of words.

The words of each language are in `words/`, who sounds how in `voices.yaml`. A message is grown from
a list by filling in its braces, then takes on its voice's habits.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from random import Random
from typing import Annotated

import msgspec

Lines = tuple[Annotated[str, msgspec.Meta(min_length=1)], ...]
Rate = Annotated[float, msgspec.Meta(ge=0, le=1)]

GREETS = frozenset({"support", "criticism", "ordinary"})
SMILES = frozenset({"support", "ordinary", "mob_support"})
VERBATIM = frozenset({"threat", "doxxing", "fixation"})

_SLOT = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"\w+")
_STOPS = ".।"
# What a slot leaves behind where a language would have drawn two words together.
_CONTRACTIONS = {
    "es": ((re.compile(r"\bde el\b"), "del"), (re.compile(r"\ba el\b"), "al")),
    "fr": (
        (re.compile(r"\bde le\b"), "du"),
        (re.compile(r"\bde les\b"), "des"),
        (re.compile(r"\bà le\b"), "au"),
    ),
}


class Voice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way of sounding: `language` is BCP 47, `words` names a file, the rates are probabilities."""

    key: str
    language: str
    words: str
    weight: Annotated[int, msgspec.Meta(ge=1)]
    lower: Rate = 0.0
    no_stop: Rate = 0.0
    swaps: dict[str, str] = {}
    openings: Lines = ()
    opening_rate: Rate = 0.0
    closings: Lines = ()
    closing_rate: Rate = 0.0
    emoji: Lines = ()
    emoji_rate: Rate = 0.0
    more: dict[str, Lines] = {}

    def say(self, what: str, rng: Random) -> str:
        """One message of the kind `what`, a list's name; what must be exact stays as it was written."""
        lists = load_words(self.words)
        text = _grow(what, {**lists, **{k: lists[k] + v for k, v in self.more.items()}}, rng)
        for pattern, joined in _CONTRACTIONS.get(self.language, ()):
            text = pattern.sub(joined, text)
        return text if what in VERBATIM else self._in_character(text, what, rng)

    def _in_character(self, text: str, what: str, rng: Random) -> str:
        if what in GREETS and rng.random() < self.opening_rate:
            comma = "،" if self.language == "ar" else ","
            text = f"{rng.choice(self.openings)}{comma} {_after_comma(text)}"
        if what in GREETS - {"criticism"} and rng.random() < self.closing_rate:
            text = f"{text} {rng.choice(self.closings)}"
        if rng.random() < self.lower:
            text = text.lower()
        if rng.random() < self.no_stop:
            text = text.rstrip(_STOPS)
        text = _WORD.sub(lambda word: self.swaps.get(word[0], word[0]), text)
        if what in SMILES and rng.random() < self.emoji_rate:
            text = f"{text} {rng.choice(self.emoji)}"
        return text


@cache
def load_voices() -> tuple[Voice, ...]:
    """Every voice there is."""
    return msgspec.yaml.decode(_read("voices.yaml"), type=dict[str, tuple[Voice, ...]])["voices"]


@cache
def load_words(name: str) -> Mapping[str, Lines]:
    """The lists of one language, by their names."""
    return msgspec.yaml.decode(_read(f"words/{name}.yaml"), type=dict[str, Lines])


def slots_of(line: str) -> tuple[str, ...]:
    """The lists that a line draws on."""
    return tuple(_SLOT.findall(line))


def _grow(name: str, lists: Mapping[str, Lines], rng: Random) -> str:
    line = rng.choice(lists[name])
    text = _SLOT.sub(lambda slot: _grow(slot[1], lists, rng), line)
    is_sentence = text[-1] in ".?!।"  # a slot may have opened it
    return text[:1].upper() + text[1:] if is_sentence else text


def _after_comma(text: str) -> str:
    is_name = text.split(maxsplit=1)[0] in {"I", "Teo", "Marisol"}
    return text if is_name else text[:1].lower() + text[1:]


def _read(path: str) -> bytes:
    return resources.files(__package__).joinpath(path).read_bytes()
