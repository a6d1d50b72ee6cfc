"""Reads a list of accounts or domains, in any of the formats that such lists are passed around in, or in a ZIP."""

from collections.abc import Collection, Iterator

from safeguard.platforms.base import Listed, Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.block_lists import objects, tables
from safeguard.platforms.block_lists.addresses import is_bluesky, read_address
from safeguard.platforms.block_lists.keeping import Kept
from safeguard.platforms.cells import first_cells
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.json_items import CutOff, NotFound
from safeguard.platforms.packed import any_named, base_name, read_members
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import Look, Source, as_utf8, first_lines, look_at

NAME = "block_lists"
_SURE, _LIKELY, _UNSURE, _CALLED_SO = 0.95, 0.7, 0.4, 0.2
_LOOKED_AT = 50
_CALLED = (
    "blocked",
    "blocks",
    "blocklist",
    "mute",
    "following",
    "domain_block",
    "lists",
    "filters",
)
_FORMS = (".csv", ".json", ".txt")
Found = Iterator[Listed | Problem | Skipped]


class BlockLists:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed:
        look = look_at(head)
        if look.problem:
            if look.problem.detail == "zip" and any_named(names, _is_list):
                return Sniffed(importer=NAME, confidence=_LIKELY, reasons=(Sign.FILE_NAME,))
            return Sniffed(importer=NAME, confidence=0, problem=look.problem)
        confidence, *reasons = _judged(head, look)
        if confidence and any_named(names, _is_called_so):
            confidence, reasons = (
                round(min(confidence + _CALLED_SO, 1.0), 2),
                [*reasons, Sign.FILE_NAME],
            )
        return Sniffed(
            importer=NAME, confidence=confidence, reasons=tuple(reasons), encoding=look.encoding
        )

    def lists(self, stream: Readable, /) -> Found:
        kept = Kept()
        yield from read_members(stream, _is_list, lambda _, it: self._read(it, kept))
        yield from kept.end()

    def _read(self, stream: Readable, kept: Kept) -> Found:
        source = Source(stream)
        if source.look.problem:
            yield kept.refuse(0, source.look.problem.code, detail=source.look.problem.detail)
            return
        try:
            if _is_json(source.head, source.look):
                yield from objects.read(source, kept)
            else:
                yield from tables.read(source, kept, is_bluesky=self._names_bluesky(source))
        except (NotFound, CutOff) as error:
            yield kept.refuse(0, Code.CUT_OFF if isinstance(error, CutOff) else Code.NO_LIST)

    def _names_bluesky(self, source: Source) -> bool:
        is_said = self._reading.platform == "bluesky"
        return is_said or is_bluesky(first_lines(source.head, source.look))


def _is_called_so(name: str) -> bool:
    return any(it in base_name(name).casefold() for it in _CALLED)


def _is_list(name: str) -> bool:
    """Say whether a file in a ZIP is read: what networks and tools call their lists."""
    return _is_called_so(name) and name.casefold().endswith(_FORMS)


def _judged(head: bytes, look: Look) -> tuple[float, *tuple[Sign, ...]]:
    if _is_json(head, look):
        return (_SURE, Sign.LIST_KEYS) if objects.is_list(as_utf8(head, look)) else (0.0,)
    lines = first_lines(head, look)[:_LOOKED_AT]
    if not lines:
        return (0.0,)
    if tables.named(first_cells(lines[0])):
        return (_SURE, Sign.LIST_COLUMNS)
    kinds = {_kind(line) for line in lines}
    if "" in kinds:
        return (0.0,)
    if kinds == {"domain"} and not is_bluesky(lines):  # handles on Bluesky look like that, too
        return (_UNSURE, Sign.ADDRESSES, Sign.AMBIGUOUS)
    return (_LIKELY, Sign.ADDRESSES)


def _is_json(head: bytes, look: Look) -> bool:
    return as_utf8(head, look).lstrip()[:1] in {b"{", b"["}


def _kind(line: str) -> str:
    if line.lstrip().startswith("#"):
        return "comment"
    try:
        return read_address(first_cells(line)[-1]).kind
    except (RowRefused, IndexError):
        return ""
