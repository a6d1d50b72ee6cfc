"""The queue of a soapbox: she joins, lets others go first, leaves; whoever runs it calls the next and reorders."""

from datetime import datetime

from django.db import transaction

from fuerza.attendance.models import Registration
from fuerza.core import audit
from fuerza.people.models import Person
from fuerza.programme.models import Session
from fuerza.slots import queries
from fuerza.slots.choices import Refusal, TurnState
from fuerza.slots.models import Order, Turn
from fuerza.slots.queries import Words
from fuerza.slots.services.ordering import Refused, hold, number, seal_words


@transaction.atomic
def join(
    *,
    session: Session,
    registration: Registration,
    words: Words,
    is_named: bool,
    now: datetime,
) -> Turn:
    """Take the last place in the queue; whoever is in it changes her words and keeps her place.

    Raises:
        Refused: the session is over, or does not take place.

    """
    order = hold(session)
    if not queries.is_open(session, now):
        raise Refused(Refusal.OVER)
    turn = queries.turn_of(registration, session)
    is_new = turn is None or turn.state == TurnState.DONE
    turn = turn or Turn(session=session, registration=registration)
    if is_new:
        turn.number, turn.state = number(order), TurnState.WAITING
    turn.is_named = is_named
    seal_words(turn, words)
    turn.save()
    audit.note(registration.person_id, registration.person_id, "turn taken", turn.pk, at=now)
    return turn


@transaction.atomic
def later(*, turn: Turn) -> None:
    """Let one go first: she and whoever is behind her change places; the last one stays where she is."""
    order = hold(turn.session)
    _wait(turn)
    behind = queries.queue_of(turn.session).filter(number__gt=turn.number).first()
    if behind is not None:
        _swap(turn, behind, order)


@transaction.atomic
def to_the_end(*, turn: Turn) -> None:
    """Let everybody go first."""
    order = hold(turn.session)
    turn.number = number(order)
    _wait(turn)


@transaction.atomic
def leave(*, turn: Turn) -> None:
    """Leave the queue; what she wrote for it is gone."""
    hold(turn.session)
    turn.delete()


@transaction.atomic
def call(*, session: Session, by: Person, now: datetime) -> Turn | None:
    """Call whoever is next, and let whoever spoke be done; None where nobody waits."""
    hold(session)
    _finish(session)
    following = queries.queue_of(session).filter(state=TurnState.WAITING).first()
    if following is not None:
        following.state = TurnState.CALLED
        following.save(update_fields=["state"])
        audit.note(following.registration.person_id, by.pk, "called up", following.pk, at=now)
    return following


@transaction.atomic
def finish(*, session: Session) -> None:
    """Say that whoever was called has spoken."""
    hold(session)
    _finish(session)


@transaction.atomic
def reorder(*, turn: Turn, is_up: bool) -> None:
    """Have one who waits change places with whoever waits before or behind her."""
    order = hold(turn.session)
    waiting = queries.queue_of(turn.session).filter(state=TurnState.WAITING)
    beside = (
        waiting.filter(number__lt=turn.number).last()
        if is_up
        else waiting.filter(number__gt=turn.number).first()
    )
    if beside is not None and turn.state == TurnState.WAITING:
        _swap(turn, beside, order)


def _finish(session: Session) -> None:
    """What was written for the stage has had its time once she spoke."""
    called = queries.queue_of(session).filter(state=TurnState.CALLED)
    called.update(state=TurnState.DONE, sealed_words=b"", is_named=False)


def _wait(turn: Turn) -> None:
    turn.state = TurnState.WAITING
    turn.save(update_fields=["state", "number"])


def _swap(one: Turn, other: Turn, order: Order) -> None:
    """Exchange two numbers by a third that nobody has."""
    first, second = one.number, other.number
    for turn, to in ((one, number(order)), (other, first), (one, second)):
        turn.number = to
        turn.save(update_fields=["number"])
