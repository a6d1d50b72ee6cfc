"""Rows keep their exact bytes and their line, whatever quotes and line breaks do."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from safeguard.platforms.cells import MAX_RETURNS, cut
from safeguard.platforms.codes import Code


def _cut(*lines: bytes | None) -> list[tuple[int, bytes, list[str]]]:
    records = list(cut(iter(lines), ",", 1))
    assert not any(record.flaw for record in records)
    return [(record.line, record.raw, record.cells) for record in records]


def _flaws(lines: Iterable[bytes | None]) -> list[tuple[int, Code | None]]:
    records = cut(iter(lines), ",", 1)
    return [(record.line, record.flaw.code if record.flaw else None) for record in records]


def test_a_row_over_several_lines_keeps_its_bytes_and_the_next_one_its_number() -> None:
    assert _cut(b'a,"one', b"", b'""two"""\r', b"b,c\r", b"d,") == [
        (1, b'a,"one\n\n""two"""', ["a", 'one\n\n"two"']),
        (4, b"b,c", ["b", "c"]),
        (5, b"d,", ["d", ""]),
    ]


def test_a_quote_that_does_not_begin_a_cell_is_a_quote() -> None:
    assert _cut(b'he said "hi",b') == [(1, b'he said "hi",b', ['he said "hi"', "b"])]


def test_a_cell_that_goes_on_after_its_quote_is_taken_as_it_is() -> None:
    assert _cut(b'"Hola" dijo,b') == [(1, b'"Hola" dijo,b', ["Hola dijo", "b"])]


def test_after_a_quote_that_never_closes_the_next_line_is_read() -> None:
    assert _flaws([b"a,b", b'"c,d', b"e,f", b"g,h"]) == [
        (1, None),
        (2, Code.QUOTE_UNCLOSED),
        (3, None),
        (4, None),
    ]


def test_after_too_many_such_quotes_reading_goes_on_where_it_stands() -> None:
    lines = [b'a"b,"c'] * (MAX_RETURNS + 5)  # each opens a quote and none closes it

    assert _flaws(lines) == [(line, Code.QUOTE_UNCLOSED) for line in range(1, MAX_RETURNS + 2)]


def test_a_row_of_many_lines_may_not_grow_for_ever() -> None:
    row = [b'"' + b"a" * 60_000, *[b'","' + b"a" * 60_000] * 18]

    found = _flaws([*row, b"b"])

    assert found == [(1, Code.QUOTE_UNCLOSED), *((line, None) for line in range(2, 21))]


def test_a_line_that_was_too_long_ends_the_row_before_it() -> None:
    assert _flaws([b'"a', None, b"b"]) == [
        (1, Code.QUOTE_UNCLOSED),
        (2, Code.LINE_TOO_LONG),
        (3, None),
    ]


def test_one_cell_over_many_lines_that_is_too_long_counts_as_unclosed() -> None:
    assert _flaws([b'"' + b"a" * 100_000, b"a" * 100_000, b"b"])[0] == (1, Code.QUOTE_UNCLOSED)


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1)))
def test_what_csv_wrote_is_cut_into_the_same_cells(rows: list[list[str]]) -> None:
    lines = [
        line
        for row in rows
        for line in ",".join('"' + it.replace('"', '""') + '"' for it in row).encode().split(b"\n")
    ]

    records = _cut(*lines)

    assert [cells for _, _, cells in records] == rows
    assert b"\n".join(raw for _, raw, _ in records) == b"\n".join(lines)
