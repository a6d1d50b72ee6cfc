"""Stamps by outside authorities: every hour each is asked to stamp the newest checkpoint, and again where it fails.

Keeping waits for none of this. A stamp is taken when it is by a certificate that was pinned, over what was sent, and
told at a time that is ours too: where the clocks are apart one of them is wrong, and nobody could say which.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from fuerza.core import http
from fuerza.vault import queries
from fuerza.vault.choices import AnchorState
from fuerza.vault.models import Anchor, Checkpoint
from safeguard.evidence.errors import NotATimestamp
from safeguard.evidence.timestamp import read_stamp, stamp_request

APART = timedelta(seconds=2)
RESOLUTION = timedelta(seconds=1)  # authorities may tell whole seconds
LONGEST_WAIT = timedelta(minutes=30)
_LARGEST = 64 << 10
_TYPE = {"Content-Type": "application/timestamp-query"}
_PORTS = {"http": 80, "https": 443}


def plan_stamps() -> list[Anchor]:
    """Have the newest checkpoint stamped by each authority; older ones that still wait need it no more."""
    Anchor.objects.filter(state=AnchorState.WAITING).delete()
    checkpoint = Checkpoint.objects.order_by("-id").first()
    if checkpoint is None:
        return []
    rows = [Anchor(checkpoint=checkpoint, authority=name) for name in queries.authorities()]
    Anchor.objects.bulk_create(rows, ignore_conflicts=True)
    return list(checkpoint.anchors.filter(state=AnchorState.WAITING))


def client() -> http.Client:
    """Make a client that reaches the authorities that were named, in clear and on this machine too."""
    parts = [urlsplit(url) for url in settings.ENV.tsa_urls]
    named = {(each.hostname or "", each.port or _PORTS[each.scheme]) for each in parts}
    return http.client(keeps=False, named=named)


def stamp(anchor_id: int, *, reach: http.Client, clock: Callable[[], datetime]) -> datetime | None:
    """Ask for one stamp; return when to ask again, or None where it is there or no longer wanted."""
    waiting = Anchor.objects.filter(pk=anchor_id, state=AnchorState.WAITING)
    anchor = waiting.select_related("checkpoint").first()
    url = queries.authorities().get(anchor.authority) if anchor else None
    if anchor is None or url is None:
        return None
    asked_at = clock()
    told = _asked(anchor.checkpoint.note.encode(), url, reach=reach, clock=clock)
    tries = anchor.tries + 1
    # not saved but updated: where the next hour has taken its place meanwhile, it is gone and stays so
    waiting.update(tries=tries, asked_at=asked_at, **told)
    if "state" in told:
        return None
    return clock() + min(timedelta(minutes=1 << min(tries, 10)), LONGEST_WAIT)


def _asked(
    note: bytes, url: str, *, reach: http.Client, clock: Callable[[], datetime]
) -> dict[str, object]:
    """Ask once; return what to write down: the stamp, or the code of what was wrong."""
    request, asked_at = stamp_request(note), clock()
    try:
        answer = reach.post(url, content=request.body, headers=_TYPE).raise_for_status().content
    except http.Failed:
        return {"error": "unreachable", "said_at": None}
    answered_at = clock()
    pinned = settings.ENV.tsa_certificates
    try:
        said_at = read_stamp(answer, note, authorities=pinned, nonce=request.nonce)
    except NotATimestamp:
        return {"error": "refused", "said_at": None}
    if len(answer) > _LARGEST:
        return {"error": "refused", "said_at": None}
    if not asked_at - APART - RESOLUTION <= said_at <= answered_at + APART:
        return {"error": "clock", "said_at": said_at}
    return {"state": AnchorState.STAMPED, "answer": answer, "said_at": said_at, "error": ""}
