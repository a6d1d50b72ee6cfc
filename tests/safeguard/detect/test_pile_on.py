"""A flood over her own usual is a pile-on; a busy but steady day is none."""

from datetime import UTC, datetime, timedelta
from statistics import median

from safeguard.detect.pile_on import find_pile_on
from tests.safeguard.detect.streams import (
    END,
    SHAPES,
    kind_day,
    person_month,
    told_of,
)

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def every(minutes: int, *, since: datetime, count: int) -> list[datetime]:
    return [since + timedelta(minutes=minutes * n) for n in range(count)]


QUIET_WEEKS = every(120, since=NOW - timedelta(days=30), count=12 * 29)


def test_a_flood_is_found_with_its_beginning_peak_and_end() -> None:
    began = NOW - timedelta(hours=9)
    flood = every(1, since=began, count=150)

    found = find_pile_on(QUIET_WEEKS, flood, NOW)

    assert found is not None
    assert (found.began_at, found.ended_at, found.mentions) == (began, flood[-1], 150)
    assert (found.peak_per_hour, found.usual_per_hour) == (60, 0.5)


def test_a_flood_that_goes_on_has_no_end() -> None:
    flood = every(1, since=NOW - timedelta(hours=1), count=60)

    found = find_pile_on(QUIET_WEEKS, flood, NOW)

    assert found is not None
    assert found.ended_at is None


def test_two_floods_are_told_apart_by_the_first() -> None:
    first = every(1, since=NOW - timedelta(hours=20), count=60)
    second = every(1, since=NOW - timedelta(hours=10), count=60)

    found = find_pile_on(QUIET_WEEKS, first + second, NOW)

    assert found is not None
    assert (found.mentions, found.ended_at) == (60, first[-1])


def test_her_usual_busy_evening_is_no_pile_on() -> None:
    history = [
        moment
        for day in range(30, 1, -1)
        for moment in every(2, since=NOW - timedelta(days=day, hours=-6), count=30)
    ]
    evening = every(2, since=NOW - timedelta(days=1, hours=-6), count=30)

    assert find_pile_on(history, evening, NOW) is None


def test_a_restless_history_widens_what_is_usual() -> None:
    busy_days = [
        moment
        for day in range(30, 1, -3)
        for moment in every(1, since=NOW - timedelta(days=day), count=40)
    ]
    today = every(1, since=NOW - timedelta(days=1), count=45)

    assert find_pile_on(busy_days, today, NOW) is None


def test_a_handful_is_no_pile_on_even_where_nobody_ever_wrote() -> None:
    assert find_pile_on([], every(1, since=NOW - timedelta(hours=2), count=15), NOW) is None


def test_nothing_said_is_nothing_found() -> None:
    assert find_pile_on(QUIET_WEEKS, [], NOW) is None


def test_every_made_flood_is_found_half_of_them_within_five_minutes() -> None:
    delays = []
    for shape in SHAPES:
        for seed in range(6):
            stream = person_month(100 + seed, shape)
            assert stream.flood
            one = next(one for one in told_of(stream) if (one.ended_at or END) >= stream.flood[0])
            assert one.began_at <= stream.flood[1]
            delays.append((one.seen_at - stream.flood[0]) / timedelta(minutes=1))

    assert median(delays) <= 5


def test_a_month_of_ordinary_life_has_no_more_than_one_false_alarm() -> None:
    alarms = [len(told_of(person_month(seed))) for seed in range(25)]

    assert max(alarms) <= 1
    assert sum(alarms) <= 2


def test_ten_days_of_thanks_are_no_pile_on() -> None:
    assert [told_of(kind_day(seed)) for seed in range(10)] == [[]] * 10


def test_the_same_ten_days_would_be_floods_if_nobody_could_say_that_they_are_kind() -> None:
    days = [kind_day(seed) for seed in range(10)]

    found = [find_pile_on(day.times[: day.split], day.times[day.split :], END) for day in days]

    assert None not in found


def test_a_flood_is_told_from_the_very_mention_by_which_it_could_be_seen() -> None:
    stream = person_month(7, "sharp")
    [one] = told_of(stream)

    [then] = told_of(stream, one.seen_at)
    before = told_of(stream, one.seen_at - timedelta(seconds=1))

    assert (then.began_at, then.seen_at, then.ended_at) == (one.began_at, one.seen_at, None)
    assert before == []


def test_what_comes_after_now_is_not_looked_at() -> None:
    flood = every(1, since=NOW, count=60)

    assert find_pile_on(QUIET_WEEKS, flood, NOW - timedelta(minutes=1)) is None


def test_a_quarrel_among_a_few_is_no_pile_on() -> None:
    flood = every(1, since=NOW - timedelta(hours=2), count=90)
    few, many = [number % 6 for number in range(90)], list(range(90))

    assert find_pile_on(QUIET_WEEKS, flood, NOW, authors=few) is None
    assert find_pile_on(QUIET_WEEKS, flood, NOW, authors=many) is not None


def test_a_flood_that_nobody_can_read_is_not_called_kind() -> None:
    flood = every(1, since=NOW - timedelta(hours=2), count=90)
    unread, half = [None] * 90, [None, False] * 45

    assert find_pile_on(QUIET_WEEKS, flood, NOW, hurtful=unread) is not None
    assert find_pile_on(QUIET_WEEKS, flood, NOW, hurtful=half) is not None
    assert find_pile_on(QUIET_WEEKS, flood, NOW, hurtful=[False] * 90) is None


def test_a_busy_person_without_a_past_is_judged_by_her_first_week() -> None:
    week = every(4, since=NOW - timedelta(days=7), count=15 * 24 * 7)

    assert find_pile_on([], week, NOW) is None


def test_a_lone_mention_before_the_flood_is_no_part_of_it() -> None:
    flood = every(1, since=NOW - timedelta(hours=2), count=60)

    found = find_pile_on(QUIET_WEEKS, [flood[0] - timedelta(minutes=50), *flood], NOW)

    assert found is not None
    assert (found.began_at, found.mentions) == (flood[0], 60)
