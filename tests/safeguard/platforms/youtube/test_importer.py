"""Comments she received become Posts, from the API's answer or yt-dlp's; a Takeout's are hers and are counted."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code
from safeguard.records import Author, Post
from tests.safeguard.platforms.exports import packed, posts, problems, read, reading, skipped

AT = datetime(2025, 3, 5, 10, 14, 33, tzinfo=UTC)
HER = "UC" + "h" * 22
FOLDER = "Takeout/YouTube and YouTube Music/"


def comment(name: str = "UgA", **snippet: object) -> dict[str, Any]:
    return {
        "kind": "youtube#comment",
        "id": name,
        "snippet": {
            "videoId": "vid-1",
            "textDisplay": "you &amp; <b>yours</b>",
            "textOriginal": "you & yours",
            "authorDisplayName": "@bully",
            "authorChannelId": {"value": "UCbully"},
            "publishedAt": "2025-03-05T10:14:33Z",
            "updatedAt": "2025-03-05T10:14:33Z",
            **snippet,
        },
    }


def thread(top: object, *replies: object) -> dict[str, Any]:
    return {
        "kind": "youtube#commentThread",
        "id": "UgA",
        "snippet": {"channelId": HER, "videoId": "vid-1", "topLevelComment": top},
        "replies": {"comments": list(replies)},
    }


def answer(*items: object) -> bytes:
    value = {"kind": "youtube#commentThreadListResponse", "items": list(items)}
    return json.dumps(value, indent=1).encode()


def test_a_thread_is_its_comments_each_with_its_own_bytes() -> None:
    mine = comment("UgA.2", authorDisplayName="@ana", parentId="UgA")
    file = answer(
        thread(comment(), comment("UgA.1", parentId="UgA", updatedAt="2025-03-06T00:00:00Z"), mine)
    )

    found = read("youtube", file, reading(mine=frozenset({"ana"})))

    first, second = posts(found)
    assert first == Post(
        platform="youtube",
        id="UgA",
        kind="comment",
        author=Author(handle="@bully", id="UCbully"),
        text="you & yours",
        written_at=AT,
        raw=first.raw,
        conversation="vid-1",
        url="https://www.youtube.com/watch?v=vid-1&lc=UgA",
    )
    assert json.loads(first.raw) == comment()
    assert (second.in_reply_to, second.content_id) == ("UgA", "2025-03-06T00:00:00Z")
    assert skipped(found) == {Code.OWN: 1}
    assert problems(found) == []


def test_a_list_of_comments_is_read_as_well() -> None:
    plain = comment(textOriginal=None, authorChannelId="UCx", videoId="not a video")
    file = json.dumps([plain, comment("UgB")]).encode()

    assert [(it.text, it.author.id, it.url) for it in posts(read("youtube", file))] == [
        ("you &amp; <b>yours</b>", "UCx", ""),
        ("you & yours", "UCbully", "https://www.youtube.com/watch?v=vid-1&lc=UgB"),
    ]


def test_yt_dlps_file_is_read() -> None:
    row = {"id": "UgA", "text": "x", "timestamp": int(AT.timestamp()), "author": "@b",
           "author_id": "UCb", "parent": "root"}  # fmt: skip
    file = json.dumps(
        {"id": "vid-1", "webpage_url": "https://x", "formats": [{"url": "x"}],
         "comments": [row, {**row, "id": "UgA.1", "parent": "UgA"}]}
    ).encode()  # fmt: skip

    found = posts(read("youtube", file))

    assert [(it.id, it.in_reply_to, it.conversation, it.written_at) for it in found] == [
        ("UgA", "", "vid-1", AT),
        ("UgA.1", "UgA", "vid-1", AT),
    ]
    assert registry.sniff(file).importer == "youtube"


def test_bad_comments_are_named_by_their_line_and_a_cut_file_says_so() -> None:
    file = answer(
        thread(comment(publishedAt="soon"), comment("UgC", publishedAt=None)),
        thread(7),
        comment("UgD", authorDisplayName=None),
    )

    found = read("youtube", file)

    assert [it.code for it in problems(found)] == [
        Code.BAD_TIME,
        Code.MISSING_VALUE,
        Code.NOT_AN_OBJECT,
        Code.MISSING_VALUE,
    ]
    lines = file.split(b"\n")
    assert b"topLevelComment" in lines[problems(found)[0].line - 1]
    assert problems(read("youtube", file[:-9]))[-1].code is Code.CUT_OFF


def table(
    *rows: list[str], header: str = "Comment ID,Channel ID,Comment create timestamp"
) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return f"{header},Price,Video ID,Comment text\n{text.getvalue()}".encode()


OWN = [
    "UgA",
    HER,
    "2025-03-05T10:14:33+00:00",
    "0",
    "vid-1",
    '{"text":"my "},{"text":"own\nwords"}',
]


@pytest.mark.parametrize(
    "header", ["Comment ID,Channel ID,Comment create timestamp", "Reactie-ID,Kanaal-ID,Tijd"]
)
def test_comments_of_a_takeout_are_her_own_whatever_their_columns_are_called(header: str) -> None:
    file = table(OWN, [*OWN[:-1], "plain"], header=header)

    assert skipped(read("youtube", file)) == {Code.OWN: 2}
    assert registry.sniff(file).importer == "youtube"


def test_her_own_words_are_given_if_they_are_asked_for() -> None:
    other = '{"takeoutSegments":[{"text":"b"},{"mention":1}]}'
    rows = [OWN, ["UgB", *OWN[1:-1], other], ["UgC", *OWN[1:-1], "plain", ""],
            ["UgD", HER, "2025-03-05T99:14", "0", "v", "x"]]  # fmt: skip

    found = read("youtube", table(*rows), reading(own=True))

    assert [(it.id, it.text, it.author.handle) for it in posts(found)] == [
        ("UgA", "my own\nwords", HER),
        ("UgB", "b", HER),
        ("UgC", "plain", HER),
    ]
    assert problems(found) == [Problem(6, Code.BAD_TIME, "created_at")]


def test_a_takeout_is_read_in_its_zip_and_what_else_is_in_it_is_counted() -> None:
    file = packed(
        {
            FOLDER + "comments/comments.csv": table(OWN),
            FOLDER + "subscriptions/subscriptions.csv": b"Channel Id,Url,Title\nUCx,y,z\n",
            FOLDER + "history/watch-history.json": b"[]",
            FOLDER + "empty.csv": b"",
            "video.info.json": json.dumps({"id": "v", "comments": []}).encode(),
        }
    )

    found = read("youtube", file)

    assert [(it.code, it.count) for it in found if not isinstance(it, Problem | Post)] == [
        (Code.OTHER_FILES, 1),
        (Code.OWN, 1),
        (Code.OTHER_FILES, 1),
    ]
    assert problems(found) == [Problem(0, Code.EMPTY_FILE)]
    assert registry.sniff(file, [FOLDER + "comments/comments.csv"]).importer == "youtube"


def test_broken_rows_of_a_takeout_are_named() -> None:
    file = table(OWN) + b'a,b\n\n"never closed'

    assert problems(read("youtube", file)) == [
        Problem(4, Code.CELL_COUNT, detail="2"),
        Problem(6, Code.QUOTE_UNCLOSED),
    ]


def test_other_files_are_not_its() -> None:
    look = registry.importer("youtube").sniff

    assert [look(it).confidence for it in (b"", b"hello\nyou", b"{}", b"[1]")] == [0, 0, 0, 0]
    assert look(b"PK\x03\x04", ["a.csv"]).confidence == 0
    assert problems(read("youtube", b"")) == [Problem(0, Code.EMPTY_FILE)]
    assert skipped(read("youtube", b"a,b\nc,d\n")) == {Code.OTHER_FILES: 1}
