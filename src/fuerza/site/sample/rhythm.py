"""When people write: days and nights, weekends, and the hours in which a crowd arrives.

Times are drawn in the participant's own day and handed back in UTC, always inside the window.
"""

from datetime import UTC, datetime, timedelta, timezone
from random import Random

HOME = timezone(timedelta(hours=-5))  # Bogotá, which has no summer time
# How busy each hour of her day is, from midnight on.
HOURS = (3, 2, 1, 1, 1, 2, 6, 12, 18, 20, 18, 17, 19, 20, 17, 16, 17, 20, 24, 28, 27, 22, 14, 7)
WEEKEND = 0.55
SATURDAY = 5


def everyday(rng: Random, count: int, start: datetime, until: datetime) -> list[datetime]:
    """`count` moments between `start` and `until`, quieter at night and at weekends."""
    length = until - start
    hours = [start + timedelta(hours=n) for n in range(length // timedelta(hours=1))]
    drawn = rng.choices(hours, weights=[busyness(hour) for hour in hours], k=count)
    return [hour + timedelta(seconds=rng.randrange(3600)) for hour in drawn]


def burst(
    rng: Random, count: int, begins: datetime, lasts: timedelta, peak: float
) -> list[datetime]:
    """`count` moments within `lasts`, most of them around `peak` (0 the begin, 1 the end)."""
    seconds = lasts.total_seconds()
    return [
        begins + timedelta(seconds=int(rng.triangular(1, seconds, peak * seconds)))
        for _ in range(count)
    ]


def at_home(start: datetime, day: int, hour: int, minute: int = 0) -> datetime:
    """The moment her clock shows `hour:minute` on the `day`-th day of the window."""
    morning = start.astimezone(HOME).replace(hour=0, minute=0, second=0, microsecond=0)
    return (morning + timedelta(days=day, hours=hour, minutes=minute)).astimezone(UTC)


def busyness(moment: datetime) -> float:
    """How much is written in the hour of `moment`, compared with other hours."""
    local = moment.astimezone(HOME)
    return HOURS[local.hour] * (WEEKEND if local.weekday() >= SATURDAY else 1.0)
