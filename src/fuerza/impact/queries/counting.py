"""The people of a programme in counts and tables, before anything is hidden: by edition, by field and year, once each.

Nothing of this is shown as it is: `safeguard.publish.suppression` says what may be.
"""

import secrets
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from fuerza.attendance import queries as attendance
from fuerza.attendance.choices import SEATED, Field
from fuerza.attendance.models import Registration
from fuerza.core import crypto
from fuerza.impact.choices import OUT
from fuerza.impact.models import ImpactReport
from fuerza.programme.choices import EditionState, Visibility
from fuerza.programme.models import Edition
from safeguard.publish.suppression import Issue, Sum

_OVER = (EditionState.COMPLETED, EditionState.REPORTED, EditionState.ARCHIVED)
UNSAID = "unsaid"
FIELDS = (*Field.values, UNSAID)


class Seated(msgspec.Struct, frozen=True):
    """Who had a place at one edition: how many, by field; their ids, or None where it was closed for good."""

    edition: Edition
    total: int
    fields: Counter[str]
    people: list[uuid.UUID] | None


class Counted(msgspec.Struct, frozen=True):
    """All counts of a report, the tables they stand in, and those that are printed nowhere."""

    counts: dict[str, int]
    tables: list[Sum]
    unprinted: list[str]


def editions_in(report: ImpactReport) -> list[Edition]:
    """List the editions of a report: those that everybody may know of and that took place, or the made-up ones.

    What is not for everybody counts nowhere: from a sum that has it in, others could tell that it is there.
    """
    found = Edition.objects.filter(
        programme=report.programme_id,
        is_fictional=report.is_sample,
        visibility=Visibility.PUBLIC,
        announced_at__isnull=False,
    )
    if not report.is_sample:
        found = found.filter(state__in=_OVER)
    return list(found.select_related("place").order_by("first_day", "made_at", "id"))


def year_of(edition: Edition) -> str:
    return str(edition.first_day.year) if edition.first_day else ""


def counted(editions: Sequence[Edition]) -> Counted:
    """Count who had a place at each edition."""
    return summed([_seated(edition) for edition in editions])


def summed(every: Sequence[Seated]) -> Counted:
    """Sum editions by year and by field, and people.

    A person at two editions is one where she can be told to be: her id goes through a salt that this call alone
    knows. Of an edition that was closed for good nobody is left to be told from another; then no such count is made.
    """
    salt, people = secrets.token_bytes(32), set[bytes]()
    counts: dict[str, int] = defaultdict(int)
    years: dict[str, list[str]] = {}
    for one in every:
        year, name = f"year {year_of(one.edition)}", f"edition {one.edition.pk}"
        years.setdefault(year, []).append(name)
        counts[name] = one.total
        counts[year] += one.total
        counts["all"] += one.total
        for field in FIELDS:
            counts[f"{year} {field}"] += one.fields[field]
        people.update(crypto.keyed(salt, "person", str(it)) for it in one.people or ())
    tables = [Sum("all", tuple(years))]
    for year, names in years.items():
        fields = tuple(f"{year} {field}" for field in FIELDS)
        tables += [Sum(year, tuple(names)), Sum(year, fields)]
    if not every or any(one.people is None for one in every):
        return Counted({"all": 0} | counts, tables, [])
    again = {"people": len(people), "again": counts["all"] - len(people)}
    return Counted(counts | again, [*tables, Sum("all", ("people", "again"))], ["again"])


def earlier_issues(report: ImpactReport) -> list[Issue]:
    """Open what went into every report of this programme that was ever published."""
    out = ImpactReport.objects.filter(
        programme=report.programme_id, is_sample=report.is_sample, state__in=OUT
    )
    return [issue_of(one) for one in out.order_by("published_at", "id")]


def issue_of(report: ImpactReport) -> Issue:
    """Open what a report was made of; it lies under a key of the programme."""
    place = counts_place(report.pk)
    plain = crypto.open_personal(report.programme_id, bytes(report.sealed_counts), place)
    return msgspec.json.decode(plain, type=Issue)


def counts_place(pk: uuid.UUID) -> bytes:
    return crypto.place("impact_impactreport", pk, "counts")


def _seated(edition: Edition) -> Seated:
    seats = attendance.seats_of(edition)
    if seats is not None and seats.closed_at is not None:
        total = sum(seats.totals["states"].get(state, 0) for state in SEATED)
        fields = Counter(seats.totals["fields"])
        return Seated(edition, total, fields + Counter({UNSAID: total - fields.total()}), None)
    rows = Registration.objects.filter(edition=edition, state__in=SEATED)
    found = list(rows.values_list("person", "field"))
    fields = Counter(field or UNSAID for _person, field in found)
    return Seated(edition, len(found), fields, [person for person, _field in found])
