"""Partial dates stay as precise as their source, and no more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard.publish.edtf import NotAPartialDate, PartialDate, parse


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2016", "year", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", "month", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-04-28", "day", date(2016, 4, 28), date(2016, 4, 28)),
    ],
)
def test_a_partial_date_keeps_its_precision(
    text: str, precision: str, first: date, last: date
) -> None:
    found = parse(text)

    assert (found.precision, found.first_day, found.last_day) == (precision, first, last)


@given(st.dates(min_value=date(1, 1, 1)), st.integers(1, 3))
def test_what_was_read_is_written_again(day: date, parts: int) -> None:
    text = "-".join(day.isoformat().split("-")[:parts])

    assert str(parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16",
        "2016-4",
        "2016-13",
        "2015-02-29",
        "2016-04-00",
        "0000",
        "2016-04-28T10",
        "٢٠١٦",
        "2016\n",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(NotAPartialDate):
        parse(text)


def test_dates_sort_by_time_with_the_vaguer_one_first() -> None:
    texts = ["2016-04-28", "2016", "2015-05-21", "2016-04", "2016-02"]

    found = sorted((parse(text) for text in texts), key=lambda one: one.sort_key)

    assert [str(one) for one in found] == ["2015-05-21", "2016", "2016-02", "2016-04", "2016-04-28"]


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("2016-04", "2016-04-28", True),
        ("2016", "2016-04-28", True),
        ("2016-04", "2016-05", False),
        ("2015-03", "2015-05-21", False),
    ],
)
def test_two_dates_may_be_the_same_when_a_day_fits_both(one: str, other: str, may_be: bool) -> None:
    found = parse(one).may_be_same_as(parse(other))

    assert found is may_be
    assert parse(other).may_be_same_as(parse(one)) is may_be


def test_a_partial_date_compares_by_its_parts() -> None:
    assert parse("2016-04") == PartialDate(2016, 4)
