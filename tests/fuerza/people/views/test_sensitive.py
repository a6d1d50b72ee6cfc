"""Whoever holds only her cookie, long after she showed that it is she, reaches nothing sensitive (G5)."""

import uuid
from collections.abc import Callable, Iterator

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fuerza.people import services
from fuerza.people.choices import RoleName
from fuerza.people.models import Notice, Person
from tests.fuerza.people.conftest import NOW, Make, SignIn

FILLED = {"pk": 1, "token": "x"}
MINE = {
    "account_change_password",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "people:end_others",
    "people:end_session",
    "people:give_by_code",
    "people:give_by_link",
    "people:invite",
    "people:let_in",
    "people:mail",
    "people:person",
    "people:receipts",
    "people:reset",
    "people:take_role",
    "people:unmask",
}


def patterns(
    resolver: URLResolver | None = None, space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", one


def sensitive() -> dict[str, str]:
    """Map the name of every sensitive view to an address of it."""
    found = {}
    for name, pattern in patterns():
        if getattr(pattern.callback, "is_sensitive", False):
            kinds = pattern.pattern.converters
            values = {
                key: uuid.uuid4() if type(kind).__name__ == "UUIDConverter" else FILLED.get(key, 1)
                for key, kind in kinds.items()
            }
            found[name] = reverse(name, kwargs=values)
    return found


def test_what_is_sensitive_here_is_marked_so() -> None:
    marked = {name for name in sensitive() if name in MINE or name.startswith("people:")}

    assert marked == MINE


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_cookie_alone_reaches_nothing_sensitive(
    make: Make, sign_in: SignIn, grow_stale: Callable[[Client], None], method: str
) -> None:
    everything = make("everything", *RoleName.values)
    client = sign_in(everything)
    grow_stale(client)

    reached = {
        name: reply["Location"] if reply.status_code == 302 else reply.status_code
        for name, address in sensitive().items()
        for reply in [getattr(client, method)(address)]
    }

    again = reverse("account_reauthenticate")
    assert {
        name for name, to in reached.items() if not str(to).startswith(f"{again}?next=")
    } == set()
    assert len(reached) >= len(MINE)


def test_a_form_sent_too_late_is_not_kept_and_leads_back(
    berta: Person, sign_in: SignIn, grow_stale: Callable[[Client], None]
) -> None:
    client = sign_in(berta)
    grow_stale(client)

    reply = client.post(
        reverse("people:mail"),
        {"email": "canary@example.org"},
        headers={"referer": "http://testserver/me/mail/"},
    )

    said = [str(message) for message in get_messages(reply.wsgi_request)]
    assert reply["Location"] == "/me/again/word/?next=%2Fme%2Fmail%2F"
    assert said == ["Nothing was done yet. Show that it is you, then do it again."]
    assert "canary" not in repr(dict(client.session))


def test_a_referer_from_elsewhere_leads_to_her_own_page(
    berta: Person, sign_in: SignIn, grow_stale: Callable[[Client], None]
) -> None:
    client = sign_in(berta)
    grow_stale(client)

    reply = client.post(
        reverse("people:mail"), {}, headers={"referer": "https://example.org/me/mail/"}
    )

    assert reply["Location"] == "/me/again/word/?next=%2Fme%2F"


def test_the_password_proves_it_for_five_minutes(
    berta: Person, sign_in: SignIn, grow_stale: Callable[[Client], None]
) -> None:
    client = sign_in(berta)
    grow_stale(client)
    asked = client.get(reverse("people:mail"))
    page = client.get(asked["Location"])

    wrong = client.post(asked["Location"], {"password": "a wrong password"})
    right = client.post(asked["Location"], {"password": "a long enough password"})

    assert (page.status_code, wrong.status_code) == (200, 200)
    assert "This password did not work." in wrong.text
    assert right["Location"] == reverse("people:mail")
    assert client.get(right["Location"]).status_code == 200
    grow_stale(client)
    assert client.get(reverse("people:mail")).status_code == 302


def test_notices_cannot_be_deleted_at_any_address(sign_in: SignIn, berta: Person) -> None:
    services.reset(person=berta, by=None, now=NOW)
    client = sign_in(berta)
    known = set(Notice.objects.filter(person=berta).values_list("pk", flat=True))

    for name, pattern in patterns():
        kinds = pattern.pattern.converters
        if name == "site:erase" or not pattern.callback.__module__.startswith("fuerza.people"):
            continue
        for pk in known:
            values = {
                key: pk if "UUID" in type(kind).__name__ else 1 for key, kind in kinds.items()
            }
            for method in ("get", "post", "put", "delete"):
                getattr(client, method)(reverse(name, kwargs=values))
                client = client if "_auth_user_id" in client.session else sign_in(berta)

    kept = set(Notice.objects.filter(person=berta).values_list("pk", flat=True))
    assert (len(known), known - kept) == (2, set())
