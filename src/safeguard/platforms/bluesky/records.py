"""What is done by a record in her own account: blocks, lists, and who is on them. Records are public.

A record's name is made of the act's key, and it is written only where none of that name is: asked again with the same
key, the network itself says that it is there. So nothing is done twice, and nothing of hers is touched.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import msgspec

from safeguard.platforms.base import Access, Act, Outcome, Refused
from safeguard.platforms.bluesky.calls import Calls
from safeguard.platforms.bluesky.parse import inside
from safeguard.platforms.bluesky.replies import AnswerLost, fields
from safeguard.platforms.bluesky.shown import profile

_COLLECTIONS = {
    "block": "app.bsky.graph.block",
    "block_list": "app.bsky.graph.listblock",
    "make_list": "app.bsky.graph.list",
    "list": "app.bsky.graph.listitem",
}
_UNDOES = {
    "unblock": "block",
    "unblock_list": "block_list",
    "drop_list": "make_list",
    "unlist": "list",
}
_UNDONE_BY = {kind: undo for undo, kind in _UNDOES.items()}
KINDS = frozenset({*_COLLECTIONS, *_UNDOES})
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"


class Record(msgspec.Struct, frozen=True):
    """A record as it stands: its content id, and what is in it."""

    cid: str
    value: dict[str, Any]


def rkey_of(key: str) -> str:
    """Make a record's name (a TID: 13 digits that begin with a small one) of an act's key."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) >> 1
    return "".join(_DIGITS[number >> shift & 31] for shift in range(60, -1, -5))


def stamp(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def find(calls: Calls, access: Access, collection: str, rkey: str) -> Record | None:
    """Read one of her records; None where it is not."""
    asked = (("repo", access.account), ("collection", collection), ("rkey", rkey))
    answer = calls.ask(access, "com.atproto.repo.getRecord", asked)
    if answer.code == "RecordNotFound":
        return None
    calls.refuse_read(answer)
    told = fields(answer.body)
    value, cid = told.get("value"), told.get("cid")
    return Record(cid if isinstance(cid, str) else "", value if isinstance(value, dict) else {})


def write(
    calls: Calls,
    access: Access,
    uri: str,
    value: Mapping[str, object],
    swap: str | None,
) -> bool:
    """Write a record where the one of content id `swap` stands (None: none); False where another does."""
    _, collection, rkey = parts(uri)
    answer = calls.tell(
        access,
        "com.atproto.repo.putRecord",
        {
            "repo": access.account,
            "collection": collection,
            "rkey": rkey,
            "record": {"$type": collection, **value},
            "swapRecord": swap,
        },
    )
    if answer.code == "InvalidSwap":
        return False
    calls.refuse(answer)
    return True


def drop(calls: Calls, access: Access, uri: str, swap: str = "") -> bool:
    """Delete one of her records; one that is not there is as good. False where another stands there than `swap`."""
    _, collection, rkey = parts(uri)
    body = {"repo": access.account, "collection": collection, "rkey": rkey}
    if swap:
        body["swapRecord"] = swap
    answer = calls.tell(access, "com.atproto.repo.deleteRecord", body)
    if answer.code == "InvalidSwap":
        return False
    calls.refuse(answer)
    return True


def parts(uri: str) -> tuple[str, str, str]:
    """Cut an address into account, collection and name."""
    account, _, rest = uri.removeprefix("at://").partition("/")
    collection, _, rkey = rest.partition("/")
    return account, collection, rkey


def hers(access: Access, uri: str, collection: str) -> str:
    """Give an address back if it is that of a record of hers.

    Raises:
        Refused: (not_allowed) it is another's, or of another kind.

    """
    account, kind, rkey = parts(uri)
    if (account, kind) != (access.account, collection) or not rkey or "/" in rkey:
        raise Refused("not_allowed")
    return uri


class Records:
    """Makes and deletes them."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def act(self, access: Access, act: Act, key: str) -> Outcome:
        if act.kind in _UNDOES:
            return self._undo(access, act)
        uri = self._uri(access, act.kind, key)
        value = {**self._value(access, act), "createdAt": stamp(self._calls.now())}
        outcome = self._outcome(act, uri)
        try:
            write(self._calls, access, uri, value, None)
        except AnswerLost:
            return msgspec.structs.replace(outcome, certain=False)
        return outcome

    def look_up(self, access: Access, act: Act, key: str) -> Outcome | None:
        if act.kind in _UNDOES:
            uri = act.ref or self._standing_block(access, act)
            gone = not uri or find(self._calls, access, *parts(uri)[1:]) is None
            return Outcome(remote_ref=act.ref) if gone else None
        uri = self._uri(access, act.kind, key)
        there = find(self._calls, access, *parts(uri)[1:])
        return self._outcome(act, uri) if there else None

    def _undo(self, access: Access, act: Act) -> Outcome:
        collection = _COLLECTIONS[_UNDOES[act.kind]]
        uri = act.ref or self._standing_block(access, act)
        if not uri:
            return Outcome()
        try:
            drop(self._calls, access, hers(access, uri, collection))
        except AnswerLost:
            return Outcome(remote_ref=uri, certain=False)
        return Outcome(remote_ref=uri)

    def _standing_block(self, access: Access, act: Act) -> str:
        """Find a block whose address nobody kept."""
        if act.kind != "unblock":
            raise ValueError(f"{act.kind} was asked for without saying which")
        with suppress(Refused):
            uri = inside(profile(self._calls, access, act.target), "viewer", "blocking")
            return uri if isinstance(uri, str) else ""
        return ""

    def _value(self, access: Access, act: Act) -> dict[str, object]:
        if act.kind == "make_list":
            return {"purpose": "app.bsky.graph.defs#modlist", "name": act.note}
        if act.target == access.account:
            raise Refused("not_allowed")
        if act.kind == "list":
            hers(access, act.ref, _COLLECTIONS["make_list"])
            return {"list": act.ref, "subject": act.target}
        return {"subject": act.target}

    def _uri(self, access: Access, kind: str, key: str) -> str:
        return f"at://{access.account}/{_COLLECTIONS[kind]}/{rkey_of(key)}"

    def _outcome(self, act: Act, uri: str) -> Outcome:
        undo = Act(kind=_UNDONE_BY[act.kind], target=act.target, ref=uri)
        return Outcome(remote_ref=uri, undo=undo)
