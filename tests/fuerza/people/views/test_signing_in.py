"""Signing in by name and password: limits, no telling who is here, and second steps."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from fuerza.people import services
from fuerza.people.models import Person
from tests.fuerza.people.conftest import PASSWORD, Make

WRONG = "a wrong password"


def attempt(client: Client, name: str, password: str = WRONG) -> str:
    reply = client.post(reverse("account_login"), {"login": name, "password": password})
    return "in" if reply.status_code == 302 else str(reply.context["form"].non_field_errors()[0])


def test_the_sixth_wrong_password_is_refused_and_then_the_right_one_too(
    client: Client, make: Make
) -> None:
    make("berta", password=PASSWORD)

    said = [attempt(client, "berta") for _ in range(5)] + [attempt(client, "berta", PASSWORD)]

    assert said == ["This name and password did not work together."] * 5 + [
        "Too many tries. Wait five minutes and try again, or use your passkey."
    ]


def test_a_limit_of_one_person_does_not_touch_another(client: Client, make: Make) -> None:
    make("berta", password=PASSWORD)
    make("clara", password=PASSWORD)
    for _ in range(5):
        attempt(client, "berta")

    assert attempt(client, "clara", PASSWORD) == "in"


def test_ten_wrong_names_from_one_address_are_enough(client: Client) -> None:
    said = [attempt(client, f"nobody{number}") for number in range(11)]

    assert said[9:] == [
        "This name and password did not work together.",
        "Too many tries. Wait five minutes and try again, or use your passkey.",
    ]


def test_known_unknown_and_closed_names_get_the_same_page(client: Client, make: Make) -> None:
    make("berta", password=PASSWORD)
    closed = make("dorab", password=PASSWORD)
    closed.is_active = False
    closed.save()

    pages = [
        client.post(reverse("account_login"), {"login": name, "password": "a wrong password"})
        for name in ("berta", "nobod", "dorab")
    ]

    assert {(page.status_code, len(page.content)) for page in pages} == {
        (200, len(pages[0].content))
    }
    assert {str(page.context["form"].errors) for page in pages} == {
        str(pages[0].context["form"].errors)
    }


def test_a_closed_account_with_the_right_password_is_not_told_apart(
    client: Client, make: Make
) -> None:
    closed = make("dora", password=PASSWORD)
    closed.is_active = False
    closed.save()

    reply = client.post(
        reverse("account_login"), {"login": "dora", "password": PASSWORD}, follow=True
    )

    assert "This name and password did not work together." in reply.text
    assert "_auth_user_id" not in client.session


def test_rate_limits_keep_no_address(client: Client, make: Make) -> None:
    make("berta", password=PASSWORD)

    attempt(client, "berta")

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_cache")
        keys = " ".join(row[0] for row in cursor.fetchall())
    assert ("login_failed" in keys, "127.0.0.1" in keys, "berta" in keys) == (True, False, False)


def code_of(app: TOTP) -> str:
    counter = list(yield_hotp_counters_from_time())[1]
    return f"{hotp_value(decrypt(app.instance.data['secret']), counter):06d}"


def test_the_apps_code_is_asked_after_the_password(client: Client, make: Make) -> None:
    berta = make("berta", password=PASSWORD)
    app = TOTP.activate(berta, "JBSWY3DPEHPK3PXP")

    first = client.post(reverse("account_login"), {"login": "berta", "password": PASSWORD})
    page = client.get(first["Location"])
    signed_in_before = "_auth_user_id" in client.session
    client.post(first["Location"], {"code": code_of(app)})

    assert first["Location"] == reverse("mfa_authenticate")
    assert (page.status_code, signed_in_before) == (200, False)
    assert client.session["_auth_user_id"] == str(berta.pk)


def test_the_apps_secret_lies_sealed(make: Make) -> None:
    app = TOTP.activate(make("berta"), "JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in repr(Authenticator.objects.values().get())
    assert len(code_of(app)) == 6


def test_an_account_made_by_an_invitation_has_no_password_to_guess(client: Client) -> None:
    person = services.invite(by=None, username="amal", now=now()).link.person

    said = [attempt(client, "amal", password) for password in ("!", person.password)]

    assert said == ["This name and password did not work together."] * 2


def test_staff_sessions_end_after_two_hours(client: Client, olga: Person) -> None:
    olga.set_password(PASSWORD)
    olga.save()
    attempt(client, "olga", PASSWORD)
    session = client.session
    session["began"] = time.time() - 2 * 3600 - 1
    session["seen"] = time.time()
    session.save()

    assert client.get(reverse("people:me")).status_code == 302


def test_a_visitor_sees_where_to_sign_in_and_that_it_is_by_invitation(client: Client) -> None:
    reply = client.get(reverse("account_login"))

    assert (reply.status_code, "by invitation only" in reply.text) == (200, True)


def test_signing_in_brings_the_language_of_her_account(client: Client, make: Make) -> None:
    berta = make("berta", password=PASSWORD)
    berta.language = "ar"
    berta.save()

    attempt(client, "berta", PASSWORD)

    assert 'dir="rtl"' in client.get(reverse("people:me")).text
