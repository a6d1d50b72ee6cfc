"""Elements of a backup to Posts: which side each is from stands in the file, so nobody is asked who she is."""

from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from safeguard.platforms.base import Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.intake import Intake, Said
from safeguard.platforms.packed import ZIP, Replayed, any_named, base_name, read_members
from safeguard.platforms.rules import RowRefused, from_epoch
from safeguard.platforms.sms.elements import MAX_ELEMENT, Cut, cut, parse
from safeguard.platforms.sniffing import LIKELY, NO, SURE, sniffed
from safeguard.platforms.source import look_at, read_head
from safeguard.records import Post

_NAME = "sms"
_ROOT = b"<smses"
_HERS = frozenset({"2", "3", "4", "5", "6"})  # sent, draft, outbox, failed, queued
_FROM = "137"  # PduHeaders.FROM
_NOBODY = frozenset({"", "null", "(Unknown)"})
_MILLISECONDS = 1_000
_LAYOUT = "application/smil"


class Sms:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed:
        if head.startswith(ZIP):
            is_named = any_named(names, _is_backup)
            return sniffed(_NAME, LIKELY if is_named else NO, Sign.FILE_NAME)
        return sniffed(_NAME, SURE if _ROOT in head else NO, Sign.BEGINNING)

    def read(self, stream: Readable, /) -> Iterator[Post | Problem | Skipped]:
        intake = Intake(self._reading, _NAME)
        intake.is_asking = False
        found = read_members(stream, _is_backup, lambda _name, file: _posts(file, intake))
        yield from intake.whole(found)


def _is_backup(name: str) -> bool:
    plain = base_name(name).casefold()
    return plain.startswith("sms") and plain.endswith(".xml")


def _posts(stream: Readable, intake: Intake) -> Iterator[Post | Problem]:
    head = read_head(stream)
    look = look_at(head)
    if look.problem or look.encoding != "utf-8":
        yield look.problem or Problem(0, Code.WRONG_ENCODING, detail=look.encoding)
        return
    if _ROOT not in head and b"<!" not in head:
        yield intake.refuse(0, RowRefused(Code.NOT_THAT_KIND, detail=_NAME))
        return
    for it in cut(Replayed(head, stream)):
        taken = _take(it, intake)
        if taken is not None:
            yield taken


def _take(it: Cut, intake: Intake) -> Post | Problem | None:
    if it.flaw is not None:
        detail = str(MAX_ELEMENT) if it.flaw is Code.VALUE_TOO_LONG else ""
        return intake.refuse(it.line, RowRefused(it.flaw, detail=detail))
    try:
        element = parse(it.raw)
        said = _sms(element, it.raw) if element.tag == "sms" else _mms(element, it.raw)
    except RowRefused as refused:
        return intake.refuse(it.line, refused)
    return intake.take(it.line, said)


def _sms(element: Element, raw: bytes) -> Said:
    address = _told(element, "address")
    return Said(
        kind="sms",
        handle=address,
        name=_told(element, "contact_name"),
        text=_told(element, "body"),
        written_at=from_epoch(_told(element, "date"), per_second=_MILLISECONDS),
        raw=raw,
        conversation=address,
        is_hers=element.get("type") in _HERS,
    )


def _mms(element: Element, raw: bytes) -> Said:
    room = _told(element, "address")
    writers = [_told(it, "address") for it in element.iter("addr") if it.get("type") == _FROM]
    parts = list(element.iter("part"))
    files = [it for it in parts if it.get("ct") not in {"text/plain", _LAYOUT}]
    return Said(
        kind="sms",
        handle=next(iter(writers), "") or room,
        name=_told(element, "contact_name") if "~" not in room else "",
        text="\n".join(_told(it, "text") for it in parts if it.get("ct") == "text/plain"),
        written_at=from_epoch(_told(element, "date"), per_second=_MILLISECONDS),
        raw=raw,
        conversation=room,
        media=tuple(map(_file_name, files)),
        is_hers=element.get("msg_box") in _HERS,
    )


def _file_name(part: Element) -> str:
    names = (_told(part, key) for key in ("cl", "fn", "name", "ct"))
    return next((base_name(name) for name in names if name), "")


def _told(element: Element, key: str) -> str:
    value = element.get(key, "")
    return "" if value in _NOBODY else value
