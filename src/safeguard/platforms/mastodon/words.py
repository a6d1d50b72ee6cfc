"""From the HTML of a post to its words: mentions with their server, links in full, nothing else changed.

Direction marks, joiners and other invisible letters stay: they belong to the words of Arabic, Persian or
Hindi, and to what somebody wants to hide. The HTML itself is kept in `Post.raw`.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import NamedTuple

_SPACES = re.compile(r"[ \t\r\n\f]+")  # HTML's own; a no-break space is a letter
_LINES = re.compile(r" *\n *")
_PARAGRAPHS = re.compile(r"\n{3,}")
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
    reader.feed(html)
    reader.close()
    text = _LINES.sub("\n", "".join(reader.pieces))
    return _PARAGRAPHS.sub("\n\n", text).strip(" \n")


class _Reader(HTMLParser):
    def __init__(self, handles: Mapping[str, str], *, is_quote: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._handles = handles
        self._is_quote = is_quote
        self._link: _Link | None = None
        self._is_preformatted = 0
        self._unseen: list[str] = []  # open tags inside something that is not shown

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        if self._unseen or tag in _UNSEEN or (self._is_quote and _FALLBACK in classes):
            if tag not in _VOID:
                self._unseen.append(tag)
        elif tag == "a":
            is_name = not _NAMES.isdisjoint(classes)
            self._link = _Link(given.get("href") or "", len(self.pieces), is_name)
        elif tag == "br":
            self.pieces.append("\n")
        elif tag == "li":
            self.pieces.append("\n- ")
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")
            self._is_preformatted += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                while self._unseen.pop() != tag:
                    pass
        elif tag == "a" and self._link:
            self._end_link(self._link)
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")
            self._is_preformatted -= tag == "pre"

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data if self._is_preformatted > 0 else _SPACES.sub(" ", data))

    def _end_link(self, link: "_Link") -> None:
        self._link = None
        shown = "".join(self.pieces[link.begin :])
        self.pieces[link.begin :] = [self._linked(link, shown)]

    def _linked(self, link: "_Link", shown: str) -> str:
        seen = shown.strip()
        handle = self._handles.get(link.href, "")
        if handle and seen.lstrip("@").casefold() in {handle.casefold(), _user(handle)}:
            return "@" + handle
        if not link.href or (link.is_name and seen.startswith(("@", "#"))):
            return shown
        if seen in {"", *(link.href.removeprefix(it) for it in ("", "https://", "http://"))}:
            return link.href
        return f"{shown} ({link.href})"  # it may say one address and lead to another


class _Link(NamedTuple):
    """An open link: where it leads, where its words begin, whether it only names somebody or a tag."""

    href: str
    begin: int
    is_name: bool


def _user(handle: str) -> str:
    return handle.partition("@")[0].casefold()
