"""Lists as JSON: Mastodon's filters and admins' lists, FediBlockHole, RapidBlock, and plain lists of names."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from safeguard.platforms.base import Listed, Problem
from safeguard.platforms.block_lists.addresses import read_address
from safeguard.platforms.block_lists.keeping import Kept
from safeguard.platforms.block_lists.tables import silenced_domain
from safeguard.platforms.codes import Code
from safeguard.platforms.json_items import MAX_ITEM, Json, NotFound, decoded
from safeguard.platforms.rules import MAX_VALUE, RowRefused
from safeguard.platforms.source import Source

_FILTERS, _BLOCKS = "custom_filters", "blocks"
_SIGNS = re.compile(
    rb'"(?:custom_filters|isBlocked|domain|did)"\s*:|^\s*\[\s*"(?:did:|@|[\w.-]+[@.])'
)
_HARMLESS = frozenset({"noop", "none"})


class _Entry(msgspec.Struct):
    domain: str = ""
    did: str = ""
    handle: str = ""
    severity: str | None = ""
    public_comment: str | None = ""
    comment: str | None = ""


class _RapidBlock(msgspec.Struct, rename="camel"):
    is_blocked: bool = False
    reason: str | None = ""


class _Filter(msgspec.Struct):
    class Keyword(msgspec.Struct):
        keyword: str

    title: str = ""
    expire_at: datetime | None = None
    keywords_attributes: list[Keyword] = []


_entry = msgspec.json.Decoder(_Entry)
_name = msgspec.json.Decoder(str)
_rapid_block = msgspec.json.Decoder(_RapidBlock)
_filter = msgspec.json.Decoder(_Filter)
_COLUMNS = {"did": "author_id", "handle": "author_handle", "expire_at": "created_at"}


def is_list(head: bytes) -> bool:
    return _SIGNS.search(head) is not None


def read(source: Source, kept: Kept) -> Iterator[Listed | Problem]:
    """Read one of them.

    Raises: NotFound, CutOff.
    """
    json = Json(source.chunks())
    if json.peek() == b"[":
        yield from _items(json, kept)
        return
    json.skip(b"{")
    while (key := json.key()) not in {_FILTERS, _BLOCKS}:
        json.value(0)
        json.skip(b",")
    if key == _FILTERS:
        yield from _filters(json, kept)
    else:
        yield from _rapid_blocks(json, kept)


def _items(json: Json, kept: Kept) -> Iterator[Listed | Problem]:
    for raw in json.items():
        try:
            listed = _listed(raw)
        except RowRefused as refused:
            yield kept.refuse(json.line(), refused.code, refused.column, refused.detail)
            continue
        if listed is None:
            kept.skip(Code.NOT_SILENCED)
        elif (taken := kept.keep(listed)) is not None:
            yield taken


def _listed(raw: bytes | None) -> Listed | None:
    if raw is None:
        raise RowRefused(Code.ITEM_TOO_LARGE, detail=str(MAX_ITEM))
    if raw.startswith(b'"'):
        return _by_name(decoded(_name, raw, {}))
    entry = decoded(_entry, raw, _COLUMNS)
    if entry.did or entry.handle:
        return _account(entry.did, entry.handle.removeprefix("@"))
    if entry.severity and entry.severity.casefold() in _HARMLESS:
        return None
    return silenced_domain(entry.domain, (entry.public_comment or entry.comment or "")[:MAX_VALUE])


def _account(did: str, handle: str) -> Listed:
    for value, kind in ((did, "did"), (handle, "domain")):
        if value and read_address(value).kind != kind:
            raise RowRefused(Code.BAD_ADDRESS)
    return Listed(platform="bluesky", kind="block", account=did, handle=handle.casefold())


def _by_name(name: str) -> Listed:
    address = read_address(name)
    if address.kind == "did":
        return Listed(platform="bluesky", kind="block", account=address.value)
    if address.kind == "account":
        return Listed(platform="mastodon", kind="block", handle=address.value)
    if name.startswith("@"):
        return Listed(platform="bluesky", kind="block", handle=address.value)
    return silenced_domain(name)


def _filters(json: Json, kept: Kept) -> Iterator[Listed | Problem]:
    for raw in json.items():
        try:
            found = decoded(_filter, raw or b"0", _COLUMNS)
        except RowRefused as refused:
            yield kept.refuse(json.line(), refused.code, refused.column, refused.detail)
            continue
        until = (
            found.expire_at.astimezone(UTC) if found.expire_at and found.expire_at.tzinfo else None
        )
        for it in found.keywords_attributes:
            listed = kept.keep(
                Listed(platform="mastodon", kind="filter", note=it.keyword[:MAX_VALUE], until=until)
            )
            if listed is not None:
                yield listed
        if not found.keywords_attributes:
            kept.skip(Code.NOT_SILENCED)


def _rapid_blocks(json: Json, kept: Kept) -> Iterator[Listed | Problem]:
    """Read an object that has a key for each domain."""
    json.skip(b"{")
    while json.peek() != b"}":
        domain, raw = json.key(), json.value()
        try:
            found = decoded(_rapid_block, raw or b"0", {})
            taken: Listed | Problem | None = None
            if found.is_blocked:
                taken = kept.keep(silenced_domain(domain, (found.reason or "")[:MAX_VALUE]))
            else:
                kept.skip(Code.NOT_SILENCED)
        except RowRefused as refused:
            taken = kept.refuse(json.line(), refused.code, refused.column, refused.detail)
        if taken is not None:
            yield taken
        if json.peek() == b",":
            json.skip(b",")
        elif json.peek() != b"}":
            raise NotFound
