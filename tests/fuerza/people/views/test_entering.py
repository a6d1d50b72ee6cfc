"""Coming in by a one-time link or a recovery code, and proving again that it is she."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from fuerza.people import services
from fuerza.people.choices import LinkPurpose
from fuerza.people.models import Person, SignInLink
from tests.fuerza.people.conftest import SignIn

PASSWORD = "four unrelated words"


def address(token: str) -> str:
    return reverse("people:enter", args=[token])


def test_looking_at_a_link_does_not_use_it_up(client: Client) -> None:
    made = services.invite(by=None, now=now())

    replies = [client.get(address(made.token)).status_code for _ in range(3)]

    assert replies == [200, 200, 200]
    assert SignInLink.objects.get().used_at is None
    assert "_auth_user_id" not in client.session


def test_an_invitation_is_begun_with_name_and_password(client: Client) -> None:
    made = services.invite(by=None, now=now())

    reply = client.post(
        address(made.token), {"username": "Amal", "password": PASSWORD, "by": "password"}
    )

    person = Person.objects.get()
    assert (reply.status_code, reply["Location"]) == (302, reverse("mfa_view_recovery_codes"))
    assert (person.username, client.session["_auth_user_id"]) == ("amal", str(person.pk))
    codes = client.get(reply["Location"])
    assert RecoveryCodes(Authenticator.objects.get()).generate_codes()[0] in codes.text


def test_an_invitation_is_begun_with_a_passkey_next(client: Client) -> None:
    made = services.invite(by=None, now=now())

    reply = client.post(address(made.token), {"username": "amal", "by": "passkey"})

    assert reply["Location"] == reverse("mfa_add_webauthn")
    assert client.get(reply["Location"]).status_code == 200
    assert not Person.objects.get().has_usable_password()


@pytest.mark.parametrize(
    "form",
    [
        {"username": "amal", "by": "password"},
        {"username": "amal", "password": "short", "by": "password"},
        {"username": "amalamalamal", "password": "amalamalamal", "by": "password"},
        {"username": "", "by": "passkey"},
        {"username": "-amal", "by": "passkey"},
        {"username": "BERTA", "by": "passkey"},
    ],
)
@pytest.mark.usefixtures("berta")
def test_a_form_that_cannot_be_used_uses_no_link_up(client: Client, form: dict[str, str]) -> None:
    made = services.invite(by=None, now=now())

    reply = client.post(address(made.token), form)

    assert (reply.status_code, reply.context["form"].is_valid()) == (200, False)
    made.link.refresh_from_db()
    assert made.link.used_at is None


def test_used_old_and_unknown_links_get_the_same_answer(client: Client) -> None:
    used = services.invite(by=None, now=now())
    client.post(address(used.token), {"username": "amal", "by": "passkey"})
    old = services.invite(by=None, now=now())
    SignInLink.objects.filter(pk=old.link.pk).update(expires_at=now())
    visitor = Client()

    replies = [visitor.get(address(token)) for token in (used.token, old.token, "x" * 43)]
    posts = [visitor.post(address(token)) for token in (used.token, old.token, "x" * 43)]

    assert {(reply.status_code, len(reply.content)) for reply in replies} == {
        (404, len(replies[0].content))
    }
    assert {reply.status_code for reply in posts} == {404}


def test_a_demo_link_needs_one_button(client: Client, clara: Person) -> None:
    _link, token = services.make_link(person=clara, purpose=LinkPurpose.DEMO, now=now())

    seen = client.get(address(token))
    reply = client.post(address(token))

    assert (seen.status_code, reply["Location"]) == (200, reverse("site:today"))
    assert client.session["_auth_user_id"] == str(clara.pk)


def test_a_link_signs_out_whoever_was_signed_in(
    berta: Person, clara: Person, sign_in: SignIn
) -> None:
    client = sign_in(berta)
    _link, token = services.make_link(person=clara, purpose=LinkPurpose.DEMO, now=now())

    client.post(address(token))

    assert client.session["_auth_user_id"] == str(clara.pk)


def test_a_reset_link_keeps_the_name_and_asks_for_a_new_way_in(
    client: Client, berta: Person
) -> None:
    made = services.reset(person=berta, by=None, now=now())

    seen = client.get(address(made.token))
    client.post(address(made.token), {"username": "berta", "password": PASSWORD, "by": "password"})

    berta.refresh_from_db()
    assert seen.context["form"]["username"].value() == "berta"
    assert berta.check_password(PASSWORD)
    assert client.get(reverse("people:me")).status_code == 200


def test_a_link_counts_as_proof_for_five_minutes(
    client: Client, berta: Person, grow_stale: Callable[[Client], None]
) -> None:
    _link, token = services.make_link(person=berta, purpose=LinkPurpose.DEMO, now=now())
    client.post(address(token))
    fresh = client.get(reverse("mfa_add_webauthn")).status_code

    grow_stale(client)

    stale = client.get(reverse("mfa_add_webauthn"))
    again = client.get(stale["Location"])
    assert (fresh, stale.status_code, again.status_code) == (200, 302, 200)
    assert stale["Location"] == f"{reverse('people:show_again')}?next=%2Fme%2Fkeys%2Fadd%2F"
    assert client.post(reverse("people:show_again")).status_code == 404


def test_in_the_demo_a_button_stands_for_the_proof(
    client: Client, grow_stale: Callable[[Client], None]
) -> None:
    demo = Person.objects.create_user("demo", is_demo=True)
    _link, token = services.make_link(person=demo, purpose=LinkPurpose.DEMO, now=now())
    client.post(address(token))
    grow_stale(client)

    reply = client.post(reverse("people:show_again"), {"next": reverse("mfa_add_webauthn")})
    elsewhere = client.post(reverse("people:show_again"), {"next": "https://example.org/"})

    assert client.get(reply["Location"]).status_code == 200
    assert elsewhere["Location"] == reverse("people:me")


def test_whoever_has_a_way_in_is_not_told_that_she_has_none(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)

    reply = client.get(reverse("people:show_again"))

    assert reply["Location"] == reverse("mfa_index")


def test_a_recovery_code_lets_in_once(client: Client, berta: Person) -> None:
    code = RecoveryCodes.activate(berta).generate_codes()[3]
    form = {"username": "Berta", "code": code}

    first = client.post(reverse("people:enter_by_code"), form)
    again = Client().post(reverse("people:enter_by_code"), form)

    assert (first.status_code, again.status_code) == (302, 200)
    assert client.session["_auth_user_id"] == str(berta.pk)


def test_unknown_and_known_names_get_the_same_refusal_for_a_code(
    client: Client, berta: Person
) -> None:
    RecoveryCodes.activate(berta)
    url = reverse("people:enter_by_code")

    replies = [
        client.post(url, {"username": name, "code": "000000000000"}) for name in ("berta", "nobod")
    ]

    pages = [reply.text.replace("nobod", "berta") for reply in replies]
    assert [reply.status_code for reply in replies] == [200, 200]
    assert len(pages[0]) == len(pages[1])
    assert replies[0].context["form"].errors == replies[1].context["form"].errors


def test_the_sixth_code_is_refused_even_when_it_is_right(client: Client, berta: Person) -> None:
    code = RecoveryCodes.activate(berta).generate_codes()[0]
    url = reverse("people:enter_by_code")
    for _ in range(5):
        client.post(url, {"username": "berta", "code": "000000000000"})

    reply = client.post(url, {"username": "berta", "code": code})

    assert "Too many tries" in reply.text
    assert "_auth_user_id" not in client.session
