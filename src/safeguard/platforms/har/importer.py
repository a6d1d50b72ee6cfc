"""Reads X's posts out of what a browser recorded, wherever in a reply they stand."""

import re
from collections.abc import Collection, Iterator

import msgspec

from safeguard.platforms.base import Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.har.entries import posts_in, read_entries
from safeguard.platforms.intake import Intake, Said, plain_handle
from safeguard.platforms.json_items import decoded
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.sniffing import sniffed
from safeguard.platforms.source import Source, as_utf8, look_at
from safeguard.platforms.x_times import read_time
from safeguard.records import Post

NAME = "har"
_LOG = re.compile(rb'\s*\{\s*"log"\s*:\s*\{')


class _Names(msgspec.Struct):
    screen_name: str | None = None
    name: str | None = None


class _User(msgspec.Struct):
    class Result(msgspec.Struct):
        rest_id: str = ""
        legacy: _Names = msgspec.field(default_factory=_Names)
        core: _Names = msgspec.field(default_factory=_Names)  # where the names stand since 2025

    result: Result = msgspec.field(default_factory=Result)


class _Posted(msgspec.Struct):
    class Legacy(msgspec.Struct):
        full_text: str
        created_at: str
        id_str: str = ""
        lang: str | None = None
        conversation_id_str: str | None = None
        in_reply_to_status_id_str: str | None = None
        quoted_status_id_str: str | None = None
        retweeted_status_result: msgspec.Raw = msgspec.Raw()

    class Core(msgspec.Struct):
        user_results: _User = msgspec.field(default_factory=_User)

    class Note(msgspec.Struct):
        class Results(msgspec.Struct):
            class Result(msgspec.Struct):
                text: str = ""

            result: Result = msgspec.field(default_factory=Result)

        note_tweet_results: Results = msgspec.field(default_factory=Results)

    legacy: Legacy
    rest_id: str = ""
    core: Core = msgspec.field(default_factory=Core)
    note_tweet: Note | None = None


_posted = msgspec.json.Decoder(_Posted)
_COLUMNS = {
    "full_text": "text",
    "created_at": "created_at",
    "rest_id": "id",
    "id_str": "id",
    "screen_name": "author_handle",
    "name": "author_name",
}


class Har:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, _names: Collection[str] = (), /) -> Sniffed:
        look = look_at(head)
        if look.problem:
            return Sniffed(importer=NAME, confidence=0, problem=look.problem)
        is_mine = _LOG.match(as_utf8(head, look)) is not None
        return sniffed(NAME, is_mine, Sign.HAR_LOG, encoding=look.encoding)

    def read(self, stream: Readable, /) -> Iterator[Post | Problem | Skipped]:
        source = Source(stream)
        if source.look.problem:
            yield source.look.problem
            return
        intake = Intake(self._reading, "x", plain_handle)
        intake.is_asking = False
        yield from intake.whole(_read(source, intake))


def _read(source: Source, intake: Intake) -> Iterator[Post | Problem]:
    for line, entry in read_entries(source):
        if isinstance(entry, RowRefused):
            yield intake.refuse(line, entry)
            continue
        for raw in posts_in(entry, nested=True):
            taken = _take(intake, line, raw)
            if taken is not None:
                yield taken


def _take(intake: Intake, line: int, raw: bytes) -> Post | Problem | None:
    try:
        return intake.take(line, _said(raw))
    except RowRefused as refused:
        return intake.refuse(line, refused)


def _said(raw: bytes) -> Said:
    found = decoded(_posted, raw, _COLUMNS)
    legacy, user = found.legacy, found.core.user_results.result
    number = found.rest_id or legacy.id_str
    handle = user.core.screen_name or user.legacy.screen_name or ""
    long_text = found.note_tweet.note_tweet_results.result.text if found.note_tweet else ""
    if not number:
        raise RowRefused(Code.MISSING_VALUE, "id")
    return Said(
        kind=_kind(legacy),
        handle=handle,
        author_id=user.rest_id,
        name=user.core.name or user.legacy.name or "",
        text=long_text or legacy.full_text,
        written_at=read_time(legacy.created_at),
        raw=raw,
        id=number,
        url=f"https://x.com/{handle}/status/{number}",
        language=legacy.lang or "",
        in_reply_to=legacy.in_reply_to_status_id_str or "",
        conversation=legacy.conversation_id_str or "",
        quoted=legacy.quoted_status_id_str or "",
    )


def _kind(legacy: _Posted.Legacy) -> str:
    if bytes(legacy.retweeted_status_result):
        return "repost"
    if legacy.in_reply_to_status_id_str:
        return "reply"
    return "quote" if legacy.quoted_status_id_str else "mention"
