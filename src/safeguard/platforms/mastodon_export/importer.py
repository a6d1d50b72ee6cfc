"""A Mastodon export's outbox: her own posts, counted and passed over, or given where they were asked for."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from html import unescape

import msgspec

from safeguard.platforms.base import Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.intake import Intake, Said, plain_handle
from safeguard.platforms.json_items import MAX_ITEM, CutOff, Json, NotFound, decoded
from safeguard.platforms.packed import any_named, base_name, read_members
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import Source, look_at
from safeguard.records import Post

NAME = "mastodon_export"
_OUTBOX = "outbox.json"
_BREAK = re.compile(r"<br ?/?>|</p>\s*<p>")
_TAG = re.compile(r"<[^<>]*>")
_ACTOR = re.compile(r"https?://([^/]+)/(?:users/|@)([^/]+)")


class _Activity(msgspec.Struct):
    """`object` is a post of hers, or the address of one that she passed on."""

    type: str = ""
    object: msgspec.Raw = msgspec.Raw(b"0")


class _Note(msgspec.Struct, rename="camel"):
    id: str
    published: datetime
    content: str | None = ""
    attributed_to: str = ""
    in_reply_to: str | None = None
    conversation: str | None = None
    url: str | None = None


_activity = msgspec.json.Decoder(_Activity)
_note = msgspec.json.Decoder(_Note)
_COLUMNS = {"id": "id", "content": "text", "published": "created_at", "url": "url"}


class MastodonExport:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed:
        look = look_at(head)
        is_zip = bool(look.problem) and any_named(names, _is_outbox)
        is_alone = not look.problem and b'"orderedItems"' in head and b"OrderedCollection" in head
        return Sniffed(
            importer=NAME,
            confidence=float(is_zip or is_alone),
            problem=None if is_zip else look.problem,
            reasons=(Sign.MASTODON_FOLDERS,) if is_zip else (Sign.OUTBOX,) if is_alone else (),
        )

    def read(self, stream: Readable, /) -> Iterator[Post | Problem | Skipped]:
        intake = Intake(self._reading, "mastodon", plain_handle)
        intake.is_asking = False
        yield from intake.whole(
            read_members(stream, _is_outbox, lambda _, file: self._read(file, intake))
        )
        yield Skipped(Code.MENTIONS_NOT_IN_IT, 0)

    def _read(self, stream: Readable, intake: Intake) -> Iterator[Post | Problem]:
        source = Source(stream)
        if source.look.problem:
            yield intake.refuse(0, _refused(source.look.problem))
            return
        json = Json(source.chunks())
        try:
            json.enter("orderedItems")
            for raw in json.items():
                if not self._reading.own:
                    intake.skip(Code.OWN)
                    continue
                taken = _take(intake, json.line(), raw)
                if taken is not None:
                    yield taken
        except (NotFound, CutOff) as error:
            code = Code.CUT_OFF if isinstance(error, CutOff) else Code.NO_LIST
            yield intake.refuse(0, RowRefused(code))


def _is_outbox(name: str) -> bool:
    return base_name(name) == _OUTBOX


def _refused(problem: Problem) -> RowRefused:
    return RowRefused(problem.code, problem.column, problem.detail)


def _take(intake: Intake, line: int, raw: bytes | None) -> Post | Problem | None:
    try:
        if raw is None:
            raise RowRefused(Code.ITEM_TOO_LARGE, detail=str(MAX_ITEM))  # noqa: TRY301 -- told below
        note = bytes(decoded(_activity, raw, _COLUMNS).object)
        if not note.startswith(b"{"):  # she passed on what somebody else wrote
            intake.skip(Code.NOTICE)
            return None
        return intake.take(line, _said(decoded(_note, note, _COLUMNS), raw))
    except RowRefused as refused:
        return intake.refuse(line, refused)


def _said(note: _Note, raw: bytes) -> Said:
    actor = _ACTOR.match(note.attributed_to)
    return Said(
        kind="reply" if note.in_reply_to else "post",
        handle=f"{actor[2]}@{actor[1]}" if actor else note.attributed_to,
        author_id=note.attributed_to,
        text=unescape(_TAG.sub("", _BREAK.sub("\n", note.content or ""))),
        written_at=note.published,
        raw=raw,
        id=note.id,
        url=note.url or "",
        in_reply_to=note.in_reply_to or "",
        conversation=note.conversation or "",
        is_hers=True,
    )
