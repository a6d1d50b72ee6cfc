"""Lists as tables, with a header or without, and as plain lines."""

from collections.abc import Iterator, Sequence

from safeguard.platforms.base import Listed, Problem
from safeguard.platforms.block_lists.addresses import read_address
from safeguard.platforms.block_lists.keeping import Kept
from safeguard.platforms.cells import Record, cut
from safeguard.platforms.codes import Code
from safeguard.platforms.rules import MAX_VALUE, RowRefused
from safeguard.platforms.source import Source

# A column that only this kind of list has: the header that Mastodon gives each of its tables.
_MARKS = {"hide notifications": "mute", "show boosts": "follow", "list name": "follow"}
_ACCOUNT, _DOMAIN = "account address", "domain"
_NOTES = ("public_comment", "comment", "reason")
_HARMLESS = frozenset({"noop", "none"})
_LIST_AND_ACCOUNT = 2


def named(cells: Sequence[str]) -> tuple[str, ...]:
    """Give the names of a header's columns, if it is one."""
    names = tuple(cell.strip().removeprefix("#").casefold() for cell in cells)
    return names if _ACCOUNT in names or _DOMAIN in names else ()


def read(source: Source, kept: Kept, *, is_bluesky: bool) -> Iterator[Listed | Problem]:
    names: tuple[str, ...] | None = None
    for record in cut(iter(source), ",", 1):
        cells = [cell.strip() for cell in record.cells]
        if record.flaw is None and not any(cells):
            continue
        if names is None:
            names = named(cells)
            if names:
                continue
        if record.flaw is None and cells[0].startswith("#"):  # a comment
            continue
        found = _entry(record, cells, names, is_bluesky=is_bluesky)
        taken = _judged(found, record.line, kept)
        if taken is not None:
            yield taken


def _judged(found: Listed | RowRefused | None, line: int, kept: Kept) -> Listed | Problem | None:
    if found is None:
        kept.skip(Code.NOT_SILENCED)
        return None
    if isinstance(found, RowRefused):
        return kept.refuse(line, found.code, found.column, found.detail)
    return kept.keep(found)


def _entry(
    record: Record, cells: list[str], names: tuple[str, ...], *, is_bluesky: bool
) -> Listed | RowRefused | None:
    """Make a row an entry; None for one that is named and not silenced."""
    if record.flaw is not None:
        return record.flaw
    try:
        if names:
            return _under_header(dict(zip(names, cells, strict=False)), names)
        if len(cells) > _LIST_AND_ACCOUNT:
            return RowRefused(Code.CELL_COUNT, detail=str(len(cells)))
        note = cells[0] if len(cells) == _LIST_AND_ACCOUNT else ""
        return _alone(cells[-1], note, is_bluesky=is_bluesky)
    except RowRefused as refused:
        return refused


def _under_header(row: dict[str, str], names: tuple[str, ...]) -> Listed | None:
    note = next((row[name] for name in _NOTES if row.get(name)), "")[:MAX_VALUE]
    if _ACCOUNT in names:
        kind = next((kind for name, kind in _MARKS.items() if name in names), "block")
        address = read_address(row.get(_ACCOUNT, ""))
        if address.kind != "account":
            raise RowRefused(Code.BAD_ADDRESS)
        note = row.get("list name", note)[:MAX_VALUE]
        return Listed(platform="mastodon", kind=kind, handle=address.value, note=note)
    if row.get("severity", "").casefold() in _HARMLESS:
        return None
    return silenced_domain(row.get(_DOMAIN, ""), note)


def silenced_domain(cell: str, note: str = "") -> Listed:
    """Make a domain an entry.

    Raises: RowRefused.
    """
    address = read_address(cell)
    if address.kind != "domain":
        raise RowRefused(Code.BAD_ADDRESS)
    return Listed(platform="mastodon", kind="block_domain", handle=address.value, note=note)


def _alone(cell: str, note: str, *, is_bluesky: bool) -> Listed:
    """Read a line without a header: Mastodon's blocks and domains, its lists (two cells), or plain text."""
    address = read_address(cell)
    if address.kind == "did":
        return Listed(platform="bluesky", kind="block", account=address.value, note=note)
    if address.kind == "domain" and is_bluesky:
        return Listed(platform="bluesky", kind="block", handle=address.value, note=note)
    if address.kind == "domain":
        return silenced_domain(cell, note)
    kind = "follow" if note else "block"
    return Listed(platform="mastodon", kind=kind, handle=address.value, note=note[:MAX_VALUE])
