"""Tightening: a plan for each measure, made once however often this runs; acts of `fuerza.acts` from there on.

Words and notifications need nothing of the network and come first. For gates the network is asked for her newest
posts, outside any transaction; where it does not answer, that measure says so and is tried again.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import cast

import msgspec
from django.db import transaction

from fuerza.acts import services as acts
from fuerza.acts.choices import ActionKind, Cause
from fuerza.acts.queries import account_key
from fuerza.acts.services import AT_ONCE, Target, Terms
from fuerza.connections.models import Connection
from fuerza.connections.services import tokens
from fuerza.connections.services.linking import lose
from fuerza.connections.services.networks import network_of
from fuerza.core import crypto, http
from fuerza.crisis import queries
from fuerza.crisis.choices import (
    ACTS,
    AGAIN,
    ALLOW,
    HELD_BACK,
    NEEDS_POSTS,
    MeasureKind,
    Missed,
    Who,
)
from fuerza.crisis.models import Crisis, Measure
from safeguard.platforms.base import AccessLost, PlatformError
from safeguard.platforms.hers import Owned, Owning

Beat = Callable[[], None]


class Mine(msgspec.Struct, frozen=True):
    """Whose account acts are aimed at: her own."""

    account: str
    handle: str


def tighten(crisis_id: uuid.UUID, *, clock: Callable[[], datetime], beat: Beat) -> None:
    """Plan every measure of a switch that is on and has no plan yet."""
    todo = Measure.objects.filter(
        crisis=crisis_id, crisis__off_at=None, plan=None, missed__in=AGAIN
    )
    rank = list(MeasureKind)
    for measure in sorted(
        todo.select_related("crisis__person", "connection"),
        key=lambda it: rank.index(MeasureKind(it.kind)),
    ):
        beat()
        _make(measure, clock())


def _make(measure: Measure, now: datetime) -> None:
    if measure.connection is None:  # it was ended and forgotten meanwhile
        _miss(measure, Missed.LOST)
        return
    try:
        mine, posts = _hers(measure, measure.connection, now)
    except AccessLost:
        lose(connection=measure.connection)
        _miss(measure, Missed.LOST)
    except PlatformError:
        _miss(measure, Missed.UNREAD)
    else:
        _plan(measure, _targets(measure, measure.connection, mine, posts, now), now)


def _hers(
    measure: Measure, connection: Connection, now: datetime
) -> tuple[Mine, tuple[Owned, ...]]:
    access = tokens.access_to(connection)
    mine = Mine(access.account, access.handle)
    if measure.kind not in NEEDS_POSTS:
        return mine, ()
    with http.client() as reach:
        access = tokens.renewed(connection, reach=reach, now=now)
        network = cast("Owning", network_of(connection, reach))
        own = network.own(access, 2 * AT_ONCE)
    is_thread = (
        measure.kind == MeasureKind.REPLIES
    )  # only where a thread begins can answers be limited
    posts = [it for it in own if it.kind == "post" and (it.begins or not is_thread)]
    return mine, tuple(posts[:AT_ONCE])


def _targets(
    measure: Measure, connection: Connection, mine: Mine, posts: Sequence[Owned], now: datetime
) -> list[Target]:
    crisis = measure.crisis
    base = target(connection, mine)
    if measure.kind == MeasureKind.WORDS:
        until = now + timedelta(days=crisis.days)
        return [msgspec.structs.replace(base, words=queries.words_of(crisis), until=until)]
    if measure.kind == MeasureKind.NOTIFICATIONS:
        return [msgspec.structs.replace(base, options=dict(HELD_BACK))]
    allow = ALLOW[Who(crisis.who)] if measure.kind == MeasureKind.REPLIES else "nobody"
    return [
        msgspec.structs.replace(base, post=it.id, url=it.url, options={"allow": allow})
        for it in posts
    ]


def target(connection: Connection, mine: Mine) -> Target:
    """Aim an act at her own account."""
    secret = crypto.data_key(connection.person_id)
    return Target(
        author_key=account_key(secret, connection.platform, mine.account),
        author=mine.account,
        handle=mine.handle,
        platform=connection.platform,
        connection=connection,
    )


@transaction.atomic
def _plan(measure: Measure, targets: Sequence[Target], now: datetime) -> None:
    crisis = Crisis.objects.select_for_update().select_related("person").get(pk=measure.crisis_id)
    fresh = Measure.objects.get(pk=measure.pk)
    if crisis.off_at is not None or fresh.plan_id is not None:
        return
    if not targets:
        _miss(measure, Missed.NOTHING)
        return
    plan_for(fresh, crisis, targets, now)


def plan_for(measure: Measure, crisis: Crisis, targets: Sequence[Target], now: datetime) -> None:
    """Plan a measure's acts, which begin at once, and bind them to the switch."""
    measure.plan = acts.plan(
        person=crisis.person,
        kind=ActionKind(ACTS[MeasureKind(measure.kind)]),
        targets=targets,
        by=crisis.person,
        now=now,
        terms=Terms(cause=Cause.CRISIS, waits=False),
    )
    measure.missed = ""
    measure.save()


def _miss(measure: Measure, why: Missed) -> None:
    Measure.objects.filter(pk=measure.pk).update(missed=why)
