"""Making her mentions searchable: keyed stems, a piece at a time, in her own requests while her desk is open.

No job does this: a job would need her key while she is away.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction

from fuerza.core import bulk
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Mention
from fuerza.desk.queries import Body, read
from fuerza.people.models import Person
from fuerza.sorting.models import Chunk, Index, Posting
from fuerza.sorting.queries import PLACE, stem_key, stem_secret
from safeguard.text.stem import found_by

PIECE = 1_000
A_WHILE = timedelta(seconds=1)
SETTLED = timedelta(minutes=1)  # a page that is still being taken in has ids already
Clock = Callable[[], datetime]


def index_on(*, person: Person, opened: Opened, clock: Clock) -> Index:
    """Go on making what she holds searchable, for a second; with another keyring than before, from the start."""
    began = clock()
    index = _index_of(person, opened)
    while not index.is_whole and clock() - began < A_WHILE:
        index = _some_more(person, opened, clock())
    return index


@transaction.atomic
def forget_index(*, person: Person) -> None:
    """Throw the index away; it is made anew when she searches."""
    Chunk.objects.filter(person=person).delete()
    Index.objects.filter(person=person).delete()


@transaction.atomic
def _index_of(person: Person, opened: Opened) -> Index:
    index = Index.objects.filter(person=person).first()
    if index is not None and index.keyring_id != opened.keyring_id:
        forget_index(person=person)
        index = None
    if index is None:
        made = {"keyring_id": opened.keyring_id}
        index, _made = Index.objects.get_or_create(person=person, defaults=made)
    index.is_whole = False  # something may have come since
    return index


@transaction.atomic
def _some_more(person: Person, opened: Opened, now: datetime) -> Index:
    index = Index.objects.select_for_update().get(person=person)
    rows = Mention.objects.filter(person=person, taken_in_at__lte=now - SETTLED)
    rows = rows.filter(pk__gt=index.indexed_to) if index.indexed_to else rows
    some = list(rows.select_related("exhibit").defer("exhibit__sealed").order_by("pk")[:PIECE])
    if some:
        _write(person, some, opened)
        index.indexed_to = some[-1].pk
        index.indexed += len(some)
    index.is_whole = len(some) < PIECE
    index.save()
    return index


def _write(person: Person, some: Sequence[Mention], opened: Opened) -> None:
    bodies = read(some, opened)
    secret = stem_secret(opened)
    places: dict[str, list[int]] = defaultdict(list)
    for place, mention in enumerate(some):
        if mention.pk in bodies:
            for word in _words(bodies[mention.pk], mention.language):
                places[word].append(place)
    chunk = Chunk.objects.create(
        person=person,
        ids=b"".join(mention.pk.bytes for mention in some),
        times=b"".join(_moment(mention) for mention in some),
    )
    bulk.insert(Posting, ("chunk", "stem", "places"), _rows(chunk, secret, places))


def _rows(
    chunk: Chunk, secret: bytes, places: dict[str, list[int]]
) -> Iterator[tuple[object, ...]]:
    for word, where in places.items():
        yield chunk.pk, stem_key(secret, word), np.array(where, PLACE).tobytes()


def _words(body: Body, language: str) -> set[str]:
    author = body.post.author
    return found_by(body.post.text, language) | found_by(f"{author.handle} {author.name}", "")


def _moment(mention: Mention) -> bytes:
    return min(max(int(mention.written_at.timestamp()), 0), 2**32 - 1).to_bytes(4)
