"""Following a pack: what was sent and what came back, in an append-only ledger, and the clock that runs meanwhile."""

from datetime import datetime, timedelta

from django.db import transaction

from fuerza.core import audit, crypto
from fuerza.packs import queries
from fuerza.packs.choices import PackState, Verb
from fuerza.packs.models import LedgerEntry, Pack
from fuerza.packs.queries import PackAt

_BECOMES = {
    Verb.SENT: PackState.SENT,
    Verb.ACKNOWLEDGED: PackState.SENT,
    Verb.ANSWERED: PackState.ANSWERED,
    Verb.APPEALED: PackState.SENT,
    Verb.CLOSED: PackState.CLOSED,
}
_AFTER = {
    PackState.DRAFT: (Verb.CLOSED,),
    PackState.READY: (Verb.CLOSED,),
    PackState.SENT: (Verb.ACKNOWLEDGED, Verb.ANSWERED, Verb.CLOSED),
    PackState.ANSWERED: (Verb.APPEALED, Verb.CLOSED),
    PackState.CLOSED: (),
}


class NotNow(RuntimeError):
    """What was to be logged can't follow on what the pack is now, or isn't the helper's to log."""


def may_follow(pack: Pack) -> tuple[Verb, ...]:
    """Name what can be logged next."""
    return _AFTER[PackState(pack.state)]


@transaction.atomic
def log(*, found: PackAt, verb: Verb, note: str, now: datetime) -> LedgerEntry:
    """Write what came back, or that she objected; only by her.

    Raises:
        NotNow: it can't follow on what the pack is now, or a helper asked.

    """
    pack = Pack.objects.select_for_update().select_related("case__case_key").get(pk=found.pack.pk)
    if not found.at.is_own or verb not in may_follow(pack):
        raise NotNow
    return write(pack, found, verb, note=note, now=now)


def write(pack: Pack, found: PackAt, verb: Verb, *, note: str, now: datetime) -> LedgerEntry:
    """Append an entry; the clock that was running goes on after a mere "we have it"."""
    entry = LedgerEntry(pack=pack, verb=verb, at=now)
    if note:
        public = bytes(pack.case.case_key.public)
        entry.sealed_note = crypto.seal_to(public, note.encode(), queries.note_place(entry.pk))
    entry.clock, entry.due_at = _clock(pack, verb, now)
    entry.save(force_insert=True)
    pack.state = _BECOMES[verb]
    pack.save(update_fields=["state"])
    audit.note(found.at.owner.pk, found.at.actor.pk, f"packs.{verb}", pack.pk, at=now)
    return entry


def _clock(pack: Pack, verb: Verb, now: datetime) -> tuple[str, datetime | None]:
    if verb is Verb.ACKNOWLEDGED:
        last = pack.entries.order_by("-at", "-pk").first()
        return (last.clock, last.due_at) if last else ("", None)
    if _BECOMES[verb] != PackState.SENT:
        return "", None
    clock = queries.route_of_pack(pack.route).clock(pack.language, now.date())
    return clock.code, now + timedelta(hours=clock.runs_for)
