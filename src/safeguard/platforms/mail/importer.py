"""A mailbox or a message to Posts: each message with its exact bytes, hers passed over by her addresses."""

import re
from collections.abc import Collection, Iterator
from functools import partial

from safeguard.platforms.base import Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.cutter import Cutter
from safeguard.platforms.intake import Intake, plain_handle
from safeguard.platforms.mail.message import read_letter
from safeguard.platforms.packed import ZIP, Replayed, any_named, read_members
from safeguard.platforms.rules import AHEAD, RowRefused
from safeguard.platforms.sniffing import LIKELY, NO, SURE, sniffed
from safeguard.platforms.source import look_at, read_head
from safeguard.records import Post

_NAME = "mail"
MAX_MESSAGE = 32 << 20  # providers stop at 25 MB, before base64
_FROM = (
    rb"From [^\n]{0,200}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2})"
    rb"[^\n]{0,60}\r?(?:\n|\Z)"
)
_FIRST = re.compile(rb"\s*" + _FROM)
_START = re.compile(rb"(?<![^\n])" + _FROM)
_END = re.compile(rb"(\n)(?=\r?\n" + _FROM + rb")")
_BLANK_END = re.compile(rb"(\n)\r?\n\Z")
_NEVER = re.compile(rb"(?!)")
_FIELDS = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Message-ID|MIME-Version|Return-Path|Delivered-To|Reply-To"
    rb"|DKIM-Signature|Content-Type|X-[A-Za-z-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_FEW = 2


class Mail:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed:
        if head.startswith(ZIP):
            is_named = any_named(names, _is_mail_file)
            return sniffed(_NAME, SURE if is_named else NO, Sign.FILE_NAME)
        if _FIRST.match(head):
            return sniffed(_NAME, SURE, Sign.BEGINNING)
        fields = _fields(head)
        confidence = SURE if fields > _FEW else LIKELY if fields == _FEW else NO
        return sniffed(_NAME, confidence, Sign.BEGINNING)

    def read(self, stream: Readable, /) -> Iterator[Post | Problem | Skipped]:
        intake = Intake(self._reading, _NAME, plain_handle)
        found = read_members(stream, _is_mail_file, lambda _name, file: self._posts(file, intake))
        yield from intake.whole(found)

    def _posts(self, stream: Readable, intake: Intake) -> Iterator[Post | Problem]:
        head = read_head(stream)
        look = look_at(head)
        is_box = _FIRST.match(head) is not None
        if look.problem:
            yield intake.refuse(0, RowRefused(look.problem.code, detail=look.problem.detail))
            return
        if not is_box and _fields(head) < _FEW:
            yield intake.refuse(0, RowRefused(Code.NOT_THAT_KIND, detail=_NAME))
            return
        cutter = Cutter(Replayed(head, stream), MAX_MESSAGE)
        take = partial(self._take, is_box=is_box, intake=intake)
        yield from filter(None, (take(*it) for it in _cut(cutter, is_box=is_box)))

    def _take(
        self, line: int, raw: bytes | None, intake: Intake, *, is_box: bool
    ) -> Post | Problem | None:
        if raw is None:
            return intake.refuse(line, RowRefused(Code.VALUE_TOO_LONG, detail=str(MAX_MESSAGE)))
        try:
            letter = read_letter(raw, self._reading.now + AHEAD, is_quoted=is_box)
        except RowRefused as refused:
            return intake.refuse(line, refused)
        intake.is_hers(*letter.recipients)
        return intake.take(line, letter.said)


def _is_mail_file(name: str) -> bool:
    return name.casefold().endswith((".eml", ".mbox", ".mbx"))


def _fields(head: bytes) -> int:
    """Count header fields that only mail has, before the first blank line."""
    end = _HEADER_END.search(head)
    return len(_FIELDS.findall(head[: end.start()] if end else head))


def _cut(cutter: Cutter, *, is_box: bool) -> Iterator[tuple[int, bytes | None]]:
    """Cut a mailbox at its separators; a message that stands alone is one, whatever it looks like within."""
    if not is_box:
        yield 1, cutter.until(_NEVER)
        return
    while cutter.find(_START) is not None:
        line, raw = cutter.line, cutter.until(_END)
        yield line, raw if raw is None else _BLANK_END.sub(rb"\1", raw.partition(b"\n")[2])
