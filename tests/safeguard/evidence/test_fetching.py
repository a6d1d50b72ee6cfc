"""Fetching takes what is a picture, film or sound by its bytes, and no more of it than it has room for."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from safeguard.evidence import fetching
from safeguard.evidence.fetching import LARGEST, MOST_FILES, Fetched, fetch, kind_of, told_of

JPEG = b"\xff\xd8\xff\xe0 and so on"
AT = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
HERE = "https://pictures.example/1"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
Answering = Callable[[httpx2.Request], httpx2.Response]


class Endless(httpx2.SyncByteStream):
    """Ten gigabytes, of which it counts how many were taken."""

    def __init__(self) -> None:
        self.taken = 0

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(10_000):
            self.taken += 1_000_000
            yield JPEG.ljust(1_000_000, b"\0")


def fetched(answer: Answering, *addresses: str) -> list[Fetched]:
    moments = iter(range(1000))
    with httpx2.Client(transport=httpx2.MockTransport(answer)) as client:
        return list(
            fetch(
                addresses or (HERE,),
                client=client,
                clock=lambda: AT + timedelta(seconds=next(moments)),
            )
        )


def left(answer: Answering, *addresses: str) -> list[str | None]:
    return [each.answer.left for each in fetched(answer, *addresses)]


def test_what_came_is_pinned_with_when_and_how_it_was_asked_for() -> None:
    headers = {"Content-Type": "text/plain", "Set-Cookie": "who=she", "ETag": "x"}

    [one] = fetched(lambda _: httpx2.Response(200, headers=headers, content=JPEG))

    assert one.medium
    assert (one.medium.name, one.medium.media_type, one.medium.body) == (HERE, "image/jpeg", JPEG)
    assert json.loads(told_of([one])) == [
        {
            "address": HERE,
            "came_from": HERE,
            "asked_at": "2026-11-23T14:05:00Z",
            "ended_at": "2026-11-23T14:05:01Z",
            "http_status": 200,
            "http_headers": [
                ["content-type", "text/plain"],
                ["etag", "x"],
                ["content-length", str(len(JPEG))],
            ],
            "media_type": "image/jpeg",
            "size": len(JPEG),
            "sha256": hashlib.sha256(JPEG).hexdigest(),
            "left": None,
        }
    ]


def test_of_ten_gigabytes_no_more_is_taken_than_a_file_may_have() -> None:
    stream = Endless()

    assert left(lambda _: httpx2.Response(200, stream=stream)) == ["too_large"]
    assert stream.taken <= LARGEST + 1_000_000


def test_a_length_that_is_told_is_not_believed() -> None:
    stream = Endless()

    found = left(
        lambda _: httpx2.Response(200, headers={"Content-Length": "17"}, stream=stream),
    )

    assert found == ["too_large"]


def test_together_they_have_a_most_and_so_has_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", len(JPEG) * 2)

    few = left(lambda _: httpx2.Response(200, content=JPEG), *[HERE] * 3)
    monkeypatch.setattr(fetching, "MOST_BYTES", 10_000)
    many = left(lambda _: httpx2.Response(200, content=JPEG), *[HERE] * (MOST_FILES + 1))

    assert few == [None, None, "too_large"]
    assert many == [None] * MOST_FILES + ["too_many"]


@pytest.mark.parametrize(
    "body",
    [SVG, b"<!doctype html><script>", b"%PDF-1.7", b"", b"MZ\x90", b"PK\x03\x04", JPEG[1:]],
)
def test_what_is_no_picture_is_left_whatever_it_is_called(body: bytes) -> None:
    found = fetched(
        lambda _: httpx2.Response(200, headers={"Content-Type": "image/jpeg"}, content=body)
    )

    assert [(each.answer.left, each.medium) for each in found] == [("wrong_kind", None)]
    assert b"script" not in told_of(found)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (404, "gone"),
        (410, "gone"),
        (403, "refused"),
        (451, "refused"),
        (204, "refused"),
        (206, "refused"),
        (429, "unreachable"),
        (503, "unreachable"),
    ],
)
def test_a_no_is_told_from_a_not_now(status: int, why: str) -> None:
    [one] = fetched(lambda _: httpx2.Response(status, content=JPEG))

    assert (one.answer.left, one.answer.http_status) == (why, status)
    assert one.may_come_later == (why == "unreachable")


def test_a_server_that_is_away_may_come_another_time() -> None:
    def away(_request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no route")

    [one] = fetched(away)

    assert (one.answer.left, one.answer.came_from, one.may_come_later) == (
        "unreachable",
        None,
        True,
    )


def test_what_is_no_address_is_refused() -> None:
    assert left(lambda _: httpx2.Response(200, content=JPEG), "https://:x/") == ["refused"]


def test_it_is_led_on_a_few_times_and_then_no_more() -> None:
    def leading(request: httpx2.Request) -> httpx2.Response:
        step = int(request.url.path[1:])
        if step == 0:
            return httpx2.Response(200, content=JPEG)
        return httpx2.Response(302, headers={"Location": f"/{step - 1}"})

    found = fetched(leading, "https://pictures.example/3", "https://pictures.example/4")

    assert [(each.answer.left, each.answer.came_from) for each in found] == [
        (None, "https://pictures.example/0"),
        ("moved", None),
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"RIFF....WAVEfmt ", ""),
        (b"GIF89a....", "image/gif"),
        (b"....ftypisom....", "video/mp4"),
        (b"....ftypM4A ....", "audio/mp4"),
        (b"....ftypheic....", ""),
        (b"\x1a\x45\xdf\xa3....", "video/webm"),
        (b"OggS....", "audio/ogg"),
        (b"ID3....", "audio/mpeg"),
    ],
)
def test_the_bytes_tell_the_kind(body: bytes, kind: str) -> None:
    assert kind_of(body) == kind
