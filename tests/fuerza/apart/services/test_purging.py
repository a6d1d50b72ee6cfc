"""What was decided or proposed goes in its time, and with an edition that is closed for good."""

from datetime import timedelta

from fuerza.apart import services
from fuerza.apart.models import Exclusion, Talk
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.apart.conftest import END, NOW, KeepOut


def left(days: int) -> int:
    services.purge(now=NOW + timedelta(days=days))
    return Exclusion.objects.count()


def test_a_proposal_that_nobody_seconds_goes_after_two_weeks(propose: KeepOut) -> None:
    propose()

    assert [left(13), left(15)] == [1, 0]


def test_what_was_written_goes_ninety_days_after_the_end(keep_out: KeepOut) -> None:
    keep_out()

    assert [left(30 + 89), left(30 + 91)] == [1, 0]


def test_what_was_lifted_goes_ninety_days_after_that(
    keep_out: KeepOut, olivia: Person, paula: Person
) -> None:
    row = keep_out(ends_at=END + timedelta(days=300))
    for by in (olivia, paula):
        services.lift(exclusion=row, by=by, now=NOW)

    assert [left(89), left(91)] == [1, 0]


def test_a_closed_edition_takes_its_own_along_and_leaves_what_holds_for_all(
    keep_out: KeepOut, ana: Person, edition: Edition
) -> None:
    keep_out()
    wide = keep_out(is_wide=True)
    services.ask_to_talk(person=ana, edition=edition, how="by phone", now=NOW)

    services.close(edition_id=edition.pk)

    assert (list(Exclusion.objects.all()), Talk.objects.count()) == ([wide], 0)
