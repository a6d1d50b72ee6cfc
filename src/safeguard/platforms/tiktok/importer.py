"""`user_data_tiktok.json` to Posts: its sections are found by what they are called in any of its years."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime

from safeguard.platforms.base import Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.intake import Intake, Said, participants, plain_handle
from safeguard.platforms.json_pieces import ANY, Choice, Path, Piece, pieces, read_object, word
from safeguard.platforms.packed import ZIP, any_named, base_name, read_members
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.sniffing import NO, SURE, by_keys, sniffed
from safeguard.records import Post

_NAME = "tiktok"
_FILE = re.compile(r"user_data(?:_tiktok)?\.json", re.IGNORECASE)
_KEYS = (
    b"CommentsList",
    b"ChatHistory",
    b"Activity",
    b"Direct Message",
    b"App Settings",
    b"ProfileMap",
)
_MESSAGES = frozenset({"directmessage", "directmessages"})
_COMMENTS = frozenset({"comment", "comments", "commentslist"})
_PROFILE = "profile"
_HER_NAME = "username"
_ROOM = re.compile(r"chat history with\s*(.*?):?\s*", re.IGNORECASE)
_DEPTH = 4  # section, subsection, ChatHistory, a chat
_UTC = re.compile(r"\s*UTC$")


class TikTok:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed:
        if head.startswith(ZIP):
            is_named = any_named(names, _is_data)
            return sniffed(_NAME, SURE if is_named else NO, Sign.FILE_NAME)
        return sniffed(_NAME, by_keys(head, _KEYS), Sign.FIELDS)

    def read(self, stream: Readable, /) -> Iterator[Post | Problem | Skipped]:
        intake = Intake(self._reading, _NAME, plain_handle)
        found = read_members(stream, _is_data, lambda _name, file: _posts(file, intake))
        yield from intake.whole(found)

    def participants(self, stream: Readable, /) -> tuple[str, ...]:
        found = read_members(stream, _is_data, lambda _name, file: _writers(file))
        return participants(it for it in found if isinstance(it, tuple))


def _is_data(name: str) -> bool:
    return _FILE.fullmatch(base_name(name)) is not None


def _plain(key: str) -> str:
    return re.sub(r"[\s_()]", "", key).casefold()


def choose(path: Path) -> Choice:
    """Take messages, her comments and her name: what else there is (what she watched!) is left."""
    keys = [_plain(key) for key in path]
    if not keys:
        return Choice.ENTER
    if keys[0] in _MESSAGES:
        return Choice.TAKE if path[-1] == ANY else Choice.ENTER
    if keys[0] == "comment":
        return Choice.TAKE if path[-1] == ANY else _if(keys[-1] in _COMMENTS)
    if keys[0] == _PROFILE:
        is_name = keys[-1] == _HER_NAME and len(keys) == _DEPTH
        return Choice.TAKE if is_name else _if(len(keys) < _DEPTH)
    return Choice.LEAVE


def _if(is_entered: object) -> Choice:
    return Choice.ENTER if is_entered else Choice.LEAVE


def _posts(stream: Readable, intake: Intake) -> Iterator[Post | Problem]:
    for it in pieces(stream, choose):
        if isinstance(it, Problem):
            yield it
        elif _is_message(it):
            if (taken := _take(it, intake)) is not None:
                yield taken
        elif it.path[-1] == ANY:
            intake.skip(Code.OWN)
        else:
            intake.know_her(it.raw.decode(errors="replace").strip('"'))


def _is_message(piece: Piece) -> bool:
    return piece.path[-1] == ANY and _plain(piece.path[0]) in _MESSAGES


def _take(piece: Piece, intake: Intake) -> Post | Problem | None:
    try:
        said = _said(piece)
    except RowRefused as refused:
        return intake.refuse(piece.line, refused)
    return intake.take(piece.line, said)


def _said(piece: Piece) -> Said:
    row = {_plain(key): value for key, value in read_object(piece.raw).items()}
    return Said(
        kind="dm",
        handle=word(row.get("from")),
        text=word(row.get("content")),
        written_at=_time(word(row.get("date"))),
        raw=piece.raw,
        conversation=_room(piece.path),
    )


def _room(path: Path) -> str:
    found = _ROOM.fullmatch(path[-2])
    return found[1] if found else path[-2]


def _time(value: str) -> datetime:
    """Read a time; some exports say that it is UTC, others say nothing.

    Raises: RowRefused.
    """
    if not value:
        raise RowRefused(Code.MISSING_VALUE, "created_at")
    try:
        return datetime.fromisoformat(_UTC.sub("Z", value))
    except ValueError:
        raise RowRefused(Code.BAD_TIME, "created_at") from None


def _writers(stream: Readable) -> Iterator[tuple[str, str]]:
    for it in pieces(stream, choose):
        if isinstance(it, Piece) and _is_message(it):
            try:
                yield _room(it.path), _said(it).handle
            except RowRefused:
                continue
