"""What a server says becomes a Post by somebody else, whatever is missing, strange or new in it."""

import json
from datetime import UTC, datetime

import pytest

from safeguard.platforms.base import Access
from safeguard.platforms.mastodon import parse
from safeguard.records import Author, Post
from tests.safeguard.platforms.mastodon.things import Thing, account, notification, status

AT = datetime(2026, 11, 1, 10, tzinfo=UTC)
ACCESS = Access(account="1", token="x", handle="her@m.example", host="https://social.m.example")
HER = account("1", "her")
BERTA = account("3", "berta@elsewhere.example")
AUTHOR = Author(
    id="3",
    handle="berta@elsewhere.example",
    name="Berta",
    url="https://elsewhere.example/@berta",
    created_at=datetime(2024, 3, 1, tzinfo=UTC),
    followers=7,
)


def read(item: Thing) -> Post:
    raw = json.dumps(item).encode()
    return parse.notified(raw, parse.item_of(raw), ACCESS)


def said(**more: object) -> Thing:
    return status("9", BERTA, "You", AT, **more)


def test_a_mention_is_read_whole() -> None:
    item = notification(
        "5",
        "mention",
        BERTA,
        AT,
        said(
            edited_at="2026-11-01T11:00:00.000Z",
            in_reply_to_id="8",
            in_reply_to_account_id="44",
            spoiler_text="Careful",
            poll={"options": [{"title": "yes"}, {"title": "no"}]},
            media_attachments=[
                {"url": None, "type": "unknown"},
                {"url": "https://files.example/1.png"},
                {"remote_url": "https://f.example/2"},
            ],
            quote={"state": "accepted", "quoted_status": {"id": "7"}},
        ),
    )

    post = read(item)

    assert post == Post(
        platform="mastodon",
        id="9",
        content_id="2026-11-01T11:00:00.000Z",
        kind="mention",
        author=AUTHOR,
        text="Careful\n\nYou\n\n- yes\n- no",
        written_at=AT,
        raw=json.dumps(item).encode(),
        url="https://elsewhere.example/@berta/9",
        language="es",
        in_reply_to="8",
        quoted="7",
        media=("https://files.example/1.png", "https://f.example/2"),
    )


@pytest.mark.parametrize(
    ("kind", "more", "becomes"),
    [
        ("mention", {}, "mention"),
        ("mention", {"in_reply_to_account_id": "1"}, "reply"),
        ("mention", {"in_reply_to_account_id": "44"}, "mention"),
        ("mention", {"visibility": "direct", "in_reply_to_account_id": "1"}, "dm"),
        ("mention", {"visibility": "whispered"}, "mention"),
        ("quote", {}, "quote"),
        ("update", {}, "update"),
        ("starterpack-joined", {}, "starterpack-joined"),
    ],
)
def test_kinds_are_named_and_unknown_ones_kept(
    kind: str, more: dict[str, object], becomes: str
) -> None:
    assert read(notification("5", kind, BERTA, AT, said(**more))).kind == becomes


def test_of_a_quote_that_changed_the_post_that_changed_is_read() -> None:
    hers = status("10", HER, "See this", AT, quote={"state": "accepted", "quoted_status": said()})

    post = read(notification("5", "quoted_update", BERTA, AT, hers))

    assert (post.id, post.author, post.text, post.kind) == ("9", AUTHOR, "You", "quoted_update")


def test_a_reaction_to_her_own_post_is_not_read_as_her_words() -> None:
    hers = status("10", HER, "My words", AT)

    post = read(notification("5", "pleroma:emoji_reaction", BERTA, AT, hers, emoji="🤮"))

    assert (post.id, post.author, post.text, post.in_reply_to) == ("5", AUTHOR, "🤮", "10")


def test_a_collection_she_was_put_into_is_read_by_its_words() -> None:
    collection = {"name": "Liars", "description": "All of them", "url": "https://m.example/c/1"}

    post = read(notification("5", "added_to_collection", BERTA, AT, collection=collection))

    assert (post.kind, post.text, post.url) == (
        "added_to_collection",
        "Liars\nAll of them",
        "https://m.example/c/1",
    )


def test_what_a_server_says_of_a_kind_we_do_not_know_is_read() -> None:
    fallback = {"title": "<b>Berta</b> waved", "summary": "Hello", "description": None}

    post = read(notification("5", "wave", BERTA, AT, fallback=fallback))

    assert post.text == "Berta waved\nHello"


@pytest.mark.parametrize("gone", [None, {}, "deleted", []])
def test_a_mention_whose_post_is_gone_says_so(gone: object) -> None:
    with pytest.raises(parse.Gone):
        read(notification("5", "mention", BERTA, AT) | {"status": gone})


@pytest.mark.parametrize(
    "item",
    [
        notification("", "wave", BERTA, AT),
        notification("5", "wave", {}, AT),
        notification("5", "wave", account("3", ""), AT),
        notification("5", "wave", account("", "berta"), AT),
        notification("5", "wave", BERTA, AT) | {"created_at": "yesterday"},
        notification("5", "mention", BERTA, AT, said() | {"id": None}),
        notification("5", "mention", BERTA, AT, said() | {"created_at": 5}),
        notification("5", "mention", BERTA, AT, said() | {"account": "berta"}),
    ],
)
def test_what_says_too_little_to_be_a_post_is_unreadable(item: Thing) -> None:
    with pytest.raises(parse.Unreadable):
        read(item)


@pytest.mark.parametrize("raw", [b"[]", b'"x"', b"{", b'{"a": "\\ud800"}', b"[" * 100_000, b"\xff"])
def test_what_is_no_object_is_unreadable(raw: bytes) -> None:
    with pytest.raises(parse.Unreadable):
        parse.item_of(raw)


def test_strange_fields_cost_themselves_and_not_the_post() -> None:
    strange = {
        "edited_at": 5.5,
        "in_reply_to_id": 12,
        "spoiler_text": None,
        "language": ["es"],
        "url": "javascript:alert(1)",
        "uri": "https://elsewhere.example/9",
        "media_attachments": {"url": "https://x.example"},
        "mentions": [None, "her", {"url": 5}],
        "poll": [],
        "quote": "7",
    }
    by = {"followers_count": True, "created_at": "long ago", "url": "data:x", "display_name": None}

    post = read(notification("5", "mention", BERTA, AT, said(**strange, account=BERTA | by)))

    assert msgspec_fields(post) == {
        "id": "9",
        "content_id": "",
        "in_reply_to": "12",
        "language": "",
        "url": "https://elsewhere.example/9",
        "media": (),
        "quoted": "",
        "text": "You",
        "author": Author(id="3", handle="berta@elsewhere.example"),
    }


def msgspec_fields(post: Post) -> dict[str, object]:
    names = "id content_id in_reply_to language url media quoted text author".split()
    return {name: getattr(post, name) for name in names}


@pytest.mark.parametrize(
    ("handle", "host", "full"),
    [
        ("her@m.example", "https://social.m.example", "ana@m.example"),
        ("her", "https://social.m.example", "ana@social.m.example"),
        ("", "https://social.m.example:8080", "ana@social.m.example"),
        ("", "", "ana@"),
    ],
)
def test_a_neighbours_handle_is_given_its_domain(handle: str, host: str, full: str) -> None:
    access = Access(account="1", token="x", handle=handle, host=host)

    assert parse.full("ana", access) == full


def test_mentions_are_named_with_their_server() -> None:
    html = '<p><a href="https://m.example/@her" class="mention">@<span>her</span></a> no</p>'
    mentions = [{"url": "https://m.example/@her", "acct": "her", "id": "1"}]

    post = read(notification("5", "mention", BERTA, AT, said(content=html, mentions=mentions)))

    assert post.text == "@her@m.example no"


@pytest.mark.parametrize(
    ("quote", "quoted"),
    [
        ({"quoted_status": {"id": "7"}}, "7"),
        ({"quoted_status_id": "7"}, "7"),
        ({"state": "revoked", "quoted_status": None}, ""),
    ],
)
def test_a_quoted_post_is_named(quote: Thing, quoted: str) -> None:
    assert read(notification("5", "quote", BERTA, AT, said(quote=quote))).quoted == quoted


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({}, "post"),
        ({"in_reply_to_id": "8"}, "reply"),
        ({"in_reply_to_id": "8", "quote": {"quoted_status_id": "7"}}, "quote"),
    ],
)
def test_a_post_in_a_thread_is_a_post_a_reply_or_a_quote(more: Thing, kind: str) -> None:
    assert parse.posted(b"{}", said(**more), ACCESS).kind == kind
