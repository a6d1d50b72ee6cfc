"""Every page of people, in five languages: it renders, its title tells nothing, and it needs no script."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now

from fuerza.people import services
from fuerza.people.choices import Capability, Purpose, RoleName
from fuerza.people.models import Person
from tests.fuerza.people.conftest import Make, SignIn

PAGES = (
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "people:all",
    "people:consents",
    "people:devices",
    "people:end_others",
    "people:give_by_code",
    "people:give_by_link",
    "people:helpers",
    "people:invite",
    "people:mail",
    "people:me",
    "people:show_code",
)
TELLING = re.compile(
    "abus|threat|harass|violen|victim|safety|feminis|help me|protect", re.IGNORECASE
)


@pytest.mark.parametrize("language", settings.AUTONYMS)
def test_every_page_renders_in_every_language(
    make: Make, clara: Person, sign_in: SignIn, language: str
) -> None:
    amal = make("amal", *RoleName.values, password="a long enough password")
    client = sign_in(amal)
    client.post(reverse("mfa_generate_recovery_codes"))
    services.consent_give(person=amal, purpose=Purpose.PHOTO, now=now())
    services.grant(
        owner=amal,
        actor=clara,
        capabilities=list(Capability),
        ends_at=now() + timedelta(days=1),
        now=now(),
    )
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    replies = {name: client.get(reverse(name)) for name in PAGES if name != "mfa_deactivate_totp"}
    TOTP.activate(amal, "JBSWY3DPEHPK3PXP")
    replies["mfa_deactivate_totp"] = client.get(reverse("mfa_deactivate_totp"))

    assert {name: reply.status_code for name, reply in replies.items()} == dict.fromkeys(PAGES, 200)
    for reply in replies.values():
        title = re.search("<title>(.*?)</title>", reply.text, re.DOTALL)
        assert title is not None
        assert not TELLING.search(title[1])
        assert f'<html lang="{language}"' in reply.text
        assert " style=" not in reply.text


def test_free_text_is_not_remembered_by_the_browser(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)

    for name in ("people:me", "people:give_by_code", "mfa_add_webauthn"):
        fields = re.findall(r'<input[^>]*type="text"[^>]*>', client.get(reverse(name)).text)
        assert fields
        assert [field for field in fields if 'autocomplete="off"' not in field] == []


def test_every_script_carries_the_pages_nonce(berta: Person, sign_in: SignIn) -> None:
    reply = sign_in(berta).get(reverse("mfa_add_webauthn"))

    nonce = re.search("'nonce-([^']+)'", reply["Content-Security-Policy"])
    scripts = re.findall(r"<script\b[^>]*>", reply.text)
    run = [script for script in scripts if 'type="application/json"' not in script]
    assert nonce is not None
    assert len(run) >= 3
    assert all(f'nonce="{nonce[1]}"' in script for script in run)


def test_lists_ask_the_database_the_same_for_one_row_and_for_three(
    olga: Person,
    make: Make,
    sign_in: SignIn,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    client = sign_in(olga)
    client.get(reverse("people:all"))

    with django_assert_num_queries(10):  # type: ignore[operator]  # pytest-django's fixture
        client.get(reverse("people:all"))
    for name in ("amal", "berta", "clara"):
        make(name, RoleName.PARTICIPANT)
    with django_assert_num_queries(10):  # type: ignore[operator]  # as above
        client.get(reverse("people:all"))

    assert Authenticator.objects.count() == 0
