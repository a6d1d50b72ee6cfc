"""What is sent for each kind of act, and what takes it back.

Whoever plans asks `relations` first: a mute or a block that she had already made herself is not ours to
undo. What a policy would replace is asked for (`replaced`) and kept as `Act.before` until the act has run, so that
it is known even where the answer is lost.
"""

import hashlib
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote

import msgspec

from safeguard.platforms.base import KINDS, Access, Act, Outcome, Refused
from safeguard.platforms.mastodon.parse import Json, text
from safeguard.platforms.mastodon.server import Call, Server

POLICY = "/api/v2/notifications/policy"
FILTERS = "/api/v2/filters"
DOMAINS = "/api/v1/domain_blocks"
LONGEST_NOTE = 1_000
# What is dropped is never seen by anybody, so that whoever wants it has to spell it out.
DROP = "drop-unseen"
_CATEGORIES = {"spam", "legal", "violation", "other"}
_CONTEXTS = ("home", "notifications", "public", "thread", "account")
_TITLE = "Fuerza"


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be sent, and what will undo it. With `is_named` the platform gives it an id."""

    call: Call
    undo: Act | None = None
    is_named: bool = False


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """All that preparing an act may need."""

    server: Server
    access: Access
    act: Act
    key: str


def prepare(step: Step) -> Prepared | Outcome:
    """Say what to send; an Outcome where nothing is left to do.

    Raises: ValueError for an act that makes no sense, and PlatformError.
    """
    return _PREPARE[step.act.kind](step)


def wanted_policy(act: Act) -> dict[str, str]:
    """Say what a policy is to become, as the platform spells it."""
    if act.kind == "unpolicy":
        try:
            return msgspec.json.decode(act.before, type=dict[str, str])
        except msgspec.DecodeError:
            raise ValueError("what stood before is missing") from None
    allowed = {"accept": "accept", "filter": "filter", DROP: "drop"}
    is_policy = act.options and all(name.startswith("for_") for name in act.options)
    if not is_policy or not set(act.options.values()) <= set(allowed):
        raise ValueError("a policy says accept or filter for somebody")
    return {name: allowed[value] for name, value in act.options.items()}


def standing_policy(step: Step) -> Json:
    """Read the policy that stands now."""
    return step.server.own(step.access, POLICY).read(dict[str, object])


def replaced(step: Step) -> str:
    """Say what an act would replace: of all that can be done here, only a policy replaces anything."""
    return _replaced(step.act, standing_policy(step)) if step.act.kind == "policy" else ""


def title_of(act: Act, key: str) -> str:
    """Name a filter so that it is found again, by her and by the key of the act that made it."""
    if act.before:
        return act.before
    mark = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{act.note or _TITLE} #{mark}"


def filter_of(step: Step) -> str:
    """Find the filter that an act made or takes back; '' where there is none."""
    found = step.server.own(step.access, FILTERS).read(list[dict[str, object]])
    title = title_of(step.act, step.key)
    for each in found:
        ref = text(each.get("id"))
        if ref == step.act.ref or (not step.act.ref and each.get("title") == title):
            return ref
    return ""


def is_kept(step: Step, standing: Json) -> bool:
    return all(standing.get(name) == value for name, value in wanted_policy(step.act).items())


def _mute(step: Step) -> Prepared | Outcome:
    form = [("notifications", step.act.options.get("notifications", "true"))]
    if step.act.until:
        seconds = _seconds(step.act.until, step.server.clock())
        if not seconds:
            return Outcome()  # it would have ended by now
        form.append(("duration", str(seconds)))
    return _on("accounts", "mute", step.act, tuple(form))


def _simply(place: str, verb: str) -> Callable[[Step], Prepared]:
    return lambda step: _on(place, verb, step.act)


def _on(place: str, verb: str, act: Act, form: tuple[tuple[str, str], ...] = ()) -> Prepared:
    path = f"/api/v1/{place}/{_segment(act.target)}/{verb}"
    return Prepared(call=Call(method="POST", path=path, form=form), undo=inverse(act))


def _domain(method: str) -> Callable[[Step], Prepared]:
    def prepared(step: Step) -> Prepared:
        form = (("domain", domain_of(step.act)),)
        return Prepared(call=Call(method=method, path=DOMAINS, form=form), undo=inverse(step.act))

    return prepared


def domain_of(act: Act) -> str:
    domain = act.target.strip().lower().lstrip("@")
    if not domain:
        raise ValueError("a domain is missing")
    return domain


def _filter(step: Step) -> Prepared | Outcome:
    act = step.act
    if act.options.get("action", "warn") != "warn" or not act.words:
        raise ValueError("a filter warns of words, and hides nothing")
    undo = Act(kind="unfilter", target=act.target, before=title_of(act, step.key))
    if ref := filter_of(step):
        return Outcome(remote_ref=ref, undo=msgspec.structs.replace(undo, ref=ref))
    is_whole = act.options.get("whole_word", "true") == "true"
    body: dict[str, object] = {
        "title": undo.before,
        "context": act.options.get("context", ",".join(_CONTEXTS)).split(","),
        "filter_action": "warn",
        "keywords_attributes": [{"keyword": it, "whole_word": is_whole} for it in act.words],
    }
    if act.until:
        seconds = _seconds(act.until, step.server.clock())
        if not seconds:
            return Outcome()
        body["expires_in"] = seconds
    call = Call(method="POST", path=FILTERS, json=body)
    return Prepared(call=call, undo=undo, is_named=True)


def _unfilter(step: Step) -> Prepared | Outcome:
    ref = step.act.ref or filter_of(step)
    if not ref:
        return Outcome()
    return Prepared(call=Call(method="DELETE", path=f"{FILTERS}/{_segment(ref)}"))


def _policy(step: Step) -> Prepared | Outcome:
    standing = standing_policy(step)
    wanted, before = wanted_policy(step.act), step.act.before or _replaced(step.act, standing)
    undo = Act(kind="unpolicy", target=step.act.target, before=before)
    if is_kept(step, standing):
        return Outcome(undo=undo)
    call = Call(method="PATCH", path=POLICY, form=tuple(wanted.items()))
    return Prepared(call=call, undo=undo)


def _unpolicy(step: Step) -> Prepared:
    form = tuple(wanted_policy(step.act).items())
    return Prepared(call=Call(method="PATCH", path=POLICY, form=form))


def _replaced(act: Act, standing: Json) -> str:
    wanted = wanted_policy(act)
    if not wanted.keys() <= standing.keys():
        raise Refused("not_here")
    return msgspec.json.encode({name: standing[name] for name in wanted}).decode()


def _report(step: Step) -> Prepared:
    act = step.act
    rules = [it for it in act.options.get("rule_ids", "").split(",") if it]
    category = act.options.get("category", "violation" if rules else "other")
    if category not in _CATEGORIES or (rules and category != "violation"):
        raise ValueError("no such category, or rules with another than violation")
    if len(act.note) > LONGEST_NOTE:
        raise ValueError(f"the note is longer than {LONGEST_NOTE} characters")
    form = [
        ("account_id", _given(act.target)),
        *([("status_ids[]", act.post)] if act.post else []),
        ("comment", act.note),
        ("forward", act.options.get("forward", "false")),
        ("category", category),
        *(("rule_ids[]", it) for it in rules),
    ]
    call = Call(method="POST", path="/api/v1/reports", form=tuple(form), once=True)
    return Prepared(call=call, is_named=True)


_PREPARE: Mapping[str, Callable[[Step], Prepared | Outcome]] = {
    "mute": _mute,
    "unmute": _simply("accounts", "unmute"),
    "block": _simply("accounts", "block"),
    "unblock": _simply("accounts", "unblock"),
    "mute_thread": _simply("statuses", "mute"),
    "unmute_thread": _simply("statuses", "unmute"),
    "block_domain": _domain("POST"),
    "unblock_domain": _domain("DELETE"),
    "filter": _filter,
    "unfilter": _unfilter,
    "policy": _policy,
    "unpolicy": _unpolicy,
    "report": _report,
}
ACTS = frozenset(_PREPARE) & frozenset(KINDS)
UNDOING = frozenset(_PREPARE) - ACTS


def inverse(act: Act) -> Act | None:
    undo = KINDS.get(act.kind)
    return Act(kind=undo, target=act.target) if undo else None


def _segment(name: str) -> str:
    return quote(_given(name), safe="")


def _given(name: str) -> str:
    if not name:
        raise ValueError("a target is missing")
    return name


def _seconds(until: datetime, now: datetime) -> int:
    return max(0, math.ceil((until - now).total_seconds()))
