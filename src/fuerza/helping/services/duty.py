"""A safety adviser's card, the switch by hand, and the agreement that comes before either."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.core import audit
from fuerza.helping.choices import BY_HAND
from fuerza.helping.models import Duty
from fuerza.people import queries as people
from fuerza.people import services as people_services
from fuerza.people.models import Person


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a safety adviser says of herself."""

    languages: list[str]
    days: list[int]
    from_hour: int
    to_hour: int
    at_once: int


def agree(*, person: Person, purposes: Iterable[str], now: datetime) -> None:
    """Keep that she agreed to the rules as they are now; agreed to already, nothing changes."""
    for purpose in purposes:
        if not people.has_agreed(person, purpose, at=now):
            people_services.consent_give(person=person, purpose=purpose, now=now)


@transaction.atomic
def set_card(*, adviser: Person, card: Card, now: datetime) -> Duty:
    duty, _made = Duty.objects.update_or_create(
        person=adviser, defaults=msgspec.structs.asdict(card)
    )
    audit.note(adviser.pk, adviser.pk, "helping.set_card", at=now)
    return duty


@transaction.atomic
def switch(*, duty: Duty, is_on: bool | None, now: datetime) -> Duty:
    """Go on duty or off it by hand, for twelve hours; None: back to the hours of the card."""
    duty.is_on = bool(is_on)
    duty.by_hand_until = None if is_on is None else now + BY_HAND
    duty.save(update_fields=["is_on", "by_hand_until"])
    audit.note(duty.person_id, duty.person_id, "helping.switched_duty", at=now)
    return duty
