"""Two decide, each for herself; a third where they differ; nobody alone, nobody who knows her, no machine."""

import pytest

from fuerza.attendance import queries as attendance
from fuerza.attendance.models import Invitation
from fuerza.attendance.services import Refused
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from fuerza.vetting import queries, services
from fuerza.vetting.models import Application, Review
from fuerza.vetting.services import Gone, TookPart
from tests.fuerza.vetting.conftest import NOW, Ask, MakePerson, refused, say

YES, NO, RECUSED = "yes", "no", "recused"


@pytest.mark.parametrize(
    ("views", "states"),
    [
        ((YES,), ["in_review"]),
        ((NO,), ["in_review"]),
        ((YES, YES), ["in_review", "approved"]),
        ((NO, NO), ["in_review", "refused"]),
        ((YES, NO, YES), ["in_review", "in_review", "approved"]),
        ((NO, YES, NO), ["in_review", "in_review", "refused"]),
        ((RECUSED, YES, NO, NO), ["in_review", "in_review", "in_review", "refused"]),
        ((RECUSED, RECUSED, YES), ["in_review", "in_review", "in_review"]),
    ],
)
def test_two_of_one_view_decide(
    ask: Ask, readers: list[Person], views: tuple[str, ...], states: list[str]
) -> None:
    row = ask()

    found = [say(row, by, view).state for by, view in zip(readers, views, strict=False)]

    assert found == states


def test_a_yes_of_two_is_an_invitation_to_her_address_alone(
    ask: Ask, readers: list[Person]
) -> None:
    row = ask()
    for by in readers[:2]:
        row = say(row, by, YES)

    invitation = Invitation.objects.get()
    assert (row.invitation, invitation.is_locked, invitation.channel) == (invitation, True, "mail")
    assert attendance.is_her_address(invitation, "ana@b.test")


def test_nobody_sees_another_view_before_she_gave_hers(ask: Ask, readers: list[Person]) -> None:
    row = ask()
    first, second, third, aside = readers
    say(row, first, YES)
    say(row, aside, RECUSED)
    before = [len(queries.reviews_shown_to(one, row)) for one in (first, second, aside)]

    say(row, second, NO)

    after = [len(queries.reviews_shown_to(one, row)) for one in (first, second, third, aside)]
    assert (before, after) == ([2, 0, 0], [3, 3, 0, 0])


def test_whoever_said_so_stands_aside_or_asks_herself_reads_no_further(
    ask: Ask, readers: list[Person]
) -> None:
    row = ask(person=readers[2])
    say(row, readers[0], YES)
    say(row, readers[1], RECUSED)

    for by in readers[:3]:
        with pytest.raises(TookPart):
            say(row, by, YES)
    for by in readers[1:3]:
        with pytest.raises(TookPart):
            services.ask_more(application=row, question="x", by=by, now=NOW)
    assert [queries.may_read(by, row) for by in readers] == [True, False, True, True]
    assert queries.application_for(readers[2], row.edition, row.pk) is None
    assert queries.applications_at(readers[2], row.edition) == []


def test_a_view_is_taken_back_until_another_was_seen(ask: Ask, readers: list[Person]) -> None:
    row = ask()
    first, second, aside = readers[:3]
    with pytest.raises(Gone):
        services.take_back(application=row, by=first, now=NOW)
    say(row, aside, RECUSED)
    with pytest.raises(Gone):
        services.take_back(application=row, by=aside, now=NOW)
    say(row, first, YES)

    services.take_back(application=row, by=first, now=NOW)
    left = Review.objects.count()
    say(row, first, NO)
    say(row, second, YES)

    assert left == 1
    with pytest.raises(TookPart):
        services.take_back(application=row, by=first, now=NOW)


def test_what_is_decided_is_not_read_again(ask: Ask, readers: list[Person]) -> None:
    row = refused(ask(), readers)

    with pytest.raises(Gone):
        say(row, readers[2], YES)
    with pytest.raises(Gone):
        services.read_appeal(application=row, is_invited=True, answer="", by=readers[2], now=NOW)
    row.delete()
    with pytest.raises(Gone):
        say(row, readers[2], YES)


def test_a_yes_that_can_not_become_an_invitation_is_not_kept(
    ask: Ask, readers: list[Person], edition: Edition
) -> None:
    row = say(ask(), readers[0], YES)
    Edition.objects.filter(pk=edition.pk).update(state="closed")

    with pytest.raises(Refused):
        say(row, readers[1], YES)

    row = Application.objects.get()
    assert (row.state, row.reviews.count()) == ("in_review", 1)


@pytest.mark.parametrize(("is_invited", "state"), [(True, "approved"), (False, "refused")])
def test_an_appeal_is_read_by_somebody_who_took_no_part(
    ask: Ask, readers: list[Person], *, is_invited: bool, state: str
) -> None:
    row = ask()
    services.ask_more(application=row, question="Where?", by=readers[2], now=NOW)
    services.reply(application=row, text="Here")
    row = refused(row, readers)
    services.appeal(application=row, text="I do report", now=NOW)
    row.refresh_from_db()
    needs = [queries.needs_view_of(one, row) for one in readers]

    for by in readers[:3]:
        with pytest.raises(TookPart):
            services.read_appeal(application=row, is_invited=True, answer="", by=by, now=NOW)
    row = services.read_appeal(
        application=row, is_invited=is_invited, answer="We looked", by=readers[3], now=NOW
    )

    assert needs == [False, False, False, True]
    assert (row.state, queries.text_of(row, "answer")) == (state, "We looked")
    assert Invitation.objects.count() == is_invited


def test_what_waits_for_her_waits_first_and_in_her_editions_alone(
    ask: Ask, readers: list[Person], make: MakePerson
) -> None:
    first, second = ask(), ask("bea@b.test")
    say(first, readers[0], YES)
    other = make("petra", "organiser", second.pk)

    waits = [queries.waiting_for(one) for one in (*readers[:2], other)]
    listed = [one.application for one in queries.applications_at(readers[0], first.edition)]

    both = sorted([first, second], key=lambda one: one.pk)  # confirmed at the same moment
    assert waits == [[second], both, []]
    assert listed == [second, first]
