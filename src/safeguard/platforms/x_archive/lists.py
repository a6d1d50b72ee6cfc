"""Whom she blocked, muted or follows, out of an X archive: numbers only, since no handle is in it."""

from collections.abc import Collection, Iterator

import msgspec

from safeguard.platforms.archive import ArchiveRefused
from safeguard.platforms.base import Listed, Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.json_items import MAX_ITEM, CutOff, NotFound, decoded
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.seen import Seen
from safeguard.platforms.source import Source, as_utf8, look_at
from safeguard.platforms.x_archive import layout

NAME = "x_archive"
Found = Iterator[Listed | Problem | Skipped]


class _Item(msgspec.Struct):
    class Inner(msgspec.Struct, rename="camel"):
        account_id: str | int

    blocking: Inner | None = None
    muting: Inner | None = None
    following: Inner | None = None


_item = msgspec.json.Decoder(_Item)


class XLists:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed:
        look = look_at(head)
        if look.problem:
            has_lists = not {layout.holds(name) for name in names}.isdisjoint(layout.LISTS)
            is_mine = has_lists and look.problem.detail == "zip"
            reasons = (Sign.X_FOLDERS,) if is_mine else ()
            return Sniffed(importer=NAME, confidence=float(is_mine), reasons=reasons)
        is_mine = layout.begins(as_utf8(head, look)) in layout.LISTS
        reasons = (Sign.X_SCRIPT,) if is_mine else ()
        return Sniffed(importer=NAME, confidence=float(is_mine), reasons=reasons)

    def lists(self, stream: Readable, /) -> Found:
        source = Source(stream)
        counts = _Counts()
        if not source.look.problem:
            yield from _read(source, layout.begins(as_utf8(source.head, source.look)), counts)
        elif source.look.problem.detail == "zip":
            yield from _read_zip(stream, counts)
        else:
            yield source.look.problem
            return
        yield from counts.end()


class _Counts:
    def __init__(self) -> None:
        self.seen = Seen()
        self.all = self.twice = 0

    def is_new(self, kind: str, account: str) -> bool:
        self.all += 1
        if self.seen.earlier(hash((kind, account)), 0) is None:
            return True
        self.twice += 1
        return False

    def end(self) -> Iterator[Problem | Skipped]:
        if self.twice:
            yield Skipped(Code.TWICE, self.twice)
        if not self.all:
            yield Problem(0, Code.NO_ROWS)


def _read_zip(stream: Readable, counts: _Counts) -> Iterator[Listed | Problem]:
    try:
        with layout.opened(stream) as archive:
            for member in layout.members(archive, *layout.LISTS):
                with archive.open(member) as unpacked:
                    yield from _read(Source(unpacked), layout.holds(member.filename), counts)
    except ArchiveRefused as refused:
        yield Problem(0, refused.code)
        counts.all += 1


def _read(source: Source, kind: str, counts: _Counts) -> Iterator[Listed | Problem]:
    if kind not in layout.LISTS:
        counts.all += 1
        yield Problem(0, Code.NO_LIST)
        return
    try:
        json = layout.json_of(source)
        for raw in json.items():
            try:
                account = _account(raw)
            except RowRefused as refused:
                counts.all += 1
                yield Problem(json.line(), refused.code, refused.column, refused.detail)
                continue
            if counts.is_new(kind, account):
                yield Listed(platform="x", kind=kind, account=account)
    except (NotFound, CutOff) as error:
        counts.all += 1
        yield Problem(0, Code.CUT_OFF if isinstance(error, CutOff) else Code.NO_LIST)


def _account(raw: bytes | None) -> str:
    if raw is None:
        raise RowRefused(Code.ITEM_TOO_LARGE, detail=str(MAX_ITEM))
    item = decoded(_item, raw, {"accountId": "author_id"})
    inner = item.blocking or item.muting or item.following
    number = str(inner.account_id) if inner else ""
    if not (number.isascii() and number.isdecimal() and len(number) <= 20):  # noqa: PLR2004 -- 64 bits in digits
        raise RowRefused(Code.BAD_ADDRESS, "author_id")
    return number
