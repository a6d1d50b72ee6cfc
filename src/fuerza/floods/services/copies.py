"""Copy-paste raids: nearly the same text from many hands is one group, as long as one of its mentions is in it."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from fuerza.desk.choices import GroupKind
from fuerza.desk.models import Group, Mention
from fuerza.floods.services.rows import Row
from fuerza.floods.services.telling import Told, is_as_told, tell
from fuerza.people.models import Person
from safeguard.detect.copy_paste import find_copies
from safeguard.detect.flood import course_of

LEAST_COPIES = 3
LEAST_HANDS = 2
AT_ONCE = 500


def group_copies(person: Person, rows: Sequence[Row]) -> None:
    """Write the groups that are new or not as they were, whose mentions they are, and how each went."""
    known = Group.objects.filter(person=person, kind=GroupKind.TEXT).select_related("course")
    by_id = {group.pk: group for group in known}
    changed: list[tuple[Group, list[Row]]] = []
    for members in _clusters(rows):
        ids = Counter(row.group_id for row in members if row.group_id)
        group = by_id.get(ids.most_common(1)[0][0]) if ids else None
        authors = len({row.author for row in members})
        if group and ids[group.pk] == len(members) and is_as_told(group, members, authors):
            continue
        group = group or Group(person=person, kind=GroupKind.TEXT)
        group.size, group.authors = len(members), authors
        group.since, group.until = members[0].at, members[-1].at
        changed.append((group, members))
    Group.objects.bulk_create(
        [group for group, _members in changed],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["size", "authors", "since", "until"],
        batch_size=AT_ONCE,
    )
    for group, members in changed:
        _move([row for row in members if row.group_id != group.pk], group)
    tell(_told(group, members) for group, members in changed)


def _clusters(rows: Sequence[Row]) -> list[list[Row]]:
    clusters: dict[int, list[Row]] = defaultdict(list)
    for row, centre in zip(rows, find_copies([row.signature for row in rows]), strict=True):
        clusters[centre].append(row)
    return [
        members
        for members in clusters.values()
        if len(members) >= LEAST_COPIES and len({row.author for row in members}) >= LEAST_HANDS
    ]


def _move(loose: Sequence[Row], group: Group) -> None:
    for start in range(0, len(loose), AT_ONCE):
        some = [row.pk for row in loose[start : start + AT_ONCE]]
        Mention.objects.filter(pk__in=some).update(group=group)


def _told(group: Group, members: Sequence[Row]) -> Told:
    return Told(group=group, rows=members, course=course_of([row.mentioned for row in members]))
