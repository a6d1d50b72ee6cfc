"""A lock of her own, set and opened by page: only the passphrase or the paper opens, and tries are few."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.core import keyrings, locks
from fuerza.core.models import AuditEntry
from fuerza.people.models import Person
from fuerza.vault import hooks, queries
from fuerza.vault.models import Exhibit
from fuerza.vault.services import keep
from tests.fuerza.vault.conftest import signed_in
from tests.fuerza.vault.samples import NOW, WORDS, keepable

OWN, UNLOCK, TAKE_UP = (reverse(f"vault:{name}") for name in ("own_lock", "unlock", "take_up"))
SAID = "three green lanterns at noon"
KeepSome = Callable[[int], list[Exhibit]]


def text(reply: Any) -> str:
    return str(reply.content.decode()).replace("&#x27;", "'")


def lock_it(browser: Client, passphrase: str = SAID, **other: str) -> tuple[Any, str]:
    """Fill in the page as she would; return the answer and the code that she has on paper."""
    code = browser.get(OWN).context["code"]
    given = {"passphrase": passphrase, "again": passphrase, "code": code, "last": code[-4:]}
    return browser.post(OWN, given | other), code


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_with_a_lock_of_her_own_the_server_has_no_key(
    amal: Person, unlocked: Client, kept: KeepSome
) -> None:
    [exhibit] = kept(1)

    done, _code = lock_it(unlocked)

    page = text(unlocked.get(reverse("vault:open", args=[exhibit.pk])))
    assert (done.status_code, done["Location"]) == (302, reverse("vault:show"))
    assert locks.has_own_lock(amal.pk)
    assert WORDS in page
    assert "whoever runs this server" not in page
    assert "vault.set_lock" in verbs()


def test_her_other_devices_are_signed_out(amal: Person, unlocked: Client) -> None:
    other = signed_in(amal)

    lock_it(unlocked)

    assert other.get(reverse("vault:show")).status_code == 302
    assert unlocked.get(reverse("vault:show")).status_code == 200


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"again": "three green lanterns"}, "This is not the same passphrase."),
        ({"last": "ABCD"}, "These are not the last four signs"),
        ({"last": ""}, "This field is required."),
        ({"passphrase": "too short", "again": "too short"}, "at least 12"),
        ({"passphrase": "pe#5gz29ptzmse", "again": "pe#5gz29ptzmse"}, "too common"),
    ],
)
def test_what_was_filled_in_wrong_is_said_and_the_code_stays_the_same(
    amal: Person, unlocked: Client, other: dict[str, str], words: str
) -> None:
    reply, code = lock_it(unlocked, **other)

    assert reply.status_code == 422
    assert words in text(reply)
    assert code in text(reply)
    assert not locks.has_own_lock(amal.pk)


def test_a_locked_keyring_gets_no_other_lock(amal: Person, locked: Client) -> None:
    reply = locked.post(OWN, {"passphrase": SAID, "again": SAID, "code": "x", "last": "x"})

    assert "While it is locked, no page shows" in text(reply)
    assert not locks.has_own_lock(amal.pk)


@pytest.mark.parametrize("way", ["key", "code"])
def test_the_passphrase_opens_and_so_does_the_paper(
    amal: Person, unlocked: Client, kept: KeepSome, way: str
) -> None:
    [exhibit] = kept(1)
    _done, code = lock_it(unlocked)
    browser = signed_in(amal)

    asked = browser.post(UNLOCK, {"back": "/d/"} | ({"code": ""} if way == "code" else {}))
    reply = browser.post(UNLOCK, {"back": "/d/", way: SAID if way == "key" else code.lower()})

    assert f'name="{way}"' in text(asked)
    assert (reply.status_code, reply["Location"]) == (302, "/d/")
    assert WORDS in text(browser.get(reverse("vault:open", args=[exhibit.pk])))


def test_nothing_else_opens_and_the_tries_are_in_her_trail(amal: Person, unlocked: Client) -> None:
    lock_it(unlocked)
    browser = signed_in(amal)

    empty = browser.post(UNLOCK, {"key": ""})
    wrong = browser.post(UNLOCK, {"key": "three red lanterns"})

    assert (empty.status_code, wrong.status_code) == (422, 422)
    assert "This does not open it. Nothing was changed." in text(wrong)
    assert "opened" not in browser.session
    assert verbs().count("vault.did_not_unlock") == 1


def test_tries_are_few(amal: Person, unlocked: Client) -> None:
    lock_it(unlocked)
    browser = signed_in(amal)
    for number in range(5):
        browser.post(UNLOCK, {"key": f"guess {number}"})

    reply = browser.post(UNLOCK, {"key": SAID})

    assert "Too many tries" in text(reply)
    assert "opened" not in browser.session


def after_a_reset(amal: Person) -> Client:
    keyrings.reset(amal.pk, now=timezone.now() - timedelta(hours=73))
    browser = signed_in(amal)
    browser.post(UNLOCK)
    return browser


def test_a_reset_opens_nothing_and_her_key_from_then_does(
    amal: Person, unlocked: Client, kept: KeepSome
) -> None:
    [exhibit] = kept(1)
    address = reverse("vault:open", args=[exhibit.pk])
    _done, code = lock_it(unlocked)
    browser = after_a_reset(amal)

    closed = text(browser.get(address))
    wrong = browser.post(TAKE_UP, {"key": "a guess"})
    reply = browser.post(TAKE_UP, {"key": code})

    assert WORDS not in closed
    assert "opens only with your key from then" in closed
    assert (wrong.status_code, reply.status_code) == (422, 302)
    assert WORDS in text(browser.get(address))
    assert verbs()[-2:] == ["vault.took_up", "vault.viewed"]
    assert "vault.did_not_take_up" in verbs()
    assert browser.get(TAKE_UP).status_code == 404


def test_tries_to_take_up_are_few_and_a_locked_one_takes_up_nothing(
    amal: Person, unlocked: Client
) -> None:
    _done, code = lock_it(unlocked)
    browser = after_a_reset(amal)
    locked = signed_in(amal)

    refused = locked.post(TAKE_UP, {"key": code})
    for number in range(5):
        browser.post(TAKE_UP, {"key": f"guess {number}"})
    many = browser.post(TAKE_UP, {"key": code})

    assert "While it is locked" in text(refused)
    assert "Too many tries" in text(many)
    assert locks.has_put_aside(amal.pk)


def test_where_nothing_was_put_aside_there_is_nothing_to_take_up(unlocked: Client) -> None:
    assert unlocked.get(TAKE_UP).status_code == 404


def test_keeping_goes_on_while_she_is_locked_out(amal: Person, unlocked: Client) -> None:
    lock_it(unlocked)

    [exhibit] = keep(person=amal, items=[keepable(1)], by=None, now=NOW)

    assert WORDS in text(unlocked.get(reverse("vault:open", args=[exhibit.pk])))


def test_where_others_have_a_desk_she_has_to_lock_first(amal: Person, unlocked: Client) -> None:
    alone = (queries.must_lock_first(amal), hooks.panels("today", amal))
    Person.objects.create_user("berta")
    [todo] = hooks.panels("today", amal)
    elsewhere = hooks.panels("edition", amal)
    told = queries.must_lock_first(amal)
    lock_it(unlocked)

    assert (alone, elsewhere, told) == ((False, []), [], True)
    assert todo.url == OWN  # type: ignore[union-attr]  # it is a Todo
    assert (queries.must_lock_first(amal), hooks.panels("today", amal)) == (False, [])
