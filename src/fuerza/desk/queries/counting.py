"""Numbers before words: what the first page says, from tallies alone, at the same cost for any number of mentions."""

from collections import Counter
from datetime import date, datetime, timedelta
from statistics import median

import msgspec
from django.db.models import Sum

from fuerza.acts.choices import Category
from fuerza.connections import queries as connections
from fuerza.connections.choices import ConnectionState
from fuerza.core.coverage import Coverage, State
from fuerza.desk.choices import Decision
from fuerza.desk.models import Tally
from fuerza.desk.queries.desks import CALM, Desk, urgent_in
from fuerza.people.models import Person
from safeguard.taxonomy import CATEGORIES, urgency

GRAVE, URGENT = 3, 4
WEEK = timedelta(days=7)
_STATES: dict[str, State] = {
    ConnectionState.CONNECTED: "connected",
    ConnectionState.LOST: "lost",
    ConnectionState.PAUSED: "paused",
    ConnectionState.ENDED: "never",
}


class CategoryCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many of one category wait, and how many came this week whatever was decided since."""

    category: Category
    waiting: int
    this_week: int

    @property
    def severity(self) -> int:
        known = CATEGORIES.get(self.category)
        return known.severity if known else 0


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """One day of the strip: all mentions, and those found hurtful or worse."""

    day: date
    total: int
    hurtful: int


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The desk in numbers: support first, then what needs her (gravest first), then the rest."""

    support: CategoryCount
    needs_her: tuple[CategoryCount, ...]
    rest: tuple[CategoryCount, ...]
    days: tuple[Day, ...]
    usual_per_day: float | None
    is_urgent: bool


def standing(desk: Desk, now: datetime) -> Standing:
    """Count from the tallies: two queries, whatever the desk holds, and one for whether danger waits."""
    rows = _recent(desk.owner, now)
    week_ago = now.date() - WEEK
    this_week: Counter[str] = Counter()
    for day, category, n in rows:
        if day > week_ago:
            this_week[category] += n
    waiting = {
        row["category"]: row["n"]
        for row in Tally.objects.filter(person=desk.owner, decision=Decision.WAITING)
        .values("category")
        .annotate(n=Sum("count"))
        .order_by()
    }
    counts = [
        CategoryCount(
            category=category, waiting=waiting.get(category, 0), this_week=this_week[category]
        )
        for category in Category
    ]
    hurtful = [it for it in counts if it.category not in CALM and (it.waiting or it.this_week)]
    return Standing(
        support=next(it for it in counts if it.category is Category.SUPPORT),
        needs_her=tuple(sorted(hurtful, key=lambda it: urgency(it.category))),
        rest=tuple(it for it in counts if it.category in CALM[1:]),
        days=_days(rows, now),
        usual_per_day=_usual(rows, week_ago),
        is_urgent=urgent_in(desk).exists(),
    )


def coverage_of(person: Person, now: datetime) -> list[Coverage]:
    """Say for each network and file of hers what was looked at this week and up to when."""
    looked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    week = Tally.objects.filter(person=person, day__gt=now.date() - WEEK)
    for row in week.values("platform", "category").annotate(n=Sum("count")).order_by():
        looked[row["platform"]] += row["n"]
        if row["category"] not in CALM:
            found[row["platform"]] += row["n"]
    linked = [
        Coverage(
            platform=connections.label_of(it.platform),
            state="down" if connections.is_down(it) else _STATES[it.state],
            up_to=it.covered_to,
            looked_at=looked[it.platform],
            found=found[it.platform],
        )
        for it in connections.connections_of(person)
    ]
    return linked + [
        Coverage(
            platform=connections.label_of(name),
            state="never",
            looked_at=looked[name],
            found=found[name],
        )
        for name in connections.not_connected(person)
    ]


def _recent(person: Person, now: datetime) -> list[tuple[date, str, int]]:
    since = now.date() - WEEK - timedelta(days=28)
    return list(
        Tally.objects.filter(person=person, day__gt=since, day__lte=now.date())
        .values_list("day", "category")
        .annotate(n=Sum("count"))
        .order_by()
    )


def _usual(rows: list[tuple[date, str, int]], week_ago: date) -> float | None:
    """Return the middle one of the days before this week, from her first one on; None where there are too few.

    The middle and not the mean: one flood must not become what is usual.
    """
    totals: Counter[date] = Counter()
    for day, _category, n in rows:
        if day <= week_ago:
            totals[day] += n
    if not totals:
        return None
    days = (week_ago - min(totals)).days + 1
    if days < WEEK.days:
        return None
    return float(median([totals[week_ago - timedelta(days=back)] for back in range(days)]))


def _days(rows: list[tuple[date, str, int]], now: datetime) -> tuple[Day, ...]:
    total: Counter[date] = Counter()
    hurtful: Counter[date] = Counter()
    for day, category, n in rows:
        total[day] += n
        if category not in CALM:
            hurtful[day] += n
    week = [now.date() - timedelta(days=back) for back in range(6, -1, -1)]
    return tuple(Day(day=day, total=total[day], hurtful=hurtful[day]) for day in week)
