"""Finding what belongs together: copy-paste raids and pile-ons become one group each. Run again, it changes nothing."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from fuerza.acts.choices import Category
from fuerza.desk.choices import Decision, GroupKind
from fuerza.desk.models import Group, Mention, PileOn
from fuerza.desk.services.tallies import recount
from fuerza.people.models import Person
from safeguard.detect.copy_paste import find_copies
from safeguard.detect.pile_on import PileOn as Found
from safeguard.detect.pile_on import find_pile_on

LOOK_BACK = timedelta(days=60)
LEAST_COPIES = 3
LEAST_HANDS = 2


@transaction.atomic
def find(*, person: Person, now: datetime) -> None:
    """Group what came in the last sixty days. A group keeps its id as long as one of its mentions is in it."""
    mine = Mention.objects.filter(person=person, written_at__gt=now - LOOK_BACK)
    mine = mine.exclude(decision=Decision.STAGED)
    _group_copies(person, mine.exclude(signature=b""))
    _mark_pile_ons(person, mine, now)
    recount(Group.objects.filter(person=person).values_list("pk", flat=True))


def _group_copies(person: Person, mentions: object) -> None:
    rows = list(
        mentions.order_by("written_at", "pk").values_list(  # type: ignore[attr-defined]  # a queryset of Mention
            "pk", "signature", "author_key", "written_at", "group_id"
        )
    )
    clusters: dict[int, list[int]] = defaultdict(list)
    for index, centre in enumerate(find_copies([bytes(row[1]) for row in rows])):
        clusters[centre].append(index)
    for members in clusters.values():
        hands = {bytes(rows[index][2]) for index in members}
        if len(members) < LEAST_COPIES or len(hands) < LEAST_HANDS:
            continue
        known = Counter(rows[index][4] for index in members if rows[index][4])
        group_id = known.most_common(1)[0][0] if known else None
        loose = [rows[index][0] for index in members if rows[index][4] != group_id or not group_id]
        times = [rows[index][3] for index in members]
        group = _group(person, group_id, GroupKind.TEXT, times, len(hands))
        _move(loose, group=group)


def _mark_pile_ons(person: Person, mentions: object, now: datetime) -> None:
    rest = [
        (at, None if category == Category.UNKNOWN else severity > 0, bytes(author))
        for at, category, severity, author in mentions.order_by("written_at").values_list(  # type: ignore[attr-defined]  # as above
            "written_at", "category", "severity", "author_key"
        )
    ]
    history: list[datetime] = []
    while rest and (found := _next_pile_on(history, rest, now)):
        _pile_on(person, found)
        # a pile-on is no part of her usual week
        history += [moment for moment, _, _ in rest if moment < found.began_at]
        rest = [each for each in rest if each[0] > (found.ended_at or now)]


def _next_pile_on(
    history: list[datetime], rest: list[tuple[datetime, bool | None, bytes]], now: datetime
) -> Found | None:
    times, hurtful, authors = zip(*rest, strict=True)
    return find_pile_on(history, times, now, hurtful=hurtful, authors=authors)


def _pile_on(person: Person, found: Found) -> None:
    end = found.ended_at or found.began_at + timedelta(days=30)
    inside = Mention.objects.filter(
        person=person, written_at__gte=found.began_at, written_at__lte=end
    ).exclude(decision=Decision.STAGED)
    authors = inside.values("author_key").distinct().count()
    overlapping = Q(group__until__gte=found.began_at) & Q(group__since__lte=end)
    known = PileOn.objects.filter(overlapping, person=person).select_related("group").first()
    times = [found.began_at, found.ended_at or found.peak_at]
    group = _group(person, known.group_id if known else None, GroupKind.PILE_ON, times, authors)
    Group.objects.filter(pk=group.pk).update(size=inside.count())
    pile_on, _made = PileOn.objects.update_or_create(
        group=group,
        defaults={
            "person": person,
            "began_at": found.began_at,
            "peak_at": found.peak_at,
            "ended_at": found.ended_at,
            "usual_per_hour": found.usual_per_hour,
            "peak_per_hour": found.peak_per_hour,
            "first_time_share": _first_time_share(
                person, found, inside.values_list("author_key", flat=True)
            ),
        },
    )
    inside.update(pile_on=pile_on)


def _first_time_share(
    person: Person, found: Found, author_keys: Iterable[bytes | memoryview]
) -> float:
    here = {bytes(key) for key in author_keys}
    before = Mention.objects.filter(person=person, written_at__lt=found.began_at)
    known = {bytes(key) for key in before.values_list("author_key", flat=True).distinct()}
    return round(1 - len(here & known) / len(here), 3) if here else 0.0


def _group(
    person: Person, pk: uuid.UUID | None, kind: GroupKind, times: list[datetime], authors: int
) -> Group:
    fields = {"size": len(times), "authors": authors, "since": min(times), "until": max(times)}
    if pk:
        Group.objects.filter(pk=pk).update(**fields)
        return Group.objects.get(pk=pk)
    return Group.objects.create(person=person, kind=kind, **fields)


def _move(mention_ids: list[uuid.UUID], *, group: Group) -> None:
    for start in range(0, len(mention_ids), 500):
        Mention.objects.filter(pk__in=mention_ids[start : start + 500]).update(group=group)
