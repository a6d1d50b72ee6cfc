"""Writing down how a group went, once for all who look at it: numbers and our own words alone."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from fuerza.desk.models import Group
from fuerza.floods.models import Course
from fuerza.floods.services.rows import Row
from safeguard.detect.flood import Flood, Step

AT_ONCE = 500
_FIELDS = [
    field.name for field in Course._meta.concrete_fields if field.name not in {"group", "person"}
]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A group, its mentions, and their course; of a pile-on what else it is made of."""

    group: Group
    rows: Sequence[Row]
    course: Sequence[Step]
    flood: Flood | None = None


def is_as_told(group: Group, rows: Sequence[Row], authors: int) -> bool:
    """Say whether a group still is what was told of it, so that nothing need be written."""
    here = (len(rows), authors, rows[0].at, rows[-1].at)
    is_same = (group.size, group.authors, group.since, group.until) == here
    return is_same and hasattr(group, "course")


def tell(all_told: Iterable[Told]) -> None:
    Course.objects.bulk_create(
        [_course(told) for told in all_told],
        update_conflicts=True,
        unique_fields=["group"],
        update_fields=_FIELDS,
        batch_size=AT_ONCE,
    )


def _course(told: Told) -> Course:
    course = Course(
        group=told.group,
        person_id=told.group.person_id,
        steps=[
            [round(step.at.timestamp()), step.mentions, step.hurtful, step.voices, step.usual]
            for step in told.course
        ],
        platforms=dict(Counter(row.platform for row in told.rows).most_common()),
        languages=dict(Counter(row.language for row in told.rows).most_common()),
        hurtful=sum(bool(row.is_hurtful) for row in told.rows),
    )
    if told.flood:
        quoted = dict(told.flood.quoted)
        course.ages_known = told.flood.ages_known
        course.quoted_by = max(quoted.values(), default=0)
        course.held_quoted_by = quoted.get(told.flood.earliest_widely_quoted, 0)
        course.usual_week = told.flood.usual_week
    return course
