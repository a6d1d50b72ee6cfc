"""One message of a chat, a mailbox or an export to one Post: what the importers of private words share.

What cannot be shown is cleaned (`Post.raw` keeps it) rather than refused, lest a control character
be a way to have a threat left out; what cannot be true is refused.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import msgspec

from safeguard.platforms.base import Problem, Reading, Skipped
from safeguard.platforms.codes import Code
from safeguard.platforms.rules import (
    AHEAD,
    EARLIEST,
    MAX_TEXT,
    MAX_VALUE,
    RowRefused,
    derived_id,
    instant,
)
from safeguard.platforms.seen import Seen
from safeguard.records import Author, Post

# Control characters other than tab and line breaks, and halves of characters.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
# What apps put around names, unseen: spaces, directions, isolates, a byte order mark.
_AROUND_NAMES = (
    " \t\u00a0\u202f\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
MAX_PARTICIPANTS = 1_000


class Said(msgspec.Struct, kw_only=True, gc=False):
    """A message as its file tells it; `is_hers` is None where the file does not say whose it is."""

    kind: str
    handle: str
    text: str
    written_at: datetime
    raw: bytes
    id: str = ""
    author_id: str = ""
    name: str = ""
    content_id: str = ""
    language: str = ""
    quoted: str = ""
    conversation: str = ""
    in_reply_to: str = ""
    addressed_to: str = ""
    url: str = ""
    media: tuple[str, ...] = ()
    is_hers: bool | None = None


def plain_name(name: str) -> str:
    """Give a name without what an app puts around it, and no plainer.

    "ana" or "~ Ana" may be somebody who calls himself so in order to be taken for her.
    """
    return " ".join(name.strip(_AROUND_NAMES).split())


def plain_handle(handle: str) -> str:
    """Give a handle or an address, which a network makes sure is one person's, in any case and with or without @."""
    return plain_name(handle).casefold().lstrip("@")


def shown(text: str) -> str:
    """Replace what no page can show or no database hold."""
    if text.isprintable():  # nearly always, and quickly found out
        return text
    return _UNSHOWABLE.sub("\ufffd", text)


def participants(wrote: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """List who wrote, by (conversation, name): first those in most conversations, as she is in all of hers."""
    names: dict[str, str] = {}
    rooms: Counter[str] = Counter()
    latest: dict[str, str] = {}
    for room, name in wrote:
        key = plain_name(name)
        if not key or (key not in names and len(names) >= MAX_PARTICIPANTS):
            continue
        names.setdefault(key, shown(name))
        rooms[key] += latest.get(key) != room
        latest[key] = room
    return tuple(names[key] for key, _ in rooms.most_common())


class Intake:
    """Judges what a file says, message by message, and counts what is passed over.

    Names are compared as `plain` makes them. `is_asking` says that the file has not told which side is
    hers, so that `Reading.mine` must name somebody in it.
    """

    def __init__(
        self, reading: Reading, platform: str, plain: Callable[[str], str] = plain_name
    ) -> None:
        self._platform = platform
        self._plain = plain
        self._zone = reading.assume_zone
        self._latest = reading.now + AHEAD
        self._mine = {plain(name) for name in reading.mine or ()} - {""}
        self.is_asking = reading.mine is not None
        self._gives_own = reading.own
        self._seen = Seen()
        self._skipped: Counter[Code] = Counter()
        self.count = 0

    def is_hers(self, *names: str) -> bool:
        """Whether one of these names is among those she says are hers; she was found, then."""
        is_found = not self._mine.isdisjoint(map(self._plain, names))
        self.is_asking = self.is_asking and not is_found
        return is_found

    def know_her(self, *names: str) -> None:
        """Take in what the file itself says she is called."""
        self._mine |= {self._plain(name) for name in names} - {""}
        self.is_asking = False

    def take(self, line: int, said: Said, platform: str = "") -> Post | Problem | None:
        """Judge a message; None means that it was passed over and counted."""
        self.count += 1
        is_hers = said.is_hers
        if is_hers is None or self.is_asking:
            is_found = self.is_hers(said.handle, said.author_id, said.name)
            is_hers = is_found if is_hers is None else is_hers
        if is_hers and not self._gives_own:
            self._skipped[Code.OWN] += 1
            return None
        try:
            post = self._post(said, platform or self._platform)
        except RowRefused as refused:
            return Problem(line, refused.code, refused.column, refused.detail)
        return self._unless_seen(line, post)

    def give(self, line: int, post: Post) -> Post | Problem | None:
        """Judge a post made of words that can be shown, as `take` judges a message; it is quicker."""
        self.count += 1
        try:
            if not EARLIEST <= post.written_at <= self._latest:
                instant(post.written_at, self._zone, self._latest)
            if len(post.raw) > MAX_VALUE:  # else nothing in it can be longer
                _refuse_long(post)
        except RowRefused as refused:
            return Problem(line, refused.code, refused.column, refused.detail)
        return self._unless_seen(line, post)

    @staticmethod
    def refuse(line: int, refused: RowRefused) -> Problem:
        return Problem(line, refused.code, refused.column, refused.detail)

    def skip(self, code: Code, count: int = 1) -> None:
        """Count what was rightly passed over."""
        self.count += count
        self._skipped[code] += count

    def whole(
        self, found: Iterable[Post | Problem | Skipped]
    ) -> Iterator[Post | Problem | Skipped]:
        """Give what was found in a file, and last what can only be said of it as a whole."""
        for it in found:
            self.count += isinstance(it, Problem)
            yield it
        yield from (Skipped(code, count) for code, count in self._skipped.items())
        if not self.count:
            yield Problem(0, Code.NO_ROWS)
        elif self.is_asking:
            yield Problem(0, Code.NOT_IN_CHAT)

    def _post(self, said: Said, platform: str) -> Post:
        handle = shown(said.handle.strip())
        if not handle:
            raise RowRefused(Code.MISSING_VALUE, "author_handle")
        for column, value in (
            ("author_handle", handle),
            ("author_name", said.name),
            ("id", said.id),
        ):
            if len(value) > MAX_VALUE:
                raise RowRefused(Code.VALUE_TOO_LONG, column, str(MAX_VALUE))
        if len(said.text) > MAX_TEXT:
            raise RowRefused(Code.VALUE_TOO_LONG, "text", str(MAX_TEXT))
        written_at = instant(said.written_at, self._zone, self._latest)
        text = shown(said.text)
        return Post(
            platform=platform,
            id=shown(said.id) or derived_id(platform, handle, written_at, text),
            kind=said.kind,
            author=Author(handle=handle, id=shown(said.author_id), name=shown(said.name)),
            text=text,
            written_at=written_at,
            raw=said.raw,
            content_id=said.content_id,
            url=said.url,
            language=shown(said.language)[:MAX_VALUE],
            quoted=shown(said.quoted)[:MAX_VALUE],
            conversation=shown(said.conversation)[:MAX_VALUE],
            in_reply_to=shown(said.in_reply_to)[:MAX_VALUE],
            addressed_to=shown(said.addressed_to)[:MAX_VALUE],
            media=tuple(shown(name)[:MAX_VALUE] for name in said.media),
        )

    def _unless_seen(self, line: int, post: Post) -> Post | Problem | None:
        text = hash(post.text)
        earlier = self._seen.earlier(hash((post.conversation, post.id, post.content_id)), text)
        if earlier is None:
            return post
        if earlier == text:
            self._skipped[Code.TWICE] += 1
            return None
        return Problem(line, Code.CONFLICTING_ID, "id")


def _refuse_long(post: Post) -> None:
    if len(post.text) > MAX_TEXT:
        raise RowRefused(Code.VALUE_TOO_LONG, "text", str(MAX_TEXT))
    for column in ("id", "url", "language", "in_reply_to", "addressed_to"):
        if len(getattr(post, column)) > MAX_VALUE:
            raise RowRefused(Code.VALUE_TOO_LONG, column, str(MAX_VALUE))
