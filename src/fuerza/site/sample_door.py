"""A door at the sample edition, and with it a ticket for each who comes; nobody stands there."""

from contextlib import suppress
from datetime import datetime

from fuerza.door import queries, services
from fuerza.door.services import Terms
from fuerza.people.models import Person
from fuerza.programme.models import Edition


def stand(*, edition: Edition, by: Person, now: datetime) -> None:
    """Open one door, once; its link is shown to nobody, and is too old half an hour later."""
    if not queries.doors_of(edition).exists():
        terms = Terms(hours=12, may_take_list=True)
        with suppress(services.Refused):  # an old sample is over
            services.open_door(edition=edition, terms=terms, by=by, now=now)
