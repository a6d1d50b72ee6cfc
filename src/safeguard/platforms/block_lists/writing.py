"""Writes her own lists in the forms that Mastodon and others take in again.

A spreadsheet runs a cell that begins as a formula does, so no cell that is written here begins like one.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from safeguard.platforms.base import Listed
from safeguard.platforms.block_lists.addresses import read_address
from safeguard.platforms.rules import RowRefused

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_blocked_accounts(listed: Iterable[Listed]) -> Iterator[bytes]:
    """Write blocks as Mastodon exports them: an address a line, no header."""
    yield from (row(handle) for handle in _handles(listed, "block"))


def write_muted_accounts(listed: Iterable[Listed]) -> Iterator[bytes]:
    """Write mutes as Mastodon exports them; notifications of them are hidden, too."""
    yield row("Account address", "Hide notifications")
    yield from (row(handle, "true") for handle in _handles(listed, "mute"))


def write_blocked_domains(listed: Iterable[Listed]) -> Iterator[bytes]:
    """Write domains as Mastodon exports a person's: one a line, no header."""
    domains = (it.handle for it in listed if it.kind == "block_domain")
    yield from (row(domain) for domain in domains if _is("domain", domain))


def write_accounts(listed: Iterable[Listed]) -> Iterator[bytes]:
    """Write accounts of any network, a name a line, or the id where none is known."""
    yield from (row(it.handle or it.account) for it in listed)


def _handles(listed: Iterable[Listed], kind: str) -> Iterator[str]:
    for it in listed:
        if it.kind == kind and _is("account", it.handle):
            yield it.handle.removeprefix("@")


def _is(kind: str, name: str) -> bool:
    try:
        return read_address(name).kind == kind
    except RowRefused:
        return False


def row(*cells: str) -> bytes:
    """Write one line of CSV, none of whose cells a spreadsheet runs."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow(map(_harmless, cells))
    return text.getvalue().encode("utf-8", "replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
