"""Limits on reading and being spared texts for a while: what somebody sets for herself, and nobody for another."""

from datetime import datetime, timedelta

from fuerza.core import audit
from fuerza.helping.choices import A_MINUTE
from fuerza.people.models import Person


def set_limits(*, person: Person, reads: int | None, minutes: int | None, now: datetime) -> None:
    """Set how much somebody wants to read in a day; None is no limit. Reached, a break is offered, never forced."""
    person.reads_a_day, person.minutes_a_day = reads, minutes
    person.save(update_fields=["reads_a_day", "minutes_a_day"])
    audit.note(person.pk, person.pk, "helping.set_limits", at=now)


def spare(*, person: Person, hours: int, now: datetime) -> None:
    """Keep texts from her for so many hours, as she asked; threats and what exposes her are shown all the same."""
    _spare_until(person, now + timedelta(hours=hours))
    audit.note(person.pk, person.pk, "helping.spared", at=now)


def open_alone(*, person: Person, now: datetime) -> None:
    """Show them again in a minute; nobody is asked, and asking twice makes it no later."""
    if person.spared_until is not None:
        _spare_until(person, min(person.spared_until, now + A_MINUTE))
        audit.note(person.pk, person.pk, "helping.opened_alone", at=now)


def _spare_until(person: Person, until: datetime) -> None:
    person.spared_until = until
    person.save(update_fields=["spared_until"])
