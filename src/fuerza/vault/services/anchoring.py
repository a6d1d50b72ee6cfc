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


def stamp(
    anchor_id: int, *, reach: http.Client, clock: Callable[[], datetime]
) -> datetime | None:
    """Ask for one stamp; return when to ask again, or None where it is there or no longer wanted."""
    waiting = Anchor.objects.filter(pk=anchor_id, state=AnchorState.WAITING)
    anchor = waiting.select_related("checkpoint").first()
    url = queries.authorities().get(anchor.authority) if anchor else None
    if anchor is None or url is None:
        return None
    anchor.tries += 1
    anchor.asked_at, anchor.said_at = clock(), None
    anchor.error = _asked(anchor, url, reach=reach, clock=clock)
    if not anchor.error:
        anchor.state = AnchorState.STAMPED
    anchor.save()
    if not anchor.error:
        return None
    return clock() + min(timedelta(minutes=2**anchor.tries), LONGEST_WAIT)


def _asked(
    anchor: Anchor, url: str, *, reach: http.Client, clock: Callable[[], datetime]
) -> str:
    """Ask, and write the answer into `anchor`; return the code of what was wrong with it, or nothing."""
    note = anchor.checkpoint.note.encode()
    request = stamp_request(note)
    try:
        reply = reach.post(url, content=request.body, headers=_TYPE)
        answered_at, answer = clock(), reply.raise_for_status().content
    except http.Failed:
        return "unreachable"
    pinned = settings.ENV.tsa_certificates
    try:
        said = read_stamp(answer, note, authorities=pinned, nonce=request.nonce)
    except NotATimestamp:
        return "refused"
    anchor.said_at = said
    if len(answer) > _LARGEST:
        return "refused"
    asked_at = anchor.asked_at or answered_at
    if not asked_at - APART - RESOLUTION <= said <= answered_at + APART:
        return "clock"
    anchor.answer = answer
    return ""
