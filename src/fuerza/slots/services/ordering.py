"""One after the other: whoever takes a turn or a table of a session waits for whoever is taking one."""

import msgspec
from django.db.models import Q

from fuerza.attendance.choices import SEATED
from fuerza.core import crypto
from fuerza.programme.models import Session
from fuerza.slots import queries
from fuerza.slots.choices import Refusal
from fuerza.slots.models import Booking, Order, Turn
from fuerza.slots.queries import Words


class Refused(Exception):
    """It could not be done; `why` says so by a code that stays the same."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


def hold(session: Session) -> Order:
    """Wait until nobody else changes this session's queue or tables; call it first, inside a transaction.

    After it, nothing is there any more of whoever gave up her place at the edition.
    """
    Order.objects.get_or_create(session=session)
    held = Order.objects.select_for_update().get(session=session)
    forget_those_who_left(Q(session=session))
    return held


def forget_those_who_left(where: Q) -> None:
    Turn.objects.filter(where).exclude(registration__state__in=SEATED).delete()
    Booking.objects.filter(where).exclude(registration__state__in=SEATED).delete()


def number(order: Order) -> int:
    """Give out the next number."""
    given = order.next_number
    order.next_number += 1
    order.save(update_fields=["next_number"])
    return given


def seal_words(row: Turn | Booking, words: Words) -> None:
    text = msgspec.json.encode(words).decode()
    row.sealed_words = crypto.seal_personal(
        row.registration.person_id, text, queries.words_place(row)
    )
