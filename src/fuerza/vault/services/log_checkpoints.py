"""Checkpoints: the log's size and root, signed at a constant rate, and which of them are kept."""

import base64
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction

from fuerza.vault.choices import AnchorState
from fuerza.vault.models import Anchor, Checkpoint
from fuerza.vault.services.log import LogAt, LogWasChanged, lay_tiles, size
from fuerza.vault.services.log_keys import key_in_use, signer_of
from safeguard.evidence import note

ALL_STAY_FOR = timedelta(days=1)


@transaction.atomic
def sign_checkpoint(*, now: datetime) -> Checkpoint:
    """Sign how long the log is and what its root is, whether or not it has grown.

    A line of chance stands under it, where whoever checks passes over what she has no key for: so no two notes
    are the same, and an authority that stamps them can't tell when nothing was kept.

    Raises:
        LogWasChanged: it no longer begins as it did at the last checkpoint; nothing is signed then.

    """
    grown = size()
    last = Checkpoint.objects.order_by("-id").first()
    if last and (grown < last.size or LogAt(last.size).root != bytes(last.root)):
        raise LogWasChanged("The log did not begin as it was signed last.")
    lay_tiles(grown)
    root, key = LogAt(grown).root, key_in_use(now=now)
    text = note.Checkpoint(origin=key.name, size=grown, root=root).render()
    chance = base64.b64encode(secrets.token_bytes(32)).decode()
    signed = f"{note.sign(text, [signer_of(key)])}— salt {chance}\n"
    return Checkpoint.objects.create(key=key, size=grown, root=root, note=signed, made_at=now)


@transaction.atomic
def prune_checkpoints(*, now: datetime) -> int:
    """Drop what is older than a day, but for the last of each day and what is the oldest stamp of its size.

    Neither depends on when something was kept more closely than the stamps do. What is dropped can be made
    again from the leaves; nothing that was handed out points at a row. Returns how many went.
    """
    old = list(
        Checkpoint.objects.filter(made_at__lt=now - ALL_STAY_FOR)
        .order_by("id")
        .values_list("pk", "made_at")
    )
    last_of_day = {made_at.astimezone(UTC).date(): pk for pk, made_at in old}
    stay = {*last_of_day.values(), *_oldest_stamps()}
    going = [pk for pk, _made_at in old if pk not in stay]
    for start in range(0, len(going), 500):
        Checkpoint.objects.filter(pk__in=going[start : start + 500]).delete()
    return len(going)


def _oldest_stamps() -> Iterable[int]:
    stamped = Anchor.objects.filter(state=AnchorState.STAMPED).order_by("-checkpoint")
    rows = stamped.values_list("checkpoint__size", "authority", "checkpoint")
    return {(size, authority): pk for size, authority, pk in rows}.values()
