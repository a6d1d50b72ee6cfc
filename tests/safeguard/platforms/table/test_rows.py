"""A row becomes one Post or one reason, and comes once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from safeguard.platforms.base import Problem, Reading
from safeguard.platforms.codes import Code
from safeguard.platforms.rules import derived_id
from safeguard.records import Author, Post
from tests.safeguard.platforms.tables import (
    NOW,
    READING,
    ROW,
    Write,
    apart_from_raw,
    ndjson,
    read,
    read_posts,
    table,
)

BOTH = pytest.mark.parametrize(("name", "write"), [("ndjson", ndjson), ("csv", table)])
FULL = {
    "platform": "Bluesky",
    "id": "at://did:example:1/post/1",
    "kind": "quote",
    "author_id": "did:example:ana",
    "author_handle": "@ana.example",
    "author_name": "Ana",
    "text": 'First\nSecond, "quoted" \u2067\u0645\u0631\u062d\u0628\u0627\u2069',
    "created_at": "2026-11-05T11:00:00.5+01:00",
    "url": "https://example.org/1",
    "language": "ar",
    "in_reply_to": "at://did:example:2/post/2",
    "conversation": "c1",
    "addressed_to": "her.example",
}


def _with(**changes: object) -> dict[str, object]:
    return {**ROW, **changes}


@BOTH
def test_every_column_finds_its_field(name: str, write: Write) -> None:
    posts = apart_from_raw(read_posts(name, write(FULL)))

    assert posts == [
        Post(
            platform="bluesky",
            id="at://did:example:1/post/1",
            kind="quote",
            author=Author(handle="ana.example", id="did:example:ana", name="Ana"),
            text=FULL["text"],
            written_at=datetime(2026, 11, 5, 10, 0, 0, 500_000, tzinfo=UTC),
            raw=b"",
            url="https://example.org/1",
            language="ar",
            in_reply_to="at://did:example:2/post/2",
            conversation="c1",
            addressed_to="her.example",
        )
    ]


@BOTH
def test_three_columns_are_enough(name: str, write: Write) -> None:
    (post,) = read_posts(name, write(ROW), msgspec.structs.replace(READING, platform="forum"))

    assert (post.platform, post.kind, post.text) == ("forum", "mention", "Good point")
    assert (post.id, post.author) == (
        derived_id("forum", "ana", datetime(2026, 11, 5, 10, tzinfo=UTC), "Good point"),
        Author(handle="ana"),
    )


@BOTH
def test_reading_a_file_twice_gives_the_same_ids(name: str, write: Write) -> None:
    file = write(ROW, _with(text="Another"), _with(author_handle="berta"))

    first, second = read_posts(name, file), read_posts(name, file)

    assert first == second
    assert len({post.id for post in first}) == 3


@BOTH
def test_a_post_may_be_a_picture_without_a_word(name: str, write: Write) -> None:
    (post,) = read_posts(name, write(_with(text="")))

    assert post.text == ""


@BOTH
def test_an_unknown_kind_is_kept(name: str, write: Write) -> None:
    (post,) = read_posts(name, write(_with(kind="starterpack-joined")))

    assert post.kind == "starterpack-joined"


@BOTH
@pytest.mark.parametrize("kind", ["dm", "DM", " Dm "])
def test_a_private_message_is_known_however_it_is_spelled(
    name: str, write: Write, kind: str
) -> None:
    (post,) = read_posts(name, write(_with(kind=kind)))

    assert post.kind == "dm"


@BOTH
def test_the_same_row_again_is_passed_over(name: str, write: Write) -> None:
    first, again = _with(id="1"), _with(id="1", author_name="Ana, renamed")

    posts = read_posts(name, write({**first, "author_name": ""}, again, again))

    assert [post.id for post in posts] == ["1"]


@BOTH
def test_an_id_with_another_text_is_a_conflict(name: str, write: Write) -> None:
    file = write(_with(id="1"), _with(id="2"), _with(id="1", text="Changed"))

    found = read(name, file)

    assert [it.id for it in found if isinstance(it, Post)] == ["1", "2"]
    line = 4 if name == "csv" else 3
    assert found[2:] == [Problem(line, Code.CONFLICTING_ID, "id")]


@BOTH
def test_the_same_id_on_two_platforms_is_two_posts(name: str, write: Write) -> None:
    rows = (_with(id="1", platform=platform, text=platform) for platform in ("x", "forum"))

    assert len(read_posts(name, write(*rows))) == 2


@BOTH
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-11-05T10:00:00Z", datetime(2026, 11, 5, 10, tzinfo=UTC)),
        ("2026-11-05 10:00:00+00:00", datetime(2026, 11, 5, 10, tzinfo=UTC)),
        ("2026-11-05T15:30:00+05:30", datetime(2026, 11, 5, 10, tzinfo=UTC)),
        ("20261105T100000Z", datetime(2026, 11, 5, 10, tzinfo=UTC)),
        (" 2026-11-05T10:00Z ", datetime(2026, 11, 5, 10, tzinfo=UTC)),
        ((NOW + timedelta(days=1)).isoformat(), NOW + timedelta(days=1)),
        ("1990-01-01T00:00:00Z", datetime(1990, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_time_with_a_zone_is_read_as_the_instant_it_is(
    name: str, write: Write, said: str, meant: datetime
) -> None:
    (post,) = read_posts(name, write(_with(created_at=said)))

    assert (post.written_at, post.written_at.tzinfo) == (meant, UTC)


@BOTH
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("2026-11-05T10:00:00", Code.NAIVE_TIME),
        ("2026-11-05", Code.TIME_MISSING),
        ("20261105", Code.TIME_MISSING),
        ("05/11/2026", Code.BAD_TIME),
        ("5 November 2026, in the morning", Code.BAD_TIME),
        ("2026-13-05T10:00:00Z", Code.BAD_TIME),
        ("2026-11-24T12:00:01Z", Code.FUTURE_TIME),
        ("9999-12-31T23:59:59-23:59", Code.FUTURE_TIME),
        ("1989-12-31T23:59:59Z", Code.ANCIENT_TIME),
        ("0001-01-01T00:00:00+23:59", Code.ANCIENT_TIME),
        (" ", Code.MISSING_VALUE),
        ("", Code.MISSING_VALUE),
    ],
)
def test_a_time_that_cannot_be_trusted_is_refused(
    name: str, write: Write, said: str, code: Code
) -> None:
    line = 2 if name == "csv" else 1

    assert read(name, write(_with(created_at=said))) == [Problem(line, code, "created_at")]


@BOTH
def test_a_time_without_a_zone_is_in_the_zone_she_chose(name: str, write: Write) -> None:
    reading = Reading(now=NOW, assume_zone=ZoneInfo("America/Bogota"))

    (post,) = read_posts(name, write(_with(created_at="2026-11-05T05:00:00")), reading)

    assert post.written_at == datetime(2026, 11, 5, 10, tzinfo=UTC)


@BOTH
@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"author_handle": ""}, (Code.MISSING_VALUE, "author_handle", "")),
        ({"author_handle": " @ "}, (Code.MISSING_VALUE, "author_handle", "")),
        ({"url": "javascript:alert(1)"}, (Code.BAD_URL, "url", "")),
        ({"author_name": "a" * 2_049}, (Code.VALUE_TOO_LONG, "author_name", "2048")),
    ],
)
def test_a_value_that_cannot_serve_is_named(
    name: str, write: Write, changes: dict[str, str], problem: tuple[Code, str, str]
) -> None:
    line = 2 if name == "csv" else 1

    assert read(name, write(_with(**changes))) == [Problem(line, *problem)]


@BOTH
@pytest.mark.parametrize("url", ["https://x.example/1", "http://x.example/1", "at://did/1"])
def test_addresses_of_the_web_and_of_bluesky_are_kept(name: str, write: Write, url: str) -> None:
    (post,) = read_posts(name, write(_with(url=url)))

    assert post.url == url


@BOTH
def test_a_file_all_addressed_to_somebody_else_says_so_last(name: str, write: Write) -> None:
    rows = [_with(text=str(n), addressed_to="@berta.example") for n in range(3)]
    reading = msgspec.structs.replace(READING, mine=frozenset({"@Ana.example"}))

    assert read(name, write(*rows), reading)[3:] == [
        Problem(0, Code.ADDRESSED_TO_ANOTHER, "addressed_to")
    ]


@BOTH
@pytest.mark.parametrize("addressed_to", ["ANA.example", "@berta.example, @ana.example", ""])
def test_one_row_to_her_or_to_nobody_clears_the_file(
    name: str, write: Write, addressed_to: str
) -> None:
    rows = [_with(text=it, addressed_to=it) for it in ("berta", addressed_to, "carla")]
    reading = msgspec.structs.replace(READING, mine=frozenset({"@Ana.example"}))

    assert len(read_posts(name, write(*rows), reading)) == 3


@BOTH
def test_nobody_is_asked_about_a_file_when_her_handles_are_not_known(
    name: str, write: Write
) -> None:
    assert len(read_posts(name, write(_with(addressed_to="berta")))) == 1


@BOTH
def test_more_spellings_of_a_kind_than_are_remembered_are_all_read(name: str, write: Write) -> None:
    rows = [_with(text=str(n), kind=f"Kind{n}") for n in range(300)]

    kinds = [post.kind for post in read_posts(name, write(*rows))]

    assert kinds == [f"kind{n}" for n in range(300)]
