"""The queue of a soapbox: her own turn, all of it for whoever calls the speakers, and the names a stage may show."""

import uuid

from django.db.models import QuerySet

from fuerza.attendance.choices import SEATED
from fuerza.attendance.models import Registration
from fuerza.programme.models import Session
from fuerza.slots.choices import IN_QUEUE
from fuerza.slots.models import Turn
from fuerza.slots.queries.sessions import words_of


def turn_of(registration: Registration, session: Session) -> Turn | None:
    """Her own turn, or None."""
    found = Turn.objects.filter(registration=registration, session=session)
    return found.select_related("registration", "session").first()


def queue_of(session: Session) -> QuerySet[Turn]:
    """List who speaks and who waits, in order; whoever gave up her place at the edition is not there."""
    found = Turn.objects.filter(session=session, state__in=IN_QUEUE, registration__state__in=SEATED)
    return found.select_related("registration", "session").order_by("number")


def turn_in(session: Session, pk: uuid.UUID) -> Turn | None:
    return queue_of(session).filter(pk=pk).first()


def ahead_of(turn: Turn) -> int:
    """Count who comes before her, herself to know."""
    return queue_of(turn.session).filter(number__lt=turn.number).count()


def names_for_stage(session: Session) -> list[dict[str, str]]:
    """Give the queue as a stage shows it: a name where she agreed to that, else none."""
    return [
        {"turn": str(one.pk), "name": words_of(one).name if one.is_named else ""}
        for one in queue_of(session)
    ]
