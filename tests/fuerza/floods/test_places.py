"""Her places are sealed to her, few enough to look for, and forgotten when she takes them back."""

import pytest

from fuerza.core import keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry, SealedKey
from fuerza.floods import queries
from fuerza.floods.models import Place
from fuerza.floods.services import NotAPlace, give_place, take_place_back
from fuerza.floods.services.places import MOST
from fuerza.people.models import Person
from tests.fuerza.floods.conftest import NOW


def give(person: Person, text: str = "Calle Mayor 12") -> Place:
    return give_place(person=person, kind="address", text=text, now=NOW)


def test_a_place_is_read_with_her_key_alone(person: Person, opened: Opened, helper: Person) -> None:
    place = give(person, " Calle Mayor 12 ")
    theirs = keyrings.open_with_server(helper.pk, now=NOW)

    assert [each.text for each in queries.places_read(person, opened)] == ["Calle Mayor 12"]
    assert [each.text for each in queries.places_read(person, theirs)] == [""]
    assert b"Mayor" not in bytes(place.sealed) + bytes(place.mark)


def test_given_twice_it_is_one_however_it_is_written(person: Person) -> None:
    assert give(person) == give(person, "CALLE MAYOR, 12")


@pytest.mark.parametrize(
    ("text", "code"), [("Madrid", "few"), ("!!", "few"), ("one two three four five six 7", "many")]
)
def test_what_could_not_be_known_again_is_refused(person: Person, text: str, code: str) -> None:
    with pytest.raises(NotAPlace) as refused:
        give(person, text)

    assert (refused.value.code, Place.objects.count()) == (code, 0)


def test_more_than_are_looked_for_are_refused(person: Person) -> None:
    for number in range(MOST):
        give(person, f"Street {number}")

    with pytest.raises(NotAPlace) as refused:
        give(person, "Street more")

    assert refused.value.code == "many"


def test_taken_back_it_is_gone(person: Person, opened: Opened) -> None:
    take_place_back(place=give(person), now=NOW)

    assert queries.places_read(person, opened) == []
    verbs = AuditEntry.objects.filter(person_id=person.pk).values_list("verb", flat=True)
    assert set(verbs) == {"floods.gave_place", "floods.took_place_back"}


def test_a_destroyed_key_leaves_a_place_unread_and_not_lost(person: Person, opened: Opened) -> None:
    place = give(person)
    SealedKey.objects.filter(key_id=place.content_key_id).delete()

    assert [(each.place, each.text) for each in queries.places_read(person, opened)] == [
        (place, "")
    ]
    assert queries.place_of(Person.objects.create_user("berta"), place.pk) is None
