"""Reads a list that shows the newest first, and shifts, forward: the oldest unseen first, none left out.

The network orders notifications by the earlier of two times, the one an author claims and the one of its arrival, so
that a post may turn up *behind* what was read already: from a slow server, from a phone whose clock is late, or from
someone who hides by dating back. Against each there is one thing here:

- `seen` remembers what was given within WINDOW before `mark`, the place reached; what is there and was not given is
  new;
- once a day the whole list is gone through again, a page whenever nothing else is new, and given again: whoever
  stores posts passes over those she has.

Its cursor is a plain time on the reference server, and skips those of one instant that a page cuts apart: asking for
one millisecond more shows them. How far a long walk got is kept (`trail`), so that no call asks for more than STEPS
pages.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from safeguard.platforms.base import RateLimited
from safeguard.platforms.bluesky.parse import Notice, instant
from safeguard.records import Page, Post

STEPS = 20  # pages asked for in one call
OVERLAP = 3  # pages behind the mark that are looked at again
MEMORY = 200  # posts remembered
TRAIL = 32
WINDOW = 6 * 60 * 60 * 1000  # milliseconds
_KEY_BYTES = 12
_LAST = "~"  # sorts behind every key


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the network's: the newest first, and its own cursor ('' is the end)."""

    notices: Sequence[Notice]
    cursor: str


# (cursor, limit, only what certainly holds words) -> a page
Fetch = Callable[[str, int, bool], Batch]


class Place(msgspec.Struct, omit_defaults=True):
    """Where reading stands. Times are milliseconds, `swept` is a day; keys stand for posts and tell nothing of them."""

    mark: tuple[int, str] = (0, "")
    since: int = 0
    seen: list[tuple[int, str]] = []
    trail: list[str] = []
    swept: int = 0
    sweep: str | None = None

    def pack(self) -> str:
        return msgspec.json.encode(self).decode()


class _Walked(msgspec.Struct):
    """What a walk down to the mark found: `fresh` only holds all of it where the mark was `reached`."""

    fresh: list[tuple[tuple[int, str], Post]]
    trail: list[str]
    newest: int = 0
    reached: bool = False
    gaps: tuple[str, ...] = ()
    retry_at: datetime | None = None


def forward(fetch: Fetch, cursor: str, limit: int, now: datetime) -> Page:
    """Give the oldest unseen posts after `cursor`, at most `limit`, and the cursor behind them.

    Raises:
        PlatformError: the network could not be asked, or asked us to wait before it had shown anything.

    """
    place = _unpack(cursor, now)
    walked = _walk(fetch, place)
    while walked.reached and not walked.fresh and place.trail[1:]:
        place.trail.pop()
        walked = _walk(fetch, place)
    if not walked.reached:
        place.trail = walked.trail
        return Page(posts=(), cursor=place.pack(), retry_at=walked.retry_at, is_last=False)
    is_top = not place.trail or place.trail == [""]
    walked.fresh.sort(key=lambda found: found[0])
    given = walked.fresh[:limit]
    is_last = is_top and len(given) == len(walked.fresh)
    _remember(place, walked, given, is_last=is_last)
    posts = tuple(post for _, post in given)
    if is_last and not posts:
        posts = _sweep(fetch, place, limit, now)
    return Page(posts=posts, cursor=place.pack(), gaps=walked.gaps, is_last=is_last)


def _walk(fetch: Fetch, place: Place) -> _Walked:
    """Go down from the deepest page of the trail, or from the newest, to where everything was seen."""
    walked = _Walked(fresh=[], trail=list(place.trail) or [""])
    is_top = walked.trail == [""]
    pager = _Pager(walked.trail[-1])
    known: set[tuple[int, str]] = set(place.seen)
    behind = 0
    oldest = 0
    for step in range(STEPS):
        try:
            batch = fetch(pager.cursor, 100, False)
        except RateLimited as limited:
            if step == 0:
                raise
            walked.retry_at = limited.retry_at
            return walked
        for each in batch.notices:
            found = (each.at, _key(each))
            walked.newest = max(walked.newest, each.at)
            if each.post and found not in known and (found > place.mark or each.at >= place.since):
                walked.fresh.append((found, each.post))
            known.add(found)
        oldest = min((each.at for each in batch.notices), default=oldest)
        behind += bool(batch.notices) and oldest <= place.mark[0]
        if not pager.turn(batch.cursor):
            walked.reached = True
            walked.gaps = pager.gaps + (_cut(place, oldest) if step else ())
            return walked
        if behind and (behind > OVERLAP or oldest < place.since or not is_top):
            walked.reached = True
            walked.gaps = pager.gaps
            return walked
        walked.trail = [*walked.trail, pager.cursor][-TRAIL:]
    return walked


def _cut(place: Place, oldest: int) -> tuple[str, ...]:
    """Say where a list of several pages ends before what was read before: the network may have forgotten some."""
    return ("history_cut",) if 0 < place.mark[0] < oldest else ()


def _remember(
    place: Place,
    walked: _Walked,
    given: Sequence[tuple[tuple[int, str], Post]],
    *,
    is_last: bool,
) -> None:
    keys = [key for key, _ in given]
    place.mark = max([place.mark, *keys])
    if is_last:
        place.mark = max(place.mark, (walked.newest, _LAST))
        place.trail = []
    elif len(given) == len(walked.fresh):
        place.trail.pop()
    elif not place.trail:
        place.trail = walked.trail
    seen = sorted({*place.seen, *keys})
    place.since = max(place.since, place.mark[0] - WINDOW)
    if len(seen) > MEMORY:
        place.since = max(place.since, seen[-MEMORY - 1][0] + 1)
    place.seen = [each for each in seen if each[0] >= place.since]


def _sweep(fetch: Fetch, place: Place, limit: int, now: datetime) -> tuple[Post, ...]:
    """Give a page of the whole list again, where its time has come."""
    today = now.astimezone(UTC).toordinal()
    if place.sweep is None and place.swept >= today:
        return ()
    raw = place.sweep or ""
    batch = fetch(_wider(raw), limit, True)
    if raw and batch.cursor == raw:
        batch = fetch(raw, limit, True)
    place.sweep = batch.cursor if batch.cursor != raw else ""
    if not place.sweep:
        place.sweep, place.swept = None, today
    found = sorted(
        ((each.at, _key(each), each.post) for each in batch.notices if each.post),
        key=lambda one: one[:2],
    )
    return tuple(post for _, _, post in found)


class _Pager:
    """Turns the network's pages, and asks for a little more where its cursor is a plain time."""

    def __init__(self, cursor: str) -> None:
        self.cursor = cursor
        self.gaps: tuple[str, ...] = ()
        self._raw = ""

    def turn(self, raw: str) -> bool:
        """Go on to the next page; False at the end, or where the network goes round in a circle."""
        if not raw or (raw == self._raw and self.cursor == raw):
            return False
        if raw == self._raw:
            self.gaps = ("same_instant",)
            self.cursor = raw
        else:
            self.cursor = _wider(raw)
        self._raw = raw
        return True


def _wider(raw: str) -> str:
    at = instant(raw)
    if at is None:
        return raw
    wider = at + timedelta(milliseconds=1)
    return wider.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _key(each: Notice) -> str:
    digest = hashlib.sha256(f"{each.uri}|{each.cid}".encode()).digest()
    return urlsafe_b64encode(digest[:_KEY_BYTES]).decode()


def _unpack(cursor: str, now: datetime) -> Place:
    """Read our own cursor; one that another version wrote is read as the beginning, since nothing may be left out."""
    if cursor:
        try:
            return msgspec.json.decode(cursor, type=Place)
        except msgspec.DecodeError:
            pass
    return Place(swept=now.astimezone(UTC).toordinal())
