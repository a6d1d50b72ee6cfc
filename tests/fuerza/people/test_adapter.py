"""How allauth behaves here: no sign-up, no mail that tells, nothing of hers at the wrong address."""

from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from fuerza.core import crypto
from fuerza.people.models import Person
from tests.fuerza.people.conftest import SignIn

MAILS = sorted(
    f"{path.parents[1].name}/email/{path.name.removesuffix('_subject.txt')}"
    for path in (Path(allauth.__file__).parent / "templates").glob("*/email/*_subject.txt")
)
SUBJECT = "Something about your account has changed."


def test_nobody_signs_up_by_herself(rf: RequestFactory) -> None:
    assert get_adapter().is_open_for_signup(rf.get("/")) is False
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


@pytest.mark.parametrize("prefix", MAILS)
def test_every_mail_of_allauths_says_the_same_and_tells_nothing(
    berta: Person, rf: RequestFactory, prefix: str
) -> None:
    berta.language = "en"
    told = {"user": berta, "ip": "canary", "user_agent": "canary", "code": "canary"}
    with request_context(rf.get("/")):
        mail = get_adapter().render_mail(prefix, ["b@example.org"], told)

    assert (mail.subject, mail.to) == (SUBJECT, ["b@example.org"])
    assert "canary" not in mail.message().as_string()
    assert "http" not in mail.body


def test_the_mails_looked_at_are_those_that_matter() -> None:
    assert {"account/email/password_changed", "mfa/email/webauthn_added"} < set(MAILS)


def test_an_address_becomes_a_digest_of_its_network(rf: RequestFactory) -> None:
    def digest(address: str) -> str:
        return str(get_adapter().get_client_ip(rf.get("/", REMOTE_ADDR=address)))

    same = digest("2001:db8::1") == digest("2001:db8::2")
    other = digest("192.0.2.1") == digest("192.0.2.2")

    assert (same, other, len(digest("192.0.2.1"))) == (True, False, 64)


def test_her_browser_is_not_told_to_allauth(rf: RequestFactory) -> None:
    assert get_adapter().get_http_user_agent(rf.get("/", HTTP_USER_AGENT="canary")) == ""


def test_second_factors_secrets_open_with_the_master_key_alone() -> None:
    sealed = get_mfa_adapter().encrypt("a secret")

    assert ("a secret" in sealed, get_mfa_adapter().decrypt(sealed)) == (False, "a secret")
    with pytest.raises(crypto.Unopened):
        get_mfa_adapter().decrypt(sealed[:-4] + "AAAA")


def test_signing_in_leads_only_to_our_own_pages(berta: Person, sign_in: SignIn) -> None:
    sign_in(berta)
    client = Client()

    replies = [
        client.post(
            reverse("account_login"),
            {"login": "berta", "password": "a long enough password", "next": to},
        )["Location"]
        for to in ("https://example.org/", "//example.org/")
        if client.logout() is None  # type: ignore[func-returns-value]  # each time anew
    ]

    assert replies == ["/", "/"]
