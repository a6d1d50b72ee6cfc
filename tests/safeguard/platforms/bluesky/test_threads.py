"""A thread shows what stands around a post, and says what of it is not there."""

from typing import Any

import pytest

from safeguard.platforms.base import AccessLost, PlatformDown, Tree, UnexpectedReply
from tests.safeguard.platforms.bluesky.double import (
    ACCESS,
    BULLY,
    FRIEND,
    HER,
    OTHER,
    Double,
    after,
    answers,
)

THREAD = "app.bsky.feed.getPostThread"


@pytest.fixture
def network() -> Double:
    """Give a thread of two answers, one of them answered, in the order in which they were written."""
    double = Double()
    root = double.write(HER, "I speak tomorrow", after())
    first = double.write(BULLY, "no", after(hours=1), reply=answers(root))
    double.write(FRIEND, "yes", after(hours=2), reply=answers(root))
    double.write(OTHER, "why no?", after(hours=3), reply=answers(first, root))
    return double


@pytest.mark.parametrize("start", [0, 1])
def test_it_is_shown_oldest_first_upwards_and_downwards(network: Double, start: int) -> None:
    uris = list(network.posts)

    tree = network.connector().thread(ACCESS, uris[start])

    shown = [(post.text, post.in_reply_to, post.conversation) for post in tree.posts]
    whole = [
        ("I speak tomorrow", "", uris[0]),
        ("no", uris[0], uris[0]),
        ("yes", uris[0], uris[0]),
        ("why no?", uris[1], uris[0]),
    ]
    assert shown == (whole if start == 0 else [whole[0], whole[1], whole[3]])
    assert tree.gaps == ()


def test_a_very_deep_thread_is_read(network: Double) -> None:
    above = list(network.posts.values())[1]
    for n in range(60):
        above = network.write(BULLY, f"{n}", after(hours=4, minutes=n), reply=answers(above))

    tree = network.connector().thread(ACCESS, next(iter(network.posts)))

    assert len(tree.posts) == 64


def test_what_was_deleted_is_a_gap(network: Double) -> None:
    uris = list(network.posts)
    del network.posts[uris[0]]
    connector = network.connector()

    tree = connector.thread(ACCESS, uris[3])

    assert [post.text for post in tree.posts] == ["no", "why no?"]
    assert tree.gaps == ("deleted",)
    assert connector.thread(ACCESS, uris[0]) == Tree(posts=(), gaps=("deleted",))


@pytest.mark.parametrize(
    ("node", "gap"),
    [
        ({"$type": "app.bsky.feed.defs#blockedPost", "uri": "at://x", "blocked": True}, "blocked"),
        ({"$type": "app.bsky.feed.defs#futurePost"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_what_is_not_shown_is_a_gap_by_its_kind(
    network: Double, node: dict[str, Any], gap: str
) -> None:
    network.says(THREAD, json={"thread": node})

    assert network.connector().thread(ACCESS, "at://x") == Tree(posts=(), gaps=(gap,))


@pytest.mark.parametrize(("count", "gaps"), [(3, ("not_shown",)), (2, ()), ("many", ())])
def test_answers_that_are_counted_and_not_shown_are_a_gap(
    network: Double, count: object, gaps: tuple[str, ...]
) -> None:
    root = next(iter(network.posts.values()))
    root["replyCount"] = count

    assert network.connector().thread(ACCESS, root["uri"]).gaps == gaps


def test_answers_that_are_left_out_altogether_are_none(network: Double) -> None:
    view = network.view(next(iter(network.posts.values())))
    kind = "app.bsky.feed.defs#threadViewPost"
    network.says(THREAD, json={"thread": {"$type": kind, "post": view}})

    tree = network.connector().thread(ACCESS, "at://x")

    assert (len(tree.posts), tree.gaps) == (1, ("not_shown",))


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, b"{}", AccessLost),
        (502, b"", PlatformDown),
        (200, b'{"thread":{"$type"', PlatformDown),
        (200, b"{}", UnexpectedReply),
        (200, b'{"thread":{"$type":"app.bsky.feed.defs#threadViewPost"}}', UnexpectedReply),
        (200, b'{"thread":' + b"[" * 5_000, UnexpectedReply),
    ],
)
def test_what_goes_wrong_is_one_of_the_errors(
    network: Double, status: int, body: bytes, error: type[Exception]
) -> None:
    network.says(THREAD, status, content=body)

    with pytest.raises(error):
        network.connector().thread(ACCESS, "at://x")
