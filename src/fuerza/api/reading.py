"""What of a comment is read, and where that stands in what came: HTML without its tags, offsets in UTF-16."""

import html
import re

import msgspec

_PART = re.compile(
    r"(?P<comment><!--)"
    r"|<(?P<ending>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>"
    r"|<[!?/][^<>]*+>"
    r"|&(?:#[0-9]{1,7}+|#[xX][0-9a-fA-F]{1,6}+|[a-zA-Z][a-zA-Z0-9]{1,31}+);?"
)
_COMMENT_END = re.compile("-->")
_UNSEEN = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style")}
_WITHIN_WORDS = re.compile(
    r"(?:a|abbr|b|bd[io]|big|cite|code|del|em|font|i|ins|mark|q|s|small|span|strong|su[bp]|u|wbr)",
    re.IGNORECASE,
)


class Plain(msgspec.Struct, frozen=True):
    """A text as it is read, and for each of its characters where it begins and ends in what came."""

    text: str
    places: list[tuple[int, int]] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Say where a part of it, not empty, stands in what came."""
        if self.places is None:
            return start, end
        return self.places[start][0], self.places[end - 1][1]


def shown(text: str) -> Plain:
    """Read HTML as it is shown: no tags, no comments, no scripts; what parts lines or cells parts words."""
    signs: list[str] = []
    places: list[tuple[int, int]] = []

    def add(said: str, start: int, end: int) -> None:
        signs.extend(said)
        places.extend([(start, end)] * len(said))

    at = 0
    while part := _PART.search(text, at):
        for place in range(at, part.start()):
            add(text[place], place, place + 1)
        add(_said(part), part.start(), part.end())
        at = _after(part, text)
    for place in range(at, len(text)):
        add(text[place], place, place + 1)
    return Plain("".join(signs), places)


def utf16(text: str, place: int) -> int:
    """Count the units of UTF-16 before a character: what Google's clients cut strings by."""
    return len(text[:place].encode("utf-16-le")) // 2


def _said(part: re.Match[str]) -> str:
    if part[0].startswith("&"):
        return html.unescape(part[0])
    is_within = _WITHIN_WORDS.fullmatch(part["name"] or "")
    return "" if is_within or part["comment"] else " "


def _after(part: re.Match[str], text: str) -> int:
    """Say where reading goes on: past what a tag that hides its content hides, else past the tag."""
    ends = _COMMENT_END if part["comment"] else None
    if part["name"] is not None and not part["ending"]:
        ends = _UNSEEN.get(part["name"].lower())
    if ends is None:
        return part.end()
    end = ends.search(text, part.end())
    if end is None:
        return len(text)
    return end.end() if part["comment"] else end.start()
