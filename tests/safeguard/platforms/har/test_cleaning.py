"""Nothing that lets one in as her is left in a cleaned record, and every post still is."""

import json
import tracemalloc
from collections.abc import Iterator
from io import BytesIO

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code
from safeguard.platforms.har.cleaning import clean
from tests.safeguard.platforms.exports import posts, problems, read
from tests.safeguard.platforms.har.samples import CALL, SECRETS, body, entry, full, har, posted
from tests.safeguard.platforms.tables import Flood, Trickle

TWEETS = [posted(1), {"tweet": posted(2), "limited": True}, posted(3, id_str="")]


def cleaned(file: bytes) -> bytes:
    return b"".join(clean(BytesIO(file)))


def test_the_sample_has_every_secret_in_it() -> None:
    assert [it for it in SECRETS if it.encode() not in full(TWEETS)] == []


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_left(secret: str) -> None:
    assert secret.encode() not in cleaned(full(TWEETS))


def test_no_secret_is_left_whatever_the_file_is_written_in() -> None:
    text = full(TWEETS).decode()

    for file in (text.encode("utf-16"), b"\xef\xbb\xbf" + text.encode()):
        result = cleaned(file)
        assert b"SECRET" not in result
        assert b"SECRET" not in result.decode().encode("utf-16-le").replace(b"\0", b"")
        assert len(posts(read("har", result))) == 3


@pytest.mark.parametrize("at", range(0, 12_000, 97))
def test_no_secret_is_left_in_a_file_that_was_cut_or_damaged(at: int) -> None:
    file = full(TWEETS)

    assert b"SECRET" not in cleaned(file[:at])
    assert b"SECRET" not in cleaned(file[:at] + b'"' + file[at:])
    assert b"SECRET" not in cleaned(file[:at] + b"]}" + file[at:])


def test_what_is_left_is_a_record_with_the_same_posts() -> None:
    file = full(TWEETS)

    result = cleaned(file)

    assert json.loads(result)["log"]["version"] == "1.2"
    assert posts(read("har", result)) == posts(read("har", file))
    assert [post.id for post in posts(read("har", result))] == ["1", "2", "3"]


def test_cleaning_twice_changes_nothing_more() -> None:
    once = cleaned(full(TWEETS))

    assert cleaned(once) == once


def test_the_address_that_is_left_has_no_query() -> None:
    (kept,) = json.loads(cleaned(har(entry(body(posted())))))["log"]["entries"]

    assert kept["request"] == {"url": CALL}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (b"", [Problem(2, Code.EMPTY_FILE)]),
        (b"\x89PNG", [Problem(2, Code.NOT_TEXT)]),
        (b'{"log":{"entries":[', [Problem(2, Code.CUT_OFF)]),
        (b'{"a":"SECRET"}', [Problem(2, Code.NO_LIST)]),
        (
            har(5, {"request": "SECRET"}),
            [Problem(2, Code.NOT_AN_OBJECT), Problem(3, Code.BAD_VALUE)],
        ),
        (har("SECRET"), [Problem(2, Code.NOT_AN_OBJECT)]),
        (har(), [Problem(0, Code.NO_ROWS)]),
    ],
)
def test_what_could_not_be_read_leaves_its_reason(file: bytes, expected: list[Problem]) -> None:
    result = cleaned(file)

    assert b"SECRET" not in result
    assert problems(read("har", result)) == expected


def test_an_entry_that_is_too_large_is_dropped_and_said() -> None:
    def pieces() -> Iterator[bytes]:
        whole = har(entry(body(posted())), {"x": "SECRET"}, entry(body(posted(2))))
        before, after = whole.split(b'"x": "SECRET"')
        yield before + b'"x": "'
        for _ in range(300):
            yield b"SECRET--" * 131_072
        yield b'"' + after

    tracemalloc.start()
    result = b"".join(clean(Flood(pieces())))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert b"SECRET" not in result
    assert [post.id for post in posts(read("har", result))] == ["1", "2"]
    assert problems(read("har", result)) == [Problem(3, Code.ITEM_TOO_LARGE)]
    assert peak < 150 << 20


def test_a_slow_line_changes_nothing() -> None:
    file = har(entry(body(posted())))

    assert b"".join(clean(Trickle(file))) == cleaned(file)


def test_the_registry_knows_which_files_must_be_cleaned() -> None:
    assert registry.cleaner("har") is clean
    assert registry.cleaner("csv") is None
    assert {registry.importer(name).sniff(b"").importer for name in registry.CLEANERS} == {"har"}
