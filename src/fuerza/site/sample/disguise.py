"""Spelling tricks by which the same sentence passes for another: what a raid does to its text.

Each trick keeps the sentence readable; none changes what it says.
"""

from random import Random

ZERO_WIDTH = ("\u200b", "\u200c", "\u200d", "\u2060")
LEET = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"}
# Cyrillic letters that look like Latin ones.
LOOKALIKES = {"a": "\u0430", "c": "\u0441", "e": "\u0435", "o": "\u043e", "p": "\u0440"}
TAILS = ("", "!", "!!", ".", "...", " \U0001f644", " \U0001f602")


def disguise(text: str, rng: Random) -> str:
    """The text after one or two tricks, so that copies differ to a machine and not to a reader."""
    for trick in rng.sample((_plain, _zero_width, _leet, _lookalikes, _spaced, _shouted), k=2):
        text = trick(text, rng)
    return text.rstrip(".") + rng.choice(TAILS)


def _plain(text: str, _rng: Random) -> str:
    return text


def _zero_width(text: str, rng: Random) -> str:
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(1, len(text))
        text = text[:place] + rng.choice(ZERO_WIDTH) + text[place:]
    return text


def _leet(text: str, rng: Random) -> str:
    chosen = set(rng.sample(sorted(LEET), k=2))
    return "".join(LEET[sign] if sign in chosen else sign for sign in text)


def _lookalikes(text: str, rng: Random) -> str:
    return "".join(
        LOOKALIKES[sign] if sign in LOOKALIKES and rng.random() < 0.4 else sign  # noqa: PLR2004 -- a share
        for sign in text
    )


def _spaced(text: str, rng: Random) -> str:
    words = text.split(" ")
    place = rng.choice([n for n, word in enumerate(words) if len(word) > len("the")])
    words[place] = " ".join(words[place])
    return " ".join(words)


def _shouted(text: str, rng: Random) -> str:
    words = text.split(" ")
    place = rng.randrange(len(words))
    words[place] = words[place].upper()
    return " ".join(words)
