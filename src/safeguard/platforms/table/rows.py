"""One row to one Post: what a row must say."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from itertools import count

import msgspec

from safeguard.platforms.base import Problem, Reading
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
from safeguard.platforms.table.columns import COLUMNS, IDENTIFIERS, REQUIRED
from safeguard.records import Author, Post

_DATE_LENGTH = 10
_FEW = 256
_SCHEMES = ("https://", "http://", "at://")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BETWEEN_HANDLES = re.compile(r"[\s,;]+")


class Row(msgspec.Struct, gc=False):
    """A row as it decodes; null means not given. Identifiers that are numbers in JSON are read the slow way."""

    text: str
    author_handle: str
    created_at: datetime
    platform: str | None = None
    id: str | None = None
    kind: str | None = None
    author_id: str | None = None
    author_name: str | None = None
    url: str | None = None
    language: str | None = None
    in_reply_to: str | None = None
    conversation: str | None = None
    addressed_to: str | None = None


def read_row(values: Mapping[str, object], time: Callable[[str], datetime] | None = None) -> Row:
    """Read a row the slow way: takes any ISO 8601 time (or what `time` reads), and says what is wrong where.

    The fast way is msgspec's, which knows RFC 3339 only and mentions no column in a way we can use.

    Raises: RowRefused.
    """
    fields = {column: values[column] for column in COLUMNS if values.get(column) is not None}
    for column in REQUIRED:
        if column not in fields:
            raise RowRefused(Code.MISSING_VALUE, column)
    for column, value in fields.items():
        if type(value) is int and column in IDENTIFIERS:
            fields[column] = str(value)
        elif not isinstance(value, str):
            raise RowRefused(Code.BAD_VALUE, column, type(value).__name__)
    fields["created_at"] = (time or read_time)(str(fields["created_at"]).strip())
    return msgspec.convert(fields, Row)


def read_time(value: str) -> datetime:
    """Read an ISO 8601 time; it stays naive when it names no zone.

    Raises: RowRefused.
    """
    if not value:
        raise RowRefused(Code.MISSING_VALUE, "created_at")
    try:
        if len(value) <= _DATE_LENGTH:
            date.fromisoformat(value)
            raise RowRefused(Code.TIME_MISSING, "created_at")
        return datetime.fromisoformat(value)
    except ValueError:
        raise RowRefused(Code.BAD_TIME, "created_at") from None


class Rows:
    """The rows of one file: gives a Post for each good one, once.

    Dates are judged against the `now` handed in, a day of grace included for clocks that run ahead.
    """

    def __init__(self, reading: Reading) -> None:
        self._platform = reading.platform
        self._zone: tzinfo | None = reading.assume_zone
        self._latest = reading.now + AHEAD
        self._mine = _handles(" ".join(reading.mine or ()))
        # To another: every good row so far names somebody, and never her.
        self._is_asking = reading.mine is not None
        self._is_to_another = False
        self._seen = Seen()
        self._spelt: dict[str, str] = {}
        self.count = 0

    def take(
        self, line: int, row: Row, raw: bytes, *, is_suspect: bool = False
    ) -> Post | Problem | None:
        """Judge a row; None means that the very same row came before.

        `is_suspect` says that `raw` may hold control characters: looking for them is dear.
        """
        self.count += 1
        try:
            if is_suspect:
                _refuse_control_characters(row)
            if len(raw) > MAX_VALUE:  # else no value can be longer
                _refuse_long_values(row)
            post = self._post(row, raw)
        except RowRefused as refused:
            return Problem(line, refused.code, refused.column, refused.detail)
        if self._is_asking:
            self._ask(post)
        text = hash(post.text)
        earlier = self._seen.earlier(hash(post.platform) ^ hash(post.id), text)
        return post if earlier is None else _again(line, text, earlier)

    def take_all(
        self, line: int, rows: Sequence[Row], raws: Sequence[bytes]
    ) -> Iterable[Post | Problem | None]:
        """Judge rows as `take` does each, from `line` on and none of them suspect; many at a time are quicker."""
        one_by_one = map(self.take, count(line), rows, raws)
        if max(map(len, raws)) > MAX_VALUE:
            return one_by_one
        try:
            posts = [*map(self._post, rows, raws)]
        except RowRefused:
            return one_by_one
        self.count += len(posts)
        if self._is_asking:
            any(self._ask(post) for post in posts)
        texts = [hash(post.text) for post in posts]
        names = [hash(post.platform) ^ hash(post.id) for post in posts]
        earlier = self._seen.earlier_of(names, texts)
        if not earlier:
            return posts
        return (
            _again(line + at, texts[at], earlier[at]) if at in earlier else post
            for at, post in enumerate(posts)
        )

    def refuse(self, line: int, refused: RowRefused) -> Problem:
        """Count what should have been a row and could not be read as one."""
        self.count += 1
        return Problem(line, refused.code, refused.column, refused.detail)

    def end(self) -> Iterator[Problem]:
        """Say what can only be said of the file as a whole."""
        if not self.count:
            yield Problem(0, Code.NO_ROWS)
        elif self._is_to_another:
            yield Problem(0, Code.ADDRESSED_TO_ANOTHER, "addressed_to")

    def _post(self, row: Row, raw: bytes) -> Post:
        handle = row.author_handle.strip().removeprefix("@")
        if not handle:
            raise RowRefused(Code.MISSING_VALUE, "author_handle")
        if row.url and not row.url.startswith(_SCHEMES):
            raise RowRefused(Code.BAD_URL, "url")
        written_at = row.created_at
        if written_at.tzinfo is not UTC or not EARLIEST <= written_at <= self._latest:
            written_at = instant(written_at, self._zone, self._latest)
        spelt = self._spelt
        platform = row.platform and (spelt.get(row.platform) or self._plain(row.platform))
        # One spelling a kind: private ones (dm, chat) are treated with more care, "DM" no less.
        kind = row.kind and (spelt.get(row.kind) or self._plain(row.kind))
        name = row.id.strip() if row.id else ""
        return Post(
            platform=platform or self._platform,
            id=name or derived_id(platform or self._platform, handle, written_at, row.text),
            kind=kind or "mention",
            author=Author(handle=handle, id=row.author_id or "", name=row.author_name or ""),
            text=row.text,
            written_at=written_at,
            raw=raw,
            url=row.url or "",
            language=row.language or "",
            in_reply_to=row.in_reply_to or "",
            conversation=row.conversation or "",
            addressed_to=row.addressed_to or "",
        )

    def _plain(self, word: str) -> str:
        """Give a word the one spelling it has here, and remember it: a file has few of them, and many times."""
        plain = word.strip().casefold()
        if len(self._spelt) < _FEW:
            self._spelt[word] = plain
        return plain

    def _ask(self, post: Post) -> bool:
        """See whether a row settles that not all are to another; once one does, none need be asked."""
        handles = _handles(post.addressed_to)
        self._is_asking = self._is_to_another = bool(handles) and handles.isdisjoint(self._mine)
        return not self._is_asking


def _again(line: int, text: int, earlier: int) -> Problem | None:
    """Say of a row whose id came before that it contradicts that one, or nothing where it is the same."""
    return None if earlier == text else Problem(line, Code.CONFLICTING_ID, "id")


def _handles(several: str) -> frozenset[str]:
    """Read handles as people write them: with or without an at sign, in any case."""
    parts = _BETWEEN_HANDLES.split(several.casefold())
    return frozenset(part.removeprefix("@") for part in parts if part)


def _refuse_control_characters(row: Row) -> None:
    for column in COLUMNS:
        value = getattr(row, column)
        if isinstance(value, str) and (found := _CONTROL.search(value)):
            code = Code.CONTROL_CHARACTER if ord(found[0]) else Code.NUL_BYTE
            raise RowRefused(code, column, f"U+{ord(found[0]):04X}")


def _refuse_long_values(row: Row) -> None:
    for column in COLUMNS:
        value = getattr(row, column)
        limit = MAX_TEXT if column == "text" else MAX_VALUE
        if isinstance(value, str) and len(value) > limit:
            raise RowRefused(Code.VALUE_TOO_LONG, column, str(limit))
