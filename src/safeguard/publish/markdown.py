"""From what an author writes to what a page and a PDF are made of: a few signs of Markdown, and nothing that can run.

Headings (`##`), paragraphs, lists, steps (`1.`), `**weight**`, links inside (`[words](guide:name)`) and, at the end of
a line, the fact it rests on (`[^code]`). All else there is (HTML, pictures, links elsewhere) stays plain words: what
comes out holds no markup at all, so whoever draws it has nothing to clean.
"""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["heading", "paragraph", "list", "steps"]
_RESTS_ON = re.compile(r"\s*\[\^([a-z0-9-]+)\]\s*$")
_INSIDE = re.compile(r"guide:([a-z0-9-]+)")
_LISTS: dict[str, Kind] = {"bullet_list": "list", "ordered_list": "steps"}
_STEERING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f]")
"""Signs that turn the words around them about: a paste that has them could have a page say something else."""


class Run(msgspec.Struct, frozen=True):
    """Words in a row: of more weight or not, leading to another guide (`to`, its name) or nowhere."""

    text: str
    strong: bool = False
    to: str = ""


class Line(msgspec.Struct, frozen=True):
    """A paragraph, a heading or one item of a list; `rests_on` is the code of the fact behind it."""

    runs: tuple[Run, ...]
    rests_on: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class Prose(msgspec.Struct, frozen=True):
    """Lines of one kind that stand together: a list has several, the others one."""

    kind: Kind
    lines: tuple[Line, ...]


def prose_of(text: str) -> tuple[Prose, ...]:
    """Read what an author wrote; never fails, whatever was pasted. A list within a list becomes part of it."""
    # a parser of its own each time: it keeps what it read, and two threads may ask at once
    tokens = MarkdownIt("zero").enable(["emphasis", "escape", "heading", "link", "list"])
    return tuple(_gathered(tokens.parse(_STEERING.sub("", text))))


def _gathered(tokens: list[Token]) -> Iterator[Prose]:
    within: Kind = "paragraph"
    lines: list[Line] = []
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _LISTS and token.level == 0:
            if lines:
                yield Prose(within, tuple(lines))
            within = _LISTS[name] if token.nesting > 0 else "paragraph"
            lines = []
        elif name == "heading":
            within = "heading" if token.nesting > 0 else "paragraph"
        elif token.type == "inline":
            line = _line(token)
            if within in _LISTS.values():
                lines.append(line)
            elif line.text:
                yield Prose(within, (line,))


def _line(token: Token) -> Line:
    found = _RESTS_ON.search(token.content)
    runs = list(_runs(token.children or []))
    if found is None:
        return Line(tuple(runs))
    ended = msgspec.structs.replace(runs[-1], text=_RESTS_ON.sub("", runs[-1].text))
    return Line((*runs[:-1], ended), rests_on=found[1])


def _runs(tokens: list[Token]) -> Iterator[Run]:
    strong, to = 0, ""
    for token in tokens:
        if token.type.startswith("strong_"):
            strong += token.nesting
        elif token.type.startswith("link_"):
            inside = _INSIDE.fullmatch(str(token.attrGet("href") or ""))
            to = inside[1] if inside else ""
        else:
            yield Run(" ".join(token.content.split("\n")), strong > 0, to)
