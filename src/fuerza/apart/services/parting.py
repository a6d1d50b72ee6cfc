"""Whom she would rather not meet, kept silently; and asking an organiser for a talk, which is what else helps."""

from datetime import datetime

from django.db import transaction

from fuerza.apart import queries
from fuerza.apart.models import Edge, Talk
from fuerza.core import audit, crypto
from fuerza.people.models import Person
from fuerza.programme.models import Edition


class TooMany(ValueError):
    """She keeps ten already: one has to go first."""


def keep_apart(*, person: Person, whom: str, reason: str = "", now: datetime) -> Edge:
    """Keep what she typed; nobody is looked up, so that it is the same for whoever is here and whoever isn't.

    Raises:
        TooMany: she keeps ten already.

    """
    key = queries.edge_key(whom)
    crypto.data_key(person.pk)  # keys first, rows after (seams.md)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # two at once must not make eleven
        known = Edge.objects.filter(person=person, key=key).first()
        if known is None and queries.free_edges(person) <= 0:
            raise TooMany
        edge = known or Edge(person=person, key=key, made_at=now)
        edge.sealed_whom = _sealed(edge, "whom", whom.strip())
        edge.sealed_reason = _sealed(edge, "reason", reason) if reason else b""
        edge.save()
        audit.note(person.pk, person.pk, "avoided", edge.pk, at=now)
        return edge


@transaction.atomic
def meet_again(*, edge: Edge, now: datetime) -> None:
    """Take one off her list: nothing of it is kept."""
    audit.note(edge.person_id, edge.person_id, "avoiding lifted", edge.pk, at=now)
    edge.delete()


def ask_to_talk(*, person: Person, edition: Edition, how: str, now: datetime) -> Talk:
    """Ask the organisers of an edition for a talk beforehand; asked again, what she wrote last holds."""
    crypto.data_key(person.pk)  # keys first, rows after (seams.md)
    with transaction.atomic():
        known = Talk.objects.filter(person=person, edition=edition).first()
        talk = known or Talk(person=person, edition=edition)
        talk.sealed_how, talk.asked_at = _sealed(talk, "how", how), now
        talk.save()
        audit.note(person.pk, person.pk, "talk asked", talk.pk, at=now)
        return talk


@transaction.atomic
def end_talk(*, talk: Talk, by: Person, now: datetime) -> None:
    """She needs it no more, or they talked: how to reach her is deleted."""
    audit.note(talk.person_id, by.pk, "talk ended", talk.pk, at=now)
    talk.delete()


def _sealed(row: Edge | Talk, field: queries.Text, text: str) -> bytes:
    return crypto.seal_personal(row.person_id, text, queries.place_of(row, field))
