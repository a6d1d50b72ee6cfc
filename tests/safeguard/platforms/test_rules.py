"""What holds for a row of any file: its time and its id."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from safeguard.platforms.codes import Code
from safeguard.platforms.rules import RowRefused, derived_id, from_epoch, instant

LATEST = datetime(2026, 11, 24, tzinfo=UTC)


def test_a_time_is_kept_in_utc() -> None:
    east = timezone(timedelta(hours=5, minutes=30))
    at = datetime(2026, 11, 5, 15, 30)  # noqa: DTZ001 -- a time without a zone is what this is about

    assert instant(at, east, LATEST) == datetime(2026, 11, 5, 10, tzinfo=UTC)
    assert instant(at.replace(tzinfo=east), None, LATEST).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("year", "zone", "code"),
    [
        (2025, None, Code.NAIVE_TIME),
        (1989, UTC, Code.ANCIENT_TIME),
        (2027, UTC, Code.FUTURE_TIME),
    ],
)
def test_a_time_that_cannot_be_is_refused(year: int, zone: timezone | None, code: Code) -> None:
    with pytest.raises(RowRefused) as refused:
        instant(datetime(year, 1, 1), zone, LATEST)  # noqa: DTZ001 -- as above

    assert refused.value.code is code


def test_a_number_since_1970_is_a_time_as_digits_too() -> None:
    at = datetime(2025, 3, 5, 10, 14, 33, 500_000, tzinfo=UTC)

    assert from_epoch(1741169673500, per_second=1_000) == at
    assert from_epoch("1741169673") == at.replace(microsecond=0)


@pytest.mark.parametrize("value", [None, True, 1.5, [], "", "soon", 10**30, -(10**30), "9" * 5_000])
def test_what_is_no_number_or_no_time_is_refused(value: object) -> None:
    with pytest.raises(RowRefused) as refused:
        from_epoch(value)

    assert refused.value.column == "created_at"


def test_a_derived_id_is_the_same_for_ever() -> None:
    written_at = datetime(2026, 11, 5, 10, tzinfo=UTC)

    assert (
        derived_id("file", "ana", written_at, "Good point")
        == "row:8c298cde0411ee041598ea481fe54afe"
    )


def test_a_derived_id_tells_apart_what_only_runs_together() -> None:
    written_at = datetime(2026, 11, 5, 10, tzinfo=UTC)

    first, second = (derived_id(*it, written_at, "x") for it in [("ab", "c"), ("a", "bc")])

    assert first != second
