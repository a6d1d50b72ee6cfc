"""What was asked, said and vouched goes in its time, and with an edition that is closed for good."""

from fuerza.attendance import services as attendance
from fuerza.attendance.services import Reply
from fuerza.people.models import Person
from fuerza.vetting import services
from fuerza.vetting.models import Application, Opening, Review
from tests.fuerza.vetting.conftest import DAY, NOW, Ask, MakePerson, refused, say


def left(days: int) -> int:
    services.purge(now=NOW + days * DAY)
    return Application.objects.count()


def test_what_nobody_confirmed_goes_after_three_days(ask: Ask) -> None:
    ask(is_confirmed=False)

    assert [left(3), left(4)] == [1, 0]


def test_answers_and_reasons_go_ninety_days_after_the_answer(
    ask: Ask, readers: list[Person]
) -> None:
    refused(ask(), readers)

    assert [left(90), Review.objects.count(), left(91), Review.objects.count()] == [1, 2, 0, 0]


def test_what_was_never_answered_goes_ninety_days_after_the_edition(ask: Ask) -> None:
    row = ask()
    assert row.edition.last_day is not None
    over = (row.edition.last_day - NOW.date()).days

    assert [left(over + 90), left(over + 91)] == [1, 0]


def test_what_she_asked_is_hers_once_she_said_yes_to_the_invitation(
    ask: Ask, readers: list[Person], make: MakePerson
) -> None:
    row, ana = ask(), make("ana")
    for by in readers[:2]:
        row = say(row, by, "yes")
    assert row.invitation is not None
    reply = Reply(address="ana@b.test")
    attendance.accept(invitation=row.invitation, person=ana, reply=reply, now=NOW)

    services.purge(now=NOW)

    assert Application.objects.get().person == ana


def test_closing_an_edition_for_good_deletes_who_asked_and_what_was_asked(
    ask: Ask, readers: list[Person]
) -> None:
    row = say(ask(), readers[0], "no")

    attendance.close_for_good(edition=row.edition, by=readers[0], now=NOW)

    left = [model.objects.count() for model in (Application, Opening, Review)]
    assert left == [0, 0, 0]
