"""Searching her own mentions by keyed stems: no text is opened to find one, and what she asks is written nowhere."""

import uuid
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

import msgspec
import numpy as np
from django.db.models import Sum
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from fuerza.core import crypto
from fuerza.core.keyrings import Opened
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention, Tally
from fuerza.desk.queries import Desk, Scope, mentions_in, scope_kind
from fuerza.people.models import Person
from fuerza.sorting.models import Chunk, Index, Posting
from safeguard.text.stem import asked_for

MOST = 2_000  # found: the newest
WORDS = 8
KEY = 8  # bytes of a stem's hash
_ID, _TIME, PLACE = "V16", ">u4", ">u2"
Places = NDArray[np.uint16]


class Found(msgspec.Struct, frozen=True):
    """How many fit, and the ids of the newest of them, the newest first."""

    number: int
    ids: list[uuid.UUID]


class Reach(msgspec.Struct, frozen=True):
    """How many of what she holds can be searched."""

    done: int
    total: int
    is_whole: bool


def stem_secret(opened: Opened) -> bytes:
    """Make the key of her index from her private key: it is there only while her desk is open."""
    return crypto.keyed(opened.private, "search", str(opened.keyring_id))


def stem_key(secret: bytes, stem: str) -> bytes:
    return crypto.keyed(secret, "stem", stem)[:KEY]


def query_place(person: Person) -> bytes:
    return crypto.place("session", person.pk, "find")


def reach_of(person: Person, opened: Opened) -> Reach:
    rows = Tally.objects.filter(person=person).exclude(decision=Decision.STAGED)
    total = rows.aggregate(n=Sum("count"))["n"] or 0
    index = Index.objects.filter(person=person, keyring_id=opened.keyring_id).first()
    if index is None:
        return Reach(0, total, is_whole=False)
    return Reach(min(index.indexed, total), total, index.is_whole)


def search(person: Person, text: str, opened: Opened) -> Found:
    """Find what holds every word asked for, in any of the forms it takes in the languages that are read."""
    secret = stem_secret(opened)
    words = [frozenset(stem_key(secret, stem) for stem in may) for may in asked_for(text)[:WORDS]]
    if not words:
        return Found(0, [])
    fitting = _fitting(person, words)
    number = sum(len(places) for places in fitting.values())
    return Found(number, _newest(fitting))


def _fitting(person: Person, words: Sequence[frozenset[bytes]]) -> dict[int, Places]:
    """Find in each chunk the places that have all the words."""
    rows = Posting.objects.filter(stem__in=frozenset().union(*words), chunk__person=person)
    by_chunk: dict[int, list[tuple[bytes, Places]]] = {}
    for chunk, stem, places in rows.values_list("chunk_id", "stem", "places"):
        read = np.frombuffer(bytes(places), PLACE)
        by_chunk.setdefault(chunk, []).append((bytes(stem), read))
    found = {}
    for chunk, here in by_chunk.items():
        each = [_any_of(word, here) for word in words]
        if len(both := reduce(np.intersect1d, each)):
            found[chunk] = both
    return found


def _any_of(word: frozenset[bytes], here: Iterable[tuple[bytes, Places]]) -> Places:
    forms = [places for stem, places in here if stem in word]
    return reduce(np.union1d, forms, np.array([], PLACE))


def _newest(fitting: dict[int, Places]) -> list[uuid.UUID]:
    ids: list[NDArray[Any]] = []
    times: list[NDArray[Any]] = []
    for chunk in Chunk.objects.filter(pk__in=fitting):
        places = fitting[chunk.pk]
        ids.append(np.frombuffer(bytes(chunk.ids), _ID)[places])
        times.append(np.frombuffer(bytes(chunk.times), _TIME)[places])
    if not ids:
        return []
    order = np.argsort(np.concatenate(times), kind="stable")[::-1][:MOST]
    return [uuid.UUID(bytes=one.tobytes()) for one in np.concatenate(ids)[order]]


@scope_kind("s")
def nothing_but_ticked(desk: Desk, key: str) -> Scope | None:
    """Name the list of a search for what is ticked in it; "all of it" has no name, since no address holds her words."""
    return None if key or not desk.is_own else found_list(desk, [], "")


def found_list(desk: Desk, ids: Sequence[uuid.UUID], lede: str) -> Scope:
    rows = mentions_in(desk).filter(pk__in=ids) if ids else Mention.objects.none()
    rows = rows.order_by("-written_at", "-id")
    return Scope(kind="s", key="", mentions=rows, title=_("Search"), lede=lede)
