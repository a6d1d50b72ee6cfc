"""TikTok's export gives the direct messages she received, under any of the names its sections had."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code
from safeguard.platforms.rules import derived_id
from safeguard.records import Author, Post
from tests.safeguard.platforms.exports import (
    packed,
    participants,
    posts,
    problems,
    read,
    reading,
    skipped,
)

AT = datetime(2025, 3, 5, 10, 14, 33, tzinfo=UTC)
HE = {"Date": "2025-03-05 10:14:33 UTC", "From": "bully", "Content": "I know where you live"}
SHE = {**HE, "From": "ana", "Content": "stop"}
COMMENT = {"date": "2025-03-05 10:00:00", "comment": "my own words", "photo": "N/A", "url": ""}


def _new(*messages: object) -> dict[str, Any]:
    return {
        "Comment": {"Comments": {"App": "TikTok", "CommentsList": [COMMENT, COMMENT]}},
        "Direct Message": {
            "Direct Messages": {"ChatHistory": {"Chat History with bully:": list(messages)}}
        },
        "Profile And Settings": {"Profile Info": {"x": 1}},
        "Your Activity": {"Watch History": {"VideoList": [{"Date": "x", "Link": "y"}]}},
    }


def _old(*messages: object) -> dict[str, Any]:
    return {
        "Activity": {"Video Browsing History": {"VideoList": [{"Date": "x"}]}},
        "App Settings": {"Block": {"BlockList": []}},
        "Direct Messages": {
            "Chat History": {"ChatHistory": {"Chat History with bully:": list(messages)}}
        },
        "Profile": {"Profile Information": {"ProfileMap": {"userName": "ana", "likes": "3"}}},
    }


def _file(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def test_a_direct_message_is_a_post() -> None:
    found = read("tiktok", _file(_new(SHE, HE)), reading(mine=frozenset({"@Ana"})))

    (post,) = posts(found)
    assert post == Post(
        platform="tiktok",
        id=derived_id("tiktok", "bully", AT, "I know where you live"),
        kind="dm",
        author=Author(handle="bully"),
        text="I know where you live",
        written_at=AT,
        raw=_file(HE),
        conversation="bully",
    )
    assert skipped(found) == {Code.OWN: 3}


@pytest.mark.parametrize("make", [_new, _old])
def test_section_names_of_all_years_are_known(make: Any) -> None:
    lower = {key.lower(): value for key, value in HE.items()}

    assert [post.text for post in posts(read("tiktok", _file(make(HE, lower))))] == [
        "I know where you live"
    ]


def test_a_file_that_names_her_before_her_messages_needs_no_asking() -> None:
    value = _old(HE, SHE)
    value = {"Profile": value.pop("Profile"), **value}

    found = read("tiktok", _file(value), reading(mine=frozenset()))

    assert [post.author.handle for post in posts(found)] == ["bully"]
    assert problems(found) == []


def test_who_is_not_in_it_is_told_so() -> None:
    found = read("tiktok", _file(_new(HE)), reading(mine=frozenset({"berta"})))

    assert problems(found) == [Problem(0, Code.NOT_IN_CHAT)]


def test_a_time_that_names_no_zone_needs_hers() -> None:
    bare = {**HE, "Date": "2025-03-05 10:14:33"}

    assert problems(read("tiktok", _file(_new(bare)), reading(assume_zone=None))) == [
        Problem(1, Code.NAIVE_TIME, "created_at")
    ]
    assert posts(read("tiktok", _file(_new(bare))))[0].written_at == AT


def test_bad_messages_are_named_one_by_one() -> None:
    rows = [{**HE, "Date": ""}, {**HE, "Date": "soon"}, {**HE, "From": None}, 3, HE]

    assert [it.code for it in problems(read("tiktok", _file(_new(*rows))))] == [
        Code.MISSING_VALUE,
        Code.BAD_TIME,
        Code.MISSING_VALUE,
        Code.NOT_AN_OBJECT,
    ]


def test_a_file_that_was_cut_says_so() -> None:
    assert problems(read("tiktok", _file(_new(HE))[:200]))[-1].code is Code.CUT_OFF


def test_a_group_is_named_as_the_file_names_it() -> None:
    value = {"Direct Message": {"Group Chat": {"GroupChat": {"Friends": [HE]}}}}

    assert posts(read("tiktok", _file(value)))[0].conversation == "Friends"


def test_participants_are_those_who_wrote() -> None:
    value = _new(HE, SHE, 3, {**HE, "Date": "x"})
    value["Direct Message"]["Direct Messages"]["ChatHistory"]["Chat History with carla:"] = [SHE]

    assert participants("tiktok", _file(value)) == ("ana", "bully")


def test_it_is_known_by_its_sections_and_in_a_zip_by_its_name() -> None:
    file = packed({"user_data_tiktok.json": _file(_new(HE))})
    look = registry.importer("tiktok").sniff

    assert registry.sniff(_file(_new(HE))).importer == "tiktok"
    assert registry.sniff(_file(_old(HE))).importer == "tiktok"
    assert registry.sniff(file, ["user_data_tiktok.json"]).importer == "tiktok"
    assert len(posts(read("tiktok", file))) == 1
    assert look(b'{"Activity": {}, "Direct Messages": {}}').confidence == 0.6
    assert look(b"x" + _file(_new(HE))).confidence == 0
    assert look(file, ["a.json"]).confidence == 0
