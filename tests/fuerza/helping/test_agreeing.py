"""The rules for whoever helps come first: nothing of hers is shown before, and again when they change."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.core.models import AuditEntry
from fuerza.desk.models import Mention
from fuerza.helping import services
from fuerza.people import services as people
from fuerza.people.choices import POLICY_VERSION, Purpose
from fuerza.people.models import Consent, Grant, Person
from tests.fuerza.desk.conftest import post, signed_in
from tests.fuerza.helping.conftest import browser_at

AGREEMENT, QUEUE = reverse("helping:agreement"), reverse("helping:queue")
RULES = "you agree to the rules for whoever helps"


@pytest.fixture
def rules_changed(grant: Grant) -> Grant:
    """Have a helper agreed to the rules as they were, not as they are."""
    Consent.objects.filter(person=grant.actor).update(policy_version="2025-01")
    return grant


def ways_in(grant: Grant, mention: Mention) -> dict[str, Callable[[Client], Any]]:
    at = {"desk": str(grant.pk)}
    return {
        "enter": lambda client: client.get(reverse("desk:enter", args=[grant.pk])),
        "take": lambda client: client.post(reverse("helping:take", args=[grant.pk])),
        "queue": lambda client: client.get(QUEUE),
        "numbers": lambda client: client.get(reverse("desk:watch")),
        "open": lambda client: client.post(reverse("desk:open", args=[mention.pk]), at),
        "decide": lambda client: client.post(f"/d/{mention.pk}/do/", at | {"act": "hidden"}),
    }


@pytest.mark.parametrize("way", ["enter", "take", "queue", "numbers", "open", "decide"])
def test_each_way_in_leads_to_the_rules_until_they_are_agreed_to_as_they_are_now(
    said: Callable[..., list[Mention]], rules_changed: Grant, person: Person, way: str
) -> None:
    [mention] = said(post("canaryword idiot"))
    client, ask = browser_at(rules_changed), ways_in(rules_changed, mention)[way]

    before = ask(client)
    shown = client.get(AGREEMENT)
    client.post(AGREEMENT)
    client.get(reverse("desk:enter", args=[rules_changed.pk]))
    after = ask(client)

    assert (before.status_code, before["Location"]) == (302, AGREEMENT)
    assert ("I agree to these rules" in shown.text, "canaryword" in shown.text) == (True, False)
    assert after.headers.get("Location") != AGREEMENT
    trail = AuditEntry.objects.filter(person_id=person.pk, actor_id=rules_changed.actor_id)
    assert trail.order_by("id").values_list("verb", flat=True)[0] == "desk.entered"


def test_who_has_yet_to_agree_changes_nothing_and_leaves_no_trace(
    said: Callable[..., list[Mention]], rules_changed: Grant, person: Person
) -> None:
    [mention] = said(post("canaryword idiot"))

    for ask in ways_in(rules_changed, mention).values():
        ask(browser_at(rules_changed))

    trail = AuditEntry.objects.filter(person_id=person.pk, actor_id=rules_changed.actor_id)
    assert (Mention.objects.get().decision, trail.count()) == ("waiting", 0)


def test_what_is_nobodys_is_answered_as_ever_to_whom_nobody_lets_in(
    grant: Grant, other: Person
) -> None:
    client = signed_in(other)

    replies = [
        client.get(reverse("desk:enter", args=[grant.pk])),
        client.post(reverse("helping:take", args=[grant.pk])),
        client.get(QUEUE),
    ]

    assert [reply.status_code for reply in replies] == [404, 404, 200]


def test_today_still_names_who_lets_her_in_and_her_pages_say_that_the_rules_come_first(
    rules_changed: Grant,
) -> None:
    client = signed_in(rules_changed.actor)

    today, helpers, cases = (
        client.get(reverse(name)).text for name in ("site:today", "people:helpers", "cases:all")
    )

    assert "marisol lets you help at her desk." in today
    assert (RULES in helpers, RULES in cases) == (True, True)


def test_an_owner_sees_what_her_helpers_agreed_to(hers: Client, rules_changed: Grant) -> None:
    grant, page = rules_changed, reverse("people:helpers")

    earlier = hers.get(page).text
    services.agree(person=grant.actor, purposes=[Purpose.HELPING], now=timezone.now())
    now = hers.get(page).text
    people.consent_withdraw(person=grant.actor, purpose=Purpose.HELPING, now=timezone.now())
    withdrawn = hers.get(page).text

    assert "Agreed to an earlier version of the rules, 2025-01, and is shown nothing" in earlier
    assert f"Agreed to the rules for whoever helps, version {POLICY_VERSION}," in now
    assert "Has yet to agree to the rules" in withdrawn
    assert AGREEMENT in now


def test_whoever_was_let_into_a_case_alone_goes_on_to_the_cases(
    rules_changed: Grant, person: Person
) -> None:
    Grant.objects.update(scope_id=person.pk)
    client = signed_in(rules_changed.actor)

    page = client.get(reverse("cases:case", args=[person.pk]))
    then = client.post(AGREEMENT)

    assert [page["Location"], then["Location"]] == [AGREEMENT, reverse("cases:all")]
