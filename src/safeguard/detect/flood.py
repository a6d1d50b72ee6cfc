"""What a pile-on is made of: whose it is, what it spread from, and how it differs from her usual week.

Definition: of the authors in a pile-on, the share that never wrote to her before it, and the share whose accounts were
younger than `NEW` when they wrote, among those whose age is known (None where none is); the earliest held post that at
least `WIDELY` authors of the pile-on quoted or answered; and its course in steps of equal width: the mentions, the
hurtful ones, the authors who had not yet written in it, and what is usual for her then. "Earliest that we hold" is no
finding of who began it.
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
WIDTHS = tuple(timedelta(minutes=n) for n in (5, 15, 60, 360, 1_440))
STEPS = 48
"""A course is told in at most so many steps, of the least width that makes do with them; else in days."""


class Mentioned(msgspec.Struct, frozen=True, kw_only=True):
    """One mention, without its text: `id` and `about` (the post it quotes or answers) may be keyed hashes.

    `is_new` says whether its author's account was younger than `NEW` when it wrote; None where nobody knows.
    """

    at: datetime
    author: Hashable
    id: Hashable
    about: Hashable | None = None
    is_new: bool | None = None
    is_hurtful: bool = False


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a course: how many came, how many of them hurtful, from how many who had not written in it before."""

    at: datetime
    mentions: int
    hurtful: int
    voices: int
    usual: float


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
    course: tuple[Step, ...]
    usual_week: float | None


def describe(pile_on: PileOn, mentions: Sequence[Mentioned], now: datetime) -> Flood:
    """Describe a pile-on by all the mentions of hers that are held, in ascending order, those before it too."""
    end = pile_on.ended_at or now
    before = [one for one in mentions if one.at < pile_on.began_at]
    during = [one for one in mentions if pile_on.began_at <= one.at <= end]
    authors = {one.author for one in during}
    known = {one.author for one in before}
    is_new = {one.author: one.is_new for one in during if one.is_new is not None}
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
        course=course_of(during, usual_at(history, during[0].at)) if during else (),
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


def course_of(mentions: Sequence[Mentioned], usual: Sequence[float] = ()) -> tuple[Step, ...]:
    """Tell how some mentions (ascending) went, every step from the first to the last, the silent ones too.

    `usual` are her usual mentions for each hour (UTC) of a day; without it nothing is usual.
    """
    if not mentions:
        return ()
    span = mentions[-1].at - mentions[0].at
    width = next((each for each in WIDTHS if span < STEPS * each), WIDTHS[-1])
    first = _floor(mentions[0].at, width)
    by_step: dict[int, list[Mentioned]] = defaultdict(list)
    for one in mentions:
        by_step[(one.at - first) // width].append(one)
    seen: set[Hashable] = set()
    steps = []
    for number in range((mentions[-1].at - first) // width + 1):
        here, before = by_step[number], len(seen)
        seen.update(one.author for one in here)
        steps.append(
            Step(
                at=first + number * width,
                mentions=len(here),
                hurtful=sum(one.is_hurtful for one in here),
                voices=len(seen) - before,
                usual=_usual_in(usual, first + number * width, width),
            )
        )
    return tuple(steps)


def _floor(moment: datetime, width: timedelta) -> datetime:
    midnight = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (moment - midnight) // width * width


def _usual_in(usual: Sequence[float], at: datetime, width: timedelta) -> float:
    if not usual:
        return 0.0
    if width < HOUR:
        return round(usual[at.hour] * (width / HOUR), 2)
    hours = range(at.hour, at.hour + round(width / HOUR))
    return round(sum(usual[hour % 24] for hour in hours), 2)


def _usual_week(history: Sequence[datetime], before: datetime) -> float | None:
    """Give the mentions of a usual week: the median of the four weeks before, of those that are known (None: none)."""
    weeks = []
    for number in range(4):
        end = before - number * WEEK
        if history and history[0] <= end - WEEK:
            weeks.append(sum(end - WEEK <= moment < end for moment in history))
    return float(median(weeks)) if weeks else None
