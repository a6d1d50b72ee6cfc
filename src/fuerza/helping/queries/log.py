"""Who looked at what of hers, read from the trail and put into words; and how much somebody has read today.

The trail holds a line for each thing. What one act did to many of them is read as one line with their number, so that
the reads are not drowned by it; nothing is left out, and that line opens to the single ones.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import BigIntegerField, Case, Count, F, Max, QuerySet, Value, When
from django.urls import reverse
from django.utils.formats import number_format

from fuerza.acts.choices import Category
from fuerza.core.models import AuditEntry
from fuerza.desk import queries as desk
from fuerza.helping.choices import A_PAUSE, DEEDS, OTHERWISE, READS, SEEN, TOGETHER
from fuerza.people import queries as people
from fuerza.people.models import Person
from fuerza.vault import queries as vault


class Line(msgspec.Struct, frozen=True):
    """One line of the log: when, who did what in a sentence, what it was about, with a way there, and at whose desk.

    `whose` is empty at one's own; `number` is how many lines of the trail it stands for.
    """

    at: datetime
    words: str
    about: str = ""
    url: str = ""
    whose: str = ""
    number: int = 1


class Read(msgspec.Struct, frozen=True):
    """How many texts and lists with texts somebody opened today, and for how many minutes she read."""

    items: int
    minutes: int


class Deed(msgspec.Struct, frozen=True):
    """What somebody did, as the trail holds it: to one thing, or by one act to many; `last` is its newest line."""

    person_id: uuid.UUID
    actor_id: uuid.UUID
    verb: str
    at: datetime
    about: str
    number: int
    last: int


Rows = QuerySet[AuditEntry, Any]


def trail_of(owner: Person) -> Rows:
    """What others did with what is hers, the newest first; the machine is nobody, and she herself is not among them."""
    return _in_acts(_by_others(owner)).order_by(F("last").desc())


def lately(actor: Person) -> Rows:
    """What somebody did at the desks of others, the newest first."""
    rows = AuditEntry.objects.filter(actor_id=actor.pk).exclude(person_id=actor.pk)
    return _in_acts(rows).order_by("-at", F("last").desc())


def singly(owner: Person, pk: int) -> Rows | None:
    """Take apart what one act did to many: each line of the trail, the newest first; `pk` is one of them."""
    one = _by_others(owner).filter(pk=pk, verb__in=TOGETHER).first()
    if one is None:
        return None
    same = _by_others(owner).filter(actor_id=one.actor_id, verb=one.verb, at=one.at)
    return _in_acts(same, together=()).order_by(F("last").desc())


def lines_of(viewer: Person, rows: Iterable[Mapping[str, Any]]) -> list[Line]:
    """Put what the trail holds into words, at a constant number of queries; ways lead to her own desk alone."""
    deeds = [Deed(**{name: row[name] for name in Deed.__struct_fields__}) for row in rows]
    here = {deed.person_id for deed in deeds} - {viewer.pk}
    names = _names({deed.actor_id for deed in deeds} | here)
    ways = _ways(viewer, [deed for deed in deeds if deed.person_id == viewer.pk])
    return [
        Line(
            at=deed.at,
            words=_said(deed, names),
            about=_about(deed.about),
            url=ways.get(deed.last, ""),
            whose=names.get(deed.person_id, "") if deed.person_id != viewer.pk else "",
            number=deed.number,
        )
        for deed in deeds
    ]


def read_today(person: Person, now: datetime) -> Read:
    """Count what she opened since midnight where she is, at her own desk and at others'; a pause is no reading."""
    midnight = now.astimezone(ZoneInfo(person.zone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    rows = AuditEntry.objects.filter(actor_id=person.pk, at__gte=midnight, verb__in=READS)
    times = list(rows.order_by("at").values_list("at", flat=True))
    between = (after - before for before, after in pairwise(times))
    read = sum((each for each in between if each < A_PAUSE), timedelta())
    return Read(len(times), read // timedelta(minutes=1))


def _by_others(owner: Person) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.filter(person_id=owner.pk, actor_id__isnull=False)
    return rows.exclude(actor_id=owner.pk)


def _in_acts(rows: QuerySet[AuditEntry], together: Iterable[str] = tuple(TOGETHER)) -> Rows:
    """Fold what is noted for many at once: the same verb, by the same person, at the same moment."""
    many = When(verb__in=together, then=Value(0))
    alone = Case(many, default=F("id"), output_field=BigIntegerField())
    folded = rows.annotate(alone=alone).values("person_id", "actor_id", "verb", "at", "alone")
    return folded.annotate(number=Count("id"), last=Max("id"), about=Max("object_id"))


def _said(deed: Deed, names: dict[uuid.UUID, str]) -> str:
    words: dict[str, object] = {"name": names.get(deed.actor_id, "–"), "verb": deed.verb}
    if deed.number > 1:
        written = number_format(deed.number, force_grouping=True)
        words |= {"number": deed.number, "n": written}
        return str(TOGETHER[deed.verb] % words)
    return str(DEEDS.get(deed.verb, OTHERWISE)) % words


def _about(object_id: str) -> str:
    if object_id in Category.values:
        return str(Category(object_id).label)
    return str(SEEN.get(object_id, ""))


def _ways(viewer: Person, deeds: Sequence[Deed]) -> dict[int, str]:
    """Find the way to each thing that is still there; from what was done to many, to the single ones."""
    alone = [deed for deed in deeds if deed.number == 1 and len(deed.about) == _UUID]
    ids = [uuid.UUID(deed.about) for deed in alone]
    at = desk.desk_of(viewer)
    groups = desk.groups_in(at).filter(pk__in=ids).values_list("pk", flat=True)
    mentions = desk.mentions_in(at).filter(pk__in=ids).values_list("pk", flat=True)
    exhibits = vault.exhibits_of(viewer).filter(pk__in=ids).values_list("pk", flat=True)
    found = {"desk:group": groups, "desk:open": mentions, "vault:open": exhibits}
    there = {str(pk): reverse(name, args=[pk]) for name, pks in found.items() for pk in pks}
    many = [deed for deed in deeds if deed.number > 1]
    return {deed.last: there[deed.about] for deed in alone if deed.about in there} | {
        deed.last: reverse("helping:singly", args=[deed.last]) for deed in many
    }


_UUID = 36  # characters


def _names(ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    return {person.pk: people.name_of(person) for person in Person.objects.filter(pk__in=ids)}
