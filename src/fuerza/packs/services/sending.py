"""Sending a pack: by her, once, whole; through the platform where it takes reports from here, else as done by hand."""

from datetime import datetime

from django.db import transaction

from fuerza.acts.choices import Category
from fuerza.connections import queries as connections
from fuerza.connections.services import may_act
from fuerza.core.keyrings import Opened
from fuerza.desk import queries as desk_queries
from fuerza.desk import services as desk
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention
from fuerza.packs import queries
from fuerza.packs.choices import Kind, PackState, Verb
from fuerza.packs.models import LedgerEntry, Pack
from fuerza.packs.queries import Filled, PackAt
from fuerza.packs.services import handing_over
from fuerza.packs.services.following import write
from fuerza.packs.services.preparing import NotAllowed, PackRefused, settle
from fuerza.vault import services as vault
from fuerza.vault.models import Exhibit


class NotReady(RuntimeError):
    """Something that the route demands is missing, or it is out already: nothing was sent."""


def can_be_sent_here(found: PackAt, stands: Filled) -> Mention | None:
    """Return the message that a report through its platform would be of; None where it is done by hand."""
    if stands.route.kind is not Kind.PLATFORM or len(stands.items) != 1:
        return None
    mention = queries.mention_of(found.at, stands.items[0].id)
    if mention is None or mention.connection is None:
        return None
    can = connections.abilities_of(mention.connection)
    return mention if "report" in can and may_act(mention.connection) else None


def send(
    *, found: PackAt, opened: Opened, number: str, now: datetime, by_hand: bool = False
) -> LedgerEntry:
    """Send it, or note that she did; `number` is what the other side calls it.

    Through the platform it goes as a report from the desk does: opened by her, once, never fair criticism.

    Raises:
        NotAllowed: a helper prepares, and she sends.
        NotReady: something is missing, or it went out before.
        PackRefused: it was reported before.
        ReportRefused, AlreadyDecided, DeskLocked, KeepingFailed: as `desk.services.decide` says.

    """
    if not found.at.is_own:
        raise NotAllowed
    stands = queries.filled(found, opened, now)
    if stands is None or found.is_out:
        raise NotReady
    settle(found.pack, stands)
    if found.pack.state != PackState.READY:
        raise NotReady
    is_platform = stands.route.kind is Kind.PLATFORM
    exhibits = list(found.pack.exhibits.filter(pk__in=[item.id for item in stands.items]))
    if is_platform and queries.was_reported(found.at, exhibits):
        raise PackRefused("once")
    mention = None if by_hand else can_be_sent_here(found, stands)
    with transaction.atomic():
        if mention is not None:
            _report(found, stands, mention, opened, now)
        return _write(found, number, now, exhibits=[] if mention else exhibits)


def _report(found: PackAt, stands: Filled, mention: Mention, opened: Opened, now: datetime) -> None:
    at = desk_queries.desk_of(found.at.owner)
    choice = desk.Choice(
        decision=Decision.REPORTED,
        label=Category(stands.body.category),
        note=handing_over.note_of(found, stands),
    )
    rows = desk_queries.mentions_in(at).filter(pk=mention.pk)
    desk.decide(desk=at, mentions=rows, choice=choice, opened=opened, now=now)


def _write(found: PackAt, number: str, now: datetime, *, exhibits: list[Exhibit]) -> LedgerEntry:
    pack = Pack.objects.select_for_update().select_related("case__case_key").get(pk=found.pack.pk)
    if pack.state != PackState.READY:  # sent from another tab meanwhile
        raise NotReady
    vault.note_reported(exhibits=exhibits, by=found.at.actor, at=now, act=pack.pk, reference=number)
    return write(pack, found, Verb.SENT, note=number, now=now)
