"""Who may answer one of her posts and who may quote it, and which answers and quotes are shown with it.

A gate is a record with the post's own name, and public. It is read, changed and written back only over the one that was
read; what else stands in it stays. Undoing puts back the one thing that was changed.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from safeguard.platforms.base import Access, Act, Outcome, PlatformDown, Refused
from safeguard.platforms.bluesky.calls import Calls
from safeguard.platforms.bluesky.parse import POST
from safeguard.platforms.bluesky.records import drop, find, hers, parts, stamp, write
from safeguard.platforms.bluesky.replies import AnswerLost, read
from safeguard.platforms.bluesky.shown import post_view, root_of

_REPLY, _QUOTE = "app.bsky.feed.threadgate", "app.bsky.feed.postgate"
_UNDOES = {"reply_ungate": "reply_gate", "quote_ungate": "quote_gate", "show_reply": "hide_reply"}
_UNDONE_BY = {kind: undo for undo, kind in _UNDOES.items()}
KINDS = frozenset({*_UNDOES, *_UNDONE_BY})
_RULES = {"mentioned": "mentionRule", "followed": "followingRule", "followers": "followerRule"}
_MOST = {"hiddenReplies": 300, "detachedEmbeddingUris": 50}  # the lexicons' own
_TRIES = 3
_NONE = "none"  # nothing stood there before


class _Change(msgspec.Struct, frozen=True):
    """One thing in one gate: a field that is set whole (`value`), or a list that `entry` is put on or taken off."""

    post: str
    collection: str
    name: str
    value: list[dict[str, str]] | None = None
    entry: str = ""
    is_on: bool = True


class Gates:
    """Closes, opens, hides and shows."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def before(self, access: Access, act: Act) -> str:
        """Say how it stands, as `Act.before` takes it."""
        change = self._change(access, act)
        return _standing(self._gate(access, change), change)

    def act(self, access: Access, act: Act, _key: str) -> Outcome:
        change = self._change(access, act)
        for _ in range(_TRIES):
            record = find(self._calls, access, change.collection, parts(change.post)[2])
            value = record.value if record else {}
            before = _standing(value, change)
            outcome = Outcome(undo=self._undo(act, change, before))
            new = _changed(value, change)
            if new == value:
                return outcome
            try:
                if self._write(access, change, new, record.cid if record else None):
                    return outcome
            except AnswerLost:
                return msgspec.structs.replace(outcome, certain=False)
        raise PlatformDown

    def look_up(self, access: Access, act: Act, _key: str) -> Outcome | None:
        change = self._change(access, act)
        value = self._gate(access, change)
        if _changed(value, change) != value:
            return None
        return Outcome(undo=self._undo(act, change, _standing(value, change)))

    def _gate(self, access: Access, change: _Change) -> dict[str, Any]:
        record = find(self._calls, access, change.collection, parts(change.post)[2])
        return record.value if record else {}

    def _write(
        self, access: Access, change: _Change, new: dict[str, Any], swap: str | None
    ) -> bool:
        rkey = parts(change.post)[2]
        uri = f"at://{access.account}/{change.collection}/{rkey}"
        if not set(new) - {"$type", "post", "createdAt"}:
            return drop(self._calls, access, uri, swap or "")
        whole = {"post": change.post, "createdAt": stamp(self._calls.now()), **new}
        return write(self._calls, access, uri, whole, swap)

    def _undo(self, act: Act, change: _Change, before: str) -> Act | None:
        if act.kind in _UNDOES:
            return None
        is_as_wanted = before == _written(change)
        kept = act.before or (_NONE if is_as_wanted else before)
        root = {"root": change.post} if act.kind == "hide_reply" else {}  # the reply may go
        return Act(
            kind=_UNDONE_BY[act.kind],
            target=act.target,
            post=act.post,
            options={**act.options, **root},
            before=kept,
        )

    def _change(self, access: Access, act: Act) -> _Change:
        kind = _UNDOES.get(act.kind, act.kind)
        if kind == "hide_reply":
            root = hers(access, self._root(access, act), POST)
            is_on = act.kind == kind or act.before == _ON
            return _Change(root, _REPLY, "hiddenReplies", entry=act.post, is_on=is_on)
        post = hers(access, act.post, POST)
        if kind == "quote_gate" and "detach" in act.options:
            is_on = act.kind == kind or act.before == _ON
            quote = act.options["detach"]
            return _Change(post, _QUOTE, "detachedEmbeddingUris", entry=quote, is_on=is_on)
        collection, name, rules = _GATES[kind]
        if act.kind == kind:
            return _Change(post, collection, name, value=rules(act.options.get("allow", "")))
        kept = None if act.before in {"", _NONE} else act.before
        value = read(kept.encode(), list[dict[str, str]]) if kept else None
        return _Change(post, collection, name, value=value)

    def _root(self, access: Access, act: Act) -> str:
        if "root" in act.options:
            return act.options["root"]
        return root_of(post_view(self._calls, access, act.post), act.post)


_ON = "on"


def _answerers(allow: str) -> list[dict[str, str]]:
    """Read who may answer: nobody, or some of mentioned, followed, followers and addresses of lists."""
    found = []
    for who in allow.split(","):
        if who.startswith("at://"):
            found.append({"$type": f"{_REPLY}#listRule", "list": who})
        elif who in _RULES:
            found.append({"$type": f"{_REPLY}#{_RULES[who]}"})
        elif allow != "nobody":
            raise ValueError("who may answer was not understood")
    return found


def _quoters(allow: str) -> list[dict[str, str]]:
    if allow != "nobody":
        raise ValueError("quoting is open to all or to nobody")
    return [{"$type": f"{_QUOTE}#disableRule"}]


_GATES: dict[str, tuple[str, str, Callable[[str], list[dict[str, str]]]]] = {
    "reply_gate": (_REPLY, "allow", _answerers),
    "quote_gate": (_QUOTE, "embeddingRules", _quoters),
}


def _standing(value: dict[str, Any], change: _Change) -> str:
    there = value.get(change.name)
    if change.entry:
        return _ON if isinstance(there, list) and change.entry in there else _NONE
    return _NONE if there is None else msgspec.json.encode(there).decode()


def _written(change: _Change) -> str:
    return _ON if change.entry else msgspec.json.encode(change.value).decode()


def _changed(value: dict[str, Any], change: _Change) -> dict[str, Any]:
    new = dict(value)
    if not change.entry:
        new.pop(change.name, None)
        return new if change.value is None else {**new, change.name: change.value}
    there = value.get(change.name)
    others = [one for one in there if one != change.entry] if isinstance(there, list) else []
    if change.is_on:
        if isinstance(there, list) and change.entry in there:
            return new
        if len(others) >= _MOST[change.name]:
            raise Refused("not_allowed")
        return {**new, change.name: [*others, change.entry]}
    if others:
        return {**new, change.name: others}
    new.pop(change.name, None)
    return new
