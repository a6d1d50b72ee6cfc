"""Partial dates: a year, a month or a day, exactly as precise as what is known.

The subset of EDTF (ISO 8601-2, level 0) that the programme needs: `2016`, `2016-04`, `2016-04-28`.
A partial date never turns into a day by itself; whoever needs days asks for the first or the last.
"""

import calendar
import re
from datetime import date
from typing import Literal

import msgspec

Precision = Literal["year", "month", "day"]

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class NotAPartialDate(ValueError):
    """The text named no year, month or day that exists."""


class PartialDate(msgspec.Struct, frozen=True):
    """A year, perhaps with a month, perhaps with a day; build it with `parse`."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Orders by time; what is less precise comes before the days it could be."""
        return (self.year, self.month or 0, self.day or 0)

    @property
    def first_day(self) -> date:
        """The earliest day it could be: for windows, never for display."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it could be: for windows, never for display."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def may_be_same_as(self, other: "PartialDate") -> bool:
        """Whether some day fits both."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts.extend(f"{part:02d}" for part in (self.month, self.day) if part is not None)
        return "-".join(parts)


def parse(text: str) -> PartialDate:
    """Read one partial date.

    Raises:
        NotAPartialDate: the text has another shape, or names a month or day that does not exist.

    """
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise NotAPartialDate(f"{text!r} was not a year, a month or a day")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise NotAPartialDate(f"{text!r} named no day that exists") from error
    return PartialDate(year, month, day)
