"""Today is told that a time has run out and nothing else; what she reports is hers alone, copied whole and erased."""

from datetime import timedelta

import msgspec
import pytest
from django.urls import reverse
from django.utils import timezone

from fuerza.cases.queries import CaseAt
from fuerza.core import disclosure
from fuerza.core.disclosure import Surface
from fuerza.core.keyrings import Opened
from fuerza.core.panels import Card, Todo
from fuerza.packs import hooks, privacy, services
from fuerza.packs.models import LedgerEntry, Pack, Situation
from fuerza.packs.queries import PackAt, Where
from fuerza.people.models import Person
from tests.fuerza.packs.conftest import NOW, Begun, answered


def sent(pack: PackAt, opened: Opened, *, days_ago: int) -> Pack:
    answered(pack, opened, what_happened="canarystory")
    at = timezone.now() - timedelta(days=days_ago)
    services.send(found=pack, opened=opened, number="canarynumber", now=at)
    return pack.pack


def test_today_is_told_that_an_answer_is_overdue_and_no_word_of_what_about(
    begun: Begun, opened: Opened, person: Person
) -> None:
    late = sent(begun(), opened, days_ago=20)
    sent(begun(), opened, days_ago=15)
    sent(begun(), opened, days_ago=1)

    [todo] = hooks.panels("today", person)

    assert todo == Todo(
        text="2 answers that you wait for are overdue.",
        verb="See what to do",
        url=reverse("cases:pack", args=[late.pk]),
        weight=hooks.WEIGHT,
    )
    assert hooks.panels("desk", person) == []


def test_nothing_is_said_while_the_time_runs(begun: Begun, opened: Opened, person: Person) -> None:
    sent(begun(), opened, days_ago=1)

    assert hooks.panels("today", person) == []


@pytest.mark.parametrize("surface", ["page", "json", "export", "count"])
def test_a_pack_is_shown_to_her_and_to_whoever_prepares_it(
    begun: Begun, opened: Opened, person: Person, helper: Person, surface: Surface
) -> None:
    pack, other = begun(), begun()
    sent(pack, opened, days_ago=1)
    entry = LedgerEntry.objects.get()

    seen = [
        [disclosure.may_show(viewer, thing, surface) for viewer in (person, helper, pack, other)]
        for thing in (pack.pack, entry)
    ]

    assert seen == [[True, False, True, False]] * 2


@pytest.mark.parametrize("surface", ["feed", "mail", "search"])
def test_nothing_of_it_is_in_a_feed_a_mail_or_a_search(
    begun: Begun, opened: Opened, person: Person, surface: Surface
) -> None:
    services.choose_where(person=person, where=Where(place="FR"), now=NOW)
    pack = sent(begun(), opened, days_ago=1)
    things = [pack, LedgerEntry.objects.get(), Situation.objects.get()]

    assert [disclosure.may_show(person, thing, surface) for thing in things] == [False] * 3


def test_where_she_is_is_shown_to_her_alone(person: Person, helper: Person) -> None:
    services.choose_where(person=person, where=Where(place="FR"), now=NOW)
    said = Situation.objects.get()

    assert [disclosure.may_show(each, said, "page") for each in (person, helper)] == [True, False]


def test_her_copy_holds_her_packs_and_their_ledger_as_far_as_they_open(
    begun: Begun, opened: Opened, person: Person, at: CaseAt
) -> None:
    services.choose_where(person=person, where=Where(place="FR", tier="limited"), now=NOW)
    pack = sent(begun(), opened, days_ago=1)

    parts = {part.path: part.content for part in privacy.export(person, opened)}
    shut = {part.path: part.content for part in privacy.export(person, None)}

    [told] = msgspec.json.decode(parts["packs.json"])
    assert (told["case"], told["id"], told["to"]) == (str(at.case.pk), str(pack.pk), "any.police")
    assert (told["exhibits"], told["state"]) == ([1, 2], "sent")
    assert told["words"]["answers"]["what_happened"] == "canarystory"
    assert [(entry["what"], entry["note"]) for entry in told["ledger"]] == [
        ("sent", "canarynumber")
    ]
    assert msgspec.json.decode(parts["where.json"]) == {"place": "FR", "tier": "limited"}
    assert b"canary" not in shut["packs.json"]


def test_erasing_leaves_nothing(begun: Begun, opened: Opened, person: Person) -> None:
    services.choose_where(person=person, where=Where(place="FR"), now=NOW)
    sent(begun(), opened, days_ago=1)

    privacy.erase(person)

    assert [model.objects.count() for model in (Pack, LedgerEntry, Situation)] == [0, 0, 0]


def test_her_case_shows_what_was_made_of_it_and_nobody_elses_does(
    begun: Begun, person: Person, helper: Person, at: CaseAt
) -> None:
    pack = begun()
    place = f"case:{at.case.pk}"

    [card] = hooks.panels(place, person)

    assert isinstance(card, Card)
    assert [each for each, _route in card.values["packs"]] == [pack.pack]
    assert (card.template, card.values["case"]) == ("packs/card.html", at.case.pk)
    assert hooks.panels(place, helper) == []
