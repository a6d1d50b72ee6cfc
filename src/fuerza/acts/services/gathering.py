"""Gathering whom a platform says she has silenced: to see where each came from, and to take them along."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import cast

import msgspec
from django.db import transaction

from fuerza.acts.choices import ActionKind
from fuerza.acts.models import Action, Gathering
from fuerza.acts.queries import STANDING, Silenced, aims_of, gathering_place, silenced_in
from fuerza.acts.services.reaching import reach
from fuerza.connections.models import Connection
from fuerza.connections.services.linking import lose
from fuerza.core import audit, crypto, jobs
from fuerza.people.models import Person
from safeguard.platforms.base import AccessLost, Listing, PlatformDown, RateLimited

KEPT_FOR = timedelta(days=1)
DOWN_WAIT = timedelta(minutes=5)


@transaction.atomic
def gather(*, connection: Connection, kind: ActionKind, by: Person, now: datetime) -> Gathering:
    """Have whom she has silenced on an account gathered; an older gathering of the same goes."""
    Gathering.objects.filter(connection=connection, kind=kind).delete()
    made = Gathering.objects.create(connection=connection, kind=kind, made_at=now)
    audit.note(connection.person_id, by.pk, "connections.gathered", made.pk, at=now)
    jobs.enqueue("connections.gather", key=str(made.pk), now=now, gathering=made.pk)
    return made


def gather_on(
    gathering_id: uuid.UUID, *, clock: Callable[[], datetime], beat: Callable[..., None]
) -> None:
    """Read on from where it was left; asked to wait, or down, it is put back."""
    made = (
        Gathering.objects.filter(pk=gathering_id, ended_at=None)
        .select_related("connection")
        .first()
    )
    if made is None:
        return
    reached = reach(made.connection, now=clock())
    if reached is None or "read.lists" not in reached.network.capabilities:
        _keep(made, _by_us(made.connection, made.kind), clock(), is_last=True)
        return
    network = cast("Listing", reached.network)
    while made.ended_at is None:
        try:
            page, cursor = network.silenced(reached.access, made.kind, made.cursor)
        except AccessLost:
            lose(connection=made.connection)
            made.delete()  # half of a list must not look like all of it
            return
        except (RateLimited, PlatformDown) as wait:
            run_at = getattr(wait, "retry_at", clock() + DOWN_WAIT)
            jobs.enqueue(
                "connections.gather",
                key=str(made.pk),
                now=clock(),
                run_at=run_at,
                gathering=made.pk,
            )
            return
        made.cursor = cursor
        people = [Silenced(one.account, one.handle, one.until) for one in page]
        beat(made.number + len(people), None)
        _keep(made, people, clock(), is_last=not cursor)


def forget_gathered(*, now: datetime) -> None:
    """Forget what was gathered more than a day ago."""
    Gathering.objects.filter(made_at__lt=now - KEPT_FOR).delete()


def _keep(made: Gathering, people: Iterable[Silenced], now: datetime, *, is_last: bool) -> None:
    every = [*silenced_in(made), *people]
    made.sealed = crypto.seal_personal(
        made.connection.person_id, msgspec.json.encode(every).decode(), gathering_place(made.pk)
    )
    made.number = len(every)
    made.ended_at = now if is_last else None
    made.save()


def _by_us(connection: Connection, kind: str) -> list[Silenced]:
    """Name whom acts from here silenced, where the platform can't be asked."""
    acts = list(
        Action.objects.filter(
            connection=connection, kind=kind, state__in=STANDING, is_undoing=False
        ).order_by("place", "pk")
    )
    aims = aims_of(connection.person, acts)
    ends = {act.pk: act.until for act in acts}
    found = {aims[pk].target: Silenced(aims[pk].author, aims[pk].handle, ends[pk]) for pk in aims}
    return list(found.values())
