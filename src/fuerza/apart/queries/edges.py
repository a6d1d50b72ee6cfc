"""Edges: hers to herself, and to whoever puts people together one question alone: may these two meet.

What she typed is never looked up when it is written down: it is compared with those who are to be seated,
when they are. So nothing that she gets to see, and no time that it takes, depends on whether somebody of that name
is here.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet

from fuerza.apart.choices import EDGES_AT_MOST
from fuerza.apart.models import Edge, Talk
from fuerza.core import crypto
from fuerza.people import queries as people
from fuerza.people.models import Person
from fuerza.programme import queries as programme
from fuerza.programme.models import Edition


def edge_key(typed: str) -> bytes:
    """Return what makes two spellings of a sign-in name or an address one. The server could still test a guess."""
    return crypto.keyed(settings.ENV.master_key, "apart", Person.normalize_username(typed))


def edges_of(person: Person) -> QuerySet[Edge]:
    return Edge.objects.filter(person=person).order_by("made_at", "id")


def free_edges(person: Person) -> int:
    """Count how many more she may keep; those made elsewhere in the house count too."""
    return EDGES_AT_MOST - edges_of(person).count() - people.avoids_of(person).count()


def apart_among(person_ids: Iterable[uuid.UUID]) -> set[frozenset[uuid.UUID]]:
    """Return the pairs among these that are to be kept apart, without saying who asked for it."""
    ids = set(person_ids)
    known: dict[bytes, set[uuid.UUID]] = defaultdict(set)
    rows = Person.objects.filter(pk__in=ids).values_list("pk", "username", "email")
    for person_id, *words in rows:
        for word in filter(None, words):
            known[edge_key(word)].add(person_id)
    edges = Edge.objects.filter(person_id__in=ids, key__in=list(known))
    pairs = {
        frozenset({person_id, other_id})
        for person_id, key in edges.values_list("person_id", "key")
        for other_id in known[bytes(key)]
    }
    return {pair for pair in pairs if len(pair) > 1} | people.avoids_between(ids)


def kept_apart(person_id: uuid.UUID, others: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of `others` whom she avoids, or who avoid her."""
    pairs = apart_among({person_id, *others})
    return {one for pair in pairs if person_id in pair for one in pair} - {person_id}


def may_meet(one: uuid.UUID, other: uuid.UUID) -> bool:
    return not apart_among([one, other])


def talks_at(edition: Edition) -> QuerySet[Talk]:
    """List for organisers who wants to talk beforehand: how to reach her, in her words, and no more."""
    return Talk.objects.filter(edition=edition).order_by("asked_at", "id")


def talks_of(person: Person) -> QuerySet[Talk]:
    return Talk.objects.filter(person=person).select_related("edition__place").order_by("asked_at")


def editions_to_talk_of(person: Person) -> QuerySet[Edition]:
    """List the editions she was invited to and may ask to talk about."""
    invited = programme.viewer_of(person).invited_to
    found = Edition.objects.filter(pk__in=invited, announced_at__isnull=False)
    return found.select_related("place").order_by("first_day", "id")
