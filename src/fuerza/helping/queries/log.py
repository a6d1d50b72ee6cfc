"""Who looked at what of hers, read from the trail and put into words; and how much somebody has read today."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import QuerySet
from django.urls import reverse

from fuerza.acts.choices import Category
from fuerza.core.models import AuditEntry
from fuerza.desk import queries as desk
from fuerza.helping.choices import A_PAUSE, DEEDS, OTHERWISE, READS, SEEN
from fuerza.people import queries as people
from fuerza.people.models import Person


class Line(msgspec.Struct, frozen=True):
    """One line of the log: when, who did what in a sentence, what it was about, with a way there, and at whose desk.

    `whose` is empty at one's own.
    """

    at: datetime
    words: str
    about: str = ""
    url: str = ""
    whose: str = ""


class Read(msgspec.Struct, frozen=True):
    """How many texts and lists with texts somebody opened today, and for how many minutes she read."""

    items: int
    minutes: int


def trail_of(owner: Person) -> QuerySet[AuditEntry]:
    """What others did with what is hers, the newest first; the machine is nobody, and she herself is not among them."""
    rows = AuditEntry.objects.filter(person_id=owner.pk, actor_id__isnull=False)
    return rows.exclude(actor_id=owner.pk).order_by("-id")


def lately(actor: Person) -> QuerySet[AuditEntry]:
    """What somebody did at the desks of others, the newest first."""
    rows = AuditEntry.objects.filter(actor_id=actor.pk).exclude(person_id=actor.pk)
    return rows.order_by("-at", "-id")


def lines_of(viewer: Person, entries: Iterable[AuditEntry]) -> list[Line]:
    """Put entries into words, at a constant number of queries; ways lead to her own desk alone."""
    entries = list(entries)
    here = {entry.person_id for entry in entries} - {viewer.pk}
    names = _names({entry.actor_id for entry in entries if entry.actor_id} | here)
    ways = _ways(viewer, [entry for entry in entries if entry.person_id == viewer.pk])
    return [
        Line(
            at=entry.at,
            words=_said(entry, names),
            about=_about(entry.object_id),
            url=ways.get(entry.object_id, ""),
            whose=names.get(entry.person_id, "") if entry.person_id != viewer.pk else "",
        )
        for entry in entries
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


def _said(entry: AuditEntry, names: dict[uuid.UUID, str]) -> str:
    name = names.get(entry.actor_id, "–") if entry.actor_id else "–"
    return str(DEEDS.get(entry.verb, OTHERWISE)) % {"name": name, "verb": entry.verb}


def _about(object_id: str) -> str:
    if object_id in Category.values:
        return str(Category(object_id).label)
    return str(SEEN.get(object_id, ""))


def _ways(viewer: Person, entries: Sequence[AuditEntry]) -> dict[str, str]:
    """Find the way to each message and group that is still there."""
    ids = [uuid.UUID(entry.object_id) for entry in entries if len(entry.object_id) == _UUID]
    at = desk.desk_of(viewer)
    groups = desk.groups_in(at).filter(pk__in=ids).values_list("pk", flat=True)
    mentions = desk.mentions_in(at).filter(pk__in=ids).values_list("pk", flat=True)
    return {str(pk): reverse("desk:group", args=[pk]) for pk in groups} | {
        str(pk): reverse("desk:open", args=[pk]) for pk in mentions
    }


_UUID = 36  # characters


def _names(ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    return {person.pk: people.name_of(person) for person in Person.objects.filter(pk__in=ids)}
