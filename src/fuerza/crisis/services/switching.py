"""On and off. On begins at once and is the same when asked twice; off is hers to say, and never while a flood goes on.

The right to act stays lent while the switch is on (acts.services.reaching), so that what comes to be done while she is
asleep is done: new quotes cut loose, words that would run out muted anew.
"""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

import msgspec
from django.db import transaction

from fuerza.acts import services as acts
from fuerza.acts.models import Plan
from fuerza.acts.services.reaching import take_back_loan
from fuerza.connections.models import Connection
from fuerza.connections.services import tokens
from fuerza.core import audit, crypto, hooks, jobs, mail
from fuerza.core.choices import MailKind
from fuerza.core.keyrings import Opened
from fuerza.crisis import queries
from fuerza.crisis.choices import MeasureKind, Who
from fuerza.crisis.models import Crisis, Measure
from fuerza.crisis.services.keeping import empty_kept
from fuerza.people.models import Grant, Person
from safeguard.platforms.base import AccessLost

BEFORE_THE_END = timedelta(days=1)  # words are muted anew so long before they would run out


class FloodGoesOn(RuntimeError):
    """Nothing is put back while a flood goes on."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What she chose on the page: who may answer, which words for how long, whom to call."""

    days: int
    who: Who = Who.KNOWN
    words: tuple[str, ...] = ()
    helpers: tuple[Grant, ...] = ()
    asks_adviser: bool = False


def turn_on(*, person: Person, wish: Wish, opened: Opened | None, now: datetime) -> Crisis:
    """Switch it on: a job plans at once what platforms are to do, helpers are called. On already, it stays as it is."""
    crisis = _begun(person, wish, now)
    _lend(crisis, opened)
    return crisis


@transaction.atomic
def _begun(person: Person, wish: Wish, now: datetime) -> Crisis:
    Person.objects.select_for_update().get(pk=person.pk)
    there = queries.crisis_on(person)
    if there is not None:
        return there
    crisis = Crisis(person=person, on_at=now, who=wish.who, days=wish.days)
    if wish.words:
        text = "\n".join(wish.words)
        crisis.sealed_words = crypto.seal_personal(person.pk, text, queries.words_place(crisis.pk))
    crisis.save(force_insert=True)
    _measure(crisis)
    _call(crisis, wish, now)
    audit.note(person.pk, person.pk, "crisis.on", crisis.pk, at=now)
    _wake(crisis.pk, now)
    return crisis


def _measure(crisis: Crisis) -> None:
    """Write down what is to be tightened: a crash after this forgets none of it."""
    Measure.objects.bulk_create(
        [
            Measure(
                crisis=crisis,
                connection=reach.connection,
                platform=reach.connection.platform,
                kind=kind,
            )
            for reach in queries.reaches_of(crisis.person)
            for kind in reach.does
            if kind != MeasureKind.DETACH and (kind != MeasureKind.WORDS or crisis.sealed_words)
        ]
    )


def _call(crisis: Crisis, wish: Wish, now: datetime) -> None:
    """Call helpers by a mail that tells nothing; ask for an adviser where the programme has some."""
    crisis.called.set(wish.helpers)
    for grant in wish.helpers:
        mail.send(grant.actor, MailKind.NOTE, now=now)
    asked = [ask(crisis.person, now=now) for _, ask in hooks.each("advisers") if wish.asks_adviser]
    if any(asked):
        crisis.asked_at = now
        crisis.save(update_fields=["asked_at"])


def _wake(pk: uuid.UUID, now: datetime) -> None:
    jobs.enqueue("crisis.tighten", key=str(pk), now=now, crisis=pk)


def _lend(crisis: Crisis, opened: Opened | None) -> None:
    if opened is None or opened.person_id != crisis.person_id:
        return
    for connection in _touched(crisis):
        with suppress(AccessLost):  # from before a reset: she has to give it anew
            tokens.lend(connection, opened)


def _touched(crisis: Crisis) -> Iterable[Connection]:
    return Connection.objects.filter(measures__crisis=crisis).distinct()


def go_on(*, crisis: Crisis, opened: Opened, now: datetime) -> bool:
    """Lend what is needed once more, and have all go on that waited; False where something still waits for her."""
    is_all = acts.lend_what_waits(person=crisis.person, opened=opened, now=now)
    if crisis.off_at is None:
        _lend(crisis, opened)
        _wake(crisis.pk, now)
    return is_all


def turn_off(*, crisis: Crisis, opened: Opened | None, now: datetime) -> None:
    """Switch it off, because she says so: put back exactly what stood before, on every account.

    Raises:
        FloodGoesOn: nothing was put back.
    """
    _ended(crisis, now)
    acts.lend_what_waits(person=crisis.person, opened=opened, now=now)
    for connection in _touched(crisis):
        take_back_loan(connection)


@transaction.atomic
def _ended(crisis: Crisis, now: datetime) -> None:
    locked = Crisis.objects.select_for_update().select_related("person").get(pk=crisis.pk)
    if locked.off_at is not None:
        return
    if queries.flood_of(locked.person):
        raise FloodGoesOn
    plans = Plan.objects.filter(measure__crisis=locked, taken_back_at=None)
    acts.take_back(plans=list(plans), by=locked.person, now=now)
    crisis.off_at = locked.off_at = now
    locked.save(update_fields=["off_at"])
    empty_kept(locked)
    audit.note(locked.person_id, locked.person_id, "crisis.off", locked.pk, at=now)


def look_after(*, now: datetime) -> None:
    """Have every switch that is on go on: what could not be done yet, and words that are about to run out."""
    for crisis in Crisis.objects.filter(off_at=None):
        _renew(crisis, now)
        _wake(crisis.pk, now)


def _renew(crisis: Crisis, now: datetime) -> None:
    """Plan words anew where the newest plan for them runs out soon: no answer means that it stays."""
    words = crisis.measures.filter(kind=MeasureKind.WORDS)
    for connection in _touched(crisis):
        newest = words.filter(connection=connection).order_by("-number").first()
        ends = (
            newest.plan.actions.filter(until__lte=now + BEFORE_THE_END)
            if newest and newest.plan
            else None
        )
        if newest and ends is not None and ends.exists():
            Measure.objects.get_or_create(
                crisis=crisis,
                connection=connection,
                kind=MeasureKind.WORDS,
                number=newest.number + 1,
                defaults={"platform": newest.platform},
            )
