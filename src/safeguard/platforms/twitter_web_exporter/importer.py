"""Posts as twitter-web-exporter saves them, as JSON and as CSV."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

import msgspec

from safeguard.platforms.base import Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.cells import Record, cut, first_cells
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.intake import Intake, Said, plain_handle
from safeguard.platforms.json_items import MAX_ITEM, CutOff, Json, NotFound, decoded
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.sniffing import sniffed
from safeguard.platforms.source import Source, as_utf8, first_lines, look_at
from safeguard.records import Post

NAME = "twitter_web_exporter"
_KEYS = ("id", "created_at", "full_text", "screen_name")
_NOTHING = frozenset({"", "null"})  # a CSV of it says null where there is none


class _Saved(msgspec.Struct):
    class Media(msgspec.Struct):
        original: str | None = None
        url: str | None = None

    id: str | int
    created_at: str
    screen_name: str
    full_text: str | None = ""
    name: str | None = ""
    user_id: str | int | None = ""
    in_reply_to: str | int | None = ""
    retweeted_status: str | int | None = ""
    quoted_status: str | int | None = ""
    url: str | None = ""
    media: list[Media] | None = None


_saved = msgspec.json.Decoder(_Saved)
_media = msgspec.json.Decoder(list[_Saved.Media])
_COLUMNS = {
    "id": "id",
    "created_at": "created_at",
    "screen_name": "author_handle",
    "full_text": "text",
    "name": "author_name",
    "user_id": "author_id",
    "in_reply_to": "in_reply_to",
    "url": "url",
}


class TwitterWebExporter:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, _names: Collection[str] = (), /) -> Sniffed:
        look = look_at(head)
        if look.problem:
            return Sniffed(importer=NAME, confidence=0, problem=look.problem)
        text = as_utf8(head, look)
        if text.lstrip().startswith(b"["):
            is_mine = all(b'"%b"' % key.encode() in text for key in _KEYS)
        else:
            is_mine = set(_KEYS) <= set(first_cells(next(iter(first_lines(head, look)), "")))
        return sniffed(NAME, is_mine, Sign.EXPORTER_KEYS, encoding=look.encoding)

    def read(self, stream: Readable, /) -> Iterator[Post | Problem | Skipped]:
        source = Source(stream)
        if source.look.problem:
            yield source.look.problem
            return
        intake = Intake(self._reading, "x", plain_handle)
        intake.is_asking = False
        is_json = as_utf8(source.head, source.look).lstrip().startswith(b"[")
        found = _read_json(source, intake) if is_json else _read_table(source, intake)
        yield from intake.whole(found)


def _read_json(source: Source, intake: Intake) -> Iterator[Post | Problem]:
    json = Json(source.chunks())
    try:
        for raw in json.items():
            try:
                if raw is None:
                    raise RowRefused(Code.ITEM_TOO_LARGE, detail=str(MAX_ITEM))  # noqa: TRY301 -- told below
                said = _said(decoded(_saved, raw, _COLUMNS), source.original(raw))
                taken = intake.take(json.line(), said)
            except RowRefused as refused:
                taken = intake.refuse(json.line(), refused)
            if taken is not None:
                yield taken
    except (NotFound, CutOff) as error:
        code = Code.CUT_OFF if isinstance(error, CutOff) else Code.NOT_JSON
        yield intake.refuse(0, RowRefused(code))


def _read_table(source: Source, intake: Intake) -> Iterator[Post | Problem]:
    records = cut(iter(source), ",", 1)
    header = next(records, None)
    columns = header.cells if header else []
    if header and header.flaw:
        yield intake.refuse(1, header.flaw)
        return
    if not set(_KEYS) <= set(columns):
        yield intake.refuse(1, RowRefused(Code.NO_HEADER))
        return
    for record in records:
        try:
            taken = intake.take(
                record.line, _said(_row(record, columns), source.original(record.raw))
            )
        except RowRefused as refused:
            taken = intake.refuse(record.line, refused)
        if taken is not None:
            yield taken


def _row(record: Record, columns: Sequence[str]) -> _Saved:
    if record.flaw:
        raise record.flaw
    if len(record.cells) != len(columns):
        raise RowRefused(Code.CELL_COUNT, detail=str(len(record.cells)))
    row = {
        name: cell.replace("\\n", "\n").replace("\\r", "\r") if name == "full_text" else cell
        for name, cell in zip(columns, record.cells, strict=True)
        if cell not in _NOTHING or name == "full_text"
    }
    media = row.pop("media", "")
    found = msgspec.convert(
        {"id": "", "created_at": "", "screen_name": "", **row}, _Saved, strict=False
    )
    with suppress(ValueError, RecursionError):
        found.media = _media.decode(media)
    return found


def _said(saved: _Saved, raw: bytes) -> Said:
    return Said(
        kind=_kind(saved),
        handle=saved.screen_name.removeprefix("@"),
        author_id=str(saved.user_id or ""),
        name=saved.name or "",
        text=saved.full_text or "",
        written_at=_time(saved.created_at),
        raw=raw,
        id=str(saved.id),
        url=saved.url if saved.url and saved.url.startswith("https://") else "",
        in_reply_to=str(saved.in_reply_to or ""),
        quoted=str(saved.quoted_status or ""),
        media=tuple(it.original or it.url or "" for it in saved.media or ()),
    )


def _kind(saved: _Saved) -> str:
    if saved.retweeted_status:
        return "repost"
    if saved.in_reply_to:
        return "reply"
    return "quote" if saved.quoted_status else "mention"


def _time(value: str) -> datetime:
    """Read a time as its settings write one, unless somebody changed them: 2026-01-22 21:04:29 +01:00."""
    if not value:
        raise RowRefused(Code.MISSING_VALUE, "created_at")
    try:
        return datetime.fromisoformat(value.replace(" +", "+").replace(" -", "-"))
    except ValueError:
        raise RowRefused(Code.BAD_TIME, "created_at") from None
