"""Muted words: an entry among her preferences, which are read and written whole, so that all others stay as they are.

The network has no way to write them only if nothing changed meanwhile. The time between reading and writing is
kept as short as it goes, and no more can be done: another app that writes in between loses what it wrote.
"""

from typing import Any

import msgspec

from safeguard.platforms.base import Access, Act, Outcome
from safeguard.platforms.bluesky.calls import Calls
from safeguard.platforms.bluesky.records import rkey_of, stamp
from safeguard.platforms.bluesky.replies import AnswerLost, fields, read

KINDS = frozenset({"filter", "unfilter"})
_ENTRY = "app.bsky.actor.defs#mutedWordsPref"


class _Preferences(msgspec.Struct):
    preferences: list[msgspec.Raw]


class Filters:
    """Adds muted words and takes them away; a word's id is made of the act's key."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def act(self, access: Access, act: Act, key: str) -> Outcome:
        if act.kind == "unfilter":
            outcome = Outcome(remote_ref=act.ref)
            ids, new = set(act.ref.split(",")), []
        else:
            new = _items(act, key)
            ids = {item["id"] for item in new}
            ref = ",".join(item["id"] for item in new)
            undo = Act(kind="unfilter", target=act.target, words=act.words, ref=ref)
            outcome = Outcome(remote_ref=ref, undo=undo)
        preferences = self._read(access)
        items = _muted(preferences)
        wanted = [item for item in items if item.get("id") not in ids] + new
        if {item.get("id") for item in items} & ids == {item["id"] for item in new}:
            return outcome
        try:
            self._calls.post(
                access,
                "app.bsky.actor.putPreferences",
                {"preferences": _with(preferences, wanted)},
            )
        except AnswerLost:
            return msgspec.structs.replace(outcome, certain=False)
        return outcome

    def look_up(self, access: Access, act: Act, key: str) -> Outcome | None:
        there = {item.get("id") for item in _muted(self._read(access))}
        if act.kind == "unfilter":
            return None if there & set(act.ref.split(",")) else Outcome(remote_ref=act.ref)
        ids = [item["id"] for item in _items(act, key)]
        if not there >= set(ids):
            return None
        ref = ",".join(ids)
        return Outcome(
            remote_ref=ref,
            undo=Act(kind="unfilter", target=act.target, words=act.words, ref=ref),
        )

    def _read(self, access: Access) -> list[msgspec.Raw]:
        body = self._calls.get(access, "app.bsky.actor.getPreferences")
        return read(body, _Preferences).preferences


def preferences(calls: Calls, access: Access) -> list[dict[str, Any]]:
    """Give all of her preferences; what is in them, only the network knows."""
    body = calls.get(access, "app.bsky.actor.getPreferences")
    return [fields(bytes(raw)) for raw in read(body, _Preferences).preferences]


def _items(act: Act, key: str) -> list[dict[str, Any]]:
    until = {"expiresAt": stamp(act.until)} if act.until else {}
    return [
        {
            "id": rkey_of(f"{key}|{number}"),
            "value": word,
            "targets": act.options.get("targets", "content,tag").split(","),
            "actorTarget": act.options.get("actors", "all"),
            **until,
        }
        for number, word in enumerate(act.words)
    ]


def _muted(preferences: list[msgspec.Raw]) -> list[dict[str, Any]]:
    for entry in map(fields, map(bytes, preferences)):
        if entry.get("$type") == _ENTRY:
            items = entry.get("items")
            return (
                [each for each in items if isinstance(each, dict)]
                if isinstance(items, list)
                else []
            )
    return []


def _with(preferences: list[msgspec.Raw], items: list[dict[str, Any]]) -> list[object]:
    """Put the words in, or leave the entry away where none is left; every other entry keeps its bytes."""
    kept: list[object] = []
    entry: dict[str, Any] = {"$type": _ENTRY}
    for raw in preferences:
        told = fields(bytes(raw))
        if told.get("$type") == _ENTRY:
            entry = told
        else:
            kept.append(raw)
    return [*kept, {**entry, "items": items}] if items else kept
