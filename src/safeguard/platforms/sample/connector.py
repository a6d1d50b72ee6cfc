"""The sample network: a connector over posts it was handed. It opens no socket and has no clock.

It behaves as the real ones do where that matters: whom she has muted or blocked is heard no more, so
that what is to be kept must be read before it is acted on.
"""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from typing import ClassVar

import msgspec

from safeguard.platforms.base import Access, Act, Limit, Outcome, PlatformError
from safeguard.platforms.forward import page_after
from safeguard.records import Page, Post

_UNDOES = {"mute": "unmute", "block": "unblock"}
_UNDONE_BY = {undo: kind for kind, undo in _UNDOES.items()}


class Sample:
    """`posts` may be a function that makes them anew for each call, in any order.

    `store` holds who is muted and blocked, what was reported, and which acts were done, as strings. With
    `fails` set every call raises it; with `loses_answers` an act is done and its answer is lost.
    """

    capabilities: ClassVar[frozenset[str]] = frozenset({"read.mentions", "mute", "block", "report"})
    limits: ClassVar[tuple[Limit, ...]] = ()
    costs: ClassVar[Mapping[str, int]] = {}

    def __init__(
        self,
        posts: Iterable[Post] | Callable[[], Iterable[Post]],
        store: MutableMapping[str, str],
        *,
        fails: PlatformError | None = None,
        loses_answers: bool = False,
    ) -> None:
        self._posts = posts if callable(posts) else tuple(posts).__iter__
        self._store = store
        self._fails = fails
        self._loses_answers = loses_answers

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        self._fail()
        heard = (post for post in self._posts() if not self._is_silenced(access, post))
        return page_after(heard, cursor, limit)

    def act(self, access: Access, act: Act, key: str) -> Outcome:
        self._fail()
        if not {act.kind, _UNDONE_BY.get(act.kind)} & self.capabilities:
            raise ValueError(f"the sample network cannot {act.kind}")
        done = f"done|{access.account}|{key}"
        if done not in self._store:
            outcome = self._do(access, act)
            self._store[done] = msgspec.json.encode(outcome).decode()
        outcome = msgspec.json.decode(self._store[done], type=Outcome)
        if self._loses_answers:
            return Outcome(certain=False)
        return outcome

    def _do(self, access: Access, act: Act) -> Outcome:
        if undone := _UNDONE_BY.get(act.kind):
            ref = _ref(undone, access, act.target)
            self._store.pop(ref, None)
            return Outcome(remote_ref=ref)
        ref = _ref(act.kind, access, act.post or act.target)
        self._store[ref] = act.reason
        if act.kind in _UNDOES:
            return Outcome(remote_ref=ref, undo=Act(kind=_UNDOES[act.kind], target=act.target))
        return Outcome(remote_ref=ref)

    def _is_silenced(self, access: Access, post: Post) -> bool:
        return any(_ref(kind, access, post.author.id) in self._store for kind in _UNDOES)

    def _fail(self) -> None:
        if self._fails is not None:
            raise self._fails


def _ref(kind: str, access: Access, target: str) -> str:
    return f"{kind}|{access.account}|{target}"
