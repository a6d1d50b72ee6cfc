"""The sample network keeps the contract, and silences as the real ones do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from safeguard.platforms.base import (
    Access,
    AccessLost,
    Act,
    Connector,
    Outcome,
    PlatformDown,
    PlatformError,
    RateLimited,
    UnexpectedReply,
)
from safeguard.platforms.sample.connector import Sample
from safeguard.records import Author, Post
from tests.safeguard.platforms.contract import ConnectorContract, Failing, read_all

BEGIN = datetime(2026, 11, 1, 10, tzinfo=UTC)
ACCESS = Access(account="her", token="a-token")
ERRORS: dict[str, PlatformError] = {
    "AccessLost": AccessLost(),
    "RateLimited": RateLimited(BEGIN + timedelta(minutes=15)),
    "PlatformDown": PlatformDown(),
    "UnexpectedReply": UnexpectedReply(),
}


def _posts(count: int = 8) -> Iterator[Post]:
    """Give posts two by two at the same instant, by three authors in turn."""
    for n in range(count):
        author = ("ana", "berta", "carla")[n % 3]
        yield Post(
            platform="sample",
            id=f"post-{n}",
            kind="starterpack-joined" if n == 4 else "mention",
            author=Author(handle=author, id=f"id-{author}"),
            text=f"Text {n}",
            written_at=BEGIN + timedelta(hours=n // 2),
            raw=b"{}",
        )


def _not_by(author: str) -> list[str]:
    return [post.id for post in _posts() if post.author.id != author]


class TestSample(ConnectorContract):
    @pytest.fixture
    def connector(self) -> Connector:
        return Sample(_posts(), {})

    @pytest.fixture
    def failing(self) -> Failing:
        return lambda name: Sample(_posts(), {}, fails=ERRORS[name])

    @pytest.fixture
    def expected(self) -> list[str]:
        return [post.id for post in _posts()]


@pytest.mark.parametrize("kind", ["mute", "block"])
def test_whom_she_silenced_is_heard_no_more_until_she_takes_it_back(kind: str) -> None:
    sample = Sample(_posts(), {})

    outcome = sample.act(ACCESS, Act(kind=kind, target="id-ana"), "key-1")
    silenced, _ = read_all(sample, ACCESS, 3)
    assert outcome.undo is not None
    sample.act(ACCESS, outcome.undo, "key-2")
    again, _ = read_all(sample, ACCESS, 3)

    assert [post.id for post in silenced] == _not_by("id-ana")
    assert len(again) == 8


def test_what_she_silenced_outlives_the_connector_and_is_hers_alone() -> None:
    store: dict[str, str] = {}
    Sample(_posts(), store).act(ACCESS, Act(kind="mute", target="id-ana"), "key-1")
    another = Access(account="another", token="a-token")

    later = Sample(_posts(), store)

    assert [post.id for post in read_all(later, ACCESS, 9)[0]] == _not_by("id-ana")
    assert len(read_all(later, another, 9)[0]) == 8


def test_new_posts_come_after_the_cursor() -> None:
    count = 6
    sample = Sample(lambda: _posts(count), {})
    _, cursors = read_all(sample, ACCESS, 4)

    count = 8
    new, _ = read_all(sample, ACCESS, 4, cursors[-1])

    assert [post.id for post in new] == ["post-6", "post-7"]


def test_the_same_key_does_nothing_more() -> None:
    sample = Sample(_posts(), {})
    mute = Act(kind="mute", target="id-ana")
    sample.act(ACCESS, mute, "key-1")
    sample.act(ACCESS, Act(kind="unmute", target="id-ana"), "key-2")

    sample.act(ACCESS, mute, "key-1")

    assert len(read_all(sample, ACCESS, 9)[0]) == 8


def test_taking_back_what_was_not_done_changes_nothing() -> None:
    sample = Sample(_posts(), {})

    sample.act(ACCESS, Act(kind="unblock", target="id-ana"), "key-1")

    assert len(read_all(sample, ACCESS, 9)[0]) == 8


def test_an_act_whose_answer_is_lost_was_done_all_the_same() -> None:
    store: dict[str, str] = {}
    unlucky = Sample(_posts(), store, loses_answers=True)

    outcome = unlucky.act(ACCESS, Act(kind="mute", target="id-ana"), "key-1")

    assert outcome == Outcome(certain=False)
    assert [post.id for post in read_all(Sample(_posts(), store), ACCESS, 9)[0]] == _not_by(
        "id-ana"
    )
