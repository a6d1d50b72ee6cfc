"""Columns are known by name whatever their case, and a header that cannot serve says why."""

from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code
from safeguard.platforms.table.columns import REQUIRED, read_header


def test_columns_are_known_in_any_case_and_with_spaces_or_hyphens() -> None:
    header = read_header(["TEXT", " Author Handle", "created-at", "Stars"])

    assert header.ours == ("text", "author_handle", "created_at", "")
    assert header.unknown == ("Stars",)
    assert header.problems(1) == []


def test_each_missing_column_is_named() -> None:
    assert read_header(["text", "likes"]).problems(1) == [
        Problem(1, Code.MISSING_COLUMN, "author_handle"),
        Problem(1, Code.MISSING_COLUMN, "created_at"),
    ]


def test_a_column_that_comes_twice_is_refused_only_if_we_read_it() -> None:
    header = read_header([*REQUIRED, "Text", "likes", "likes"])

    assert header.problems(3) == [Problem(3, Code.DUPLICATE_COLUMN, "text")]


def test_a_header_without_any_known_column_is_no_header() -> None:
    assert read_header(["hello", "world"]).problems(1) == [Problem(1, Code.NO_HEADER)]
