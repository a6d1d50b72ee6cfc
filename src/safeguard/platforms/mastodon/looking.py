"""Whether an act whose answer was lost was done: by what stands on the server now."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from safeguard.platforms.base import Act, Outcome, Refused
from safeguard.platforms.mastodon import acting, parse, reading
from safeguard.platforms.mastodon.acting import Step

REPORTS = "/api/v1/reports"
OPEN, CLOSED = "open", "closed"
_UNSURE = Outcome(certain=False)
_PAGES = 20  # of 200 domains each


def look_up(step: Step) -> Outcome | None:
    """Say what became of an act: done, not done (None), or not to be told (an Outcome that is not certain)."""
    return _LOOK[step.act.kind](step)


def report_status(step: Step) -> str:
    """Say what became of a report; '' where a server does not tell those who report."""
    if not step.act.ref:
        return ""
    try:
        answer = step.server.get(step.access, f"{REPORTS}/{quote(step.act.ref, safe='')}")
    except Refused:
        return ""
    taken = answer.read(dict[str, object]).get("action_taken")
    return {True: CLOSED, False: OPEN}.get(taken, "") if isinstance(taken, bool) else ""


def _account(field: str, wanted: bool) -> Callable[[Step], Outcome | None]:
    def look(step: Step) -> Outcome | None:
        found = reading.relations(step.server, step.access, [step.act.target])
        relation = found.get(step.act.target)
        if relation is None:
            return _UNSURE if found else _done(step, False, wanted)  # somebody else's, or nobody's
        return _done(step, getattr(relation, field), wanted)

    return look


def _thread(wanted: bool) -> Callable[[Step], Outcome | None]:
    def look(step: Step) -> Outcome | None:
        at = f"/api/v1/statuses/{quote(step.act.target, safe='')}"
        try:
            status = step.server.get(step.access, at).read(dict[str, object])
        except Refused as refused:
            return None if refused.code == "gone" else _UNSURE  # a token to act may not read posts
        is_muted = status.get("muted")
        return _done(step, is_muted if isinstance(is_muted, bool) else None, wanted)

    return look


def _domain(wanted: bool) -> Callable[[Step], Outcome | None]:
    def look(step: Step) -> Outcome | None:
        domain, cursor = acting.domain_of(step.act), ""
        for _ in range(_PAGES):
            found, cursor = reading.silenced(step.server, step.access, "block_domain", cursor)
            if domain in {it.handle for it in found}:
                return _done(step, True, wanted)
            if not cursor:
                return _done(step, False, wanted)
        return _UNSURE

    return look


def _filter(step: Step) -> Outcome | None:
    ref = acting.filter_of(step)
    if not ref:
        return None
    title = acting.title_of(step.act, step.key)
    undo = Act(kind="unfilter", target=step.act.target, ref=ref, before=title)
    return Outcome(remote_ref=ref, undo=undo)


def _unfilter(step: Step) -> Outcome | None:
    return None if acting.filter_of(step) else Outcome()


def _policy(step: Step) -> Outcome | None:
    if not acting.is_kept(step, acting.standing_policy(step)):
        return None
    before = step.act.before
    undo = Act(kind="unpolicy", target=step.act.target, before=before) if before else None
    return Outcome(undo=undo if step.act.kind == "policy" else None)


def _report(step: Step) -> Outcome | None:
    """Look among her own reports, which only some servers show: elsewhere it stays unsure for ever."""
    act = step.act
    try:
        answer = step.server.get(step.access, REPORTS, [("limit", "100")])
    except Refused:
        return _UNSURE
    for each in answer.read(list[dict[str, object]]):
        about = parse.text(parse.part(each, "target_account").get("id"))
        posts = each.get("status_ids")
        if (about, each.get("comment"), posts or []) == (
            act.target,
            act.note,
            [act.post] if act.post else [],
        ):
            return Outcome(remote_ref=parse.text(each.get("id")))
    return None


def _done(step: Step, stands: bool | None, wanted: bool) -> Outcome | None:
    if stands is None:
        return _UNSURE
    return Outcome(undo=acting.inverse(step.act)) if stands is wanted else None


_LOOK: Mapping[str, Callable[[Step], Outcome | None]] = {
    "mute": _account("is_muted", True),
    "unmute": _account("is_muted", False),
    "block": _account("is_blocked", True),
    "unblock": _account("is_blocked", False),
    "mute_thread": _thread(True),
    "unmute_thread": _thread(False),
    "block_domain": _domain(True),
    "unblock_domain": _domain(False),
    "filter": _filter,
    "unfilter": _unfilter,
    "policy": _policy,
    "unpolicy": _policy,
    "report": _report,
}
