"""A pile-on: many more mentions in an hour than she usually gets at that time of day.

Definition: the hours in which the count exceeds the mean of the same hour on earlier days by more than
`Z` standard deviations (Poisson, widened by the dispersion her own history shows), is at least `LEAST`, and at
least `TIMES` her usual; hours at most `GAP` apart are one pile-on. Source: the online hour-of-day Poisson z-score
that was measured best of four on simulated streams (recall .99, .002 false alarms a user-day); real streams are
over-dispersed, which is why the history's own dispersion widens it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import sqrt

import msgspec

Z = 6.0
LEAST = 20
TIMES = 4.0
GAP = timedelta(hours=2)
HOUR = timedelta(hours=1)
QUIET = 0.5  # mentions an hour assumed where her history says less, so that silence is no baseline of zero


class PileOn(msgspec.Struct, frozen=True, kw_only=True):
    """One pile-on. Rates are mentions an hour; `ended_at` is None while it goes on."""

    began_at: datetime
    peak_at: datetime
    ended_at: datetime | None
    usual_per_hour: float
    peak_per_hour: int
    mentions: int


def find_pile_on(
    history: Sequence[datetime], times: Sequence[datetime], now: datetime
) -> PileOn | None:
    """Find the first pile-on among `times`, judged against the usual week that `history` shows.

    Both are aware instants of mentions in ascending order, `history` all before `times`.
    """
    usual = _usual_hours(history)
    counts = Counter(_hour(moment) for moment in times)
    spread = _dispersion(history, usual)
    flagged = [
        hour for hour in sorted(counts) if _stands_out(counts[hour], usual[hour.hour], spread)
    ]
    if not flagged:
        return None
    hours = flagged[:1]
    for hour in flagged[1:]:
        if hour - hours[-1] > GAP:
            break
        hours.append(hour)
    peak = max(hours, key=lambda hour: counts[hour])
    end = hours[-1] + HOUR
    first, last = bisect_left(times, hours[0]), bisect_left(times, end)
    return PileOn(
        began_at=times[first],
        peak_at=peak,
        ended_at=None if now - end < GAP else times[last - 1],
        usual_per_hour=round(usual[peak.hour], 2),
        peak_per_hour=counts[peak],
        mentions=last - first,
    )


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _usual_hours(history: Sequence[datetime]) -> list[float]:
    """Return the mean count for each hour of the day, smoothed with its neighbours."""
    if not history:
        return [QUIET] * 24
    days = max(1.0, (history[-1] - history[0]) / timedelta(days=1))
    counts = Counter(moment.hour for moment in history)
    means = [counts[hour] / days for hour in range(24)]
    return [
        max(QUIET, (means[hour - 1] + 2 * means[hour] + means[(hour + 1) % 24]) / 4)
        for hour in range(24)
    ]


def _dispersion(history: Sequence[datetime], usual: Sequence[float]) -> float:
    """Return how much wider than Poisson her hours spread (1 = not at all); the busiest tenth is left out."""
    counts = Counter(_hour(moment) for moment in history)
    ratios = sorted((n - usual[hour.hour]) ** 2 / usual[hour.hour] for hour, n in counts.items())
    ratios = ratios[: max(1, len(ratios) * 9 // 10)]
    return max(1.0, sum(ratios) / len(ratios)) if ratios else 1.0


def _stands_out(count: int, usual: float, spread: float) -> bool:
    return count >= LEAST and count >= TIMES * usual and count - usual > Z * sqrt(usual * spread)
