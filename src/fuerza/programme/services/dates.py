"""Partial dates on rows: what is known as it was given, and the days derived from it for sorting."""

from typing import TypeVar

from fuerza.programme.models import PartlyDated
from safeguard.publish import edtf

Dated = TypeVar("Dated", bound=PartlyDated)


def dated(row: Dated, starts: str) -> Dated:
    """Set when a row begins, as precisely as `starts` says ("2016", "2016-04", "2016-04-28", or "" for unknown).

    Raises:
        NotAPartialDate: the text was none of these; the row is as it was.

    """
    known = edtf.parse(starts) if starts else None
    row.starts = starts
    row.precision = known.precision if known else ""
    row.first_day = known.first_day if known else None
    row.last_day = known.last_day if known else None
    return row


def may_overlap(one: PartlyDated, other: PartlyDated) -> bool:
    """Say whether two beginnings could be the same day; what is not known could be any day."""
    if not one.starts or not other.starts:
        return True
    return edtf.parse(one.starts).may_be_same_as(edtf.parse(other.starts))
