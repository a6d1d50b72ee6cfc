"""Her own page, her mail, her devices, her ways in."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from fuerza.core.models import AuditEntry
from fuerza.people import queries, services
from fuerza.people.choices import LinkPurpose
from fuerza.people.models import Device, Person
from tests.fuerza.people.conftest import PASSWORD, SignIn

SETTINGS = {
    "name": "Berta B.",
    "language": "ar",
    "zone": "Africa/Cairo",
    "theme": "dark",
    "idle_minutes": "15",
    "is_discreet": "on",
}


def test_her_settings_are_kept(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)

    reply = client.post(reverse("people:me"), SETTINGS)

    berta = Person.objects.get(pk=berta.pk)
    assert reply.status_code == 302
    assert (berta.language, berta.zone, berta.theme) == ("ar", "Africa/Cairo", "dark")
    assert (berta.is_discreet, berta.idle_minutes, queries.name_of(berta)) == (True, 15, "Berta B.")
    assert client.session["idle_minutes"] == 15
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ar"


def test_settings_that_cannot_be_read_change_nothing(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)

    reply = client.post(reverse("people:me"), SETTINGS | {"zone": "Moon/Base"})

    assert (reply.status_code, reply.context["form"].errors.keys()) == (200, {"zone"})
    assert Person.objects.get(pk=berta.pk).language == "en"


def test_her_page_is_hers_alone(berta: Person, clara: Person, sign_in: SignIn) -> None:
    services.settle(person=berta, name="Berta Quetzal", now=now())
    services.settle_mail(person=berta, email="quetzal@example.org", now=now())

    mine, hers = sign_in(berta).get(reverse("people:me")), sign_in(clara).get(reverse("people:me"))

    assert (mine.text.count("uetzal"), hers.text.count("uetzal")) == (2, 0)
    assert mine["Cache-Control"] == "no-store"


def test_her_mail_address_can_be_given_and_taken_away(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)
    seen = client.get(reverse("people:mail"))

    client.post(reverse("people:mail"), {"email": "b@example.org"})
    given = Person.objects.get(pk=berta.pk).email
    client.post(reverse("people:mail"), {"email": ""})

    assert (seen.status_code, given, Person.objects.get(pk=berta.pk).email) == (
        200,
        "b@example.org",
        "",
    )


def test_a_link_that_somebody_else_asked_for_can_be_ended(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)
    _link, token = services.make_link(person=berta, purpose=LinkPurpose.RESET, now=now())
    warned = "End every such link" in client.get(reverse("people:me")).text

    client.post(reverse("people:cancel_links"))

    with pytest.raises(services.LinkRefused):
        services.use_link(token=token, now=now())
    assert (warned, "End every such link" in client.get(reverse("people:me")).text) == (True, False)


def test_a_reset_stays_on_her_page(berta: Person, sign_in: SignIn) -> None:
    services.reset(person=berta, by=None, now=now())
    client = sign_in(berta)

    reply = client.get(reverse("people:me"))

    assert "Your account was opened anew by a reset" in reply.text


def test_devices_are_listed_by_family_and_ended_one_by_one(berta: Person, sign_in: SignIn) -> None:
    here, there = sign_in(berta), sign_in(berta, agent="Firefox/1 Linux")
    device = Device.objects.get(system="linux")
    address = reverse("people:end_session", args=[device.pk])
    page = here.get(reverse("people:devices")).text

    asked = here.get(address)
    here.post(address)

    assert ("Firefox, Linux" in page, "Chrome, Android" in page) == (True, True)
    assert "Firefox, Linux" in asked.text
    assert there.get(reverse("people:me")).status_code == 302
    assert "Signed in with Firefox, Linux" in here.get(reverse("people:devices")).text


def test_everything_else_ends_at_once(berta: Person, sign_in: SignIn) -> None:
    here, there = sign_in(berta), sign_in(berta)
    asked = here.get(reverse("people:end_others"))

    here.post(reverse("people:end_others"))

    assert asked.status_code == 200
    assert here.get(reverse("people:me")).status_code == 200
    assert there.get(reverse("people:me")).status_code == 302


def test_somebody_elses_device_looks_like_none(
    berta: Person, clara: Person, sign_in: SignIn
) -> None:
    client = sign_in(berta)
    hers = sign_in(clara)
    foreign = Device.objects.get(person=clara).pk
    absent = "00000000-0000-4000-8000-000000000000"

    replies = [client.post(reverse("people:end_session", args=[pk])) for pk in (foreign, absent)]

    assert [reply.status_code for reply in replies] == [404, 404]
    assert len(replies[0].content) == len(replies[1].content)
    assert hers.get(reverse("people:me")).status_code == 200


def test_a_password_is_set_then_changed_and_other_devices_are_signed_out(
    berta: Person, client: Client, sign_in: SignIn
) -> None:
    _link, token = services.make_link(person=berta, purpose=LinkPurpose.DEMO, now=now())
    client.post(reverse("people:enter", args=[token]))
    set_ = {"password1": PASSWORD, "password2": PASSWORD}

    first = client.post(reverse("account_set_password"), set_)
    there = sign_in(Person.objects.get(pk=berta.pk))
    changed = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "another long one", "password2": "another long one"},
    )

    assert (first.status_code, changed.status_code) == (302, 302)
    assert there.get(reverse("people:me")).status_code == 302
    assert client.get(reverse("people:me")).status_code == 200


def test_passwords_come_with_recovery_codes_when_she_wants_them(
    berta: Person, sign_in: SignIn
) -> None:
    client = sign_in(berta)
    asked = client.get(reverse("mfa_generate_recovery_codes"))

    made = client.post(reverse("mfa_generate_recovery_codes"))
    first, second = client.get(made["Location"]), client.get(made["Location"])

    code = RecoveryCodes(Authenticator.objects.get()).generate_codes()[0]
    assert (asked.status_code, made.status_code) == (200, 302)
    assert (code in first.text, code in second.text) == (True, False)


def test_without_any_way_in_there_are_no_recovery_codes(berta: Person, client: Client) -> None:
    _link, token = services.make_link(person=berta, purpose=LinkPurpose.DEMO, now=now())
    client.post(reverse("people:enter", args=[token]))

    reply = client.post(reverse("mfa_generate_recovery_codes"))

    assert "Recovery codes need a passkey, an app or a password first." in reply.text
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 404


def test_an_app_is_added_and_removed(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = f"{hotp_value(secret, list(yield_hotp_counters_from_time())[1]):06d}"

    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    client.post(reverse("mfa_activate_totp"), {"code": code})
    has_app = Authenticator.objects.filter(type="totp").exists()
    asked = client.get(reverse("mfa_deactivate_totp"))
    client.post(reverse("mfa_deactivate_totp"))

    assert (page.status_code, wrong.status_code, has_app, asked.status_code) == (
        200,
        200,
        True,
        200,
    )
    assert not Authenticator.objects.filter(type="totp").exists()


def test_signing_out_asks_and_ends_the_session(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)
    asked = client.get(reverse("account_logout"))

    client.post(reverse("account_logout"))

    assert asked.status_code == 200
    assert client.get(reverse("people:me")).status_code == 302


def test_what_she_changes_is_in_her_trail(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)

    client.post(reverse("people:me"), SETTINGS)
    client.post(reverse("people:mail"), {"email": "b@example.org"})

    trail = AuditEntry.objects.filter(person_id=berta.id).order_by("id")
    assert list(trail.values_list("verb", flat=True)) == [
        "role given",
        "signed in",
        "settings changed",
        "mail changed",
    ]


def test_she_is_asked_for_nothing_that_nothing_follows_from(berta: Person, sign_in: SignIn) -> None:
    fields = set(sign_in(berta).get(reverse("people:me")).context["form"].fields)

    assert fields & {"address", "exit_to"} == set()


def test_a_browsers_name_keeps_its_side_in_an_arabic_history(
    berta: Person, sign_in: SignIn
) -> None:
    client = sign_in(berta)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    Device.objects.update(browser="firefox", system="linux")

    page = client.get(reverse("people:devices")).content.decode()

    assert page.count("\u2068Firefox\u2069") >= 1
