"""Posts are found wherever in a recorded reply they stand, each in its own bytes."""

import json
from datetime import UTC, datetime

import msgspec
import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.har.importer import Har
from safeguard.records import Author, Post
from tests.safeguard.platforms.exports import posts, problems, read, reading, skipped
from tests.safeguard.platforms.har.samples import body, entry, har, posted


def test_a_post_has_all_that_its_reply_said() -> None:
    (post,) = read("har", har(entry(body(posted()))))

    assert isinstance(post, Post)
    assert json.loads(post.raw) == posted()
    assert msgspec.structs.replace(post, raw=b"") == Post(
        platform="x",
        id="1",
        kind="mention",
        author=Author(handle="berta", id="77", name="Berta"),
        text="ارحلي من هنا 1",
        written_at=datetime(2026, 1, 22, 21, 4, 29, tzinfo=UTC),
        raw=b"",
        url="https://x.com/berta/status/1",
        language="ar",
        conversation="90",
    )


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"in_reply_to_status_id_str": "9"}, "reply"),
        ({"quoted_status_id_str": "9"}, "quote"),
        ({"retweeted_status_result": {}}, "repost"),
    ],
)
def test_what_kind_of_post_it_is_is_told_by_what_it_points_at(
    changes: dict[str, object], kind: str
) -> None:
    (post,) = posts(read("har", har(entry(body(posted(1, **changes))))))

    assert post.kind == kind


def test_posts_inside_posts_are_found_once_each() -> None:
    outer = posted(1, quoted_status_id_str="2") | {"quoted_status_result": {"result": posted(2)}}
    file = har(entry(body(outer, posted(2))), entry(body(posted(3))))

    found = read("har", file)

    assert [post.id for post in posts(found)] == ["1", "2", "3"]
    assert skipped(found) == {Code.TWICE: 1}


def test_the_long_text_and_the_newer_place_of_names_are_read() -> None:
    tweet = posted() | {
        "note_tweet": {"note_tweet_results": {"result": {"text": "una historia larga"}}},
        "core": {"user_results": {"result": {"rest_id": "7", "core": {"screen_name": "carla"}}}},
    }

    (post,) = posts(read("har", har(entry(body(tweet)))))

    assert (post.text, post.author) == ("una historia larga", Author(handle="carla", id="7"))


def test_her_own_posts_are_counted() -> None:
    found = read("har", har(entry(body(posted()))), reading(mine=frozenset({"berta"})))

    assert found == [next(iter(found))]
    assert skipped(found) == {Code.OWN: 1}


def test_posts_that_cannot_be_read_are_named() -> None:
    nobody = {name: value for name, value in posted(2).items() if name != "core"}
    file = har(
        entry(body(posted(1, created_at="x"))),
        entry(body(nobody)),
        entry(body(posted(3, full_text=[]))),
        entry(body({"legacy": posted(4, id_str="")["legacy"]})),
    )

    assert problems(read("har", file)) == [
        Problem(1, Code.BAD_TIME, "created_at"),
        Problem(1, Code.MISSING_VALUE, "author_handle"),
        Problem(1, Code.BAD_VALUE, "text", "array"),
        Problem(1, Code.MISSING_VALUE, "id"),
    ]


@pytest.mark.parametrize(
    "what",
    [
        entry(body(posted()), "https://x.com.evil.example/i/api/graphql/a/b"),
        entry(body(posted()), "http://x.com/i/api/graphql/a/b"),
        entry(body(posted()), "https://x.com/i/api/graphql/a/b/c"),
        entry('no JSON: "full_text"'),
        entry('"full_text"'),
        entry("é\u00e9", encoding="base64"),
        entry("/w==", encoding="base64"),
        entry('{"a":' * 70 + body(posted()) + "}" * 70),
        {"request": {}},
    ],
)
def test_what_holds_no_post_of_xs_gives_none(what: dict[str, object]) -> None:
    assert read("har", har(what)) == [Problem(0, Code.NO_ROWS)]


def test_an_address_with_halves_of_characters_is_refused() -> None:
    file = har(entry("x")).replace(b'"text": "x"', b'"text": "\\ud83d"')

    assert problems(read("har", file)) == [Problem(1, Code.LONE_SURROGATE)]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (b"", Problem(0, Code.EMPTY_FILE)),
        (b"[]", Problem(0, Code.NO_LIST)),
        (b'{"log":{"entries":{}}}', Problem(0, Code.NO_LIST)),
        (har(entry(body(posted())))[:-9], Problem(0, Code.CUT_OFF)),
    ],
)
def test_a_file_that_is_none_is_named_as_that(file: bytes, expected: Problem) -> None:
    assert problems(read("har", file)) == [expected]


@pytest.mark.parametrize(
    ("head", "is_mine"),
    [
        (har(), True),
        (b"\xef\xbb\xbf" + har(), True),
        (har().decode().encode("utf-16"), True),
        (b'{\n  "log": {\n    "version": "1.2"', True),
        (b'{"logs": {}}', False),
        (b'[{"log": {}}]', False),
    ],
)
def test_sniffing_says_what_it_is_and_why(head: bytes, is_mine: bool) -> None:
    sniffed = Har.sniff(head)

    reasons = (Sign.HAR_LOG,) if is_mine else ()
    assert (sniffed.confidence, sniffed.reasons) == (float(is_mine), reasons)
    assert (registry.sniff(head).importer == "har") is is_mine
    assert Har.sniff(b"").problem == Problem(0, Code.EMPTY_FILE)
