"""Items become Posts whatever a stranger's record holds; what the server must vouch for is demanded."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard.platforms.base import Relation, UnexpectedReply
from safeguard.platforms.bluesky import parse
from safeguard.records import Author, Post

DID = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"
URI = f"at://{DID}/app.bsky.feed.post/3abc"
ROOT = "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/3root"
CDN = "https://cdn.bsky.app/img/feed_fullsize/plain"


def item(**more: Any) -> dict[str, Any]:
    return {
        "uri": URI,
        "cid": "bafyone",
        "reason": "mention",
        "author": {"did": DID, "handle": "bully.test"},
        "record": {"text": "go home", "createdAt": "2026-11-03T14:05:00Z"},
        "indexedAt": "2026-11-03T14:05:02.123Z",
        **more,
    }


def _post(**more: Any) -> Post:
    return parse.post(json.dumps(item(**more)).encode())


def test_a_mention_becomes_a_post_with_its_bytes_as_they_were_received() -> None:
    raw = json.dumps(
        item(
            author={
                "did": DID,
                "handle": "bully.test",
                "displayName": "B",
                "createdAt": "2024-01-02T03:04:05.6Z",
                "followersCount": 3,
                "viewer": {"following": "at://x"},
            },
            record={
                "text": "go home नफ़रत",
                "createdAt": "2026-11-03T15:05:00+01:00",
                "langs": ["hi", "en"],
                "reply": {"root": {"uri": ROOT}, "parent": {"uri": URI}},
            },
        ),
        ensure_ascii=False,
    ).encode()

    notice = parse.notice(raw)

    assert (notice.at, notice.uri, notice.cid) == (1793714702123, URI, "bafyone")
    assert notice.post == Post(
        platform="bluesky",
        id=URI,
        content_id="bafyone",
        kind="mention",
        author=Author(
            id=DID,
            handle="bully.test",
            name="B",
            url=f"https://bsky.app/profile/{DID}",
            created_at=datetime(2024, 1, 2, 3, 4, 5, 600_000, tzinfo=UTC),
            is_followed=True,
            followers=3,
        ),
        text="go home नफ़रत",
        written_at=datetime(2026, 11, 3, 14, 5, tzinfo=UTC),
        raw=raw,
        url=f"https://bsky.app/profile/{DID}/post/3abc",
        language="hi",
        in_reply_to=URI,
        conversation=ROOT,
    )


@pytest.mark.parametrize("reason", ["like", "repost", "follow", "subscribed-post", "verified"])
def test_what_holds_no_words_for_her_has_a_place_and_no_post(reason: str) -> None:
    assert parse.notice(json.dumps(item(reason=reason)).encode()).post is None


@pytest.mark.parametrize("reason", ["mention", "reply", "quote", "shouted-at"])
def test_a_kind_stays_as_the_network_calls_it(reason: str) -> None:
    post = parse.notice(json.dumps(item(reason=reason)).encode()).post

    assert post is not None
    assert post.kind == reason


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"reply": {"parent": {"uri": ROOT}}}, "reply"),
        ({"embed": {"record": {"uri": ROOT}}}, "quote"),
        ({"embed": {"record": {"record": {"uri": ROOT}}}}, "quote"),
        ({"embed": {"record": {"uri": "at://x/app.bsky.graph.list/1"}}}, "post"),
        ({}, "post"),
    ],
)
def test_a_post_in_a_thread_is_called_by_what_it_does(record: dict[str, Any], kind: str) -> None:
    post = _post(record=record)

    assert (post.kind, post.quoted) == (kind, ROOT if kind == "quote" else "")


@pytest.mark.parametrize(
    "name", ["uri", "cid", "reason", "author", "indexedAt"], ids=lambda name: f"no {name}"
)
@pytest.mark.parametrize("value", [None, "", 7, [], {}])
def test_what_the_server_must_vouch_for_is_demanded(name: str, value: object) -> None:
    with pytest.raises(UnexpectedReply):
        parse.notice(json.dumps(item(**{name: value})).encode())


@pytest.mark.parametrize("when", ["yesterday", "2026-11-03T14:05:02"])
def test_a_time_that_the_server_does_not_tell_is_unexpected(when: str) -> None:
    with pytest.raises(UnexpectedReply):
        _post(indexedAt=when)
    with pytest.raises(UnexpectedReply):
        parse.notice(json.dumps(item(indexedAt=when)).encode())


@pytest.mark.parametrize(
    "claimed", ["2030-01-01T00:00:00Z", "soon", "0001-01-01T00:00:00+14:00", "2026-11-01", None, 7]
)
def test_a_time_that_cannot_be_is_the_servers_own(claimed: object) -> None:
    post = _post(record={"text": "x", "createdAt": claimed})

    assert post.written_at == datetime(2026, 11, 3, 14, 5, 2, 123_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "media"),
    [
        ({"embed": {"images": [{"fullsize": "https://x.example/1"}]}}, ("https://x.example/1",)),
        (
            {"embed": {"media": {"images": [{"fullsize": "https://x.example/1"}, 7]}}},
            ("https://x.example/1",),
        ),
        ({"embed": {"items": [{"fullsize": "https://x.example/2"}]}}, ("https://x.example/2",)),
        ({"embed": {"thumbnail": "https://x.example/v"}}, ("https://x.example/v",)),
        ({"embed": {"images": [{"fullsize": "javascript:x"}]}}, ()),
        (
            {"record": {"embed": {"images": [{"image": {"ref": {"$link": "bafyimg"}}}]}}},
            (f"{CDN}/{DID}/bafyimg",),
        ),
        (
            {"record": {"embed": {"media": {"items": [{"image": {"ref": {"$link": "bafyi"}}}]}}}},
            (f"{CDN}/{DID}/bafyi",),
        ),
        ({"record": {"embed": {"images": [{"image": {"ref": {"$link": "../x"}}}]}}}, ()),
        ({"record": {"embed": "x"}}, ()),
    ],
)
def test_pictures_are_named_by_their_addresses(
    more: dict[str, Any], media: tuple[str, ...]
) -> None:
    assert _post(**more).media == media


@pytest.mark.parametrize("langs", [None, [], "en", [7], {"en": 1}])
def test_a_language_that_is_none_is_not_told(langs: object) -> None:
    assert _post(record={"langs": langs}).language == ""


def test_what_is_no_post_has_no_address_on_the_web() -> None:
    assert _post(uri=f"at://{DID}/app.bsky.graph.list/1").url == ""


def test_an_author_without_viewer_is_followed_or_not_nobody_knows() -> None:
    assert _post().author.is_followed is None
    assert _post(author={"did": DID, "viewer": {}}).author.is_followed is False


_ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "text createdAt langs reply root parent uri embed record images image ref $link media items fullsize"
                " thumbnail".split()
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(record=_ANYTHING, embed=_ANYTHING)
def test_no_record_of_a_stranger_stops_the_reading(record: object, embed: object) -> None:
    assert _post(record=record, embed=embed).id == URI


@pytest.mark.parametrize(
    ("viewer", "how"),
    [
        ({}, "none"),
        (None, "none"),
        ({"muted": True}, "all"),
        ({"muted": True, "mutedByList": {"uri": "at://x"}}, "none"),
        ({"mutedOnlyQuoteposts": True}, "quotes"),
        ({"mutedOnlyReposts": True}, "reposts"),
    ],
)
def test_what_she_muted_of_somebody_is_told_from_what_a_list_does(viewer: object, how: str) -> None:
    assert parse.muted_how({"viewer": viewer}) == how


def test_how_she_stands_is_not_made_up() -> None:
    blocked = {"blockingByList": {}, "following": "at://x"}

    assert parse.relation({}) == Relation()
    assert parse.relation({"viewer": blocked}) == Relation(
        is_followed=True, is_muted=False, is_blocked=True
    )


def test_labels_that_stand_on_a_post_are_read_and_those_taken_back_are_not() -> None:
    put = [
        {"src": "did:plc:one", "val": "porn"},
        {"src": "did:plc:one", "val": "spam", "neg": True},
        {"val": 5},
        "no label",
    ]
    said = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "nudity"}]}

    shown = _post(labels=put, record={"text": "", "labels": said})

    assert (shown.labels, _post(labels="many").labels) == (("porn", "nudity"), ())
