"""NDJSON is read line by line, and each Post keeps its line."""

import msgspec
import pytest

from safeguard.platforms.base import Problem, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.table.ndjson import Ndjson
from tests.safeguard.platforms.tables import ROW, apart_from_raw, ndjson, read, read_posts


def test_raw_is_the_line_without_its_ending() -> None:
    lines = [b'{"x": [1, 2],' + ndjson({**ROW, "text": it}).strip()[1:] for it in ("a", "b", "c")]

    posts = read_posts("ndjson", b"%s\n\n%s\r\n%s" % tuple(lines))

    assert [post.raw for post in posts] == lines


def test_raw_of_a_utf16_file_is_utf16() -> None:
    text = ndjson({**ROW, "text": "\u0645\u0631\u062d\u0628\u0627 \U0001f600"}).decode()

    (post,) = read_posts("ndjson", text.encode("utf-16"))

    assert post.raw == text.strip().encode("utf-16-le")
    assert post.text == "\u0645\u0631\u062d\u0628\u0627 \U0001f600"


def test_line_numbers_count_blank_lines() -> None:
    assert read("ndjson", b"\n\n" + ndjson(ROW) + b"\nnot json")[1:] == [Problem(5, Code.NOT_JSON)]


def test_two_on_a_line_and_one_on_two_lines_are_not_taken_for_one_a_line() -> None:
    one = ndjson(ROW).strip()
    halves = one.replace(b", ", b",\n", 1)

    found = read("ndjson", b"%s %s\n%s\n" % (one, one, halves))

    assert found == [*(Problem(line, Code.NOT_JSON) for line in (1, 2, 3))]


def test_a_file_of_blank_lines_has_no_rows() -> None:
    assert read("ndjson", b"\n \n\n") == [Problem(0, Code.NO_ROWS)]


def test_identifiers_may_be_whole_numbers_and_become_strings() -> None:
    numbers = {"id": 2**63, "author_id": 7, "in_reply_to": 0, "conversation": -1}

    (post,) = read_posts("ndjson", ndjson({**ROW, **numbers}))

    assert (post.id, post.author.id, post.in_reply_to, post.conversation) == (
        "9223372036854775808",
        "7",
        "0",
        "-1",
    )


def test_null_is_not_given() -> None:
    row = {**ROW, "id": None, "url": None, "kind": None, "author_name": None}

    first, second = (read_posts("ndjson", ndjson(it)) for it in (row, ROW))

    assert apart_from_raw(first) == apart_from_raw(second)


def test_a_row_that_needs_the_slow_way_becomes_the_same_post() -> None:
    quick, slow = {**ROW, "id": "1"}, {**ROW, "id": 1, "created_at": "20261105T100000Z"}

    first, second = (read_posts("ndjson", ndjson(it)) for it in (quick, slow))

    assert apart_from_raw(first) == apart_from_raw(second)


def test_a_long_text_full_of_colons_is_no_table_of_many_columns() -> None:
    (post,) = read_posts("ndjson", ndjson({**ROW, "text": ":" * 2_000}))

    assert post.text == ":" * 2_000


@pytest.mark.parametrize("escape", ["\n", "\t", "\\b", "\\u0001", "\u2067", "\x7f"])
def test_what_only_looks_like_a_control_character_is_kept(escape: str) -> None:
    (post,) = read_posts("ndjson", ndjson({**ROW, "text": escape}))

    assert post.text == escape


def test_sniffing_lists_every_key_of_the_head_and_passes_over_a_cut_line() -> None:
    head = ndjson(ROW, {**ROW, "Likes": 3}) + b'7\n{"text":"cut he'

    assert Ndjson.sniff(head) == Sniffed(
        importer="ndjson",
        confidence=1.0,
        encoding="utf-8",
        columns=(*ROW, "Likes"),
        mapped={name: name for name in ROW},
        unknown=("Likes",),
        reasons=(Sign.JSON_LINES,),
    )


@pytest.mark.parametrize(
    ("head", "confidence", "problem"),
    [
        (b"", 0, Problem(0, Code.EMPTY_FILE)),
        (b"\n", 0, None),
        (b"text,author_handle\n", 0, None),
        (b'{"text":"a"}\n', 0.5, None),
        (b'[{"text":"a"}]\n', 0.5, Problem(0, Code.NOT_ONE_A_LINE)),
        (b'{\n"text":"a"}\n', 0.5, Problem(0, Code.NOT_ONE_A_LINE)),
    ],
)
def test_sniffing_says_how_sure_it_is(
    head: bytes, confidence: float, problem: Problem | None
) -> None:
    sniffed = Ndjson.sniff(head)

    assert (sniffed.confidence, sniffed.problem) == (confidence, problem)


def test_a_problem_can_be_sent_on_as_json() -> None:
    problem = Problem(3, Code.NAIVE_TIME, "created_at")

    assert msgspec.json.decode(msgspec.json.encode(problem), type=Problem) == problem
