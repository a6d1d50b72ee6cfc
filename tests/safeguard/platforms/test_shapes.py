"""What is not there, or not of the shape expected, is absent; a reply that is no JSON is unexpected."""

from datetime import UTC, datetime

import pytest

from safeguard.platforms.base import UnexpectedReply
from safeguard.platforms.shapes import (
    decoded,
    identifier,
    instant,
    item,
    number,
    part,
    several,
    words,
)

SAID = {
    "a": {"b": "text", "n": 5, "yes": True, "list": [1], "none": None},
    "at": "2026-11-20T12:00:00Z",
}


def test_what_is_there_is_given() -> None:
    assert (part(SAID, "a", "b"), words(SAID, "a", "b"), words(SAID, "a", "n")) == (
        "text",
        "text",
        "5",
    )
    assert (number(SAID, "a", "n"), several(SAID, "a", "list")) == (5, [1])
    assert instant(SAID, "at") == datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_what_is_not_there_is_absent() -> None:
    assert (part(SAID, "a", "b", "c"), part(None, "a")) == (None, None)
    assert (words(SAID, "x"), words(SAID, "a", "none"), words(SAID, "a", "yes")) == ("", "", "")
    assert (number(SAID, "a", "yes"), number(SAID, "a", "b")) == (None, None)
    assert several(SAID, "a", "b") == []


@pytest.mark.parametrize("text", ["", "soon", "2026-11-20T12:00:00", "2026-13-01T00:00:00Z"])
def test_what_is_no_time_with_a_zone_is_none(text: str) -> None:
    assert instant({"at": text}, "at") is None


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[1]", b"\xff\xfe{}", b'{"a":', b'{"a":' * 100_000]
)
def test_what_is_no_object_is_unexpected(body: bytes) -> None:
    with pytest.raises(UnexpectedReply):
        decoded(body, dict[str, object])


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (rb'["\ud83d\ude00"]', ["😀"]),
        (rb'["\ud83d"]', ["\ufffd"]),
        (rb'["cut \uD83D", "whole \ud83d\ude00"]', ["cut \ufffd", "whole 😀"]),
        (rb'["\ude00\ud83d"]', ["\ufffd\ufffd"]),
        (rb'["\\ud83d \ud83d"]', ["\\ud83d \ufffd"]),
    ],
)
def test_half_a_character_hides_nothing_else(body: bytes, read: list[str]) -> None:
    assert decoded(body, object) == read


def test_one_that_cannot_be_read_spoils_none_of_the_others() -> None:
    assert (item(b'{"id": 1}'), item(b"{"), item(b"[" * 100_000)) == ({"id": 1}, None, None)


def test_a_name_without_end_is_none() -> None:
    assert identifier({"id": "5" * 100}, "id") == "5" * 100
    assert identifier({"id": "5" * 101}, "id") == ""


def test_a_time_before_all_time_is_none() -> None:
    assert instant({"at": "0001-01-01T00:00:00+23:00"}, "at") is None
