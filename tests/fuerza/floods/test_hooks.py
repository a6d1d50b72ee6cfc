"""Who may be shown what of floods: she and whom she let in; her places she alone; nothing goes into a mail."""

import uuid

from fuerza.core import disclosure
from fuerza.core.panels import Card
from fuerza.desk.models import Group
from fuerza.desk.queries import Desk, desk_of
from fuerza.floods.hooks import panels
from fuerza.floods.models import Course, Danger, Place
from fuerza.people.models import Person
from tests.fuerza.floods.conftest import NOW, let_in


def danger_of(person: Person, urgency: int = 3) -> Danger:
    return Danger.objects.create(
        person=person,
        kinds=["weapon"],
        urgency=urgency,
        mentions=1,
        days=1,
        since=NOW,
        until=NOW,
        seen_at=NOW,
    )


def test_she_and_whom_she_let_in_are_shown_it_and_nobody_else(
    person: Person, helper: Person, desk: Desk
) -> None:
    danger = danger_of(person)
    group = Group.objects.create(person=person, kind="text", since=NOW, until=NOW)
    course = Course.objects.create(group=group, person=person)
    stranger = Person.objects.create_user("berta")
    before = disclosure.may_show(helper, danger, "page")
    let_in(person, helper, "triage")

    viewers = (person, desk, helper, stranger, desk_of(stranger))
    for thing in (danger, course):
        assert [disclosure.may_show(one, thing, "page") for one in viewers] == [
            True,
            True,
            True,
            False,
            False,
        ]
        assert not disclosure.may_show(person, thing, "mail")
    assert not before


def test_her_places_are_shown_to_her_alone(person: Person, helper: Person) -> None:
    let_in(person, helper, "triage")
    place = Place(person=person, kind="address")

    assert disclosure.may_show(person, place, "page")
    assert not disclosure.may_show(helper, place, "page")
    assert not disclosure.may_show(person, place, "search")


def test_only_what_presses_stands_above_all_else(person: Person) -> None:
    danger_of(person, urgency=1)
    calm = panels("desk", person) + panels("today", person)
    for _ in range(4):
        danger_of(person, urgency=2)

    [card] = panels("desk", person)

    assert calm == []
    assert isinstance(card, Card)
    assert (len(card.values["dangers"]), card.values["has_more"]) == (3, True)
    assert [panels(name, person) for name in ("mention:1", "list:g:1")] == [[], []]
    assert panels(f"list:d:{uuid.UUID(int=7)}", person) == []
