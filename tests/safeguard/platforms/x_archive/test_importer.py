"""An X archive gives what others wrote to her, in every layout, and says what it does not hold."""

import json
from datetime import UTC, datetime
from io import BytesIO

import msgspec
import pytest

from safeguard.platforms.base import Problem, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.x_archive.importer import XArchive
from safeguard.records import Author, Post
from tests.safeguard.platforms.exports import (
    Found,
    participants,
    posts,
    problems,
    read,
    reading,
    skipped,
)
from tests.safeguard.platforms.tables import Trickle
from tests.safeguard.platforms.x_samples import (
    HER_HANDLE,
    HER_ID,
    THEM,
    account,
    archive,
    conversation,
    manifest,
    message,
    packed,
    packed_as,
    script,
    tweet,
)

HERS = reading(mine=frozenset({HER_HANDLE}))
BY_NUMBER = reading(mine=frozenset({HER_ID, HER_HANDLE}))
OWN = reading(mine=frozenset({HER_HANDLE}), own=True)
NOTICE = Skipped(Code.MENTIONS_NOT_IN_IT, 0)


def test_an_archive_gives_the_messages_she_received_and_counts_the_rest() -> None:
    found = read("x_archive", archive(), HERS)

    raw = json.loads(posts(found)[0].raw)
    assert raw == message(11)
    assert [msgspec.structs.replace(post, raw=b"") for post in posts(found)] == [
        Post(
            platform="x",
            id="11",
            kind="dm",
            author=Author(handle=THEM, id=THEM),
            text="أعرف أين تعملين 11",
            written_at=datetime(2026, 1, 22, 21, 4, 29, 123_000, tzinfo=UTC),
            raw=b"",
            conversation=f"{HER_ID}-{THEM}",
            addressed_to=HER_HANDLE,
        ),
        Post(
            platform="x",
            id="13",
            kind="dm",
            author=Author(handle="3003", id="3003"),
            text="hola",
            written_at=datetime(2026, 1, 22, 21, 4, 29, 123_000, tzinfo=UTC),
            raw=b"",
            conversation="77",
            addressed_to=HER_HANDLE,
        ),
    ]
    assert problems(found) == []
    assert skipped(found) == {Code.OWN: 3, Code.NOTICE: 1, Code.MENTIONS_NOT_IN_IT: 0}


def test_her_own_posts_are_given_where_they_are_asked_for() -> None:
    found = read("x_archive", archive(), OWN)

    own = [post for post in posts(found) if post.kind != "dm"]
    assert [msgspec.structs.replace(post, raw=b"") for post in own] == [
        Post(
            platform="x",
            id=number,
            kind=kind,
            author=Author(handle=HER_HANDLE, id=HER_ID, name="Ana"),
            text=f"Gracias por venir, {number}",
            written_at=datetime(2026, 1, 22, 21, 4, 29, tzinfo=UTC),
            raw=b"",
            url=f"https://x.com/i/status/{number}",
            language="es",
            in_reply_to=answers,
            addressed_to=whom,
        )
        for number, kind, answers, whom in (("1", "post", "", ""), ("2", "reply", "9", "b"))
    ]
    assert json.loads(own[0].raw) == {"tweet": tweet(1)}
    assert [post.id for post in posts(found) if post.kind == "dm"] == ["11", "12", "13"]


@pytest.mark.parametrize(
    "files",
    [
        {"data/tweet.js": script("tweet", {"tweet": tweet()}), "data/account.js": account()},
        {"tweet.js": script("tweet", tweet()), "account.js": account()},
        {"twitter-2026/data/tweets.js": script("tweets", {"tweet": tweet()}),
         "twitter-2026/data/manifest.js": manifest()},
        {"data/tweets.js": b"\xef\xbb\xbf" + script("tweets", {"tweet": tweet()}, style={}) + b";\n",
         "data/account.js": b"window.YTD.account.part0 = [", "data/manifest.js": manifest()},
        {"data/community-tweet.js": script("community_tweet", {"tweet": tweet()}),
         "data/account.js": account(),
         "data/tweets.js": script("tweets"),
         "data/like.js": script("like", {"like": {"tweetId": "5"}}),
         "data/tweets_media/1.jpg": b"\xff\xd8\xff",
         "__MACOSX/data/tweets.js": b"junk",
         "assets/js/tweets.js": b"not ours"},
    ],
)  # fmt: skip
def test_every_layout_gives_the_same_post(files: dict[str, bytes]) -> None:
    found = read("x_archive", packed_as(files), OWN)

    assert problems(found) == []
    assert [(it.id, it.text, it.author.handle) for it in posts(found)] == [
        ("1", "Gracias por venir, 1", HER_HANDLE)
    ]


def test_parts_are_read_in_their_order() -> None:
    numbers = (*range(12),)
    files = {f"data/tweets-part{n}.js": script("tweets", {"tweet": tweet(n)}) for n in numbers[1:]}
    files = {**files, "data/tweets.js": script("tweets", {"tweet": tweet(0)})}

    found = read("x_archive", packed_as({**files, "data/account.js": account()}), OWN)

    assert [post.id for post in posts(found)] == [str(n) for n in numbers]


TABLE = (
    b'"tweet_id","in_reply_to_status_id","in_reply_to_user_id","timestamp","source","text"\n'
    b'"7","6","","2012-03-04 05:06:07 +0000","web","uno\ndos"\n'
    b'"8","","","2012-03-04 05:06:07 +0000","web","tres"\n'
)


@pytest.mark.parametrize("file", [TABLE, packed_as({"tweets.csv": TABLE}), b"\xef\xbb\xbf" + TABLE])
def test_the_table_of_old_archives_is_read(file: bytes) -> None:
    mine = reading(mine=frozenset({HER_HANDLE}), own=True)
    alone = file if file[:2] != b"PK" else packed_as({"tweets.csv": TABLE, "account.js": account()})

    found = posts(read("x_archive", alone, mine))

    assert [(it.id, it.kind, it.text, it.in_reply_to) for it in found] == [
        ("7", "reply", "uno\ndos", "6"),
        ("8", "post", "tres", ""),
    ]
    assert {it.written_at for it in found} == {datetime(2012, 3, 4, 5, 6, 7, tzinfo=UTC)}
    assert found[0].raw == TABLE.split(b"\n", 1)[1].rsplit(b"\n", 2)[0]
    assert skipped(read("x_archive", alone, HERS)) == {Code.OWN: 2, Code.MENTIONS_NOT_IN_IT: 0}


def test_a_table_says_which_rows_it_could_not_read() -> None:
    rows = TABLE + b"9\n" + b'10,,,never,web,a\n11,,,2012-03-04 05:06:07 +0000,web,"a\n'

    assert problems(read("x_archive", rows, OWN)) == [
        Problem(5, Code.CELL_COUNT, detail="1"),
        Problem(6, Code.BAD_TIME, "created_at"),
        Problem(7, Code.QUOTE_UNCLOSED),
    ]


def test_a_table_of_something_else_has_no_header() -> None:
    found = read(
        "x_archive", packed_as({"tweets.csv": b"a,b\n1,2\n", "account.js": account()}), HERS
    )

    assert problems(found) == [Problem(1, Code.NO_HEADER)]


def test_a_table_in_another_encoding_says_so() -> None:
    file = packed_as({"tweets.csv": "año,b\n".encode("latin-1"), "account.js": account()})

    assert problems(read("x_archive", file, HERS)) == [Problem(1, Code.WRONG_ENCODING)]


def test_an_empty_table_has_no_header() -> None:
    found = read("x_archive", packed_as({"tweets.csv": b"\n", "account.js": account()}), HERS)

    assert Code.NO_HEADER in {it.code for it in problems(found)}


def test_one_script_alone_is_read_by_what_it_says_it_is() -> None:
    file = script("direct_messages", conversation(message(11), message(12, HER_ID)))

    found = read("x_archive", file, BY_NUMBER)

    assert [post.id for post in posts(found)] == ["11"]
    assert skipped(found) == {Code.OWN: 1, Code.MENTIONS_NOT_IN_IT: 0}


@pytest.mark.parametrize("how", [HERS, reading()])
def test_messages_are_not_given_where_nobody_knows_which_are_hers(how: msgspec.Struct) -> None:
    found = read("x_archive", script("direct_messages", conversation(message())), how)  # type: ignore[arg-type]  # a Reading

    assert found == [Problem(0, Code.ACCOUNT_UNKNOWN), NOTICE]


def test_posts_of_nobody_known_are_not_given() -> None:
    found = read("x_archive", script("tweets", {"tweet": tweet()}), reading(own=True))

    assert problems(found) == [Problem(2, Code.ACCOUNT_UNKNOWN)]


def test_another_persons_archive_is_named_as_that() -> None:
    found = read("x_archive", archive(), reading(mine=frozenset({"berta"})))

    assert problems(found) == [Problem(0, Code.ADDRESSED_TO_ANOTHER, "addressed_to")]


@pytest.mark.parametrize("name", ["@Ana_Writes", HER_ID])
def test_she_is_known_by_handle_or_number(name: str) -> None:
    assert problems(read("x_archive", archive(), reading(mine=frozenset({name})))) == []


def test_a_script_with_nothing_said_to_her_says_so() -> None:
    file = script("block", {"blocking": {"accountId": "5"}})

    assert problems(read("x_archive", file, HERS)) == [Problem(0, Code.NOTHING_RECEIVED)]


def test_sniffing_a_picture_says_that_it_is_no_text() -> None:
    assert XArchive.sniff(b"\x89PNG").problem == Problem(0, Code.NOT_TEXT, detail="png")


def test_the_same_post_twice_is_given_once() -> None:
    table = TABLE + TABLE.split(b"\n", 1)[1]
    both = script("tweets", {"tweet": tweet(1)}, {"tweet": tweet(1)})

    for file, number in ((table, 2), (both, 1)):
        found = read("x_archive", file, OWN)
        assert (len(posts(found)), skipped(found)[Code.TWICE]) == (number, number)


def test_the_same_message_twice_is_given_once() -> None:
    file = archive(direct_messages_part1=script("direct_messages", conversation(message(11))))

    found = read("x_archive", file, HERS)

    assert [post.id for post in posts(found)] == ["11", "13"]
    assert skipped(found)[Code.TWICE] == 1


def test_what_cannot_be_read_is_named_with_its_line_and_costs_no_more() -> None:
    items = [
        {"tweet": tweet(1)},
        {"tweet": tweet(2, created_at="yesterday")},
        {"tweet": tweet(3, created_at="Thu Jan 22 21:04:29 +0000 2036")},
        {"tweet": tweet(4, full_text=7)},
        {"tweet": {"id_str": "5"}},
        {"tweet": tweet(6, full_text="x" * 140_000)},
        {"tweet": tweet(7, lang="e" * 3_000)},
        {"tweet": tweet(8, id_str="\x00")},
        {"tweet": tweet(9, full_text="x" * 1_100_000)},
        {"tweet": tweet(1, full_text="changed")},
        5,
        {"tweet": tweet(10, full_text="a\x00b")},
    ]
    file = script("tweets", *items, style={"indent": 0})

    found = read("x_archive", file, OWN)

    assert [(it.code, it.column, it.detail) for it in problems(found)] == [
        (Code.BAD_TIME, "created_at", ""),
        (Code.FUTURE_TIME, "created_at", ""),
        (Code.BAD_VALUE, "text", "int"),
        (Code.MISSING_VALUE, "text", ""),
        (Code.VALUE_TOO_LONG, "text", "131072"),
        (Code.VALUE_TOO_LONG, "language", "2048"),
        (Code.CONTROL_CHARACTER, "id", ""),
        (Code.ITEM_TOO_LARGE, "", "1048576"),
        (Code.CONFLICTING_ID, "id", ""),
        (Code.NOT_AN_OBJECT, "", ""),
    ]
    begins = [at for at in range(len(file)) if file.startswith(b'{\n"tweet"', at)]
    lines = [file[:at].count(b"\n") + 1 for at in begins]
    assert [it.line for it in problems(found)][:9] == lines[1:10]
    assert [(post.id, post.text) for post in posts(found)] == [
        ("1", "Gracias por venir, 1"),
        ("10", "a\ufffdb"),
    ]


def test_messages_that_cannot_be_read_are_named_with_their_line() -> None:
    file = script(
        "direct_messages",
        conversation(message(1), message(2, createdAt="never"), message(3, id=None)),
        {"dmConversation": {"conversationId": "1-2"}},
        {"dmConversation": {"conversationId": "1-2", "messages": 5}},
        conversation(message(4, text="x" * 1_100_000)),
        conversation(message(5, text="x" * 17_000_000)),
        conversation(message(6)),
    )

    found = read("x_archive", file, BY_NUMBER)

    assert [(it.code, it.column, it.detail) for it in problems(found)] == [
        (Code.BAD_VALUE, "created_at", ""),
        (Code.BAD_VALUE, "id", "null"),
        (Code.MISSING_VALUE, "", ""),
        (Code.NO_LIST, "", ""),
        (Code.ITEM_TOO_LARGE, "", "1048576"),
        (Code.ITEM_TOO_LARGE, "", "16777216"),
    ]
    first = file.index(b'"messageCreate"')
    second = file.index(b'"messageCreate"', first + 1)
    assert problems(found)[0].line == file[:second].count(b"\n")  # its brace stands a line above
    assert [post.id for post in posts(found)] == ["1", "6"]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", Code.EMPTY_FILE),
        (b"window.YTD.tweets.part0 = [", Code.CUT_OFF),
        (b"window.YTD.tweets.part0 = {}", Code.NO_LIST),
        (b"window.YTD.tweets.part0 = alert(1)", Code.NO_LIST),
        (archive()[:-40], Code.ARCHIVE_BROKEN),
        (packed(tweets=b"no script", account=account()), Code.NO_LIST),
        (packed(tweets=b"", account=account()), Code.NO_LIST),
        (packed(account=account()), Code.NO_ROWS),
        (packed_as({"data/../data/tweets.js": b""}), Code.ARCHIVE_PATH),
    ],
)
def test_a_file_that_is_none_is_named_as_that(file: bytes, code: Code) -> None:
    assert code in {it.code for it in problems(read("x_archive", file, OWN))}


def test_a_zip_that_cannot_be_wound_back_is_refused() -> None:
    assert read("x_archive", Trickle(archive()), HERS) == [Problem(0, Code.ARCHIVE_BROKEN), NOTICE]


@pytest.mark.parametrize("broken", [b"window.YTD.account.part0 = [1]", b"x", b"", b"a = [{}]"])
def test_an_archive_that_does_not_say_whose_it_is_gives_no_messages(broken: bytes) -> None:
    file = packed(
        account=broken, direct_messages=script("direct_messages", conversation(message()))
    )

    assert problems(read("x_archive", file, HERS)) == [Problem(0, Code.ACCOUNT_UNKNOWN)]


def test_participants_are_whose_archive_it_is_or_who_wrote() -> None:
    alone = script(
        "direct_messages",
        conversation(message(1), message(2, HER_ID), message(3, createdAt="x"), {"joined": 1}),
        {"dmConversation": 5},
    )

    assert participants("x_archive", archive()) == (HER_HANDLE, HER_ID, "Ana")
    assert participants("x_archive", alone) == (THEM, HER_ID)
    assert participants("x_archive", b"PK\x03\x04 broken") == ()
    assert participants("x_archive", b"nothing") == ()


@pytest.mark.parametrize(
    ("head", "names", "confidence", "reasons"),
    [
        (b"PK\x03\x04", ("data/account.js", "data/tweets.js"), 1, (Sign.X_FOLDERS,)),
        (
            b"PK\x03\x04",
            ("data/manifest.js", "data/direct-messages-part2.js"),
            1,
            (Sign.X_FOLDERS,),
        ),
        (b"PK\x03\x04", ("tweets.csv", "index.html"), 1, (Sign.X_FOLDERS,)),
        (b"PK\x03\x04", ("data/account.js",), 0, ()),
        (b"PK\x03\x04", ("posts.csv",), 0, ()),
        (script("tweets"), ("tweets.js",), 1, (Sign.X_SCRIPT,)),
        (b"\xef\xbb\xbf" + script("direct_message_group"), (), 1, (Sign.X_SCRIPT,)),
        (script("block"), (), 0.6, (Sign.X_SCRIPT,)),
        (script("ad_engagements"), (), 0.6, (Sign.X_SCRIPT,)),
        (manifest(), (), 0.6, (Sign.X_SCRIPT,)),
        (TABLE, ("tweets.csv",), 1, (Sign.X_TABLE,)),
        (b"text,author_handle,created_at\n", (), 0, ()),
        (b"tweet_id\n", (), 0, ()),
    ],
)
def test_sniffing_says_what_it_is_and_why(
    head: bytes, names: tuple[str, ...], confidence: float, reasons: tuple[Sign, ...]
) -> None:
    assert XArchive.sniff(head, names) == Sniffed(
        importer="x_archive", confidence=confidence, reasons=reasons
    )


def test_a_slow_line_changes_nothing() -> None:
    file = script("tweets", {"tweet": tweet(1)}, {"tweet": tweet(2)})

    slowly: Found = list(XArchive(OWN).read(Trickle(file)))

    assert slowly == list(XArchive(OWN).read(BytesIO(file)))
