"""Keeping everything that comes in while the switch is on, as evidence, whether she is there or not.

That it is to be kept is written in the transaction that takes it in; keeping follows right after, from the bytes still
in memory, and then the note is gone. What a crash or a full disk left is kept once her desk is open. What may not be
kept is said, not hidden. Nothing is decided by it: it waits on her desk as before, and those she let in still read it,
so that a body stays with its mention until the switch is off.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

import msgspec
from django.db import transaction
from django.db.models import F

from fuerza.acts.choices import Category
from fuerza.acts.queries import account_key
from fuerza.connections.models import Connection
from fuerza.connections.services import tokens
from fuerza.core import crypto
from fuerza.core.crypto import KeyGone
from fuerza.core.keyrings import Opened
from fuerza.crisis import queries
from fuerza.crisis.choices import TRY_AGAIN, Because, MeasureKind
from fuerza.crisis.models import Crisis, Measure, Unkept
from fuerza.crisis.services.tightening import Mine, plan_for, target
from fuerza.desk import queries as desk
from fuerza.desk.models import Mention
from fuerza.desk.services import Stored, assessment_of
from fuerza.people.models import Person
from fuerza.vault import services as vault
from fuerza.vault.choices import ExhibitState, NotKept
from safeguard.classify.records import Score
from safeguard.evidence import Assessment
from safeguard.records import Post

AT_ONCE = 50
_WHY = {NotKept.SLOW: Because.SLOW, NotKept.DISK_FULL: Because.DISK_FULL}
_GONE = (ExhibitState.ENDING, ExhibitState.SHREDDED)


class New(msgspec.Struct, frozen=True, kw_only=True):
    """Something to keep: its mention, what was written, what was thought of it."""

    mention: uuid.UUID
    post: Post
    taken_at: datetime
    assessment: Assessment | None

    @property
    def is_hurtful(self) -> bool:
        return bool(self.assessment and self.assessment.labels)


def note_taken(person: Person, stored: Sequence[Stored], *, now: datetime) -> None:
    """Note what an account took in, in that very transaction, where her switch is on; and keep it after."""
    taken = [each for each in stored if each.is_live]
    crisis = queries.crisis_on(person) if taken else None
    if crisis is None:
        return
    rows = [
        Unkept(crisis=crisis, mention_id=each.id, because=_hindered(each.post, each.scored))
        for each in taken
    ]
    Unkept.objects.bulk_create(rows, batch_size=400)
    todo = [
        New(mention=each.id, post=each.post, taken_at=now, assessment=assessment_of(each.scored))
        for row, each in zip(rows, taken, strict=True)
        if row.because == Because.PENDING
    ]
    transaction.on_commit(partial(_keep, crisis, todo, now))


def catch_up(*, crisis: Crisis, opened: Opened, now: datetime) -> int:
    """Keep what could not be kept when it came, with her opened keyring. Return how many are left to be tried."""
    waiting = Mention.objects.filter(unkept__crisis=crisis, unkept__because__in=TRY_AGAIN)
    rows = list(waiting.select_related("exhibit").defer("exhibit__sealed")[:1000])
    bodies = desk.read(rows, opened)
    scores = desk.scores_of(rows)
    todo = [
        New(
            mention=row.pk,
            post=bodies[row.pk].post,
            taken_at=row.taken_in_at,
            assessment=assessment_of(scores.get(row.pk)),
        )
        for row in rows
        if row.pk in bodies and row.exhibit_id is None
    ]
    kept_since = [row.pk for row in rows if row.exhibit_id is not None]  # by a decision of hers
    Unkept.objects.filter(mention__in=kept_since).delete()
    _keep(crisis, todo, now)
    return waiting.count()


def empty_kept(crisis: Crisis) -> None:
    """Have what was kept lie in its exhibit alone, as it does without the switch."""
    since = Mention.objects.filter(
        person=crisis.person_id, exhibit__isnull=False, taken_in_at__gte=crisis.on_at
    )
    since.exclude(sealed=b"").update(sealed=b"")


def empty_destroyed() -> None:
    """Have nothing left of what she destroyed while her switch was on."""
    gone = Mention.objects.filter(exhibit__state__in=_GONE).exclude(sealed=b"")
    gone.update(sealed=b"")


def _hindered(post: Post, score: Score) -> Because:
    if Category.MINOR in score.labels:
        return Because.YOUNG
    return Because.PENDING if post.may_keep else Because.NOT_ALLOWED


def _keep(crisis: Crisis, todo: Sequence[New], now: datetime) -> None:
    for some in _in_pieces(todo):
        failed = _kept(crisis, some, now)
        if failed == Because.BROKEN:  # one of them can't be kept as it is: the others can
            for each in some:
                _note(each, _kept(crisis, [each], now))
        else:
            for each in some:
                _note(each, failed)
    _detach(crisis, todo, now)


def _in_pieces(todo: Sequence[New]) -> Iterator[Sequence[New]]:
    for start in range(0, len(todo), AT_ONCE):
        yield todo[start : start + AT_ONCE]


def _kept(crisis: Crisis, some: Sequence[New], now: datetime) -> Because | None:
    """Keep some, all or none; say what was in the way."""
    items = [_keepable(each, now) for each in some]
    try:
        exhibits = vault.keep(person=crisis.person, items=items, by=None, now=now)
    except vault.KeepingFailed as failed:
        return _WHY.get(failed.code, Because.BROKEN)
    except KeyGone:
        return Because.BROKEN
    with transaction.atomic():
        for each, exhibit in zip(some, exhibits, strict=True):
            Mention.objects.filter(pk=each.mention, exhibit=None).update(exhibit=exhibit)
        Unkept.objects.filter(mention__in=[each.mention for each in some]).delete()
        Crisis.objects.filter(pk=crisis.pk).update(kept=F("kept") + len(some))
    return None


def _note(new: New, why: Because | None) -> None:
    if why is not None:
        Unkept.objects.filter(mention=new.mention).update(because=why)


def _keepable(new: New, now: datetime) -> vault.Keepable:
    capture = vault.capture_now("api", now=now)
    return vault.Keepable(
        post=new.post,
        capture=msgspec.structs.replace(capture, started_at=new.taken_at),
        assessment=new.assessment,
        reason="crisis",
    )


# Hurtful quotes


def _detach(crisis: Crisis, todo: Sequence[New], now: datetime) -> None:
    """Cut hurtful quotes loose from her posts, where the network can, once they are kept."""
    quotes = {it.mention: it.post for it in todo if it.is_hurtful and it.post.kind == "quote"}
    if not quotes or crisis.off_at is not None:
        return
    kept = Mention.objects.filter(pk__in=quotes, exhibit__isnull=False)
    come_by = dict(kept.values_list("pk", "connection_id"))
    for reach in queries.reaches_of(crisis.person):
        here = [post for pk, post in quotes.items() if come_by.get(pk) == reach.connection.pk]
        if here and MeasureKind.DETACH in reach.does:
            _cut_loose(crisis, reach.connection, here, now)


@transaction.atomic
def _cut_loose(
    crisis: Crisis, connection: Connection, quotes: Sequence[Post], now: datetime
) -> None:
    locked = Crisis.objects.select_for_update().select_related("person").get(pk=crisis.pk)
    if locked.off_at is not None:
        return
    access = tokens.access_to(connection)
    base = target(connection, Mine(access.account, access.handle))
    secret = crypto.data_key(connection.person_id)
    targets = [
        msgspec.structs.replace(
            base,
            author_key=account_key(secret, connection.platform, quote.id),  # each is one act
            post=quote.quoted,
            url=quote.url,
            options={"detach": quote.id},
        )
        for quote in quotes
    ]
    before = locked.measures.filter(connection=connection, kind=MeasureKind.DETACH).count()
    measure = Measure(
        crisis=locked,
        connection=connection,
        platform=connection.platform,
        kind=MeasureKind.DETACH,
        number=before,
    )
    plan_for(measure, locked, targets, now)
