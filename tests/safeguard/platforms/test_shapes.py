"""What is not there, or not of the shape expected, is absent; a reply that is no JSON is unexpected."""

from datetime import UTC, datetime

import pytest

from safeguard.platforms.base import UnexpectedReply
from safeguard.platforms.shapes import decoded, instant, number, part, several, words

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
