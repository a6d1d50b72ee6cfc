"""A guide as somebody may read it today: in her language where it is there, with what nobody reviewed held back.

A line that rests on a legal step, a helpline or help in a crisis shows in a language only once somebody named has
reviewed it there. Until then the reviewed source shows; until that is reviewed, only name, link and numbers.
"""

from collections.abc import Iterator
from datetime import date
from math import ceil
from uuid import UUID

import msgspec

from fuerza.guides.choices import Part
from fuerza.guides.queries.books import SOURCE, Fact, Guide, Text, book
from safeguard.publish.markdown import Kind as ProseKind
from safeguard.publish.markdown import Line

WORDS_A_MINUTE = 180


class ShownRun(msgspec.Struct, frozen=True):
    text: str
    strong: bool
    to: UUID | None


class ShownLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line as it is shown: `language` where it is not the text's own, `fact` and its `number` where it rests on one.

    `is_held_back`: nobody has reviewed its words, so that only what the fact names is shown.
    """

    runs: tuple[ShownRun, ...] = ()
    language: str = ""
    fact: Fact | None = None
    number: int = 0
    is_held_back: bool = False
    is_expired: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class ShownProse(msgspec.Struct, frozen=True):
    kind: ProseKind
    lines: tuple[ShownLine, ...]


class ShownPart(msgspec.Struct, frozen=True):
    part: Part
    proses: tuple[ShownProse, ...]


class Source(msgspec.Struct, frozen=True):
    """One fact in the list at the end."""

    number: int
    fact: Fact
    is_expired: bool


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A guide in the language it can be read in; `is_translated` is false where that is not the one asked for."""

    guide: Guide
    text: Text
    parts: tuple[ShownPart, ...]
    sources: tuple[Source, ...]
    minutes: int
    is_translated: bool
    is_reviewed: bool
    is_behind: bool

    @property
    def is_source(self) -> bool:
        return self.text.language == SOURCE


def text_in(guide: Guide, language: str) -> Text:
    """Find the text in a language, else the source."""
    return guide.texts.get(language, guide.source)


def shown(guide: Guide, language: str, today: date) -> Shown:
    """Show a guide in a language as of a day."""
    text = text_in(guide, language)
    numbers = {code: number for number, code in enumerate(_rested_on(guide, text), start=1)}
    drawer = _Drawer(guide, text, today, numbers)
    words = sum(len(line.text.split()) for line in text.lines())
    return Shown(
        guide=guide,
        text=text,
        parts=tuple(drawer.parts()),
        sources=tuple(
            Source(number, guide.facts[code], guide.facts[code].is_expired(today))
            for code, number in numbers.items()
        ),
        minutes=max(1, ceil(words / WORDS_A_MINUTE)),
        is_translated=text.language == language,
        is_reviewed=guide.is_reviewed(text),
        is_behind=guide.is_behind(text),
    )


def listed(language: str) -> list[tuple[Guide, Text]]:
    """List all guides with the text that would be shown."""
    return [(guide, text_in(guide, language)) for guide in book().values()]


def _rested_on(guide: Guide, text: Text) -> list[str]:
    """List the facts that a text rests on, each once, in the order in which they are met."""
    codes = (line.rests_on for line in text.lines())
    return list(dict.fromkeys(code for code in codes if code in guide.facts))


class _Drawer:
    """Draws the lines of one text for one day."""

    def __init__(self, guide: Guide, text: Text, today: date, numbers: dict[str, int]) -> None:
        self.guide, self.text, self.today, self.numbers = guide, text, today, numbers
        self.ids = {each.name: each.id for each in book().values()}

    def parts(self) -> Iterator[ShownPart]:
        for part in Part:
            proses = self.text.parts.get(part, ())
            drawn = (
                ShownProse(prose.kind, tuple(self.line(line, part) for line in prose.lines))
                for prose in proses
            )
            if proses:
                yield ShownPart(part, tuple(drawn))

    def line(self, line: Line, part: Part) -> ShownLine:
        fact = self.guide.facts.get(line.rests_on)
        if fact is None:
            return ShownLine(runs=self.runs(line))
        is_expired = fact.is_expired(self.today)
        seen, language = line, ""
        is_held_back = False
        if fact.guard and not self.guide.is_reviewed(self.text):
            is_held_back = not self.guide.is_reviewed(self.guide.source)
            if not is_held_back:
                seen, language = self._in_source(line, part), SOURCE
        return ShownLine(
            runs=() if is_held_back else self.runs(seen),
            language=language,
            fact=fact,
            number=self.numbers[line.rests_on],
            is_held_back=is_held_back,
            is_expired=is_expired,
        )

    def _in_source(self, line: Line, part: Part) -> Line:
        """Find what the source says in the same part on the same fact; where it says nothing, nothing shows."""
        proses = self.guide.source.parts.get(part, ())
        lines = (each for prose in proses for each in prose.lines)
        return next((each for each in lines if each.rests_on == line.rests_on), Line(()))

    def runs(self, line: Line) -> tuple[ShownRun, ...]:
        return tuple(ShownRun(run.text, run.strong, self.ids.get(run.to)) for run in line.runs)
