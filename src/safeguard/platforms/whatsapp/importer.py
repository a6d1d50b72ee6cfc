"""Lines of an exported chat to Posts: the order of its days is found out before the first one is given."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import chain

import msgspec

from safeguard.platforms.base import Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.intake import Intake, Said, participants, plain_name
from safeguard.platforms.packed import ZIP, any_named, base_name, read_members
from safeguard.platforms.rules import AHEAD, MAX_TEXT, RowRefused
from safeguard.platforms.sniffing import LIKELY, NO, SURE, sniffed
from safeguard.platforms.source import MAX_LINE, Source, first_lines, look_at
from safeguard.platforms.whatsapp.bodies import is_encryption_notice, read_body
from safeguard.platforms.whatsapp.times import Order, Stamp, read_header
from safeguard.records import Post

_NAME = "whatsapp"
# Lines before the first message; a file with more of them is another kind of file.
_MAX_PREAMBLE = 200
_MAX_WAITING = 32 << 20  # bytes held while the order of its days is not known
_AUTHORED = re.compile(r"(.{1,128}?):(?:\s(.*))?", re.DOTALL)
_CHAT_FILE = re.compile(r"_chat\.txt|.*(?:whatsapp|واتساب|व्हाट्सऐप|व्हाट्सएप).*\.txt", re.IGNORECASE)


class Block(msgspec.Struct):
    """A message as it stands in the file: the line it begins on, its lines in UTF-8, and its header."""

    line: int
    stamp: Stamp
    rest: str
    is_first: bool
    lines: list[bytes]
    size: int = 0


class WhatsApp:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed:
        if head.startswith(ZIP):
            is_named = any_named(names, _is_chat_file)
            return sniffed(_NAME, SURE if is_named else NO, Sign.FILE_NAME)
        look = look_at(head)
        if look.problem:
            return Sniffed(importer=_NAME, confidence=NO, problem=look.problem)
        found = [it for line in first_lines(head, look)[:50] if (it := read_header(line))]
        is_authored = any(_AUTHORED.fullmatch(rest) for _, rest in found)
        likely = SURE if len(found) > 1 and is_authored else LIKELY
        return sniffed(_NAME, likely if found else NO, Sign.BEGINNING)

    def read(self, stream: Readable, /) -> Iterator[Post | Problem | Skipped]:
        intake = Intake(self._reading, _NAME)
        found = read_members(stream, _is_chat_file, lambda _name, text: self._posts(text, intake))
        yield from intake.whole(found)

    def participants(self, stream: Readable, /) -> tuple[str, ...]:
        found = read_members(
            stream, _is_chat_file, lambda _name, text: _authors(text, self._reading)
        )
        return participants(("", it) for it in found if isinstance(it, str))

    def _posts(self, stream: Readable, intake: Intake) -> Iterator[Post | Problem]:
        source = Source(stream)
        if source.look.problem:
            yield source.look.problem
            return
        order = Order(self._reading.now + AHEAD, day_first=self._reading.day_first)
        blocks = _blocks(source, intake)
        waiting, size = [], 0
        for it in blocks:
            waiting.append(it)
            if isinstance(it, Block):
                order.see(it.stamp)
                size += it.size
                if order.settled() or size > _MAX_WAITING:
                    break
        decided = order.decide()
        if decided is None and any(isinstance(it, Block) for it in waiting):
            yield Problem(0, Code.DAY_OR_MONTH)
            return
        for it in chain(waiting, blocks):
            given = it if isinstance(it, Problem) else _take(it, decided or "", intake, source)
            if given is not None:
                yield given


def _is_chat_file(name: str) -> bool:
    return _CHAT_FILE.fullmatch(base_name(name)) is not None


def _authors(stream: Readable, reading: Reading) -> Iterator[str]:
    for it in _blocks(Source(stream), Intake(reading, _NAME)):
        if isinstance(it, Block) and (authored := _authored(it)):
            yield authored[0]


def _blocks(source: Source, intake: Intake) -> Iterator[Block | Problem]:
    """Put lines together to messages; what stands before the first message is one problem."""
    block, before = None, 0
    for number, line in enumerate(source, 1):
        if line is None:
            yield intake.refuse(number, RowRefused(Code.LINE_TOO_LONG, detail=str(MAX_LINE)))
        elif found := read_header(_text(line)):
            yield from _finished(block, before, intake)
            block = Block(number, *found, block is None, [line], len(line))
        elif block is not None:
            _go_on(block, line)
        elif (before := before + bool(line.strip())) > _MAX_PREAMBLE:
            break
    if block is None and before:
        yield intake.refuse(0, RowRefused(Code.NOT_THAT_KIND, detail=_NAME))
    elif block is not None:
        yield block


def _finished(block: Block | None, before: int, intake: Intake) -> Iterator[Block | Problem]:
    if block is not None:
        yield block
    elif before:
        yield intake.refuse(1, RowRefused(Code.BROKEN_ROW))


def _go_on(block: Block, line: bytes) -> None:
    block.size += len(line) + 1
    if block.size <= MAX_LINE:
        block.lines.append(line)


def _text(line: bytes) -> str:
    return line.decode("utf-8", "surrogateescape").removesuffix("\r")


def _authored(block: Block) -> tuple[str, str] | None:
    """Part the name from the first line of what was said; None for a line of the app's own."""
    found = _AUTHORED.fullmatch(block.rest)
    if found is None:
        return None
    name, body = plain_name(found[1]), found[2] or ""
    if block.is_first and is_encryption_notice(body):
        return None
    return name, body


def _take(block: Block, order: str, intake: Intake, source: Source) -> Post | Problem | None:
    authored = _authored(block)
    if authored is None:
        intake.skip(Code.NOTICE)
        return None
    name, first_line = authored
    raw = b"\n".join(block.lines).removesuffix(b"\r")
    body = read_body("\n".join([first_line, *map(_text, block.lines[1:])]))
    if body.is_deleted:
        intake.is_hers(name)
        intake.skip(Code.DELETED)
        return None
    day = block.stamp.day(order)
    if day is None or block.stamp.at is None:
        return intake.refuse(block.line, RowRefused(Code.BAD_TIME, "created_at"))
    if not _is_utf8(raw):
        return intake.refuse(block.line, RowRefused(Code.WRONG_ENCODING))
    if block.size > MAX_LINE:
        return intake.refuse(block.line, RowRefused(Code.VALUE_TOO_LONG, "text", str(MAX_TEXT)))
    said = Said(
        kind="chat",
        handle=name,
        text=body.text,
        written_at=datetime.combine(day, block.stamp.at),
        raw=source.original(raw),
        media=body.media,
        content_id="edited" if body.is_edited else "",
    )
    return intake.take(block.line, said)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
