"""Signing in and proving it by passkey, without a browser (tests/journeys/test_passkeys.py has one)."""

import json
from collections.abc import Callable

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from fuerza.people.models import Person
from tests.fuerza.people.conftest import PASSWORD, Make
from tests.fuerza.people.soft_key import SoftKey


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_passkey_signs_in(berta: Person, client: Client) -> None:
    to = SoftKey(berta).sign_in(client)

    assert (to, client.session["_auth_user_id"]) == ("/", str(berta.pk))


def test_a_passkey_gets_in_while_passwords_are_limited(make: Make, client: Client) -> None:
    berta = make("berta", password=PASSWORD)
    key = SoftKey(berta)
    for _ in range(6):
        client.post(reverse("account_login"), {"login": "berta", "password": "a wrong password"})

    key.sign_in(client)

    assert is_in(client)


def test_a_copied_passkey_does_not_sign_in(berta: Person, client: Client) -> None:
    key = SoftKey(berta)
    key.sign_in(Client())
    key.counter = 1

    to = key.sign_in(client)

    assert (to, is_in(client)) == (reverse("account_login"), False)
    assert "This passkey was refused" in client.get(to).text


def test_a_passkey_of_a_closed_account_does_not_sign_in(berta: Person, client: Client) -> None:
    key = SoftKey(berta)
    Person.objects.update(is_active=False)

    to = key.sign_in(client)

    assert (to, is_in(client)) == (reverse("account_login"), False)


def test_without_script_the_passkey_button_says_what_is_missing(client: Client) -> None:
    reply = client.post(reverse("mfa_login_webauthn"), {"credential": ""})

    said = [str(message) for message in get_messages(reply.wsgi_request)]
    assert said == [
        "A passkey needs JavaScript in this browser. Use your name and password instead."
    ]


def test_a_passkey_is_the_second_step_after_a_password(make: Make, client: Client) -> None:
    key = SoftKey(make("berta", password=PASSWORD))
    client.post(reverse("account_login"), {"login": "berta", "password": PASSWORD})
    page = client.get(reverse("mfa_authenticate"))
    before = is_in(client)
    challenge = page.context["js_data"]["request_options"]["publicKey"]["challenge"]

    client.post(reverse("mfa_authenticate"), {"credential": json.dumps(key.answer(str(challenge)))})

    assert (before, is_in(client)) == (False, True)


def test_a_passkey_proves_again_that_it_is_she(
    berta: Person, client: Client, grow_stale: Callable[[Client], None]
) -> None:
    key = SoftKey(berta)
    key.sign_in(client)
    grow_stale(client)
    asked = client.get(reverse("people:mail"))
    page = client.get(asked["Location"])
    challenge = page.context["js_data"]["request_options"]["publicKey"]["challenge"]

    reply = client.post(asked["Location"], {"credential": json.dumps(key.answer(str(challenge)))})

    assert asked["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))
    assert reply["Location"] == reverse("people:mail")
    assert client.get(reply["Location"]).status_code == 200


@pytest.mark.parametrize("name", ["mfa_remove_webauthn", "mfa_edit_webauthn"])
def test_somebody_elses_passkey_looks_like_none(
    berta: Person, clara: Person, client: Client, name: str
) -> None:
    foreign = SoftKey(clara).row
    SoftKey(berta).sign_in(client)
    addresses = [reverse(name, args=[foreign.pk]), reverse(name, args=[foreign.pk + 7])]

    replies = [client.get(address) for address in addresses]

    pages = [reply.text.replace(to, "") for reply, to in zip(replies, addresses, strict=True)]
    assert [reply.status_code for reply in replies] == [404, 404]
    assert len(pages[0]) == len(pages[1])


def test_passkeys_are_renamed_and_removed(berta: Person, client: Client) -> None:
    key = SoftKey(berta)
    SoftKey(berta).sign_in(client)

    client.post(reverse("mfa_edit_webauthn", args=[key.row.pk]), {"name": "Old one"})
    listed = client.get(reverse("mfa_list_webauthn")).text
    asked = client.get(reverse("mfa_remove_webauthn", args=[key.row.pk]))
    client.post(reverse("mfa_remove_webauthn", args=[key.row.pk]))

    assert ("Old one" in listed, asked.status_code) == (True, 200)
    assert "Old one" not in client.get(reverse("mfa_list_webauthn")).text


def test_the_passkey_is_asked_for_first_and_the_rest_are_offered(
    make: Make, client: Client, grow_stale: Callable[[Client], None]
) -> None:
    berta = make("berta", password=PASSWORD)
    SoftKey(berta).sign_in(client)
    RecoveryCodes.activate(berta)
    grow_stale(client)

    asked = client.get(reverse("people:mail"))
    page = client.get(asked["Location"])

    offered = [
        (way["description"], way["url"]) for way in page.context["reauthentication_alternatives"]
    ]
    assert asked["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))
    assert offered == [
        ("Use a code", f"{reverse('mfa_reauthenticate')}?next=%2Fme%2Fmail%2F"),
        ("Use my password", f"{reverse('account_reauthenticate')}?next=%2Fme%2Fmail%2F"),
    ]


def test_a_recovery_code_proves_again_that_it_is_she(
    berta: Person, client: Client, grow_stale: Callable[[Client], None]
) -> None:
    SoftKey(berta).sign_in(client)
    code = RecoveryCodes.activate(berta).generate_codes()[0]
    grow_stale(client)

    reply = client.post(
        f"{reverse('mfa_reauthenticate')}?next={reverse('people:mail')}", {"code": code}
    )

    assert reply["Location"] == reverse("people:mail")
    assert client.get(reply["Location"]).status_code == 200
