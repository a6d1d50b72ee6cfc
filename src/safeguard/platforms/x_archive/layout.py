"""Which files an X archive has, in all its layouts, and how each is opened.

Every `.js` file in it is an assignment; what stands after its first `=` is JSON. Nothing is run.
"""

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, cast
from zipfile import ZipInfo

import msgspec

from safeguard.platforms.archive import Archive, Limits, open_archive
from safeguard.platforms.base import Readable
from safeguard.platforms.json_items import CutOff, Json, NotFound
from safeguard.platforms.source import Source

# An archive has a file for each picture; only those below are opened, and count towards the sizes.
LIMITS = Limits(files=100_000)
# What a file holds, by the name it has in the archive (and after "YTD.") once hyphens are underscores.
HOLDS = {
    "tweet": "posts",
    "tweets": "posts",
    "community_tweet": "posts",
    "direct_message": "messages",
    "direct_messages": "messages",
    "direct_message_group": "messages",
    "direct_messages_group": "messages",
    "block": "block",
    "mute": "mute",
    "following": "follow",
    "account": "account",
    "manifest": "manifest",
}
LISTS = ("block", "mute", "follow")
TABLE_COLUMNS = ("tweet_id", "timestamp", "text")
_SCRIPT = re.compile(r"(?:^|/)([a-z-]+?)(?:-part\d+)?\.js$")
_NOT_HERS = re.compile(r"(?:^|/)(?:assets|__MACOSX)/")
_TABLE = re.compile(r"(?:^|/)tweets\.csv$")
_BEGINNING = re.compile(rb"\s*window\.(?:YTD\.([a-z_]+)\.part\d+|(__THAR_CONFIG))\s*=\s*")
_BEFORE_JSON = 4_096


class Account(msgspec.Struct, frozen=True):
    """Whose archive it is; empty where it does not say."""

    id: str = ""
    handle: str = ""
    name: str = ""


def holds(name: str) -> str:
    """Say what a member of the ZIP holds, by its name; '' for what is of no use here."""
    if _NOT_HERS.search(name):
        return ""
    if _TABLE.search(name):
        return "table"
    script = _SCRIPT.search(name)
    return HOLDS.get(script[1].replace("-", "_"), "") if script else ""


def is_wanted(info: ZipInfo) -> bool:
    return holds(info.filename) != ""


def begins(head: bytes) -> str:
    """Say what a script holds, by how it begins: "nothing" of use here, or '' for what is no script."""
    script = _BEGINNING.match(head)
    if not script:
        return ""
    return HOLDS.get(script[1].decode(), "nothing") if script[1] else "manifest"


def is_table(line: str) -> bool:
    columns = [it.strip('"') for it in line.strip().split(",")]
    return columns[0] == TABLE_COLUMNS[0] and set(TABLE_COLUMNS) <= set(columns)


def is_archive(names: Collection[str]) -> bool:
    found = {holds(name) for name in names}
    return bool(found & {"posts", "messages", "table"}) and bool(
        found & {"account", "manifest", "table"}
    )


def opened(stream: Readable) -> AbstractContextManager[Archive]:
    """Open a ZIP, minding only the members that are read.

    Raises: ArchiveRefused.
    """
    return open_archive(cast("BinaryIO", stream), LIMITS, is_wanted)


def json_of(source: Source) -> Json:
    """Go to what stands after a script's first `=`.

    Raises: NotFound.
    """
    json = Json(source.chunks())
    json.skip_to(b"=", _BEFORE_JSON)
    return json


@contextmanager
def script_in(archive: Archive, member: ZipInfo) -> Iterator[tuple[Source, Json]]:
    with archive.open(member) as unpacked:
        source = Source(unpacked)
        yield source, json_of(source)


def members(archive: Archive, *wanted: str) -> list[ZipInfo]:
    """List the members that hold these, in the order in which they were numbered."""
    found = [it for it in archive.members if holds(it.filename) in wanted]
    return sorted(found, key=lambda it: (wanted.index(holds(it.filename)), _number(it.filename)))


class _AccountItem(msgspec.Struct):
    class Inner(msgspec.Struct, rename="camel"):
        account_id: str = ""
        username: str = ""
        account_display_name: str = ""

    account: Inner


class _Manifest(msgspec.Struct, rename="camel"):
    class Inner(msgspec.Struct, rename="camel"):
        account_id: str = ""
        user_name: str = ""
        display_name: str = ""

    user_info: Inner


def account_of(archive: Archive) -> Account:
    """Read whose archive this is: from its account, or else from its manifest."""
    readers: dict[str, Callable[[Json], Account]] = {"account": _account, "manifest": _manifest}
    for name, read in readers.items():
        for member in members(archive, name):
            try:
                with script_in(archive, member) as (_, json):
                    return read(json)
            except (NotFound, CutOff, ValueError, RecursionError):
                continue
    return Account()


def _account(json: Json) -> Account:
    raw = next(json.items(), None)
    found = msgspec.json.decode(raw or b"{}", type=_AccountItem).account
    return Account(found.account_id, found.username, found.account_display_name)


def _manifest(json: Json) -> Account:
    raw = json.value()
    found = msgspec.json.decode(raw or b"{}", type=_Manifest).user_info
    return Account(found.account_id, found.user_name, found.display_name)


def _number(name: str) -> tuple[str, int]:
    stem, _, number = name.removesuffix(".js").partition("-part")
    return stem, int(number) if number.isdecimal() else 0
