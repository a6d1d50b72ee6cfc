"""From the HTML of a post to its words: mentions with their server, links in full, nothing else changed.

Direction marks, joiners and other invisible letters stay: they belong to the words of Arabic, Persian or
Hindi, and to what somebody wants to hide. The HTML itself is kept in `Post.raw`.

The reader is our own because the standard library's takes time that grows with the square of what a
hostile server sends. It goes over the text once, and what is no whole tag is words.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

_SPACES = re.compile(r"[ \t\r\n\f]+")  # HTML's own; a no-break space is a letter
_INLINE_SPACES = re.compile(r"[ \t\r\f]+")
_PARAGRAPHS = re.compile(r"\n{3,}")
_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9:-]*")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_MARK = re.compile("[>\"']")
_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
_LONGEST_TAG = 4_096
_BLOCKS = {"p", "div", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
_UNSEEN = {"script", "style", "template"}
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_NAMES = {"mention", "hashtag"}
_FALLBACK = "quote-inline"  # what stands in for a quote where a server knows none


def words(html: str, handles: Mapping[str, str], *, is_quote: bool = False) -> str:
    """Give the words; `handles` are the full handles of those mentioned, by the address their link leads to.

    With `is_quote` the line that only stands in for the quote is left out.
    """
    reader = _Reader(handles, is_quote=is_quote)
    for tag, said in _cut(html):
        if tag:
            reader.open_or_close(tag, said)
        else:
            reader.read(unescape(said))
    lines = (line.strip(" ") for line in "".join(reader.pieces).split("\n"))
    return _PARAGRAPHS.sub("\n\n", "\n".join(lines)).strip("\n")


class _Link(NamedTuple):
    """An open link: where it leads, where its words begin, whether it only names somebody or a tag."""

    href: str
    begin: int
    is_name: bool


class _Reader:
    def __init__(self, handles: Mapping[str, str], *, is_quote: bool) -> None:
        self.pieces: list[str] = []
        self._handles = handles
        self._is_quote = is_quote
        self._link: _Link | None = None
        self._preformatted = 0
        self._unseen = ("", 0)  # the tag inside which nothing is shown, and how often it is open

    def read(self, said: str) -> None:
        if not self._unseen[1]:
            spaces = _INLINE_SPACES if self._preformatted > 0 else _SPACES
            self.pieces.append(spaces.sub(" ", said))

    def open_or_close(self, tag: str, attributes: str) -> None:
        name = tag.lstrip("/")
        if self._unseen[1]:
            if name == self._unseen[0]:
                self._unseen = (name, self._unseen[1] + (-1 if tag.startswith("/") else 1))
        elif tag.startswith("/"):
            self._close(name)
        else:
            self._open(name, _attributes(attributes))

    def _open(self, tag: str, given: Mapping[str, str]) -> None:
        classes = given.get("class", "").split()
        is_unseen = tag in _UNSEEN or (self._is_quote and _FALLBACK in classes)
        if is_unseen and tag not in _VOID:
            self._unseen = (tag, 1)
        elif tag == "a":
            is_name = not _NAMES.isdisjoint(classes)
            self._link = _Link(given.get("href", ""), len(self.pieces), is_name)
        elif tag == "br":
            self.pieces.append("\n")
        elif tag == "li":
            self.pieces.append("\n- ")
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")
            self._preformatted += tag == "pre"

    def _close(self, tag: str) -> None:
        if tag == "a" and self._link:
            link, self._link = self._link, None
            shown = "".join(self.pieces[link.begin :])
            self.pieces[link.begin :] = [self._linked(link, shown)]
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")
            self._preformatted -= tag == "pre"

    def _linked(self, link: _Link, shown: str) -> str:
        seen = shown.strip()
        handle = self._handles.get(link.href, "")
        user = handle.partition("@")[0]
        if handle and seen.lstrip("@").casefold() in {handle.casefold(), user.casefold()}:
            return "@" + handle
        if not link.href or (link.is_name and seen.startswith(("@", "#"))):
            return shown
        if seen in {"", *(link.href.removeprefix(it) for it in ("", "https://", "http://"))}:
            return link.href
        return f"{shown} ({link.href})"  # it may say one address and lead to another


def _cut(html: str) -> Iterator[tuple[str, str]]:
    """Cut HTML into tags (a name, what else it says) and text ('', the text)."""
    place = 0
    while place < len(html):
        begin = html.find("<", place)
        if begin < 0:
            break
        yield "", html[place:begin]
        name, said, place = _tag(html, begin)
        yield name, said
        if name in _ENDS:
            found = _ENDS[name].search(html, place)
            place = found.start() if found else len(html)
    yield "", html[place:]


def _tag(html: str, begin: int) -> tuple[str, str, int]:
    """Read what begins with an angle bracket; what never ends is text to the end."""
    if html.startswith("<!--", begin):
        end = html.find("-->", begin)
        return _passed(html, begin, end, 3)
    found = _NAME.match(html, begin + 1)
    if not found:
        is_declaration = html.startswith(("<!", "<?", "</"), begin)
        return (
            _passed(html, begin, html.find(">", begin), 1)
            if is_declaration
            else ("", "<", begin + 1)
        )
    end = _bracket(html, found.end())
    if end < 0:
        return "", html[begin:], len(html)
    return found.group().lower(), html[found.end() : end], end + 1


def _passed(html: str, begin: int, end: int, width: int) -> tuple[str, str, int]:
    return ("", html[begin:], len(html)) if end < 0 else ("", "", end + width)


def _bracket(html: str, place: int) -> int:
    """Find the end of a tag: brackets inside quotation marks are none."""
    while True:
        found = _MARK.search(html, place)
        if not found or found.group() == ">":
            return found.start() if found else -1
        place = html.find(found.group(), found.end()) + 1
        if not place:
            return -1


def _attributes(said: str) -> dict[str, str]:
    if len(said) > _LONGEST_TAG:
        return {}
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(said)
    }
