"""Inviting: tokens are kept nowhere, mails name nobody, and what is taken back says so."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from fuerza.attendance import queries, services
from fuerza.attendance.choices import Channel, Refusal
from fuerza.attendance.models import Invitation
from fuerza.attendance.services import Reply, Terms
from fuerza.core import worker
from fuerza.core.models import Job
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import NOW, Invite, state_of
from tests.fuerza.programme.conftest import MakePerson, OpenEdition

LIST = ["ana@b.test", "bea@b.test"]


def by_mail(edition: Edition, by: Person, **terms: object) -> list[services.Made]:
    settled = Terms(channel=Channel.MAIL, why="You speak where few do", **terms)  # type: ignore[arg-type]  # the test says which
    return services.invite(edition=edition, terms=settled, addresses=LIST, by=by, now=NOW)


def deliver(made: services.Made) -> str:
    """Have the mail sent, and return the link in it."""
    assert services.deliver(invitation_id=made.invitation.pk, now=NOW)
    return str(mail.outbox[-1].body).rpartition("/e/i/")[2].partition("/")[0]


def test_many_are_invited_by_mail_one_job_each_without_token_or_address(
    edition: Edition, olivia: Person
) -> None:
    made = by_mail(edition, olivia)

    rows = [(job.name, job.ids) for job in Job.objects.order_by("ids")]
    assert sorted(rows, key=str) == sorted(
        [("attendance.send_invitation", {"invitation": str(one.invitation.pk)}) for one in made],
        key=str,
    )
    assert [queries.address_of(one.invitation) for one in made] == LIST


def test_a_mail_says_there_is_a_note_and_has_the_link_and_nothing_else(
    edition: Edition, olivia: Person
) -> None:
    first, _second = by_mail(edition, olivia)

    token = deliver(first)

    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["ana@b.test"], "You have a new note.")
    assert sent.body == (f"You have a new note.\n\nYou can see it here: {queries.link_of(token)}\n")
    assert queries.invitation_by(token) == first.invitation
    assert state_of(first.invitation) == "sent"


def test_a_mail_is_in_the_language_of_the_invitation(edition: Edition, olivia: Person) -> None:
    first, _second = by_mail(edition, olivia, language="es")

    deliver(first)

    assert mail.outbox[0].subject != "You have a new note."


def test_sent_twice_the_link_in_the_later_mail_works(edition: Edition, olivia: Person) -> None:
    first, _second = by_mail(edition, olivia)

    old, new = deliver(first), deliver(first)

    assert (queries.invitation_by(old), queries.invitation_by(new)) == (None, first.invitation)


def test_neither_token_nor_address_nor_reason_lies_in_the_table(
    edition: Edition, olivia: Person
) -> None:
    token = deliver(by_mail(edition, olivia)[0])

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM attendance_invitation")
        raw = b"".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for row in cursor.fetchall()
            for value in row
        )

    found = [word for word in (token, "ana@b.test", "speak where") if word.encode() in raw]
    assert found == []


def test_the_job_sends_the_mail(edition: Edition, olivia: Person) -> None:
    by_mail(edition, olivia)

    while worker.run_due(clock=lambda: NOW):
        pass

    assert sorted(one.to[0] for one in mail.outbox) == LIST


def test_what_was_taken_back_or_is_too_old_is_not_sent(edition: Edition, olivia: Person) -> None:
    first, second = by_mail(edition, olivia)
    services.revoke(invitation=first.invitation, by=olivia, now=NOW)

    sent = [
        services.deliver(invitation_id=first.invitation.pk, now=NOW),
        services.deliver(invitation_id=second.invitation.pk, now=NOW + timedelta(days=14)),
    ]

    assert (sent, mail.outbox, state_of(first.invitation)) == ([False, False], [], "revoked")


def test_a_new_link_ends_the_one_before(invite: Invite, olivia: Person) -> None:
    made = invite()

    fresh = services.send_anew(invitation=made.invitation, by=olivia, now=NOW)

    assert queries.invitation_by(made.token) is None
    assert queries.invitation_by(fresh.token) == made.invitation


def test_a_mail_is_sent_anew_by_a_job(edition: Edition, olivia: Person) -> None:
    first, _second = by_mail(edition, olivia)
    Job.objects.all().delete()

    services.send_anew(invitation=first.invitation, by=olivia, now=NOW)

    assert [job.name for job in Job.objects.all()] == ["attendance.send_invitation"]


def test_a_code_can_be_typed_with_or_without_its_hyphens(invite: Invite) -> None:
    made = invite(channel=Channel.CODE)

    assert [len(part) for part in made.token.split("-")] == [4, 4, 4, 4]
    assert queries.invitation_by(made.token.replace("-", "")) == made.invitation


def test_what_was_answered_or_taken_back_can_be_neither_sent_nor_taken_back(
    invite: Invite, olivia: Person, make: MakePerson
) -> None:
    answered, taken_back = invite().invitation, invite().invitation
    services.accept(invitation=answered, person=make("ana"), reply=Reply(), now=NOW)
    services.revoke(invitation=taken_back, by=olivia, now=NOW)

    whys = []
    for one in (answered, taken_back):
        for do in (services.revoke, services.send_anew):
            with pytest.raises(services.Refused) as refused:
                do(invitation=one, by=olivia, now=NOW)
            whys.append(refused.value.why)

    assert whys == [Refusal.USED, Refusal.USED, Refusal.REVOKED, Refusal.REVOKED]


def test_nobody_is_invited_to_an_edition_without_seats(
    open_edition: OpenEdition, olivia: Person
) -> None:
    edition = open_edition("2027-05-09", "open")

    with pytest.raises(services.Refused) as refused:
        by_mail(edition, olivia)

    assert (refused.value.why, Invitation.objects.count()) == (Refusal.NOT_OPEN, 0)
