"""Threads of an Instagram or Facebook export to Posts; comments in it are her own and are counted."""

import re
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import cast

import msgspec

from safeguard.platforms.base import Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.intake import Intake, participants
from safeguard.platforms.json_pieces import ANY, Choice, Path, Piece, pieces, word
from safeguard.platforms.meta.messages import comment, decoded, is_notice, is_taken_back, message
from safeguard.platforms.meta.mojibake import is_broken
from safeguard.platforms.packed import ZIP, any_named, read_members
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.sniffing import NO, SURE, by_keys, sniffed
from safeguard.platforms.source import CHUNK
from safeguard.records import Post

_NAME = "meta"
_TWO = 2
MAX_FILE = 64 << 20  # Meta starts another file after 10,000 messages
_THREAD = re.compile(
    r"(?:.*/)?messages/(?:inbox|message_requests|filtered_threads|archived_threads|e2ee_cutover)"
    r"/([^/]+)/message_\d+\.json"
)
_COMMENTS = re.compile(
    r"(?:.*/)?(?:comments|comments_and_reactions|groups)/"
    r"(?:[^/]*comments(?:_\d+)?|hype)\.json"
)
_THREAD_KEYS = (
    b'"sender_name"',
    b'"timestamp_ms"',
    b'"participants"',
    b'"senderName"',
    b'"threadName"',
)
_COMMENT_KEYS = (b'"string_map_data"', b'"label_values"', b'"comments_v2"', b'"media_list_data"')


class Meta:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed:
        if head.startswith(ZIP):
            is_named = any_named(names, _is_wanted)
            return sniffed(_NAME, SURE if is_named else NO, Sign.FILE_NAME)
        return sniffed(_NAME, by_keys(head, _THREAD_KEYS, _COMMENT_KEYS, few=1), Sign.FIELDS)

    def read(self, stream: Readable, /) -> Iterator[Post | Problem | Skipped]:
        intake = Intake(self._reading, _NAME)
        found = read_members(stream, _is_wanted, lambda name, file: self._file(name, file, intake))
        yield from intake.whole(found)

    def participants(self, stream: Readable, /) -> tuple[str, ...]:
        found = read_members(stream, _is_wanted, _people)
        return participants(it for it in found if isinstance(it, tuple))

    def _file(self, name: str, stream: Readable, intake: Intake) -> Iterator[Post | Problem]:
        data = _whole(stream)
        if data is None:
            yield intake.refuse(0, RowRefused(Code.VALUE_TOO_LONG, detail=str(MAX_FILE)))
            return
        thread = _look(name, data, self._reading.platform)
        is_twin = sum(map(intake.is_hers, thread.people)) > 1
        for it in pieces(BytesIO(data), _rows):
            if isinstance(it, Problem):
                yield it
            elif (taken := self._take(it, thread, intake, is_twin=is_twin)) is not None:
                yield taken

    def _take(
        self, piece: Piece, thread: "Thread", intake: Intake, *, is_twin: bool
    ) -> Post | Problem | None:
        """Judge a row; where another in the thread has her name, nothing is taken for hers."""
        is_comment = piece.path[0] != "messages"
        if is_comment and not self._reading.own:
            intake.skip(Code.OWN)
            return None
        try:
            row = decoded(piece.raw, is_broken=thread.is_broken)
            if is_notice(row) or is_taken_back(row):
                intake.skip(Code.DELETED if is_taken_back(row) else Code.NOTICE)
                return None
            if is_comment:
                said = comment(row, piece.raw, min(self._reading.mine or {""}))
            else:
                said = message(row, piece.raw, thread.name, is_group=len(thread.people) > _TWO)
                said.is_hers = False if is_twin else None
        except RowRefused as refused:
            return intake.refuse(piece.line, refused)
        return intake.take(piece.line, said, platform=thread.platform)


class Thread(msgspec.Struct, frozen=True):
    """What a file tells of itself: which network it is from, its name, who is in it, how it is written."""

    platform: str
    name: str
    people: tuple[str, ...]
    is_broken: bool


def _is_wanted(name: str) -> bool:
    return bool(_THREAD.fullmatch(name) or _COMMENTS.fullmatch(name))


def _whole(stream: Readable) -> bytes | None:
    """Read a file; None if it is larger than any that Meta makes."""
    parts, size = [], 0
    while part := stream.read(CHUNK):
        size += len(part)
        if size > MAX_FILE:
            return None
        parts.append(part)
    return b"".join(parts)


def _look(name: str, data: bytes, platform: str) -> Thread:
    told = {"thread_path": "", "title": "", "threadName": ""}
    people = []
    broken = is_broken(data)
    for it in pieces(BytesIO(data), _outline):
        if isinstance(it, Piece):
            words = _name_of(it.raw, is_broken=broken)
            if it.path[0] == "participants":
                people.append(words)
            else:
                told[it.path[0]] = words
    folder = _THREAD.fullmatch(name)
    own_name = told["thread_path"].rsplit("/", 1)[-1] or told["threadName"] or told["title"]
    return Thread(
        platform=_platform(name, platform, is_comment=not folder and bool(name)),
        name=folder[1] if folder else own_name,
        people=tuple(people),
        is_broken=broken,
    )


def _name_of(raw: bytes, *, is_broken: bool) -> str:
    """Give a name, which stands alone or as an object; '' where there is none."""
    try:
        row = decoded(b'{"name":%s}' % raw, is_broken=is_broken)
    except RowRefused:
        return ""
    name = row.get("name")
    return word(cast("dict[str, object]", name).get("name") if isinstance(name, dict) else name)


def _platform(name: str, said: str, *, is_comment: bool) -> str:
    if "instagram" in name.casefold():
        return "instagram"
    if "facebook" in name.casefold():
        return "facebook" if is_comment else "messenger"
    return _NAME if said == "file" else said


def _outline(path: Path) -> Choice:
    if path in ((), ("participants",)):
        return Choice.ENTER
    is_told = path in (("participants", ANY), ("thread_path",), ("title",), ("threadName",))
    return Choice.TAKE if is_told else Choice.LEAVE


def _rows(path: Path) -> Choice:
    """Take messages, and whatever stands in a list of comments."""
    if path == ():
        return Choice.ENTER
    if path[-1] == ANY:
        return Choice.TAKE
    return Choice.ENTER if path[0] == "messages" or "comment" in path[0] else Choice.LEAVE


def _people(name: str, stream: Readable) -> Iterator[tuple[str, str]]:
    data = _whole(stream) or b""
    thread = _look(name, data, "")
    yield from ((thread.name, person) for person in thread.people)
