"""Made streams of mentions with known answers: a month of a person's ordinary life, floods, and days of thanks.

Ordinary life is over-dispersed on purpose (Cox process): a daily and a weekly rhythm, a level that changes from day
to day and from hour to hour, and threads in which a few people answer one another.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import msgspec

from safeguard.detect.pile_on import PileOn, find_pile_on

START = datetime(2026, 1, 5, tzinfo=UTC)
BEFORE = timedelta(days=28)
MONTH = timedelta(days=30)
END = START + BEFORE + MONTH
SHAPES = ("sharp", "slow", "waves", "night", "busy")
Moment = tuple[float, int, bool]
"""Minutes since the start, the author's number, and whether it is hurtful."""


class Stream(msgspec.Struct, frozen=True):
    """Mentions in order, and when the flood in it begins and ends, if there is one."""

    times: list[datetime]
    authors: list[int]
    hurtful: list[bool]
    flood: tuple[datetime, datetime] | None = None

    @property
    def split(self) -> int:
        """Where the four weeks of history end."""
        return sum(moment < START + BEFORE for moment in self.times)


def poisson(chosen: Random, mean: float) -> int:
    """Draw a Poisson count (Knuth for small means, else the normal's)."""
    if mean > 30:
        return max(0, round(chosen.gauss(mean, math.sqrt(mean))))
    limit, count, product = math.exp(-mean), 0, chosen.random()
    while product > limit:
        product *= chosen.random()
        count += 1
    return count


def ordinary(chosen: Random, per_hour: float) -> Iterator[Moment]:
    """Make 58 days of ordinary life of a person who gets so many an hour on average."""
    peak = chosen.uniform(0, 24)
    weekend = chosen.uniform(0.4, 1.6)
    for day in range((BEFORE + MONTH).days):
        level = chosen.gammavariate(4, 1 / 4) * (weekend if day % 7 > 4 else 1)
        for hour in range(24):
            rhythm = 1 + 0.8 * math.cos((hour - peak) / 24 * math.tau)
            mean = per_hour * rhythm * level * chosen.gammavariate(3, 1 / 3)
            for _ in range(poisson(chosen, mean * 0.7)):
                at = (day * 24 + hour + chosen.random()) * 60
                yield at, chosen.randrange(400), chosen.random() < 0.06
            for _ in range(poisson(chosen, mean * 0.3 / 6)):
                yield from _thread(chosen, (day * 24 + hour + chosen.random()) * 60)


def _thread(chosen: Random, at: float) -> Iterator[Moment]:
    people = [chosen.randrange(400) for _ in range(chosen.randint(2, 5))]
    for _ in range(1 + poisson(chosen, 5)):
        yield at, chosen.choice(people), chosen.random() < 0.06
        at += chosen.expovariate(1 / 6)


def flood(chosen: Random, shape: str, at: float, per_hour: float) -> Iterator[Moment]:
    """Make a flood of strangers; its size follows from the shape and from what she usually gets."""
    share = chosen.uniform(0.3, 0.7)
    rate = max(60.0, 12 * per_hour) * 16 ** chosen.random()
    for begin, length, start, end in _parts(chosen, shape):
        minutes = int(length * 60)
        for minute in range(minutes):
            mean = rate * (start + (end - start) * minute / minutes) / 60
            for _ in range(poisson(chosen, mean)):
                second = at + begin * 60 + minute + chosen.random()
                yield second, chosen.randrange(1_000, 4_000), chosen.random() < share


def _parts(chosen: Random, shape: str) -> list[tuple[float, float, float, float]]:
    """Give the parts of a flood: after how many hours, for how many, and how strong from and to."""
    if shape == "slow":
        return [(0, 6, 0.02, 1), (6, 3, 1, 0.2)]
    if shape == "waves":
        return [(0, 0.75, 1, 0.3), (5, 1, 1, 0.3), (11, 0.5, 0.8, 0.3)]
    return [(0, 0.1, 0.5, 1), (0.1, chosen.uniform(1, 3), 1, 0.6), (3, 4, 0.6, 0.05)]


def person_month(seed: int, shape: str = "") -> Stream:
    """Make a person's month after four weeks of history, with one flood of a shape, or with none."""
    chosen = Random(seed)  # noqa: S311 -- made-up streams, not secrets
    per_hour = 20.0 if shape == "busy" else chosen.choice([0.1, 0.5, 2.0, 6.0])
    moments = list(ordinary(chosen, per_hour))
    attack: list[Moment] = []
    if shape:
        hour = 3 if shape == "night" else chosen.randrange(24)
        day = BEFORE.days + chosen.randrange(2, 27)
        attack = sorted(flood(chosen, shape, (day * 24 + hour) * 60.0, per_hour))
    return stream(moments + attack, attack)


def kind_day(seed: int) -> Stream:
    """Make a month in which one day brings thanks from many, mostly from those who have long been there."""
    chosen = Random(seed)  # noqa: S311 -- made-up streams, not secrets
    per_hour = chosen.choice([0.5, 2.0, 6.0, 20.0])
    moments = list(ordinary(chosen, per_hour))
    at = (BEFORE.days + chosen.randrange(2, 27)) * 1_440 + chosen.uniform(360, 1_080)
    rate, slips = max(200.0, 20 * per_hour), chosen.uniform(0.02, 0.06)
    for minute in range(600):
        mean = rate * math.exp(-minute / 240) * min(1, minute / 20) / 60
        for _ in range(poisson(chosen, mean)):
            is_new = chosen.random() < 0.25
            author = chosen.randrange(1_000, 4_000) if is_new else chosen.randrange(400)
            moments.append((at + minute + chosen.random(), author, chosen.random() < slips))
    return stream(moments)


def stream(moments: Sequence[Moment], attack: Sequence[Moment] = ()) -> Stream:
    every = sorted(moments)
    times = [START + timedelta(minutes=at) for at, _, _ in every]
    began, ended = (
        (START + timedelta(minutes=attack[end][0]) for end in (0, -1)) if attack else (None, None)
    )
    return Stream(
        times,
        [author for _, author, _ in every],
        [is_hurtful for _, _, is_hurtful in every],
        (began, ended) if began and ended else None,
    )


def told_of(stream: Stream, now: datetime = END) -> list[PileOn]:
    """Find every pile-on of a stream's month, each judged by what was usual before it, as the desk does."""
    begin = stream.split
    history = stream.times[:begin]
    found = []
    while one := find_pile_on(
        history,
        stream.times[begin:],
        now,
        hurtful=stream.hurtful[begin:],
        authors=stream.authors[begin:],
    ):
        found.append(one)
        history = history + [at for at in stream.times[begin:] if at < one.began_at]
        begin = sum(at <= (one.ended_at or now) for at in stream.times)
    return found
