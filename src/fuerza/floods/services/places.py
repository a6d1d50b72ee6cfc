"""The places that she gave: sealed to her, and known again in a text by their marks while she is away."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from fuerza.core import audit, crypto
from fuerza.core.keyrings import readers_of
from fuerza.floods.models import Place
from fuerza.floods.queries import place_place
from fuerza.people.models import Person
from safeguard.classify.records import Score
from safeguard.detect.offline import KINDS, Sign, find_offline
from safeguard.detect.places import LEAST, LONGEST, find_places, mark_of, words_of

MARK = 16  # bytes
MOST = 30
Finder = Callable[[str, Score], tuple[Sign, ...]]


class NotAPlace(ValueError):
    """It has too few words to be told from others, or more than are looked for: `code` is few or many."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def give_place(*, person: Person, kind: str, text: str, now: datetime) -> Place:
    """Keep a place of hers; given before, it stays as it was.

    Raises:
        NotAPlace: nothing by which it could be known again, or she gave as many as are looked for.
    """
    words = words_of(text)
    if len(words) < LEAST:
        raise NotAPlace("few")
    if len(words) > LONGEST or Place.objects.filter(person=person).count() >= MOST:
        raise NotAPlace("many")
    mark = mark_of(words, _marker(person.pk))
    known = Place.objects.filter(person=person, mark=mark).first()
    if known is not None:
        return known
    key = crypto.new_content_key(owner_id=person.pk, readers=readers_of([person.pk]))
    place = Place(person=person, kind=kind, mark=mark, words=len(words), made_at=now)
    place.content_key_id = key.id
    place.sealed = crypto.encrypt(key.secret, text.strip().encode(), place_place(place.pk))
    place.save()
    audit.note(person.pk, person.pk, "floods.gave_place", place.pk, at=now)
    return place


@transaction.atomic
def take_place_back(*, place: Place, now: datetime) -> None:
    audit.note(place.person_id, place.person_id, "floods.took_place_back", place.pk, at=now)
    place.delete()


def finder_for(person_id: uuid.UUID) -> Finder:
    """Give what looks through a person's texts: one look at her places, however many texts there are."""
    places = Place.objects.filter(person_id=person_id).values_list("mark", "kind", "words")
    known = {bytes(mark): (kind, words) for mark, kind, words in places}
    marker = _marker(person_id) if known else None

    def find(text: str, scored: Score) -> tuple[Sign, ...]:
        hers = find_places(text, known, marker) if marker else ()
        signs = {sign.kind: sign for sign in (*find_offline(text, scored), *hers)}
        return tuple(signs[kind] for kind in KINDS if kind in signs)

    return find


def _marker(person_id: uuid.UUID) -> Callable[[str], bytes]:
    secret = crypto.data_key(person_id)
    return lambda words: crypto.keyed(secret, "place", words)[:MARK]
