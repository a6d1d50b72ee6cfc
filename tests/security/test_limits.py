"""Nobody guesses on: what is tried again and again is refused, and only for whoever tries (A6, G18)."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from fuerza.people import services
from fuerza.people.models import Grant, Person
from tests.fuerza.people.soft_key import SoftKey
from tests.security.world import World, browser

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PASSWORD = "four words that are easy"


@pytest.fixture
def with_password(world: World) -> Person:
    person = world.owner
    person.set_password(PASSWORD)
    person.save()
    return person


def away() -> Client:
    """Come from somewhere else than everybody does."""
    return Client(REMOTE_ADDR="192.0.2.77")


def sign_in(client: Client, name: str, password: str) -> bool:
    """Say whether the password was taken; a second step may follow."""
    form = {"login": name, "password": password}
    return client.post(reverse("account_login"), form).status_code == 302


def test_passwords_are_guessed_five_times_and_a_passkey_still_gets_in(
    with_password: Person,
) -> None:
    name = with_password.username
    key = SoftKey(with_password)

    guesses = [sign_in(away(), name, f"guess {number}") for number in range(5)]
    right = sign_in(away(), name, PASSWORD)
    hers = Client()
    key.sign_in(hers)

    assert (guesses, right, "_auth_user_id" in hers.session) == ([False] * 5, False, True)


def test_one_network_tries_ten_names_a_minute_and_others_are_not_held_up(
    with_password: Person,
) -> None:
    for number in range(10):
        sign_in(away(), f"nobody-{number}", "guess")

    there = sign_in(away(), with_password.username, PASSWORD)
    elsewhere = sign_in(Client(), with_password.username, PASSWORD)

    assert (there, elsewhere) == (False, True)


def test_links_are_guessed_twenty_times_a_minute_by_looking_or_by_sending(world: World) -> None:
    guesser, elsewhere = away(), Client()

    looked = [guesser.get(f"/in/guess-{number}").status_code for number in range(10)]
    sent = [guesser.post(f"/in/guess-{number}", {}).status_code for number in range(10)]
    over = [
        guesser.get("/in/one-more").status_code,
        guesser.get(f"/in/{world.tokens['invite']}").status_code,
    ]

    assert (set(looked), set(sent), over) == ({404}, {404}, [429, 429])
    assert elsewhere.get(f"/in/{world.tokens['invite']}").status_code == 200


def test_a_link_that_works_can_be_looked_at_as_often_as_one_likes(world: World) -> None:
    client = away()

    seen = {client.get(f"/in/{world.tokens['invite']}").status_code for _ in range(30)}

    assert seen == {200}


def test_a_helpers_code_is_guessed_five_times(world: World) -> None:
    client = browser(world, "other")
    code = services.show_code(person=world.people["facilitator"], now=world.now)
    form = {"capabilities": "document", "days": "7"}
    address = reverse("people:give_by_code")

    for number in range(5):
        client.post(address, form | {"code": f"AAAA BBB{number}"})
    right = client.post(address, form | {"code": code})
    cache.clear()
    later = client.post(address, form | {"code": code})

    assert (right.status_code, later.status_code) == (200, 302)
    assert Grant.objects.filter(owner=world.people["other"]).count() == 1


def test_recovery_codes_are_guessed_five_times(with_password: Person) -> None:
    RecoveryCodes.activate(with_password)
    kept = with_password.authenticator_set.get(type="recovery_codes")  # type: ignore[attr-defined]  # allauth's
    code = RecoveryCodes(kept).get_unused_codes()[0]
    address = reverse("people:enter_by_code")
    name = with_password.username

    for number in range(5):
        away().post(address, {"username": name, "code": f"{number:012}"})
    right, later = Client(), Client()
    right.post(address, {"username": name, "code": code})
    cache.clear()
    later.post(address, {"username": name, "code": code})

    assert ["_auth_user_id" in client.session for client in (right, later)] == [False, True]


def test_a_second_step_is_guessed_five_times(with_password: Person) -> None:
    TOTP.activate(with_password, "JBSWY3DPEHPK3PXP")
    client = Client()
    sign_in(client, with_password.username, PASSWORD)
    address = reverse("mfa_authenticate")

    said = [client.post(address, {"code": f"00000{number}"}).text for number in range(7)]

    assert ["Too many tries" in each for each in said] == [False] * 5 + [True] * 2
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("with_password")
def test_showing_again_that_it_is_she_is_tried_ten_times(world: World) -> None:
    client = browser(world, "owner", proved_ago=400)
    address = reverse("account_reauthenticate")

    said = [client.post(address, {"password": f"guess {n}"}).status_code for n in range(12)]

    assert 429 in said[10:]
    assert client.get(reverse("people:mail"))["Location"].startswith("/me/again/")
