"""What the browser script saved becomes posts, the same from JSON and CSV."""

import json
from datetime import UTC, datetime

import msgspec
import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.twitter_web_exporter.importer import TwitterWebExporter
from safeguard.records import Author, Post
from tests.safeguard.platforms.exports import posts, problems, read, reading, skipped

NAME = "twitter_web_exporter"


def saved(number: int = 1, **changes: object) -> dict[str, object]:
    return {
        "id": str(number),
        "created_at": "2026-01-22 21:04:29 +01:00",
        "full_text": "कितनी बेशर्म\nहो तुम",
        "media": [{"type": "photo", "url": "https://t.co/1", "original": "https://pbs.example/1"}],
        "screen_name": "berta",
        "name": "Berta",
        "profile_image_url": "https://pbs.example/b.jpg",
        "user_id": "77",
        "in_reply_to": None,
        "retweeted_status": None,
        "quoted_status": None,
        "media_tags": [],
        "favorite_count": 3,
        "favorited": False,
        "url": f"https://twitter.com/berta/status/{number}",
        **changes,
    }


def as_json(*items: object, indent: int | None = 2) -> bytes:
    return json.dumps(items, ensure_ascii=False, indent=indent).encode()


def as_table(*items: dict[str, object]) -> bytes:
    """Write CSV as the script does: line ends as a backslash and a letter, objects and null as JSON."""
    lines = [",".join(items[0]), *(",".join(map(_cell, item.values())) for item in items)]
    return b"\xef\xbb\xbf" + ("\n".join(lines) + "\n").encode()


def _cell(value: object) -> str:
    if isinstance(value, int):
        return str(value).lower()
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return '"{}"'.format(text.replace('"', '""').replace("\n", "\\n"))


EXPECTED = Post(
    platform="x",
    id="1",
    kind="mention",
    author=Author(handle="berta", id="77", name="Berta"),
    text="कितनी बेशर्म\nहो तुम",
    written_at=datetime(2026, 1, 22, 20, 4, 29, tzinfo=UTC),
    raw=b"",
    url="https://twitter.com/berta/status/1",
    media=("https://pbs.example/1",),
)


@pytest.mark.parametrize(
    "file", [as_json(saved()), as_json(saved(), indent=None), as_table(saved())]
)
def test_json_and_csv_give_the_same_post(file: bytes) -> None:
    (post,) = read(NAME, file)

    assert isinstance(post, Post)
    assert msgspec.structs.replace(post, raw=b"") == EXPECTED
    assert post.raw in file
    assert "बेशर्म".encode() in post.raw


@pytest.mark.parametrize("write", [as_json, as_table])
@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"in_reply_to": "9"}, "reply"),
        ({"quoted_status": "9"}, "quote"),
        ({"quoted_status": "8", "in_reply_to": "9"}, "reply"),
        ({"retweeted_status": "9", "in_reply_to": "8"}, "repost"),
    ],
)
def test_what_kind_of_post_it_is_is_told_by_what_it_points_at(
    write: object, changes: dict[str, object], kind: str
) -> None:
    assert callable(write)
    (post,) = posts(read(NAME, write(saved(1, **changes))))

    assert post.kind == kind
    assert (post.in_reply_to, post.quoted) == (
        changes.get("in_reply_to", ""),
        changes.get("quoted_status", ""),
    )


@pytest.mark.parametrize("write", [as_json, as_table])
def test_her_own_posts_are_counted_and_the_same_post_twice_is_one(write: object) -> None:
    assert callable(write)
    file = write(saved(), saved(2, screen_name="Ana"), saved(3, user_id="5"), saved())

    found = read(NAME, file, reading(mine=frozenset({"@ana", "5"})))

    assert [post.id for post in posts(found)] == ["1"]
    assert skipped(found) == {Code.OWN: 2, Code.TWICE: 1}
    assert problems(found) == []


def test_numbers_for_ids_and_missing_keys_do_no_harm() -> None:
    item = {"id": 5, "created_at": "2026-01-22T21:04:29Z", "screen_name": "@b", "full_text": None}

    (post,) = posts(read(NAME, as_json({**item, "url": "javascript:1", "media": None})))

    assert (post.id, post.author, post.text, post.url) == ("5", Author(handle="b"), "", "")


def test_what_cannot_be_read_is_named_with_its_line() -> None:
    items = [
        saved(),
        saved(2, created_at="22/01/2026"),
        saved(3, created_at="2026-01-22 21:04:29"),
        saved(4, full_text=5),
        saved(5, screen_name=""),
        5,
        saved(6, full_text="x" * 1_100_000),
    ]

    found = read(NAME, as_json(*items, indent=0), reading(assume_zone=None))

    assert [(it.code, it.column) for it in problems(found)] == [
        (Code.BAD_TIME, "created_at"),
        (Code.NAIVE_TIME, "created_at"),
        (Code.BAD_VALUE, "text"),
        (Code.MISSING_VALUE, "author_handle"),
        (Code.NOT_AN_OBJECT, ""),
        (Code.ITEM_TOO_LARGE, ""),
    ]
    assert problems(found)[0].line > 20
    assert [post.id for post in posts(found)] == ["1"]


def test_a_damaged_table_says_which_rows() -> None:
    file = as_table(saved(), saved(2, created_at="")) + b'3\n"4'

    assert problems(read(NAME, file)) == [
        Problem(3, Code.MISSING_VALUE, "created_at"),
        Problem(4, Code.CELL_COUNT, detail="1"),
        Problem(5, Code.QUOTE_UNCLOSED),
    ]


def test_media_that_is_no_json_is_left_out() -> None:
    file = as_table(saved(media="oops"))

    assert [post.media for post in posts(read(NAME, file))] == [()]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (b"", [Problem(0, Code.EMPTY_FILE)]),
        (b"[]", [Problem(0, Code.NO_ROWS)]),
        (as_json(saved())[:-3], [Problem(0, Code.CUT_OFF)]),
        (b"[}", [Problem(0, Code.NOT_JSON)]),
        (b"a,b\n1,2\n", [Problem(1, Code.NO_HEADER)]),
        (b"\n", [Problem(1, Code.NO_HEADER)]),
        (b"\xef\xbb\xbf", [Problem(1, Code.NO_HEADER)]),
        (b"PK\x03\x04", [Problem(0, Code.NOT_TEXT, detail="zip")]),
        (as_table(saved()).replace(b"media,", b"m\xe9dia,"), [Problem(1, Code.WRONG_ENCODING)]),
    ],
)
def test_a_file_that_is_none_is_named_as_that(file: bytes, expected: list[Problem]) -> None:
    assert problems(read(NAME, file)) == expected


@pytest.mark.parametrize(
    ("head", "is_mine"),
    [
        (as_json(saved()), True),
        (as_table(saved()), True),
        (as_json(saved()).decode().encode("utf-16"), True),
        (b'[{"id": 1, "screen_name": "no text: a list of people"}]', False),
        (b"id,screen_name\n", False),
        (b"\n", False),
    ],
)
def test_sniffing_says_what_it_is_and_why(head: bytes, is_mine: bool) -> None:
    sniffed = TwitterWebExporter.sniff(head)

    reasons = (Sign.EXPORTER_KEYS,) if is_mine else ()
    assert (sniffed.confidence, sniffed.reasons) == (float(is_mine), reasons)
    assert (registry.sniff(head).importer == NAME) is is_mine


def test_a_picture_is_no_text() -> None:
    problem = Problem(0, Code.NOT_TEXT, detail="png")

    assert TwitterWebExporter.sniff(b"\x89PNG") == Sniffed(
        importer=NAME, confidence=0, problem=problem
    )
