"""An entry that was changed, dropped, put elsewhere or cut off is noticed."""

from collections.abc import Callable

import pytest

from fuerza.core import crypto
from fuerza.incidents import queries, services
from fuerza.incidents.choices import EntryKind
from fuerza.incidents.models import Entry, Report
from fuerza.people.models import Person
from tests.fuerza.incidents.conftest import NOW, SOON, Tell, secret_of

NOTE = EntryKind.NOTE


@pytest.fixture
def report(tell: Tell, pair: tuple[Person, Person]) -> Report:
    """Four entries long."""
    fay, _ada = pair
    report = tell(None).report
    secret = secret_of(report, fay)
    for text in ("one", "two", "three"):
        services.write(report=report, kind=NOTE, text=text, secret=secret, by=fay, now=NOW)
    return report


def dated_back() -> None:
    Entry.objects.filter(number=2).update(at=SOON)


def written_by_nobody() -> None:
    Entry.objects.filter(number=2).update(by_id=None)


def said_otherwise() -> None:
    entry = Entry.objects.get(number=2)
    Entry.objects.filter(number=2).update(sealed=bytes(entry.sealed)[:-1] + b"x")


def dropped() -> None:
    Entry.objects.filter(number=2).delete()


def swapped() -> None:
    two, three = Entry.objects.get(number=2), Entry.objects.get(number=3)
    Entry.objects.filter(pk=two.pk).update(sealed=three.sealed, seal=three.seal)


def cut_off() -> None:
    Entry.objects.filter(number=4).delete()


@pytest.mark.parametrize(
    "change", [dated_back, written_by_nobody, said_otherwise, dropped, swapped, cut_off]
)
def test_a_change_to_what_was_written_is_noticed(
    change: Callable[[], None], report: Report
) -> None:
    before = queries.is_whole(report)

    change()

    assert (before, queries.is_whole(report)) == (True, False)


def test_an_entry_opens_at_its_own_place_alone(report: Report, pair: tuple[Person, Person]) -> None:
    swapped()

    with pytest.raises(crypto.Unopened):
        queries.lines_of(report, secret_of(report, pair[0]))
