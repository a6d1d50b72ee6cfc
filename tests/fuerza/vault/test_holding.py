"""On hold, nothing is destroyed; off hold, it is, once she has said so; both stand in its custody."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.core.models import AuditEntry
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import ExhibitState
from fuerza.vault.models import Exhibit
from fuerza.vault.services import ExhibitIsHeld, erase, hold, release
from tests.fuerza.vault.conftest import signed_in
from tests.fuerza.vault.samples import NOW

KeepSome = Callable[[int], list[Exhibit]]


def custody(exhibit: Exhibit) -> list[str]:
    return [line.verb for line in queries.custody_of(exhibit)]


def state(exhibit: Exhibit) -> tuple[str, bool]:
    exhibit.refresh_from_db()
    return exhibit.state, exhibit.held_at is not None


def page(client: Client, name: str, exhibit: Exhibit, **sent: str) -> tuple[int, str]:
    """Send a form, or ask for its page, and follow to where that leads."""
    address = reverse(f"vault:{name}", args=[exhibit.pk])
    reply = client.post(address, sent, follow=True) if sent else client.get(address, follow=True)
    return reply.status_code, reply.content.decode()


def test_what_is_on_hold_is_not_destroyed_and_neither_is_what_was_to_go_with_it(
    amal: Person, kept: KeepSome
) -> None:
    held, other = kept(2)

    assert hold(exhibit=held, now=NOW)
    with pytest.raises(ExhibitIsHeld):
        erase(exhibits=[other, held], by=amal, now=NOW)

    assert [state(held), state(other)] == [(ExhibitState.KEPT, True), (ExhibitState.KEPT, False)]
    assert custody(other) == ["captured"]


def test_a_hold_is_set_and_lifted_once_and_both_stand_in_custody_and_trail(
    amal: Person, kept: KeepSome
) -> None:
    [exhibit] = kept(1)

    done = [does(exhibit=exhibit, now=NOW) for does in (release, hold, hold, release, release)]
    erase(exhibits=[exhibit], by=amal, now=NOW)

    assert done == [False, True, False, True, False]
    assert custody(exhibit) == ["captured", "held", "released", "shredded"]
    verbs = AuditEntry.objects.filter(object_id=str(exhibit.pk)).order_by("pk")
    assert [it.verb for it in verbs] == [
        "vault.kept",
        "vault.held",
        "vault.released",
        "vault.erased",
    ]
    assert not hold(exhibit=exhibit, now=NOW)


def test_she_holds_frees_and_destroys_by_page(kept: KeepSome, unlocked: Client) -> None:
    [exhibit] = kept(1)

    _status, on_hold = page(unlocked, "hold", exhibit, now="1")
    _status, kept_back = page(unlocked, "destroy", exhibit, sure="on")
    held = state(exhibit)
    _status, free = page(unlocked, "release", exhibit, now="1")
    asked = page(unlocked, "destroy", exhibit)
    unsure = page(unlocked, "destroy", exhibit, now="1")
    before = state(exhibit)
    _status, gone = page(unlocked, "destroy", exhibit, sure="on")

    assert "On hold since" in on_hold
    assert (held, "On hold since" in kept_back) == ((ExhibitState.KEPT, True), True)
    assert "Put it on hold" in free
    assert (asked[0], "can&#x27;t be undone" in asked[1] or "can't be undone" in asked[1]) == (
        200,
        True,
    )
    assert (unsure[0], before) == (422, (ExhibitState.KEPT, False))
    assert state(exhibit) == (ExhibitState.SHREDDED, False)
    assert "This was destroyed" in gone


def test_what_is_put_on_hold_while_she_destroys_it_stays(
    kept: KeepSome, unlocked: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    [exhibit] = kept(1)

    def held_meanwhile(**_asked: object) -> None:
        raise ExhibitIsHeld

    monkeypatch.setattr("fuerza.vault.services.erase", held_meanwhile)
    _status, told = page(unlocked, "destroy", exhibit, sure="on")

    assert "It was put on hold meanwhile" in told
    assert state(exhibit) == (ExhibitState.KEPT, False)


def test_nobody_else_reaches_any_of_it(kept: KeepSome) -> None:
    [exhibit] = kept(1)
    stranger = signed_in(Person.objects.create_user("berta"))

    answers = [page(stranger, name, exhibit, sure="on") for name in ("hold", "release", "destroy")]

    assert [status for status, _page in answers] == [404, 404, 404]
    assert state(exhibit) == (ExhibitState.KEPT, False)
