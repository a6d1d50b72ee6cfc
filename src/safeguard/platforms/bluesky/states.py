"""What her server keeps for her alone and no record shows: mutes of accounts, lists and threads, and muted words.

Such a state has no name that a key could be seen in. Setting it twice is the same as once, and what stood there
before is read first, so that undoing puts it back: somebody whom she had muted herself stays muted.
"""

from collections.abc import Callable, Mapping

import msgspec

from safeguard.platforms.base import Access, Act, Outcome, Refused
from safeguard.platforms.bluesky.calls import Calls
from safeguard.platforms.bluesky.parse import inside, muted_how
from safeguard.platforms.bluesky.replies import AnswerLost, fields
from safeguard.platforms.bluesky.shown import post_view, profile, root_of

_UNDOES = {"unmute": "mute", "unmute_thread": "mute_thread", "unmute_list": "mute_list"}
_UNDONE_BY = {kind: undo for undo, kind in _UNDOES.items()}
KINDS = frozenset({*_UNDOES, *_UNDONE_BY})
_ONLY = {"quotes": "onlyQuoteposts", "reposts": "onlyReposts"}
_GRAPH = "app.bsky.graph"


class States:
    """Mutes, and takes mutes back."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._standing: Mapping[str, Callable[[Access, str], str]] = {
            "mute": self._account,
            "mute_thread": self._thread,
            "mute_list": self._list,
        }

    def before(self, access: Access, act: Act) -> str:
        """Say how it stands: none, all, quotes or reposts."""
        return self._standing[_UNDOES.get(act.kind, act.kind)](access, act.target)

    def act(self, access: Access, act: Act, _key: str) -> Outcome:
        if act.kind in {"mute", "unmute"} and act.target == access.account:
            raise Refused("not_allowed")
        target = self._root(access, act)
        wanted = _wanted(act)
        if act.kind in _UNDOES:
            outcome = Outcome()
        else:
            before = act.before or self._standing[act.kind](access, target)
            # Found as it is wanted, it was most likely set by this very act, whose answer was lost.
            before = before if before != wanted or act.before else "none"
            undo = Act(kind=_UNDONE_BY[act.kind], target=target, before=before)
            outcome = Outcome(undo=undo)
        try:
            self._set(access, _UNDOES.get(act.kind, act.kind), target, wanted)
        except AnswerLost:
            return msgspec.structs.replace(outcome, certain=False)
        return outcome

    def look_up(self, access: Access, act: Act, _key: str) -> Outcome | None:
        if self.before(access, act) != _wanted(act):
            return None
        if act.kind in _UNDOES:
            return Outcome()
        target = self._root(access, act)
        undo = Act(kind=_UNDONE_BY[act.kind], target=target, before=act.before or "none")
        return Outcome(undo=undo)

    def _set(self, access: Access, kind: str, target: str, wanted: str) -> None:
        name, of = _METHODS[kind]
        method = f"{_GRAPH}.{'unmute' if wanted == 'none' else 'mute'}{name}"
        only = {_ONLY[wanted]: True} if wanted in _ONLY else {}
        self._calls.post(access, method, {of: target, **only})

    def _account(self, access: Access, did: str) -> str:
        return muted_how(profile(self._calls, access, did))

    def _thread(self, access: Access, uri: str) -> str:
        shown = post_view(self._calls, access, uri)
        return "all" if inside(shown, "viewer", "threadMuted") is True else "none"

    def _list(self, access: Access, uri: str) -> str:
        asked = (("list", uri), ("limit", "1"))
        told = fields(self._calls.get(access, f"{_GRAPH}.getList", asked))
        return "all" if inside(told, "list", "viewer", "muted") is True else "none"

    def _root(self, access: Access, act: Act) -> str:
        """Give what is muted: of a thread, the post that it begins with."""
        if act.kind != "mute_thread":
            return act.target
        return root_of(post_view(self._calls, access, act.target), act.target)


_METHODS = {
    "mute": ("Actor", "actor"),
    "mute_thread": ("Thread", "root"),
    "mute_list": ("ActorList", "list"),
}


def _wanted(act: Act) -> str:
    """Say how it is to stand."""
    if act.kind in _UNDOES:
        return act.before or "none"
    only = act.options.get("only", "all")
    if only not in {"all", *_ONLY} or (only != "all" and act.kind != "mute"):
        raise ValueError("only quotes or reposts can be muted apart")
    return only
