"""A Mastodon export holds her own posts and says that mentions are not in it."""

import json
from datetime import UTC, datetime

import msgspec
import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem, Skipped
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.mastodon_export.importer import MastodonExport
from safeguard.records import Author, Post
from tests.safeguard.platforms.exports import (
    packed,
    posts,
    problems,
    read,
    reading,
    skipped,
)

NAME = "mastodon_export"
ACTOR = "https://social.example/users/ana"
OWN = reading(own=True)


def note(number: int = 1, **changes: object) -> dict[str, object]:
    content = {
        "id": f"{ACTOR}/statuses/{number}",
        "type": "Note",
        "inReplyTo": None,
        "published": "2026-01-22T21:04:29Z",
        "url": f"https://social.example/@ana/{number}",
        "attributedTo": ACTOR,
        "content": "<p>Merci &amp; à demain<br>Ana</p><p>fin</p>",
        **changes,
    }
    return {"id": f"{number}/activity", "type": "Create", "actor": ACTOR, "object": content}


BOOST = {"type": "Announce", "object": "https://other.example/1"}


def outbox(*items: object) -> bytes:
    return json.dumps(
        {
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": "outbox.json",
            "type": "OrderedCollection",
            "totalItems": len(items),
            "orderedItems": items,
        }
    ).encode()


@pytest.mark.parametrize(
    "file",
    [
        outbox(note(), BOOST),
        packed({"outbox.json": outbox(note(), BOOST), "actor.json": b"{}", "likes.json": b"{}"}),
        packed({"export/outbox.json": outbox(note(), BOOST)}),
    ],
)
def test_her_own_posts_are_counted_and_what_is_missing_is_said(file: bytes) -> None:
    found = read(NAME, file)

    assert (posts(found), problems(found)) == ([], [])
    counted = {code: n for code, n in skipped(found).items() if code != Code.OTHER_FILES}
    assert counted == {Code.OWN: 2, Code.MENTIONS_NOT_IN_IT: 0}


def test_her_own_posts_are_given_where_they_are_asked_for() -> None:
    found = read(NAME, outbox(note(), note(2, inReplyTo="https://o.example/5"), BOOST), OWN)

    first, second = posts(found)
    assert json.loads(first.raw) == note()
    assert msgspec.structs.replace(first, raw=b"") == Post(
        platform="mastodon",
        id=f"{ACTOR}/statuses/1",
        kind="post",
        author=Author(handle="ana@social.example", id=ACTOR),
        text="Merci & à demain\nAna\nfin",
        written_at=datetime(2026, 1, 22, 21, 4, 29, tzinfo=UTC),
        raw=b"",
        url="https://social.example/@ana/1",
    )
    assert (second.kind, second.in_reply_to) == ("reply", "https://o.example/5")
    assert skipped(found) == {Code.NOTICE: 1, Code.MENTIONS_NOT_IN_IT: 0}


def test_what_cannot_be_read_is_named() -> None:
    file = outbox(
        note(1, published="x"),
        note(2, id=5),
        note(3, attributedTo=""),
        5,
        note(4, content="x" * 1_100_000),
        note(5, content=None),
        note(5, content=None),
    )

    found = read(NAME, file, OWN)

    assert [(it.code, it.column) for it in problems(found)] == [
        (Code.BAD_VALUE, "created_at"),
        (Code.BAD_VALUE, "id"),
        (Code.MISSING_VALUE, "author_handle"),
        (Code.NOT_AN_OBJECT, ""),
        (Code.ITEM_TOO_LARGE, ""),
    ]
    assert [post.text for post in posts(found)] == [""]
    assert skipped(found)[Code.TWICE] == 1


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", Code.EMPTY_FILE),
        (b"{}", Code.NO_LIST),
        (outbox(note())[:-2], Code.CUT_OFF),
        (outbox(), Code.NO_ROWS),
        (packed({"outbox.json": b"\x89PNG"}), Code.NOT_TEXT),
        (packed({"actor.json": b"{}"}), Code.ARCHIVE_NOTHING_KNOWN),
        (packed({"outbox.json": outbox()})[:-30], Code.ARCHIVE_BROKEN),
    ],
)
def test_a_file_that_is_none_is_named_as_that(file: bytes, code: Code) -> None:
    found = read(NAME, file)

    assert code in {it.code for it in problems(found)}
    assert found[-1] == Skipped(Code.MENTIONS_NOT_IN_IT, 0)


@pytest.mark.parametrize(
    ("head", "names", "reasons"),
    [
        (outbox(note()), (), (Sign.OUTBOX,)),
        (b"PK\x03\x04", ("actor.json", "outbox.json"), (Sign.MASTODON_FOLDERS,)),
        (b"PK\x03\x04", ("posts.csv",), ()),
        (b'{"orderedItems":[]}', (), ()),
        (b"text,author_handle,created_at\n", (), ()),
    ],
)
def test_sniffing_says_what_it_is_and_why(
    head: bytes, names: tuple[str, ...], reasons: tuple[Sign, ...]
) -> None:
    sniffed = MastodonExport.sniff(head, names)

    assert (sniffed.confidence, sniffed.reasons) == (float(bool(reasons)), reasons)
    assert (registry.sniff(head, names).importer == NAME) is bool(reasons)


def test_a_picture_is_no_text() -> None:
    assert MastodonExport.sniff(b"\x89PNG").problem == Problem(0, Code.NOT_TEXT, detail="png")
