"""Answers that a broken, captured or malicious platform could give: whatever it says, nothing of ours may break.

Each is a status, headers and a body, which may be without end.
"""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator

import httpx2

MEGABYTE = 1_000_000
Body = bytes | Callable[[], Iterator[bytes]]


def _without_end(piece: bytes) -> Callable[[], Iterator[bytes]]:
    def endless() -> Iterator[bytes]:
        while True:
            yield piece * (MEGABYTE // len(piece))

    return endless


def _in_pieces(body: bytes, size: int = 65_536) -> Callable[[], Iterator[bytes]]:
    return lambda: (body[start : start + size] for start in range(0, len(body), size))


def _zipped_zeros(times: int) -> Callable[[], Iterator[bytes]]:
    """Compress `times` megabytes of zeros as one stream, some thousand times smaller."""

    def packed() -> Iterator[bytes]:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        for _ in range(times):
            yield packer.compress(bytes(MEGABYTE))
        yield packer.flush()

    return packed


GZIP = {"Content-Encoding": "gzip"}
_MANY = json.dumps({"data": [{"id": str(n)} for n in range(50_000)]}).encode()
_ITEM = b'{"id":"1","text":"x","author_id":"2","created_at":"2026-11-19T12:00:00Z"}'

# name -> (status, headers, body)
ANSWERS: dict[str, tuple[int, dict[str, str], Body]] = {
    "nothing": (200, {}, b""),
    "spaces": (200, {}, b" \n\t "),
    "null": (200, {}, b"null"),
    "true": (200, {}, b"true"),
    "a number": (200, {}, b"5"),
    "a text": (200, {}, b'"hello"'),
    "a list": (200, {}, b"[]"),
    "a list of lists": (200, {}, b"[[],[]]"),
    "html": (200, {"Content-Type": "text/html"}, b"<html><script>alert(1)</script>"),
    "xml entities": (200, {}, b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'),
    "cut in the middle": (200, {}, b'{"data":[{"id":"1","te'),
    "two documents": (200, {}, b"{}{}"),
    "a comma too many": (200, {}, b'{"data":[],}'),
    "a byte order mark": (200, {}, b"\xef\xbb\xbf{}"),
    "utf-16": (200, {}, "{}".encode("utf-16")),
    "latin-1": (200, {}, b'{"data":[{"text":"caf\xe9"}]}'),
    "zero bytes": (200, {}, bytes(1_000)),
    "not a number": (200, {}, b'{"data":NaN}'),
    "a number too large": (200, {}, b'{"data":1e999999}'),
    "an integer too long": (200, {}, b'{"data":' + b"9" * 100_000 + b"}"),
    "half a character": (200, {}, rb'{"data":[{"id":"1","text":"\ud83d"}]}'),
    "a NUL in a text": (200, {}, b'{"data":[{"id":"1","text":"\\u0000"}]}'),
    "names twice": (200, {}, b'{"data":[],"data":{"a":1}}'),
    "nested without end": (200, {}, b'{"data":' + b"[" * 500_000),
    "nested items": (200, {}, b'{"data":[' + b"[" * 5_000 + b"]" * 5_000 + b"]}"),
    "data is null": (200, {}, b'{"data":null,"items":null,"meta":null}'),
    "data is a text": (200, {}, b'{"data":"x","items":"x","meta":"x"}'),
    "data is an object": (200, {}, b'{"data":{"id":5},"items":{"id":5}}'),
    "items are numbers": (200, {}, b'{"data":[1,2],"items":[1,2]}'),
    "items are null": (200, {}, b'{"data":[null],"items":[null]}'),
    "items are empty": (200, {}, b'{"data":[{}],"items":[{}]}'),
    "fifty thousand items": (200, {}, _MANY),
    "the same item a thousand times": (
        200,
        {},
        b'{"data":[' + b",".join([_ITEM] * 1_000) + b'],"meta":{"next_token":"x"}}',
    ),
    "more for ever": (
        200,
        {},
        b'{"data":[],"items":[],"nextPageToken":"x","meta":{"next_token":"x"}}',
    ),
    "tokens of other kinds": (
        200,
        {},
        b'{"access_token":5,"expires_in":"soon","scope":[],"data":[],"items":[]}',
    ),
    "a token that never ends": (
        200,
        {},
        b'{"access_token":"t","expires_in":9223372036854775807,"data":[],"items":[]}',
    ),
    "a text without end": (200, {}, _without_end(b"x")),
    "a list without end": (200, {}, _without_end(b"[")),
    "a line of a hundred megabytes": (200, {}, _in_pieces(b"x" * (100 * MEGABYTE))),
    "a bomb": (200, GZIP, _zipped_zeros(1_000)),
    "a bomb in a bomb": (
        200,
        {"Content-Encoding": "gzip, gzip"},
        _in_pieces(gzip.compress(gzip.compress(bytes(50 * MEGABYTE)))),
    ),
    "gzip that is none": (200, GZIP, b"{}"),
    "gzip that is cut": (200, GZIP, gzip.compress(b"{}" * 1_000)[:20]),
    "an unknown packing": (200, {"Content-Encoding": "mystery"}, b"{}"),
    "a length that lies": (200, {"Content-Length": "5"}, b"{}"),
    "a redirect home": (302, {"Location": "http://127.0.0.1/admin"}, b""),
    "a redirect to a file": (301, {"Location": "file:///etc/passwd"}, b""),
    "a redirect to itself": (307, {"Location": "/"}, b""),
    "informal": (299, {}, b"{}"),
    "no content": (204, {}, b""),
    "bad request": (400, {}, b'{"error":null,"errors":[{"type":5}]}'),
    "an error that is a list": (400, {}, b'[{"error":"x"}]'),
    "an error that is nested": (403, {}, b'{"error":{"errors":{"reason":[]}}}'),
    "an error code that is a text": (400, {}, b'{"error":{"code":"190"}}'),
    "unauthorized html": (401, {"WWW-Authenticate": "Basic"}, b"<html>"),
    "a long error": (400, {}, _without_end(b"x")),
    "teapot": (418, {}, b"short and stout"),
    "too many, with nonsense": (429, {"Retry-After": "-5", "x-rate-limit-reset": "1e9"}, b""),
    "too many, for ever": (429, {"Retry-After": "9" * 400}, b""),
    "too many, since long": (429, {"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, b""),
    "too many, at no date": (
        429,
        {"Retry-After": "Fri, 99 Nov 9999 99:99:99 GMT", "Date": "never"},
        b"",
    ),
    "down, as an image": (503, {"Content-Type": "image/png"}, b"\x89PNG"),
    "a status of its own": (599, {}, b""),
}


def answering(name: str) -> Callable[[httpx2.Request], httpx2.Response]:
    """Answer every request alike."""
    status, headers, body = ANSWERS[name]

    def answer(_request: httpx2.Request) -> httpx2.Response:
        content = body if isinstance(body, bytes) else body()
        return httpx2.Response(status, headers=headers, content=content)

    return answer
