"""Pile-ons: each is one group, under the id that it has had since it was first told, and told anew as it goes on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from fuerza.desk.choices import GroupKind
from fuerza.desk.models import Group, Mention, PileOn
from fuerza.floods.services.rows import LOOK_BACK, Row
from fuerza.floods.services.telling import Told, is_as_told, tell
from fuerza.people.models import Person
from safeguard.detect.flood import Flood, describe
from safeguard.detect.pile_on import PileOn as Found
from safeguard.detect.pile_on import find_pile_on

LONGEST = timedelta(days=30)
AT_ONCE = 500


def mark_pile_ons(person: Person, rows: Sequence[Row], now: datetime) -> None:
    """Find them one after another: one is no part of her usual week when the next is looked for."""
    history: list[datetime] = []
    rest = list(rows)
    while rest and (found := _next(history, rest, now)):
        _mark(person, found, rows, now)
        history += [row.at for row in rest if row.at < found.began_at]
        rest = [row for row in rest if row.at > (found.ended_at or now)]


def _next(history: list[datetime], rest: Sequence[Row], now: datetime) -> Found | None:
    return find_pile_on(
        history,
        [row.at for row in rest],
        now,
        hurtful=[row.is_hurtful for row in rest],
        authors=[row.author for row in rest],
    )


def _mark(person: Person, found: Found, rows: Sequence[Row], now: datetime) -> None:
    end = found.ended_at or min(now, found.began_at + LONGEST)
    during = [row for row in rows if found.began_at <= row.at <= end]
    pile_on = _known(person, during[0].at, during[-1].at) or PileOn(
        person=person, group=Group(person=person, kind=GroupKind.PILE_ON), seen_at=now
    )
    authors = len({row.author for row in during})
    is_as_it_was = is_as_told(pile_on.group, during, authors) and (
        pile_on.ended_at == found.ended_at
    )
    if is_as_it_was or _is_out_of_sight(pile_on, now):
        return
    flood = describe(found, [row.mentioned for row in rows if row.at <= end], now)
    _write(pile_on, found, during, flood)
    pile_on.first_time_share = _first_time_share(person, rows, during)
    pile_on.first_widely_quoted = next(
        (row.pk for row in rows if row.post and row.post == flood.earliest_widely_quoted), None
    )
    pile_on.save()
    _move(during, pile_on)
    tell([Told(group=pile_on.group, rows=during, course=flood.course, flood=flood)])


def _known(person: Person, since: datetime, until: datetime) -> PileOn | None:
    overlapping = PileOn.objects.filter(
        person=person, group__until__gte=since, group__since__lte=until
    )
    return overlapping.select_related("group__course").order_by("began_at", "pk").first()


def _is_out_of_sight(pile_on: PileOn, now: datetime) -> bool:
    """Say whether its beginning is no longer looked at: what is left of it is not what it was."""
    return pile_on.began_at is not None and pile_on.began_at <= now - LOOK_BACK


def _write(pile_on: PileOn, found: Found, during: Sequence[Row], flood: Flood) -> None:
    group = pile_on.group
    group.size, group.authors = flood.mentions, flood.authors
    group.since, group.until = during[0].at, during[-1].at
    group.save()
    pile_on.group = group
    pile_on.began_at, pile_on.peak_at = found.began_at, found.peak_at
    pile_on.ended_at = found.ended_at
    pile_on.usual_per_hour, pile_on.peak_per_hour = found.usual_per_hour, found.peak_per_hour
    pile_on.new_account_share = flood.new_account_share


def _first_time_share(person: Person, rows: Sequence[Row], during: Sequence[Row]) -> float:
    """Give the share of accounts that had never written before, longer ago than is looked at too."""
    began = during[0].at
    here = {row.author for row in during}
    strange = list(here - {row.author for row in rows if row.at < began})
    older = Mention.objects.filter(person=person, written_at__lt=rows[0].at)
    known = sum(
        older.filter(author_key__in=strange[start : start + AT_ONCE])
        .values("author_key")
        .distinct()
        .count()
        for start in range(0, len(strange), AT_ONCE)
    )
    return round((len(strange) - known) / len(here), 3)


def _move(during: Sequence[Row], pile_on: PileOn) -> None:
    for start in range(0, len(during), AT_ONCE):
        some = Mention.objects.filter(pk__in=[row.pk for row in during[start : start + AT_ONCE]])
        some.exclude(pile_on=pile_on).update(pile_on=pile_on)
