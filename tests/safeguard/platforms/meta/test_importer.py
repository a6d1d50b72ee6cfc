"""Threads of an Instagram or Facebook export become Posts; her own words and comments are counted."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code
from safeguard.platforms.meta import importer as meta
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
from tests.safeguard.platforms.meta.test_mojibake import broken

AT = datetime(2025, 3, 5, 10, 14, 33, 250_000, tzinfo=UTC)
MS = int(AT.timestamp() * 1_000)
HE: dict[str, Any] = {"sender_name": "Matón", "timestamp_ms": MS, "content": "sé dónde vives 😡"}
SHE = {**HE, "sender_name": "Ána", "content": "para"}
INBOX = "your_instagram_activity/messages/inbox/maton_17/message_1.json"
COMMENTS = "your_instagram_activity/comments/post_comments_1.json"
MINE = reading(mine=frozenset({"Ána"}))


def _thread(*messages: object, people: tuple[str, ...] = ("Matón", "Ána")) -> dict[str, Any]:
    return {
        "participants": [{"name": name} for name in people],
        "messages": list(messages),
        "title": "Matón",
        "thread_path": "inbox/maton_17",
        "magic_words": [],
    }


def test_a_message_is_a_post_with_right_accents_and_the_bytes_it_came_in() -> None:
    file = packed({INBOX: broken(_thread(SHE, HE)), "media/1.jpg": b"x"})

    found = read("meta", file, MINE)

    text = "sé dónde vives 😡"
    assert posts(found) == [
        Post(
            platform="instagram",
            id=derived_id("instagram", "Matón", AT, text),
            kind="dm",
            author=Author(handle="Matón"),
            text=text,
            written_at=AT,
            raw=broken(HE),
            conversation="maton_17",
        )
    ]
    assert skipped(found) == {Code.OTHER_FILES: 1, Code.OWN: 1}
    assert problems(found) == []


@pytest.mark.parametrize(
    "text", ["मैं जानता हूँ", "أعرفك", "¡Olé! 😡", "“curly”", "plain", "a real Ã© and é"]
)
@pytest.mark.parametrize("write", [broken, lambda value: json.dumps(value).encode()])
def test_texts_are_right_whether_the_file_is_broken_or_not(text: str, write: Any) -> None:
    file = write(_thread({**HE, "content": text}, SHE))

    assert [post.text for post in posts(read("meta", file, MINE))] == [text]


def test_files_shares_and_groups_are_told() -> None:
    rows = [
        {
            **HE,
            "content": None,
            "photos": [{"uri": "x/photos/1.jpg"}, 3],
            "sticker": {"uri": "s/2.png"},
        },
        {**HE, "content": None, "share": {"link": "https://x.example/1", "share_text": "see"}},
        {**HE, "content": "b", "share": {"link": "javascript:alert(1)"}},
        {**HE, "content": "left", "type": "Unsubscribe"},
        {**HE, "content": "You missed a call", "call_duration": 0},
        {**HE, "content": "x", "is_unsent": True},
    ]

    found = read("meta", broken(_thread(*rows, people=("Matón", "Ána", "Otra"))), MINE)

    assert [(it.text, it.url, it.media, it.kind) for it in posts(found)] == [
        ("", "", ("1.jpg", "2.png"), "chat"),
        ("see", "https://x.example/1", (), "chat"),
        ("b", "", (), "chat"),
    ]
    assert skipped(found) == {Code.NOTICE: 2, Code.DELETED: 1}


def test_messengers_encrypted_store_is_read_as_it_is() -> None:
    value = {
        "participants": ["Matón", "Ána"],
        "threadName": "Matón_5",
        "messages": [
            {
                "senderName": "Matón",
                "text": "sé dónde",
                "timestamp": MS,
                "isUnsent": False,
                "media": [{"uri": "./media/a.mp4"}],
            }
        ],
    }

    (post,) = posts(read("meta", json.dumps(value, ensure_ascii=False).encode(), MINE))

    assert (post.text, post.conversation, post.media, post.platform) == (
        "sé dónde",
        "Matón_5",
        ("a.mp4",),
        "meta",
    )


@pytest.mark.parametrize(
    ("name", "platform"),
    [
        ("your_facebook_activity/messages/inbox/maton_17/message_12.json", "messenger"),
        ("instagram-ana/messages/message_requests/maton_17/message_1.json", "instagram"),
        ("messages/inbox/maton_17/message_1.json", "meta"),
    ],
)
def test_the_folders_say_which_network_it_is(name: str, platform: str) -> None:
    found = posts(read("meta", packed({name: broken(_thread(HE))})))

    assert [(post.platform, post.conversation) for post in found] == [(platform, "maton_17")]


def test_what_she_says_it_is_names_a_single_file() -> None:
    (post,) = posts(read("meta", broken(_thread(HE)), reading(platform="instagram")))

    assert (post.platform, post.conversation) == ("instagram", "maton_17")


def test_nobody_is_passed_over_by_taking_her_name() -> None:
    twin = {**HE, "sender_name": "Ána"}

    found = read("meta", broken(_thread(twin, SHE, people=("Ána", "Ána"))), MINE)

    assert [post.text for post in posts(found)] == ["sé dónde vives 😡", "para"]


def test_who_is_in_no_thread_is_told_so() -> None:
    found = read("meta", broken(_thread(HE)), reading(mine=frozenset({"Berta"})))

    assert problems(found) == [Problem(0, Code.NOT_IN_CHAT)]


OWN_COMMENTS = {
    COMMENTS: broken(
        [
            {
                "media_list_data": [],
                "string_map_data": {
                    "Kommentar": {"value": "mío"},
                    "Media Owner": {"value": "x"},
                    "Zeit": {"timestamp": 1741169673},
                },
            },
            {
                "label_values": [{"label": "Comentario", "value": "nuevo"}, 3],
                "timestamp": 1741169673,
            },
            {"label_values": [{"label": "Time", "timestamp_value": 1741169673}]},
        ]
    ),
    "your_instagram_activity/comments/reels_comments.json": broken(
        {"comments_reels_comments": [{"string_map_data": 3}], "about": [1]}
    ),
    "your_facebook_activity/comments_and_reactions/comments.json": broken(
        {
            "comments_v2": [
                {
                    "timestamp": 1741169673,
                    "data": [
                        {"comment": {"comment": "fb", "author": "Ána", "timestamp": 1741169673}}
                    ],
                },
                {"timestamp": 1741169673, "data": []},
            ]
        }
    ),
}


def test_comments_in_an_export_are_her_own_and_are_counted() -> None:
    found = read("meta", packed({INBOX: broken(_thread(HE)), **OWN_COMMENTS}), MINE)

    assert [post.text for post in posts(found)] == ["sé dónde vives 😡"]
    assert skipped(found) == {Code.OWN: 6}


def test_her_own_comments_are_given_if_they_are_asked_for() -> None:
    how = reading(mine=frozenset({"Ána"}), own=True)

    found = read("meta", packed(OWN_COMMENTS), how)

    assert [(it.text, it.author.handle, it.platform, it.kind) for it in posts(found)] == [
        ("mío", "Ána", "instagram", "comment"),
        ("nuevo", "Ána", "instagram", "comment"),
        ("", "Ána", "instagram", "comment"),
        ("fb", "Ána", "facebook", "comment"),
        ("", "Ána", "facebook", "comment"),
    ]
    assert problems(found) == [Problem(1, Code.MISSING_VALUE, "created_at")]


def test_bad_rows_are_named_one_by_one_and_a_cut_file_says_so() -> None:
    rows = [3, {**HE, "timestamp_ms": "x"}, {**HE, "sender_name": ""}, HE]
    data = json.dumps(_thread(*rows), ensure_ascii=False).encode()

    assert [it.code for it in problems(read("meta", data, MINE))] == [
        Code.NOT_AN_OBJECT,
        Code.BAD_TIME,
        Code.MISSING_VALUE,
    ]
    cut = read("meta", data[: data.index(b'"title"')], MINE)
    assert (len(posts(cut)), problems(cut)[-1].code) == (1, Code.CUT_OFF)


def test_a_file_larger_than_any_is_refused_before_it_is_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(meta, "MAX_FILE", 100)

    assert read("meta", broken(_thread(HE))) == [Problem(0, Code.VALUE_TOO_LONG, detail="100")]
    assert participants("meta", broken(_thread(HE))) == ()


def test_participants_come_from_all_threads_with_right_accents() -> None:
    other = {**_thread(SHE, people=("Ána", "Otra")), "thread_path": 3}
    other["participants"].append([])
    file = packed({INBOX: broken(_thread(HE)), INBOX.replace("maton", "otra"): broken(other)})

    assert participants("meta", file) == ("Ána", "Matón", "Otra")


def test_a_name_that_is_no_text_is_left_out() -> None:
    data = broken(_thread(HE, people=("Ana",))).replace(
        b'{"name": "Ana"}', b'{"name": "Ana"}, "\xff"'
    )

    assert participants("meta", data) == ("Ana",)


def test_it_is_known_by_its_keys_and_in_a_zip_by_its_folders() -> None:
    look = registry.importer("meta").sniff

    assert registry.sniff(broken(_thread(HE))).importer == "meta"
    assert registry.sniff(packed({INBOX: b""})[:64], [INBOX]).importer == "meta"
    assert look(OWN_COMMENTS[COMMENTS]).confidence == 0.95
    assert look(b'{"comments_v2": []}').confidence == 0.6
    assert look(b'text "sender_name" "timestamp_ms"').confidence == 0
    assert look(b"PK\x03\x04", ["messages/inbox/x/message_1.html"]).confidence == 0
