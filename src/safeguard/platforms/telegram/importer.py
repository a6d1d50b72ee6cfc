"""Messages of `result.json` to Posts, one at a time however large the export is."""

from collections.abc import Collection, Iterator
from datetime import datetime

from safeguard.platforms.base import Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.intake import Intake, Said, participants
from safeguard.platforms.json_pieces import ANY, Choice, Path, Piece, pieces, read_object, word
from safeguard.platforms.packed import ZIP, any_named, base_name, read_members
from safeguard.platforms.rules import RowRefused, from_epoch
from safeguard.platforms.sniffing import LIKELY, NO, by_keys, sniffed
from safeguard.records import Post

_NAME = "telegram"
_KEYS = (b'"messages"', b'"from_id"', b'"date_unixtime"', b'"text_entities"', b'"personal_chat"')
_FULL_KEYS = (b'"about"', b'"personal_information"', b"Telegram")
_OF_TWO = frozenset({"personal_chat", "bot_chat"})
_CHATS = (("chats", "list", ANY), ("left_chats", "list", ANY))
_ENTERED = frozenset({(), *(path[:end] for path in _CHATS for end in (1, 2, 3))})
_ABOUT_CHAT = ("type", "id")
_MINE = ("personal_information", "user_id")
_NOT_IN_FILE = "omitted"


class Telegram:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed:
        if head.startswith(ZIP):
            is_named = any_named(names, _is_result)
            return sniffed(_NAME, LIKELY if is_named else NO, Sign.FILE_NAME)
        return sniffed(_NAME, by_keys(head, _KEYS, _FULL_KEYS), Sign.FIELDS)

    def read(self, stream: Readable, /) -> Iterator[Post | Problem | Skipped]:
        intake = Intake(self._reading, _NAME)
        found = read_members(stream, _is_result, lambda _name, file: _posts(file, intake))
        yield from intake.whole(found)

    def participants(self, stream: Readable, /) -> tuple[str, ...]:
        found = read_members(stream, _is_result, lambda _name, file: _writers(file))
        return participants(it for it in found if isinstance(it, tuple))


class _Outline:
    """Where we are in an export: which chat the next message belongs to."""

    def __init__(self, intake: Intake | None = None) -> None:
        self._intake = intake
        self.chat: dict[str, str] = {}

    def choose(self, path: Path) -> Choice:
        if path in _CHATS:
            self.chat = {}
        chat = next((it for it in _CHATS if path[: len(it)] == it), ())
        inside = path[len(chat) :]
        if path in _ENTERED or path == _MINE[:1] or inside == ("messages",):
            return Choice.ENTER
        if inside == ("messages", ANY) or (len(inside) == 1 and inside[0] in _ABOUT_CHAT):
            return Choice.TAKE
        return Choice.TAKE if path == _MINE else Choice.LEAVE

    def note(self, piece: Piece) -> bool:
        """Keep what tells of the chat, or of her; whether the piece is a message instead."""
        if piece.path[-1] == ANY:
            return True
        value = piece.raw.decode(errors="replace").strip('"')
        if piece.path != _MINE:
            self.chat[piece.path[-1]] = value
        elif self._intake:
            self._intake.know_her(f"user{value}")
        return False


def _is_result(name: str) -> bool:
    return base_name(name) == "result.json"


def _posts(stream: Readable, intake: Intake) -> Iterator[Post | Problem]:
    outline = _Outline(intake)
    for it in pieces(stream, outline.choose):
        if isinstance(it, Problem):
            yield it
        elif outline.note(it) and (taken := _take(it, outline, intake)) is not None:
            yield taken


def _take(piece: Piece, outline: _Outline, intake: Intake) -> Post | Problem | None:
    try:
        message = read_object(piece.raw)
        if message.get("type") == "service":
            intake.skip(Code.NOTICE)
            return None
        said = _said(piece, message, outline)
    except RowRefused as refused:
        return intake.refuse(piece.line, refused)
    return intake.take(piece.line, said)


def _said(piece: Piece, message: dict[str, object], outline: _Outline) -> Said:
    room = outline.chat.get("id", "")
    kind = outline.chat.get("type", "")
    author_id, number = word(message.get("from_id")), word(message.get("id"))
    answers = word(message.get("reply_to_message_id"))
    return Said(
        kind="dm" if kind in _OF_TWO else "chat",
        handle=word(message.get("from")) or author_id,
        author_id=author_id,
        text=_text(message.get("text")),
        written_at=_time(message),
        raw=piece.raw,
        id=f"{room}/{number}" if number else "",
        content_id=word(message.get("edited_unixtime")) or word(message.get("edited")),
        conversation=room,
        in_reply_to=f"{room}/{answers}" if answers else "",
        media=tuple(_file(message[key]) for key in ("photo", "file") if message.get(key)),
        is_hers=_is_hers(kind, room, author_id),
    )


def _is_hers(kind: str, room: str, author_id: str) -> bool | None:
    """Tell by the chat's kind; one of two is named after the other's id, whatever he calls himself."""
    if kind == "saved_messages":
        return True
    return False if kind in _OF_TWO and author_id == f"user{room}" else None


def _text(value: object) -> str:
    """Join the pieces of a text, of which those with a meaning (links, names) are objects."""
    parts = value if isinstance(value, list) else [value]
    return "".join(word(part.get("text") if isinstance(part, dict) else part) for part in parts)


def _time(message: dict[str, object]) -> datetime:
    """Read the exact time, or in old exports the one by the clock of the computer.

    Raises: RowRefused.
    """
    if "date_unixtime" in message:
        return from_epoch(message["date_unixtime"])
    try:
        return datetime.fromisoformat(word(message.get("date")))
    except ValueError:
        raise RowRefused(Code.BAD_TIME, "created_at") from None


def _file(value: object) -> str:
    name = word(value)
    return _NOT_IN_FILE if name.startswith("(") or not name else base_name(name)


def _writers(stream: Readable) -> Iterator[tuple[str, str]]:
    outline = _Outline()
    for it in pieces(stream, outline.choose):
        if isinstance(it, Piece) and outline.note(it):
            try:
                message = read_object(it.raw)
            except RowRefused:
                continue
            if message.get("type") != "service":
                yield outline.chat.get("id", ""), word(message.get("from"))
