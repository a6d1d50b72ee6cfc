"""Nobody is kept out by one organiser alone, without an end, without being told, or without an appeal."""

from datetime import timedelta

import pytest

from fuerza.apart import queries, services
from fuerza.apart.models import Exclusion
from fuerza.apart.services import BadEnd, Settled, TookPart
from fuerza.core.models import Job
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.apart.conftest import END, NOW, KeepOut


def out(edition: Edition, person: Person, days: int = 0) -> bool:
    return person.pk in queries.kept_out(edition.pk, [person.pk], NOW + timedelta(days=days))


def test_a_proposal_keeps_nobody_out_and_tells_her_nothing(
    propose: KeepOut, ana: Person, edition: Edition
) -> None:
    propose()

    assert (out(edition, ana), list(queries.told_to(ana))) == (False, [])


def test_whoever_proposed_it_does_not_confirm_it(propose: KeepOut, olivia: Person) -> None:
    with pytest.raises(TookPart):
        services.confirm(exclusion=propose(), by=olivia, now=NOW)


def test_nobody_decides_about_herself(propose: KeepOut, ana: Person, edition: Edition) -> None:
    waiting = propose()

    with pytest.raises(TookPart):
        services.confirm(exclusion=waiting, by=ana, now=NOW)
    with pytest.raises(TookPart):
        propose(by=ana)

    assert not out(edition, ana)


def test_a_second_organiser_makes_it_hold_until_its_end_and_she_is_told(
    keep_out: KeepOut, ana: Person, edition: Edition
) -> None:
    ana.email = "ana@b.test"
    ana.save()

    row = keep_out()

    held = [out(edition, ana, days) for days in (0, 29, 31)]
    assert (held, list(queries.told_to(ana))) == ([True, True, False], [row])
    assert queries.text_of(row, "told") == "Threats"
    assert set(Job.objects.values_list("name", flat=True)) >= {
        "attendance.give_up",
        "core.send_mail",
    }


@pytest.mark.parametrize("days", [-1, 0, 731])
def test_one_without_an_end_ahead_or_with_one_too_far_is_refused(
    propose: KeepOut, days: int
) -> None:
    with pytest.raises(BadEnd):
        propose(ends_at=NOW + timedelta(days=days))


def test_it_holds_for_its_edition_and_for_every_one_only_where_that_was_said(
    keep_out: KeepOut, ana: Person, petra: Person, edition: Edition
) -> None:
    other = Edition.objects.exclude(pk=edition.pk).get()
    narrow = keep_out()
    found = [out(edition, ana), out(other, ana), out(other, petra)]
    narrow.delete()

    keep_out(is_wide=True)

    assert (found, out(other, ana)) == ([True, False, False], True)


def test_a_proposal_can_be_dropped_and_leaves_nothing(propose: KeepOut, paula: Person) -> None:
    row = propose()

    services.drop(exclusion=row, by=paula, now=NOW)

    assert not Exclusion.objects.exists()
    with pytest.raises(Settled):
        services.confirm(exclusion=row, by=paula, now=NOW)


def test_what_is_decided_can_be_neither_dropped_nor_decided_again(
    keep_out: KeepOut, petra: Person
) -> None:
    row = keep_out()

    with pytest.raises(Settled):
        services.drop(exclusion=row, by=petra, now=NOW)
    with pytest.raises(Settled):
        services.confirm(exclusion=row, by=petra, now=NOW)


def test_a_proposal_whose_end_has_come_is_not_confirmed(propose: KeepOut, paula: Person) -> None:
    with pytest.raises(Settled):
        services.confirm(exclusion=propose(), by=paula, now=END)


def test_lifting_takes_two(keep_out: KeepOut, ana: Person, olivia: Person, paula: Person) -> None:
    row = services.lift(exclusion=keep_out(), by=olivia, now=NOW)
    with pytest.raises(TookPart):
        services.lift(exclusion=row, by=olivia, now=NOW)
    with pytest.raises(TookPart):
        services.lift(exclusion=row, by=ana, now=NOW)
    between = queries.is_in_force(Exclusion.objects.get(), NOW)

    row = services.lift(exclusion=row, by=paula, now=NOW)

    assert (between, queries.is_in_force(row, NOW)) == (True, False)
    with pytest.raises(Settled):
        services.lift(exclusion=row, by=olivia, now=NOW)


def test_an_appeal_is_read_by_somebody_who_took_no_part(
    keep_out: KeepOut, paula: Person, petra: Person, ana: Person, edition: Edition
) -> None:
    row = services.appeal(exclusion=keep_out(), text="it was not me", now=NOW)
    with pytest.raises(Settled):
        services.appeal(exclusion=row, text="again", now=NOW)

    olivia = row.proposed_by
    assert olivia is not None
    may = {one.username: list(queries.appeals_for(one)) for one in (olivia, paula, petra, ana)}
    for one in (olivia, paula, ana):
        with pytest.raises(TookPart):
            services.read_appeal(exclusion=row, is_lifted=True, answer="", by=one, now=NOW)
    still = out(edition, ana)
    services.read_appeal(exclusion=row, is_lifted=True, answer="You are right", by=petra, now=NOW)

    assert may == {"olivia": [], "paula": [], "petra": [row], "ana": []}
    assert (still, out(edition, ana)) == (True, False)
    with pytest.raises(Settled):
        services.read_appeal(exclusion=row, is_lifted=True, answer="", by=petra, now=NOW)


def test_an_appeal_can_leave_it_as_it_is_and_she_reads_why(
    keep_out: KeepOut, petra: Person, ana: Person, edition: Edition
) -> None:
    row = services.appeal(exclusion=keep_out(), text="it was not me", now=NOW)

    row = services.read_appeal(exclusion=row, is_lifted=False, answer="Two saw", by=petra, now=NOW)

    assert (out(edition, ana), queries.text_of(row, "answer")) == (True, "Two saw")
