"""Comments on her videos to Posts, from what the Data API answers or from yt-dlp's `--write-comments`."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from io import BytesIO

from safeguard.platforms.base import Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.intake import Intake, Said, plain_handle
from safeguard.platforms.json_pieces import ANY, Choice, Path, Piece, pieces, read_object, word
from safeguard.platforms.packed import ZIP, Replayed, any_named, read_members
from safeguard.platforms.rules import RowRefused, from_epoch
from safeguard.platforms.sniffing import LIKELY, NO, SURE, is_json, sniffed
from safeguard.platforms.source import read_head
from safeguard.platforms.youtube.takeout import is_own_row, read_own
from safeguard.records import Post

_NAME = "youtube"
_API_KEY = b"youtube#comment"
_DUMP_KEYS = (b'"comments"', b'"author_id"', b'"webpage_url"')
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?(?:Comment|Live Chat) ID,Channel ID,", re.IGNORECASE)
_TABLE = re.compile(r".*youtube.*\.csv", re.IGNORECASE)
_DUMP = re.compile(r".*\.info\.json|.*comment.*\.json", re.IGNORECASE)
_LISTS = ("items", "comments")
_ROOT = "root"


class YouTube:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed:
        if head.startswith(ZIP):
            is_named = any_named(names, _is_table)
            return sniffed(_NAME, LIKELY if is_named else NO, Sign.FILE_NAME)
        if is_json(head):
            is_sure = _API_KEY in head or all(key in head for key in _DUMP_KEYS)
            return sniffed(_NAME, SURE if is_sure else NO, Sign.FIELDS)
        lines = head.decode(errors="replace").splitlines()[1:2]
        is_own = any(is_own_row(line.split(",")) for line in lines)
        confidence = SURE if _HEADER.match(head) else LIKELY if is_own else NO
        return sniffed(_NAME, confidence, Sign.FIELDS)

    def read(self, stream: Readable, /) -> Iterator[Post | Problem | Skipped]:
        intake = Intake(self._reading, _NAME, plain_handle)
        intake.is_asking = False  # whoever comments on her video need not have been answered
        found = read_members(stream, _is_wanted, lambda _name, file: self._posts(file, intake))
        yield from intake.whole(found)

    def _posts(self, stream: Readable, intake: Intake) -> Iterator[Post | Problem]:
        head = read_head(stream)
        whole = Replayed(head, stream)
        if not is_json(head):
            yield from read_own(whole, intake, is_given=self._reading.own)
            return
        video = ""
        for it in pieces(whole, _choose):
            if isinstance(it, Problem):
                yield it
            elif it.path == ("id",):
                video = it.raw.decode(errors="replace").strip('"')
            else:
                yield from _comments(it, video, intake)


def _is_table(name: str) -> bool:
    return _TABLE.fullmatch(name) is not None


def _is_wanted(name: str) -> bool:
    return _is_table(name) or _DUMP.fullmatch(name) is not None


def _choose(path: Path) -> Choice:
    if path == () or (len(path) == 1 and path[0] in _LISTS):
        return Choice.ENTER
    return Choice.TAKE if path[-1] == ANY or path == ("id",) else Choice.LEAVE


def _inner(path: Path) -> Choice:
    if path in ((), ("snippet",), ("replies",), ("replies", "comments")):
        return Choice.ENTER
    is_comment = path in (("snippet", "topLevelComment"), ("replies", "comments", ANY))
    return Choice.TAKE if is_comment else Choice.LEAVE


def _comments(item: Piece, video: str, intake: Intake) -> Iterator[Post | Problem]:
    """Give the comments of a thread, each with its own bytes; or the one that an item is."""
    inner = [it for it in pieces(BytesIO(item.raw), _inner) if isinstance(it, Piece)]
    for it in inner or [item]:
        line = item.line if it is item else item.line + it.line - 1
        try:
            taken = intake.take(line, _said(it.raw, video))
        except RowRefused as refused:
            taken = intake.refuse(line, refused)
        if taken is not None:
            yield taken


def _said(raw: bytes, video: str) -> Said:
    row = read_object(raw)
    snippet = row.get("snippet")
    return (
        _from_api(row, snippet, raw) if isinstance(snippet, dict) else _from_dump(row, video, raw)
    )


def _from_api(row: dict[str, object], snippet: dict[str, object], raw: bytes) -> Said:
    name, video = word(row.get("id")), word(snippet.get("videoId"))
    channel = snippet.get("authorChannelId")
    published, updated = word(snippet.get("publishedAt")), word(snippet.get("updatedAt"))
    return Said(
        kind="comment",
        handle=word(snippet.get("authorDisplayName")),
        author_id=word(channel.get("value") if isinstance(channel, dict) else channel),
        text=word(snippet.get("textOriginal")) or word(snippet.get("textDisplay")),
        written_at=_time(published),
        raw=raw,
        id=name,
        content_id=updated if updated != published else "",
        conversation=video,
        in_reply_to=word(snippet.get("parentId")),
        url=_address(video, name),
    )


def _from_dump(row: dict[str, object], video: str, raw: bytes) -> Said:
    name, parent = word(row.get("id")), word(row.get("parent"))
    return Said(
        kind="comment",
        handle=word(row.get("author")),
        author_id=word(row.get("author_id")),
        text=word(row.get("text")),
        written_at=from_epoch(row.get("timestamp")),
        raw=raw,
        id=name,
        conversation=video,
        in_reply_to="" if parent == _ROOT else parent,
        url=_address(video, name),
    )


def _time(value: str) -> datetime:
    if not value:
        raise RowRefused(Code.MISSING_VALUE, "created_at")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise RowRefused(Code.BAD_TIME, "created_at") from None


def _address(video: str, name: str) -> str:
    is_plain = re.fullmatch(r"[\w-]{1,32}", video) and re.fullmatch(r"[\w.-]{1,128}", name)
    return f"https://www.youtube.com/watch?v={video}&lc={name}" if is_plain else ""
