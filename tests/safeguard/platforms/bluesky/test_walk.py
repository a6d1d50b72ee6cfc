"""Reading forward a list that shows the newest first: nothing is left out, whatever is written meanwhile."""

import json
import random
from datetime import datetime, timedelta

import httpx2
import pytest

from safeguard.platforms.base import PlatformDown, RateLimited
from safeguard.platforms.bluesky import walk
from tests.safeguard.platforms.bluesky.double import (
    ACCESS,
    BEGIN,
    BULLY,
    FRIEND,
    NOW,
    OTHER,
    Answering,
    Double,
    after,
)

LIST = "app.bsky.notification.listNotifications"


def _read(network: Double, cursor: str = "", limit: int = 100) -> tuple[list[str], str, set[str]]:
    """Read to the end; give the ids, the last cursor and the gaps."""
    found: list[str] = []
    gaps: set[str] = set()
    for _ in range(500):
        page = network.connector().pull(ACCESS, cursor, limit)
        assert len(page.posts) <= limit
        found += [post.id for post in page.posts]
        gaps |= set(page.gaps)
        cursor = page.cursor
        if page.is_last:
            return found, cursor, gaps
    pytest.fail("the pages never ended")


def _fill(network: Double, count: int, start: datetime = BEGIN, every: float = 1) -> list[str]:
    posts = [
        network.told("mention", (BULLY, FRIEND, OTHER)[n % 3], start + timedelta(seconds=n * every))
        for n in range(count)
    ]
    return [post["uri"] for post in posts]


@pytest.mark.parametrize("limit", [7, 100])
def test_a_long_history_comes_oldest_first_in_bounded_calls(limit: int) -> None:
    network = Double()
    written = _fill(network, 4_200, every=10)
    calls: list[int] = []

    found: list[str] = []
    cursor = ""
    while True:
        before = len(network.log)
        page = network.connector().pull(ACCESS, cursor, limit)
        calls.append(len(network.log) - before)
        assert len(page.cursor) < 20_000
        found += [post.id for post in page.posts]
        cursor = page.cursor
        if page.is_last:
            break

    assert found == written
    assert max(calls) <= 2 * walk.STEPS


def test_new_ones_that_come_while_reading_come_after_it() -> None:
    network = Double()
    written = _fill(network, 350)
    found: list[str] = []
    cursor = ""
    for turn in range(200):
        page = network.connector().pull(ACCESS, cursor, 40)
        found += [post.id for post in page.posts]
        cursor = page.cursor
        if turn < 5:
            written += _fill(network, 30, after(hours=1 + turn))
        elif page.is_last:
            break

    assert found == written


def test_a_thousand_likes_between_two_looks_cost_little_the_second_time() -> None:
    network = Double()
    _fill(network, 5)
    _, cursor, _ = _read(network)
    for n in range(1_000):
        network.told("like", FRIEND, after(hours=2, seconds=n))
    _, cursor, _ = _read(network, cursor)
    network.log.clear()

    found, _, _ = _read(network, cursor)

    assert found == []
    assert len(network.log) <= walk.OVERLAP + 1


def test_what_turns_up_behind_the_mark_within_hours_is_new_and_given_once() -> None:
    network = Double()
    _fill(network, 20, every=600)
    _, cursor, _ = _read(network)

    late = network.told("reply", OTHER, after(minutes=75))
    found, cursor, _ = _read(network, cursor)
    again, _, _ = _read(network, cursor)

    assert (found, again) == ([late["uri"]], [])


def test_more_than_can_be_remembered_is_given_no_second_time() -> None:
    network = Double()
    _fill(network, 3 * walk.MEMORY)
    _, cursor, _ = _read(network)

    found, _, _ = _read(network, cursor)

    assert found == []
    assert len(json.loads(cursor)["seen"]) <= walk.MEMORY


def test_a_crowd_at_one_instant_is_read_whole_where_a_page_can_hold_it() -> None:
    network = Double()
    written = _fill(network, 60)
    written += _fill(network, 90, after(hours=1), every=0)
    written += _fill(network, 80, after(hours=2))

    for limit in (13, 100):
        found, _, gaps = _read(network, "", limit)

        assert sorted(found) == sorted(written)
        assert len(found) == len(written)
        assert gaps == set()


def test_a_crowd_at_one_instant_that_no_page_can_hold_is_a_gap_that_is_told() -> None:
    network = Double()
    first = _fill(network, 5)
    _fill(network, 250, after(hours=1), every=0)

    found, _, gaps = _read(network)

    assert set(first) <= set(found)
    assert gaps == {"same_instant"}
    assert len(found) < 255


def test_more_at_one_instant_than_is_remembered_ends_and_repeats_nothing() -> None:
    network = Double()
    network.page = 1_000
    written = _fill(network, walk.MEMORY + 90, after(), every=0)
    network.answers = {}

    page_size, walk_found = 60, []
    cursor = ""
    for _ in range(30):
        page = network.connector().pull(ACCESS, cursor, page_size)
        walk_found += [post.id for post in page.posts]
        cursor = page.cursor
        if page.is_last:
            break

    assert len(walk_found) == len(set(walk_found))
    assert set(walk_found) <= set(written)


def test_history_that_was_cut_is_a_gap_that_is_told_once() -> None:
    network = Double()
    _fill(network, 10)
    _, cursor, _ = _read(network)
    network.notices.clear()
    new = _fill(network, 230, after(hours=9))

    found, cursor, gaps = _read(network, cursor)
    _, _, later = _read(network, cursor)

    assert found == new
    assert (gaps, later) == ({"history_cut"}, set())


def test_all_of_a_small_account_muted_is_no_gap() -> None:
    network = Double()
    for n in range(3):
        network.told("mention", BULLY, after(minutes=n))
    _, cursor, _ = _read(network)
    network.mutes[BULLY] = {}
    network.told("mention", FRIEND, after(hours=8))

    found, _, gaps = _read(network, cursor)

    assert (len(found), gaps) == (1, set())


def test_a_wait_in_the_middle_keeps_how_far_it_got() -> None:
    network = Double()
    written = _fill(network, 450)
    for _ in range(2):
        network.answers.setdefault(LIST, []).append(_through(network))
    network.says(LIST, 429, headers={"retry-after": "60"})

    page = network.connector().pull(ACCESS, "", 100)
    network.log.clear()
    found, _, _ = _read(network, page.cursor)

    assert (page.posts, page.is_last, page.retry_at) == ((), False, NOW + timedelta(seconds=60))
    assert found == written


def _through(network: Double) -> Answering:
    def answer(request: httpx2.Request) -> httpx2.Response:
        network.answers[LIST], kept = [], network.answers[LIST]
        told = network(request)
        network.answers[LIST] = kept
        return told

    return answer


@pytest.mark.parametrize(("status", "error"), [(429, RateLimited), (503, PlatformDown)])
def test_a_network_that_shows_nothing_at_all_is_its_error(
    status: int, error: type[Exception]
) -> None:
    network = Double()
    network.says(LIST, status)

    with pytest.raises(error):
        network.connector().pull(ACCESS, "", 10)


def test_a_network_that_goes_round_in_a_circle_is_left() -> None:
    network = Double()
    for _ in range(3):
        network.says(LIST, json={"notifications": [], "cursor": "opaque"})

    page = network.connector().pull(ACCESS, "", 10)

    assert (page.posts, page.is_last) == ((), True)
    assert len(network.log) == 2


def test_a_cursor_of_another_version_is_the_beginning() -> None:
    network = Double()
    written = _fill(network, 3)

    found, _, _ = _read(network, '{"mark": "somewhere"}')

    assert found == written


def test_the_next_day_the_whole_list_is_gone_through_page_by_page() -> None:
    network = Double()
    network.page = 3
    written = _fill(network, 10)
    written += _fill(network, 2, after(minutes=1), every=0)
    _, cursor, _ = _read(network)
    hidden = network.told("mention", OTHER, after(days=-3000))
    network.now = NOW + timedelta(days=1)

    given: set[str] = set()
    for _ in range(12):
        page = network.connector().pull(ACCESS, cursor, 3)
        assert page.is_last
        given |= {post.id for post in page.posts}
        cursor = page.cursor

    assert given == {*written, hidden["uri"]}
    assert json.loads(cursor).get("sweep") is None


def test_a_sweep_gets_over_a_crowd_at_one_instant() -> None:
    network = Double()
    network.page = 3
    first = _fill(network, 2)
    _, cursor, _ = _read(network)
    _fill(network, 9, after(hours=-50), every=0)
    oldest = _fill(network, 1, after(hours=-60))
    network.now = NOW + timedelta(days=1)

    given: set[str] = set()
    for _ in range(12):
        page = network.connector().pull(ACCESS, cursor, 3)
        given |= {post.id for post in page.posts}
        cursor = page.cursor

    assert {*first, *oldest} <= given


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_between_two_looks_nothing_is_lost_and_nothing_given_twice(
    seed: int,
) -> None:
    chance = random.Random(seed)  # noqa: S311 -- the same schedule for the same seed
    network = Double()
    network.page = chance.choice([50, 70, 100])
    written: list[str] = []
    given: list[str] = []
    cursor, at = "", after()
    for _ in range(60):
        for _ in range(chance.randrange(6)):
            at += timedelta(milliseconds=chance.choice([0, 1, 900, 60_000]))
            late = at - timedelta(seconds=chance.choice([0, 0, 0, 2, 600]))
            reason = chance.choice(["mention", "reply", "like", "like"])
            post = network.told(reason, chance.choice([BULLY, FRIEND, OTHER]), late)
            written += [post["uri"]] if reason != "like" else []
        if chance.random() < 0.2:
            network.says(LIST, chance.choice([502, 429]))
        try:
            page = network.connector().pull(ACCESS, cursor, chance.choice([1, 5, 50]))
        except (PlatformDown, RateLimited):
            continue
        if chance.random() < 0.1:
            continue  # it was not stored, and is read again
        given += [post.id for post in page.posts]
        cursor = page.cursor
    rest, _, _ = _read(network, cursor, 50)

    assert sorted([*given, *rest]) == sorted(written)
