"""Whatever a server sends, a reader gives a post or says that there is none: no other error, and no endless work."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from safeguard.platforms.base import Access, Listed
from safeguard.platforms.mastodon import parse, waiting
from safeguard.platforms.mastodon.words import words
from safeguard.records import Post
from tests.safeguard.platforms.mastodon.things import Thing, account, notification, status

AT = datetime(2026, 11, 1, 10, tzinfo=UTC)
ACCESS = Access(account="1", token="x", handle="her@m.example", host="https://m.example")
SETTINGS = settings(max_examples=300, deadline=None)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
PIECES = (
    "<p> </p> <br> <a|href='https://m.example/@her'> </a> @her < > &lt; <!-- --> <script> </script> "
    "<pre> </pre> <template> ' \" | \u200f कटु"
)
MARKUP = st.lists(
    st.sampled_from([it.replace("|", " ") for it in PIECES.split(" ")]) | st.text(max_size=5),
    max_size=40,
).map("".join)


def _whole() -> Thing:
    by = account("3", "berta@elsewhere.example")
    quoted = {"state": "accepted", "quoted_status": status("7", account("1", "her"), "x", AT)}
    poll = {"options": [{"title": "yes"}]}
    post = status("9", by, "You", AT, quote=quoted, poll=poll, mentions=[{"url": "x", "acct": "y"}])
    return notification(
        "5", "mention", by, AT, post, fallback={"title": "t"}, collection={"name": "n"}
    )


def _places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: Any = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path, *(place for name, each in inner for place in _places(each, (*path, name)))][
        bool(path == ()) :
    ]


PLACES = _places(_whole())


@SETTINGS
@given(st.lists(st.tuples(st.sampled_from(PLACES), ANYTHING), min_size=1, max_size=4))
def test_a_notification_with_anything_anywhere_is_a_post_or_none(
    changes: list[tuple[tuple[str | int, ...], object]],
) -> None:
    item = _whole()
    for path, value in changes:
        _put(item, path, value)
    raw = json.dumps(item).encode()

    with suppress(parse.Unreadable, parse.Gone):
        post = parse.notified(raw, parse.item_of(raw), ACCESS)

        assert isinstance(post, Post)
        assert (post.raw, post.platform) == (raw, "mastodon")
        assert post.id
        assert post.author.id
        assert post.written_at.tzinfo is UTC
        assert all(
            it.startswith(("http://", "https://")) for it in (*post.media, post.url or "https://")
        )


@SETTINGS
@example("block_domain", "\ud800")
@given(st.sampled_from(["mute", "block_domain"]), ANYTHING)
def test_an_entry_of_a_list_is_somebody_or_unreadable(kind: str, value: object) -> None:
    with suppress(parse.Unreadable):
        assert isinstance(parse.listed(json.dumps(value).encode(), kind, ACCESS), Listed)


@SETTINGS
@given(MARKUP, st.booleans())
def test_any_html_becomes_words(html: str, is_quote: bool) -> None:
    found = words(html, {"https://m.example/@her": "her@m.example"}, is_quote=is_quote)

    assert found == found.strip("\n")
    assert "\n\n\n" not in found


@SETTINGS
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_headers_give_a_time_to_come_back(date: str, after: str, reset: str) -> None:
    headers = {"date": date, "retry-after": after, "x-ratelimit-reset": reset}

    assert AT < waiting.retry_at(headers, AT) <= AT + waiting.LONGEST


def _put(item: Thing, path: tuple[str | int, ...], value: object) -> None:
    """Put a value somewhere, unless an earlier change took that place away."""
    place: Any = item
    with suppress(KeyError, IndexError, TypeError):
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = value
