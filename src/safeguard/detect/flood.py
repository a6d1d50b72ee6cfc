"""What a pile-on is made of: whose it is, what it spread from, and how it differs from her usual week.

Definition: of the authors in a pile-on, the share that never wrote to her before it, and the share whose accounts were
younger than `NEW` when they wrote, among those whose age is known (None where none is); the earliest held post that at
least `WIDELY` authors of the pile-on quoted or answered; for each hour the mentions, what is usual at
that hour, and the post that most authors quoted or answered. "Earliest that we hold" is no finding of who began it.
Source: our own; plain counts, no model, and nothing is told of a mention's text.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median

import msgspec

from safeguard.detect.pile_on import PileOn, usual_at

NEW = timedelta(days=30)
WIDELY = 5
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)


class Mentioned(msgspec.Struct, frozen=True, kw_only=True):
    """One mention, without its text: `id` and `about` (the post it quotes or answers) may be keyed hashes."""

    at: datetime
    author: Hashable
    id: Hashable
    about: Hashable | None = None
    author_since: datetime | None = None


class Hour(msgspec.Struct, frozen=True, kw_only=True):
    """One hour of a pile-on: how many came, how many are usual then, and what most authors quoted or answered."""

    at: datetime
    mentions: int
    usual: float
    most_quoted: Hashable | None
    quoted_by: int


class Flood(msgspec.Struct, frozen=True, kw_only=True):
    """What a pile-on is made of. Shares are from 0 to 1; `ages_known` says on how many authors the second rests.

    `quoted` lists the posts that were widely quoted or answered, most first, with how many authors did so.
    """

    mentions: int
    authors: int
    first_time_share: float
    new_account_share: float | None
    ages_known: int
    earliest_widely_quoted: Hashable | None
    quoted: tuple[tuple[Hashable, int], ...]
    hours: tuple[Hour, ...]
    usual_week: float | None


def describe(pile_on: PileOn, mentions: Sequence[Mentioned], now: datetime) -> Flood:
    """Describe a pile-on by all the mentions of hers that are held, in ascending order, those before it too."""
    end = pile_on.ended_at or now
    before = [one for one in mentions if one.at < pile_on.began_at]
    during = [one for one in mentions if pile_on.began_at <= one.at <= end]
    authors = {one.author for one in during}
    known = {one.author for one in before}
    is_new = {one.author: one.at - one.author_since < NEW for one in during if one.author_since}
    widely = _quoted(during, WIDELY)
    held = (one.id for one in mentions if one.at <= end)
    names = {post for post, _ in widely}
    history = [one.at for one in before]
    return Flood(
        mentions=len(during),
        authors=len(authors),
        first_time_share=_share(len(authors - known), len(authors)) or 0.0,
        new_account_share=_share(sum(is_new.values()), len(is_new)),
        ages_known=len(is_new),
        earliest_widely_quoted=next((post for post in held if post in names), None),
        quoted=widely,
        hours=tuple(_hours(during, history)),
        usual_week=_usual_week(history, pile_on.began_at),
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _quoted(mentions: Iterable[Mentioned], least: int) -> tuple[tuple[Hashable, int], ...]:
    """List the posts that so many authors quoted or answered, most first, and of equals the first quoted."""
    hands: dict[Hashable, set[Hashable]] = defaultdict(set)
    for one in mentions:
        if one.about is not None:
            hands[one.about].add(one.author)
    found = [(post, len(authors)) for post, authors in hands.items() if len(authors) >= least]
    return tuple(sorted(found, key=lambda item: -item[1]))


def _hours(during: Sequence[Mentioned], history: Sequence[datetime]) -> Iterable[Hour]:
    """Give every hour from the first to the last, the silent ones too."""
    by_hour: dict[datetime, list[Mentioned]] = defaultdict(list)
    for one in during:
        by_hour[_hour(one.at)].append(one)
    if not during:
        return
    usual = usual_at(history, during[0].at)
    first = min(by_hour)
    for number in range(round((max(by_hour) - first) / HOUR) + 1):
        at = first + number * HOUR
        [(post, count), *_] = _quoted(by_hour[at], 1) or ((None, 0),)
        yield Hour(
            at=at,
            mentions=len(by_hour[at]),
            usual=usual[at.astimezone(UTC).hour],
            most_quoted=post,
            quoted_by=count,
        )


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _usual_week(history: Sequence[datetime], before: datetime) -> float | None:
    """Give the mentions of a usual week: the median of the four weeks before, of those that are known (None: none)."""
    weeks = []
    for number in range(4):
        end = before - number * WEEK
        if history and history[0] <= end - WEEK:
            weeks.append(sum(end - WEEK <= moment < end for moment in history))
    return float(median(weeks)) if weeks else None
