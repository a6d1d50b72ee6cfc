"""Telegram's export, of one chat or of all, becomes Posts; the app's own lines and hers are counted."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code
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
HE: dict[str, Any] = {
    "id": 7,
    "type": "message",
    "date": "2025-03-05T11:14:33",
    "date_unixtime": str(int(AT.timestamp())),
    "from": "Bully",
    "from_id": "user99",
    "reply_to_message_id": 6,
    "text": ["I know ", {"type": "bold", "text": "where"}, " you live 🙂"],
}
SHE = {**HE, "id": 6, "from": "Ana", "from_id": "user1", "text": "stop"}
SERVICE = {"id": 5, "type": "service", "actor": "Ana", "action": "phone_call", "text": ""}


def _chat(*messages: object, kind: str = "personal_chat", name: str = "Bully") -> dict[str, Any]:
    return {"name": name, "type": kind, "id": 4242, "messages": list(messages)}


def _one(*messages: object, kind: str = "personal_chat") -> bytes:
    return json.dumps(_chat(*messages, kind=kind), indent=1, ensure_ascii=False).encode()


def _all(*chats: dict[str, Any]) -> bytes:
    return json.dumps(
        {
            "about": "Here is the data you requested. Telegram",
            "personal_information": {"user_id": 1, "first_name": "Ana", "bio": "x"},
            "contacts": {"list": [{"user_id": 99, "first_name": "B", "id": 3}]},
            "chats": {"about": "x", "list": list(chats)},
            "left_chats": {"list": [_chat({**HE, "id": 9}, kind="private_group") | {"id": 5}]},
        }
    ).encode()


def test_a_message_is_a_post_with_its_exact_bytes() -> None:
    file = _one(SERVICE, SHE, HE)

    found = read("telegram", file, reading(mine=frozenset({"Ana"})))

    (post,) = posts(found)
    assert post == Post(
        platform="telegram",
        id="4242/7",
        kind="dm",
        author=Author(handle="Bully", id="user99"),
        text="I know where you live 🙂",
        written_at=AT,
        raw=post.raw,
        conversation="4242",
        in_reply_to="4242/6",
    )
    assert json.loads(post.raw) == HE
    assert post.raw in file
    assert skipped(found) == {Code.NOTICE: 1, Code.OWN: 1}


def test_a_full_export_says_itself_who_she_is() -> None:
    saved = _chat({**SHE, "id": 1}, kind="saved_messages")
    del saved["name"]

    found = read("telegram", _all(_chat(SHE, HE), saved), reading(mine=frozenset()))

    assert [(post.id, post.kind) for post in posts(found)] == [("4242/7", "dm"), ("5/9", "chat")]
    assert skipped(found) == {Code.OWN: 2}
    assert problems(found) == []


def test_a_single_chat_must_have_her_in_it() -> None:
    found = read("telegram", _one(HE), reading(mine=frozenset({"Ana"})))

    assert problems(found) == [Problem(0, Code.NOT_IN_CHAT)]
    assert problems(read("telegram", _one(HE, SHE), reading(mine=frozenset({"user1"})))) == []


def test_nobody_is_passed_over_by_taking_her_name() -> None:
    twin = {**HE, "from": "Ana", "from_id": "user4242"}

    found = read("telegram", _one(SHE, twin), reading(mine=frozenset({"Ana"})))

    assert [post.author.id for post in posts(found)] == ["user4242"]
    assert skipped(found) == {Code.OWN: 1}


def test_files_are_named_and_edits_and_lost_accounts_kept_apart() -> None:
    file = _one(
        {**HE, "text": "", "photo": "photos/photo_1@05-03-2025.jpg"},
        {**HE, "id": 8, "file": "(File not included. Change data exporting settings.)"},
        {**HE, "id": 10, "edited": "2025-03-05T12:00:00", "edited_unixtime": "1741172400"},
        {**HE, "id": 11, "from": None},
    )

    found = posts(read("telegram", file))

    assert [post.media for post in found] == [("photo_1@05-03-2025.jpg",), ("omitted",), (), ()]
    assert found[2].content_id == "1741172400"
    assert found[3].author == Author(handle="user99", id="user99")


def test_an_old_export_has_only_the_time_of_the_computers_clock() -> None:
    old = {key: value for key, value in HE.items() if key != "date_unixtime"}

    assert problems(read("telegram", _one(old), reading(assume_zone=None))) == [
        Problem(6, Code.NAIVE_TIME, "created_at")
    ]
    assert posts(read("telegram", _one(old)))[0].written_at.hour == 11


def test_participants_are_those_who_wrote_and_whoever_is_in_most_chats_comes_first() -> None:
    other = _chat({**HE, "from": "Carla"}, SHE, 7, SERVICE) | {"id": 43}

    assert participants("telegram", _one(SERVICE, HE, SHE)) == ("Bully", "Ana")
    assert participants("telegram", _all(_chat(HE, SHE), other)) == ("Bully", "Ana", "Carla")
    assert participants("telegram", b"no") == ()


def test_bad_messages_are_named_one_by_one() -> None:
    file = _one(
        {**HE, "date_unixtime": "x"},
        {**HE, "date_unixtime": None},
        {**HE, "date_unixtime": 10**30},
        {"type": "message", "from": "x", "text": "no time"},
        {**HE, "from": None, "from_id": {}},
        7,
        HE,
        {**HE, "text": "changed"},
        HE,
    )

    found = read("telegram", file)

    assert [(it.code, it.column) for it in problems(found)] == [
        (Code.BAD_TIME, "created_at"),
        (Code.MISSING_VALUE, "created_at"),
        (Code.BAD_TIME, "created_at"),
        (Code.BAD_TIME, "created_at"),
        (Code.MISSING_VALUE, "author_handle"),
        (Code.NOT_AN_OBJECT, ""),
        (Code.CONFLICTING_ID, "id"),
    ]
    assert skipped(found) == {Code.TWICE: 1}


def test_half_a_character_hides_no_message() -> None:
    file = _one(HE).replace("🙂".encode(), b"\\ud83d")

    assert posts(read("telegram", file))[0].text == "I know where you live \ufffd"


@pytest.mark.parametrize("end", [1, 30, -3])
def test_a_file_that_was_cut_gives_what_is_whole_and_says_so(end: int) -> None:
    found = read("telegram", _one(HE, HE | {"id": 8})[:end])

    assert problems(found)[-1].code is Code.CUT_OFF


def test_it_is_known_by_its_keys_and_in_a_zip_by_its_name() -> None:
    sniff = registry.sniff

    assert sniff(_one(HE)).importer == "telegram"
    assert sniff(_all(_chat(HE))).importer == "telegram"
    file = packed({"ChatExport/result.json": _one(HE)})
    assert (
        sniff(file, ["ChatExport/result.json"]).importer,
        len(posts(read("telegram", file))),
    ) == (
        "telegram",
        1,
    )
    look = registry.importer("telegram").sniff
    assert look(b'{"messages": [], "text_entities": 1').confidence == 0.6
    assert look(b"x" + _one(HE)).confidence == 0
    assert look(file, ["a.txt"]).confidence == 0
