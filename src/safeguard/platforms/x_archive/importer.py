"""An X archive's posts and messages: what others wrote to her privately, and her own posts if asked for.

Mentions and replies she received are in no such archive, and this is always said.
"""

from collections.abc import Collection, Iterator

from safeguard.platforms.archive import ArchiveRefused
from safeguard.platforms.base import Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.intake import Intake, participants, plain_handle
from safeguard.platforms.json_items import CutOff, NotFound
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import Source, as_utf8, first_lines, look_at
from safeguard.platforms.x_archive import layout, messages, posts
from safeguard.platforms.x_archive.layout import Account
from safeguard.records import Post

NAME = "x_archive"
_SURE, _LESS_SURE = 1.0, 0.6
Found = Iterator[Post | Problem | Skipped]


class XArchive:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed:
        look = look_at(head)
        if look.problem and look.problem.detail != "zip":
            return Sniffed(importer=NAME, confidence=0, problem=look.problem)
        if look.problem and layout.is_archive(names):
            return Sniffed(importer=NAME, confidence=_SURE, reasons=(Sign.X_FOLDERS,))
        if kind := layout.begins(as_utf8(head, look)):
            is_read = kind in {"posts", "messages"}
            confidence = _SURE if is_read else _LESS_SURE
            return Sniffed(importer=NAME, confidence=confidence, reasons=(Sign.X_SCRIPT,))
        if not look.problem and layout.is_table(next(iter(first_lines(head, look)), "")):
            return Sniffed(importer=NAME, confidence=_SURE, reasons=(Sign.X_TABLE,))
        return Sniffed(importer=NAME, confidence=0)

    def read(self, stream: Readable, /) -> Found:
        intake = Intake(self._reading, "x", plain_handle)
        intake.is_asking = False
        yield from intake.whole(self._read(stream, intake))
        yield Skipped(Code.MENTIONS_NOT_IN_IT, 0)

    def participants(self, stream: Readable, /) -> tuple[str, ...]:
        """Name whose archive it is; where it does not say, those who wrote the messages in it."""
        source = Source(stream)
        try:
            if source.look.problem and source.look.problem.detail == "zip":
                with layout.opened(stream) as archive:
                    account = layout.account_of(archive)
                names = (account.handle, account.id, account.name)
                return participants(("", name) for name in names)
            return participants(messages.senders(layout.json_of(source)))
        except (ArchiveRefused, NotFound, CutOff):
            return ()

    def _read(self, stream: Readable, intake: Intake) -> Found:
        source = Source(stream)
        try:
            if not source.look.problem:
                yield from self._read_alone(source, intake)
            elif source.look.problem.detail == "zip":
                yield from self._read_zip(stream, intake)
            else:
                yield source.look.problem
        except ArchiveRefused as refused:
            yield Problem(0, refused.code)

    def _read_zip(self, stream: Readable, intake: Intake) -> Found:
        with layout.opened(stream) as archive:
            account = layout.account_of(archive)
            if self._is_anothers(account):
                yield Problem(0, Code.ADDRESSED_TO_ANOTHER, "addressed_to")
            for member in layout.members(archive, "messages", "posts", "table"):
                with archive.open(member) as unpacked:
                    source = Source(unpacked)
                    kind = layout.holds(member.filename)
                    yield from self._read_part(source, kind, account, intake)

    def _read_alone(self, source: Source, intake: Intake) -> Found:
        kind = layout.begins(as_utf8(source.head, source.look)) or "table"
        yield from self._read_part(source, kind, self._hers_by_name(), intake)

    def _read_part(self, source: Source, kind: str, account: Account, intake: Intake) -> Found:
        try:
            if kind == "table":
                yield from posts.read_table(source, account, intake, self._reading)
            elif kind == "messages":
                yield from messages.read(source, account, intake)
            elif kind == "posts":
                yield from posts.read(source, account, intake, self._reading)
            else:
                yield Problem(0, Code.NOTHING_RECEIVED)
        except NotFound:
            yield intake.refuse(0, RowRefused(Code.NO_LIST))
        except CutOff:
            yield intake.refuse(0, RowRefused(Code.CUT_OFF))

    def _hers_by_name(self) -> Account:
        """Take from the names she says are hers what a single file lacks: her number and her handle."""
        names = sorted(self._reading.mine or ())
        number = next((name for name in names if name.isdecimal()), "")
        return Account(number, next((name for name in names if name != number), ""))

    def _is_anothers(self, account: Account) -> bool:
        if self._reading.mine is None or not account.id:
            return False
        mine = {plain_handle(name) for name in self._reading.mine}
        return mine.isdisjoint({plain_handle(account.id), plain_handle(account.handle)})
