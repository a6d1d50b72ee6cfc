"""What acts tell Today, whom they are shown to, and what her copy and her erasure hold of them."""

import json

import pytest

from fuerza.acts.choices import ActionKind
from fuerza.acts.hooks import panels
from fuerza.acts.models import Action, Plan
from fuerza.acts.privacy import erase, export
from fuerza.connections.models import Connection
from fuerza.core import disclosure
from fuerza.people.models import Person
from tests.fuerza.acts.conftest import NOW, Network, Planned, run


def test_today_hears_of_what_is_left_by_hand(person: Person, planned: Planned) -> None:
    planned(ActionKind.MUTE, "bob", "eve", linked=None)

    texts = [panel.text for panel in panels("today", person)]  # type: ignore[union-attr]  # all are todos

    assert texts == ["2 things are left for you to do on platforms by hand."]


def test_today_hears_nothing_of_what_is_in_order_and_no_other_page_asks(
    person: Person, planned: Planned
) -> None:
    planned(ActionKind.MUTE, "bob")

    assert (panels("today", person), panels("desk", person)) == ([], [])


@pytest.mark.parametrize("surface", ["page", "json", "export", "count", "feed", "mail", "search"])
def test_everything_here_is_shown_to_her_alone(
    person: Person, planned: Planned, surface: disclosure.Surface
) -> None:
    plan = planned(ActionKind.MUTE, "bob")
    things = [plan, plan.actions.get()]
    stranger = Person.objects.create_user("berta")

    hers = [disclosure.may_show(person, thing, surface) for thing in things]
    others = [disclosure.may_show(stranger, thing, surface) for thing in things]

    assert hers == [surface in {"page", "json", "export", "count"}] * 2
    assert others == [False] * 2


def test_her_copy_names_whom_she_acted_on(
    person: Person, planned: Planned, network: Network
) -> None:
    run(planned(ActionKind.MUTE, "bob"))

    parts = {part.path: json.loads(part.content) for part in export(person, None)}

    assert parts["plans.json"][0]["acts"][0]["aim"]["handle"] == "bob.example"
    assert (parts["lists.json"], network.kinds) == ([], ["mute"])


def test_erasing_leaves_no_row_and_others_alone(person: Person, planned: Planned) -> None:
    planned(ActionKind.MUTE, "bob")
    other = Person.objects.create_user("berta")
    theirs = Plan.objects.create(person=other, kind=ActionKind.MUTE, made_at=NOW)

    for _ in range(2):
        erase(person)

    assert ([*Plan.objects.all()], Action.objects.count()) == ([theirs], 0)
    assert Connection.objects.filter(person=person).exists()
