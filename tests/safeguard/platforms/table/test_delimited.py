"""CSV is read whatever parts it, and each Post keeps the bytes of its row."""

import pytest

from safeguard.platforms.base import Problem, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.table.delimited import Delimited
from tests.safeguard.platforms.tables import ROW, apart_from_raw, read, read_posts, table


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_same_posts_come_from_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    row = {**ROW, "text": "one, two; three\t\u0645\u0631\u062d\u0628\u0627\nfour"}
    plain = read_posts("csv", table(row))

    posts = read_posts("csv", table(row, delimiter=delimiter).decode().encode(encoding))

    assert apart_from_raw(posts) == apart_from_raw(plain)


def test_raw_is_the_row_with_its_quotes_and_inner_line_breaks() -> None:
    rows = [b'"a ""b""\r\nc",ana,2026-11-05T10:00:00Z', b"d,berta,2026-11-05T10:00:00Z"]

    posts = read_posts("csv", b"text,author_handle,created_at\r\n%s\r\n%s" % tuple(rows))

    assert [post.raw for post in posts] == rows
    assert [post.text for post in posts] == ['a "b"\r\nc', "d"]


def test_raw_of_a_utf16_file_is_utf16() -> None:
    text = table(ROW).decode()

    (post,) = read_posts("csv", text.encode("utf-16"))

    assert post.raw == text.splitlines()[1].encode("utf-16-le")


def test_line_numbers_stay_right_after_a_quoted_line_break() -> None:
    file = b'\ntext,author_handle,created_at\n"a\n\nb",ana,2026-11-05T10:00:00Z\n\nc,ana,never\n'

    assert read("csv", file)[1:] == [Problem(7, Code.BAD_TIME, "created_at")]


def test_rows_of_empty_cells_are_passed_over() -> None:
    assert len(read_posts("csv", table(ROW) + b",,\n\n,,\n")) == 1


def test_columns_may_stand_in_any_order_among_unknown_ones() -> None:
    row = {"likes": "3", "created_at": ROW["created_at"], "shares": "1", **ROW, "likes ": "4"}

    posts = read_posts("csv", table(row))

    assert apart_from_raw(posts) == apart_from_raw(read_posts("csv", table(ROW)))


def test_an_empty_cell_is_not_given() -> None:
    row = {**ROW, "id": "", "platform": "", "kind": "", "url": "", "author_id": ""}

    posts = read_posts("csv", table(row))

    assert apart_from_raw(posts) == apart_from_raw(read_posts("csv", table(ROW)))


def test_sniffing_says_what_was_found() -> None:
    assert Delimited.sniff(b"\xef\xbb\xbfText;author handle;created_at;likes\na;b") == Sniffed(
        importer="csv",
        confidence=0.9,
        encoding="utf-8",
        delimiter=";",
        columns=("Text", "author handle", "created_at", "likes"),
        mapped={"Text": "text", "author handle": "author_handle", "created_at": "created_at"},
        unknown=("likes",),
        reasons=(Sign.COLUMNS,),
    )


@pytest.mark.parametrize(
    ("head", "confidence", "problem"),
    [
        (b"", 0, Problem(0, Code.EMPTY_FILE)),
        (b"\n", 0, Problem(0, Code.NO_HEADER)),
        (b"hello\rworld\n", 0, Problem(0, Code.NO_HEADER)),
        (b"text,id\n", 0.3, Problem(0, Code.MISSING_COLUMN, "author_handle")),
    ],
)
def test_sniffing_says_how_sure_it_is(head: bytes, confidence: float, problem: Problem) -> None:
    sniffed = Delimited.sniff(head)

    assert (round(sniffed.confidence, 6), sniffed.problem) == (confidence, problem)
