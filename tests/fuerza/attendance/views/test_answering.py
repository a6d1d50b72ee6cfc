"""The page of an invitation: everything before the yes, the yes in one step, and nothing that signs anybody in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.attendance import services
from fuerza.attendance.models import Invitation, Registration
from fuerza.attendance.services import Reply, Terms
from fuerza.people.models import Person
from fuerza.programme import services as programme
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import AddSession, Invite, MakePerson, signed_in, state_of

PASSWORD = "a long enough word"


@pytest.fixture
def made(edition: Edition, olivia: Person, add_session: AddSession) -> services.Made:
    """An invitation that can be answered today, to an edition with a partner of the police and a session."""
    told = {"en": "Gets none, and asks for none."}
    terms = programme.Terms(role="host", told=told)
    programme.add_partner(edition=edition, name="Unidad", kind="police", terms=terms)
    add_session(edition, "Table one")
    settled = Terms(channel="link", why="You speak where few do")
    [one] = services.invite(edition=edition, terms=settled, number=1, by=olivia, now=timezone.now())
    return one


def where(made: services.Made) -> str:
    return reverse("attendance:answer", args=[made.token])


def test_who_why_which_partners_and_what_is_kept_stand_before_any_sign_up(
    client: Client, made: services.Made
) -> None:
    page = client.get(where(made))

    order = [
        page.text.find(words)
        for words in (
            "olivia</bdi> invites you",
            "You speak where few do",
            "Unidad",
            "gets no data",
            "What is kept about you",
            'name="username"',
        )
    ]
    assert order == sorted(order)
    assert -1 not in order
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    assert state_of(made.invitation) == "created"


def test_a_name_a_password_and_one_tap_are_a_place(client: Client, made: services.Made) -> None:
    sent = {"username": "Ana", "password": PASSWORD, "by": "password"}

    reply = client.post(where(made), sent, follow=True)

    [row] = Registration.objects.select_related("person")
    assert (row.person.username, row.state, row.photo) == ("ana", "confirmed", "red")
    assert "You have a place" in reply.text
    assert client.get(where(made)).status_code == 302


def test_with_a_passkey_she_is_led_to_add_one(client: Client, made: services.Made) -> None:
    reply = client.post(where(made), {"username": "Ana", "password": "", "by": "passkey"})

    assert (reply.status_code, reply["Location"]) == (302, reverse("mfa_add_webauthn"))
    assert Registration.objects.get().state == "confirmed"


def test_whoever_is_signed_in_says_yes_with_the_account_she_has(
    made: services.Made, make: MakePerson
) -> None:
    browser = signed_in(make("ana"))

    page = browser.get(where(made)).text
    reply = browser.post(
        where(made),
        {"by": "password", "badge": "A.", "photo": "green", "purposes": ["room_list"]}
        | {"needs": ["diet"], "note": "no nuts", "companions": ["carer"]},
    )

    row = Registration.objects.get()
    assert ('name="username"' in page, reply.status_code) == (False, 302)
    assert (row.person.username, row.photo, row.companions.count(), row.needs.count()) == (
        "ana",
        "green",
        1,
        1,
    )


def test_what_is_missing_is_said_and_nothing_has_happened(
    client: Client, made: services.Made, make: MakePerson
) -> None:
    make("bea")

    replies = [
        client.post(where(made), {"by": "password"}),
        client.post(where(made), {"username": "Bea", "password": PASSWORD, "by": "password"}),
    ]

    assert [reply.status_code for reply in replies] == [422, 422]
    assert (Registration.objects.count(), state_of(made.invitation)) == (0, "created")


def test_a_no_asks_nothing_and_tells_nobody_anything(client: Client, made: services.Made) -> None:
    reply = client.post(reverse("attendance:decline", args=[made.token]))

    assert (reply.status_code, "You said no" in reply.text) == (200, True)
    assert (state_of(made.invitation), Person.objects.count()) == ("declined", 1)


def test_a_link_that_is_none_is_not_found_and_one_too_old_says_so_by_a_code(
    client: Client, made: services.Made
) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    nothing = reverse("attendance:answer", args=["no-such-token"])

    old, absent = client.get(where(made)), client.get(nothing)
    noes = [client.post(address + "no/").status_code for address in (where(made), nothing)]

    assert (old.status_code, "expired" in old.text, absent.status_code) == (410, True, 404)
    assert noes == [410, 404]


def test_guessing_links_is_ended_by_a_limit(client: Client, made: services.Made) -> None:
    nothing = reverse("attendance:answer", args=["no-such-token"])
    answers = [client.get(nothing).status_code for _try in range(40)]

    assert (answers[0], answers[-1], client.get(where(made)).status_code) == (404, 429, 429)
    assert client.post(where(made) + "no/").status_code == 429


def test_a_code_from_paper_leads_to_its_invitation(client: Client, invite: Invite) -> None:
    page = client.get(reverse("attendance:code"))
    reply = client.post(reverse("attendance:code"), {"code": "abcd-efgh"})

    assert (page.status_code, reply["Location"]) == (200, "/e/i/ABCD-EFGH/")
    assert invite(channel="code").token.count("-") == 3


def test_an_invitation_that_somebody_else_answered_is_refused_by_its_code(
    made: services.Made, make: MakePerson
) -> None:
    services.accept(
        invitation=made.invitation, person=make("ana"), reply=Reply(), now=timezone.now()
    )

    reply = signed_in(make("bea")).post(where(made), {"by": "password"})

    assert (reply.status_code, "used" in reply.text) == (410, True)
    assert Registration.objects.count() == 1
