"""A flood over her own usual is a pile-on; a busy but steady day is none."""

from datetime import UTC, datetime, timedelta

from safeguard.detect.pile_on import find_pile_on

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
