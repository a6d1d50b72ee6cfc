"""Which rules can fit a text at all: read off the rules' own patterns, looked up in one pass.

The anchors of a pattern are words, or beginnings of words, of which every match contains at least one. They are
found as Russ Cox describes for trigram indexes (swtch.com/~rsc/regexp/regexp4.html). A rule without usable
anchors is always tried: an anchor can save time, never cost a hit.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from re import _constants as op  # type: ignore[attr-defined,unused-ignore]  # how `re` itself reads a pattern
from re import _parser  # type: ignore[attr-defined,unused-ignore]  # the same; there is no public way
from typing import Any

import msgspec

from safeguard.text.lexicon import COUNTS

_MOST = 200  # strings in a set, beyond which it is of no use
_TEXTS = 4_000  # of our own rows are in one language, more or less
_OFTEN = 0.04  # of texts, from which on a word alone says too little
_DIGIT, _SIGN = 0.02, 1.0
_RARER = 0.2  # by each further letter, of words that merely begin so

Strings = frozenset[str]


class _Found(msgspec.Struct, frozen=True):
    """What is known of a part of a pattern: all it can match if that is few strings, and its best anchors.

    `ends` says whether what follows it stands at the beginning of a word.
    """

    exact: Strings | None
    anchors: Strings | None
    ends: bool = False


class Anchors(msgspec.Struct, frozen=True):
    """A pattern that finds every anchor in a text, and by anchor the numbers of the patterns it may open."""

    pattern: re.Pattern[str]
    opens: dict[str, frozenset[int]]
    always: frozenset[int]

    @classmethod
    def of(cls, patterns: Sequence[str], letters: str = "") -> "Anchors":
        """Read the anchors off patterns that begin where a word of `letters` does, or anywhere."""
        opens: dict[str, set[int]] = {}
        always = set()
        for number, pattern in enumerate(patterns):
            anchors = anchors_of(pattern, anywhere=not letters)
            for anchor in anchors or ():
                opens.setdefault(anchor, set()).add(number)
            if anchors is None:
                always.add(number)
        for anchor in opens:  # where several begin at one place, only the longest is found
            for size in range(1, len(anchor)):
                opens[anchor] |= opens.get(anchor[:size], set())
        place = f"[^{letters[1:-1]}]" if letters else ""
        return cls(
            re.compile(f"{place}(?=({_trie(opens)}))"),
            {anchor: frozenset(numbers) for anchor, numbers in opens.items()},
            frozenset(always),
        )

    def opened(self, text: str) -> set[int]:
        """Give the numbers of the patterns that may fit the text."""
        opened = set(self.always)
        for anchor in self.pattern.findall(f" {text}"):
            opened |= self.opens[anchor]
        return opened


def anchors_of(pattern: str, *, anywhere: bool = False) -> Strings | None:
    """Find beginnings of words (or, `anywhere`, parts) of which every match of `pattern` has one.

    None where there is no telling. The pattern itself is taken to begin where a word does.
    """
    reader = _Reader(anywhere)
    return reader.best(reader.sequence(_parser.parse(pattern), begins=True), begins=True)


class _Reader(msgspec.Struct, frozen=True):
    """Reads a pattern as `re` has parsed it; `begins` is whether the part read stands where a word begins."""

    anywhere: bool

    def sequence(self, parts: Iterable[tuple[Any, Any]], *, begins: bool) -> _Found:
        exact: Strings | None = frozenset({""})
        run: Strings = frozenset({""})  # what was matched last, as long as that is few strings
        anchors: Strings | None = None
        for part in parts:
            at_word = _ends(run, begins=begins)
            if not at_word and _is_word_start(*part):
                anchors = _rarer(anchors, self.words(run, begins=begins))
                exact, run, begins = None, frozenset({""}), True
                continue
            found = self.part(*part, begins=at_word)
            if found.exact is not None and len(run) * len(found.exact) <= _MOST:
                run = frozenset(one + other for one in run for other in found.exact)
                exact = run if exact is not None else None
                continue
            anchors = _rarer(anchors, self.words(run, begins=begins), found.anchors)
            exact, run = None, found.exact or frozenset({""})
            begins = at_word if found.exact else found.ends
        if exact is None:
            anchors = _rarer(anchors, self.words(run, begins=begins))
        return _Found(exact, anchors, _ends(run, begins=begins))

    def part(self, kind: Any, value: Any, *, begins: bool) -> _Found:
        if kind in _READ_BY:
            return _READ_BY[kind](self, value, begins)
        return _Found(None, None)

    def either(self, value: Any, begins: bool) -> _Found:
        branches = [self.sequence(branch, begins=begins) for branch in value[1]]
        exact: Strings | None = frozenset()
        anchors: Strings | None = frozenset()
        for branch in branches:
            best = self.best(branch, begins=begins)
            exact = None if exact is None or branch.exact is None else exact | branch.exact
            anchors = None if anchors is None or best is None else anchors | best
        return _Found(exact, anchors, all(branch.ends for branch in branches))

    def repeated(self, value: Any, begins: bool) -> _Found:
        least, most, inside = value
        found = self.sequence(inside, begins=begins)
        if (least, most) == (0, 1) and found.exact is not None:
            return _Found(found.exact | {""}, None)
        if least == 0:
            return _Found(None, None, begins and found.ends)
        return _Found(None, self.best(found, begins=begins), found.ends)

    def best(self, found: _Found, *, begins: bool) -> Strings | None:
        words = self.words(found.exact, begins=begins) if found.exact else None
        return _rarer(words, found.anchors)

    def words(self, strings: Strings, *, begins: bool) -> Strings | None:
        """Take the rarest word of each string, of those that surely begin where a word does."""
        words = set()
        for string in strings:
            usable = string.split(" ")[0 if begins or self.anywhere else 1 :]
            if not any(usable):
                return None
            rarest = min(filter(None, usable), key=_frequency)
            is_common = begins and _frequency(rarest) >= _OFTEN
            words.add(string if is_common else rarest)
        return frozenset(
            word for word in words if not any(word[:size] in words for size in range(1, len(word)))
        )


def _members(_reader: _Reader, parts: Any, _begins: bool) -> _Found:
    """List the characters of a class; a class of many is as good as any character."""
    members: set[str] = set()
    if parts[0][0] is op.NEGATE:  # the sign before a word
        return _Found(None, None, ends=any(kind is op.RANGE for kind, _ in parts))
    for kind, value in parts:
        if kind is op.LITERAL:
            members.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < len("0123456789"):
            members |= set(map(chr, range(value[0], value[1] + 1)))
        elif (kind, value) == (op.CATEGORY, op.CATEGORY_DIGIT):
            members |= set("0123456789")
        else:
            return _Found(None, None)
    return _Found(frozenset(members), None)


_NOTHING = _Found(frozenset({""}), None)
_READ_BY: dict[Any, Callable[[_Reader, Any, bool], _Found]] = {
    op.ASSERT: lambda _reader, _value, _begins: _NOTHING,
    op.ASSERT_NOT: lambda _reader, _value, _begins: _NOTHING,
    op.AT: lambda _reader, _value, _begins: _NOTHING,
    op.BRANCH: _Reader.either,
    op.IN: _members,
    op.LITERAL: lambda _reader, value, _begins: _Found(frozenset({chr(value)}), None),
    op.MAX_REPEAT: _Reader.repeated,
    op.MIN_REPEAT: _Reader.repeated,
    op.SUBPATTERN: lambda reader, value, begins: reader.sequence(value[-1], begins=begins),
}
"""Everything else, such as any character, may match too much to hold on to."""


def _is_word_start(kind: Any, value: Any) -> bool:
    """Know the ⟨ of a rule: a look behind that there is none of a range of letters."""
    behind = -1
    if kind is not op.ASSERT_NOT or value[0] != behind:
        return False
    ((inner, parts), *more) = value[1]
    return inner is op.IN and not more and any(part is op.RANGE for part, _ in parts)


def _ends(run: Strings, *, begins: bool) -> bool:
    """Say whether a word begins after any of the strings."""
    return all(not string[-1:].isalpha() if string else begins for string in run)


def _rarer(*sets: Strings | None) -> Strings | None:
    """Choose the set whose strings are met least often."""
    usable = [strings for strings in sets if strings]
    return min(usable, key=lambda strings: sum(map(_frequency, strings)), default=None)


def _frequency(string: str) -> float:
    """Guess in which share of texts a string is met."""
    if " " in string:
        return min(map(_frequency, filter(None, string.split(" ")))) * _RARER
    letters = sum(map(str.isalpha, string))
    if not letters:
        return _DIGIT if string[0].isdigit() else _SIGN
    return COUNTS.get(string, 0) / _TEXTS + _RARER ** (letters - 1)


def _trie(anchors: Iterable[str]) -> str:
    """Write a pattern that fits the longest of the anchors, without trying one after the other."""
    tree: dict[str, Any] = {}
    for anchor in anchors:
        branch = tree
        for letter in anchor:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _branches(tree) or "(?!)"


def _branches(tree: dict[str, Any]) -> str:
    written = [re.escape(key) + _branches(below) for key, below in sorted(tree.items()) if key]
    if not written:
        return ""
    return f"(?:{'|'.join(written)})" + ("?" if "" in tree else "")
