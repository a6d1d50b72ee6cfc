"""Asking needs no account and tells nothing of whoever asked before; nobody reads it before its address confirmed."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fuerza.core import worker
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from fuerza.vetting import queries, services
from fuerza.vetting.models import Application, Review, Vouch
from fuerza.vetting.services import Asking, Gone
from tests.fuerza.vetting.conftest import DAY, NOW, Ask, MakePerson, refused, say

ASKING = Asking(address=" ANA@b.test", name="Another", answers=[("What do you do?", "Other")])


def mailed(now: datetime = NOW) -> int:
    """Do what waits, and count the mails that went so far."""
    while worker.run_due(clock=lambda: now):
        pass
    return len(mail.outbox)


def test_nobody_may_ask_before_an_organiser_turns_it_on_or_after_it_is_off_or_over(
    edition: Edition, olivia: Person
) -> None:
    may = [queries.may_ask(edition, NOW)]
    with pytest.raises(Gone):
        services.ask(edition=edition, asking=ASKING, now=NOW)
    for is_open in (True, False, True):
        services.settle_opening(
            edition=edition, is_open=is_open, questions=["Why?"], after="x", by=olivia, now=NOW
        )
        may.append(queries.may_ask(edition, NOW))
    edition.state = "closed"
    may.append(queries.may_ask(edition, NOW))

    assert may == [False, True, False, True, False]
    assert queries.questions_of(queries.opening_of(edition)) == ["Why?"]


def test_what_was_sent_waits_for_its_address_and_is_in_no_list_before(
    ask: Ask, edition: Edition, olivia: Person
) -> None:
    row = ask(is_confirmed=False)
    before = queries.applications_at(olivia, edition)

    services.confirm(application=row, person=None, now=NOW)
    services.confirm(application=row, person=olivia, now=NOW + DAY)

    [after] = queries.applications_at(olivia, edition)
    row.refresh_from_db()
    assert (before, after.application, row.state, row.person) == ([], row, "in_review", None)
    assert queries.answers_of(row) == [("What do you do?", "I report"), ("Why now?", "")]


def test_a_second_asking_from_one_address_changes_nothing_that_was_confirmed(ask: Ask) -> None:
    row = ask()

    services.ask(edition=row.edition, asking=ASKING, now=NOW + timedelta(hours=1))

    again = Application.objects.get()
    assert (queries.text_of(again, "name"), again.state, mailed()) == ("Ana", "in_review", 1)


def test_before_it_is_confirmed_what_was_sent_last_holds_and_one_mail_goes_a_day(ask: Ask) -> None:
    row = ask(is_confirmed=False)
    sent = [mailed()]

    for hours in (1, 23, 24):
        now = NOW + timedelta(hours=hours)
        services.ask(edition=row.edition, asking=ASKING, now=now)
        sent.append(mailed(now))

    assert (sent, queries.text_of(Application.objects.get(), "name")) == ([1, 1, 1, 2], "Another")


def test_asking_does_the_same_for_an_address_with_an_account_one_that_asked_and_a_new_one(
    ask: Ask, make: MakePerson
) -> None:
    known, edition = make("known"), ask("asked@b.test").edition
    known.email = "known@b.test"
    known.save()
    mailed()
    did = []

    for address in ("known@b.test", "asked@b.test", "new@b.test"):
        asking = Asking(address=address, name="A", answers=[])
        with CaptureQueriesContext(connection) as made:
            services.ask(edition=edition, asking=asking, now=NOW + timedelta(hours=1))
        did.append(
            [
                word if word not in {"INSERT", "UPDATE"} else "WRITE"
                for word in (one["sql"].split(" ")[0] for one in made)
            ]
        )

    assert did[0] == did[1] == did[2]


def test_the_mail_has_her_link_and_names_nobody(ask: Ask) -> None:
    row = ask(is_confirmed=False)
    mailed()

    [sent] = mail.outbox
    link = queries.link_of(row)
    assert (link in sent.body, sent.to, sent.subject) == (
        True,
        ["ana@b.test"],
        "You have a new note.",
    )
    assert ("Ana" in sent.body.replace(link, ""), "Bogot" in sent.body) == (False, False)


def test_to_an_application_that_is_gone_nothing_is_sent(ask: Ask) -> None:
    row = ask()
    services.withdraw(application=row, now=NOW)

    sent = [services.deliver(application_id=pk) for pk in (row.pk, uuid.uuid4())]

    assert (sent, mail.outbox) == ([False, False], [])


def test_her_link_opens_hers_alone_and_a_link_for_vouching_opens_nothing_else(ask: Ask) -> None:
    row, other = ask(), ask("bea@b.test")
    mine, vouch = queries.token_of(row), queries.token_of(row, "vouch")
    forged = other.pk.hex + mine[32:]

    found = [queries.application_by(one) for one in (mine, vouch, forged, "x", mine + "é")]

    assert found == [row, None, None, None, None]
    assert queries.application_by(vouch, "vouch") == row


def test_taken_back_nothing_that_was_written_is_left_and_she_can_ask_again(
    ask: Ask, readers: list[Person]
) -> None:
    row = say(ask(), readers[0], "yes")

    services.withdraw(application=row, now=NOW)

    row.refresh_from_db()
    texts = [bytes(getattr(row, f"sealed_{one}")) for one in ("address", "name", "answers")]
    assert (row.state, texts, Review.objects.count(), Vouch.objects.count()) == (
        "withdrawn",
        [b"", b"", b""],
        0,
        0,
    )
    for refuse in (
        lambda: services.withdraw(application=row, now=NOW),
        lambda: services.confirm(application=row, person=None, now=NOW),
    ):
        with pytest.raises(Gone):
            refuse()
    assert ask().state == "in_review"


def test_a_question_is_asked_and_answered_once(ask: Ask, readers: list[Person]) -> None:
    row = ask()
    with pytest.raises(Gone):
        services.reply(application=row, text="x")

    services.ask_more(application=row, question="Where?", by=readers[0], now=NOW)
    row.refresh_from_db()
    asked = row.state
    services.reply(application=row, text="Here")

    row.refresh_from_db()
    assert (asked, row.state, queries.text_of(row, "reply")) == ("needs_info", "in_review", "Here")
    with pytest.raises(Gone):
        services.ask_more(application=row, question="When?", by=readers[0], now=NOW)


def test_a_no_can_be_objected_to_once_and_for_thirty_days(ask: Ask, readers: list[Person]) -> None:
    row = refused(ask(), readers)
    late = NOW + 31 * DAY
    with pytest.raises(Gone):
        services.appeal(application=row, text="x", now=late)

    services.appeal(application=row, text="I do report", now=NOW + 30 * DAY)

    row.refresh_from_db()
    assert (row.state, queries.text_of(row, "appeal")) == ("appealed", "I do report")
    with pytest.raises(Gone):
        services.appeal(application=row, text="again", now=NOW)
