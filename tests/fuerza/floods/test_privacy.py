"""Her copy holds her places as far as her key opens them; giving all of it up leaves no row, and hers alone goes."""

from collections.abc import Callable
from datetime import timedelta

import msgspec

from fuerza.core import keyrings
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Mention
from fuerza.floods.models import Course, Danger, Place
from fuerza.floods.privacy import erase, export
from fuerza.floods.services import find, give_place
from fuerza.people.models import Person
from tests.fuerza.floods.conftest import NOW, post

RAID = "kill your article about the council, Calle Mayor 12, all of it is false"


def fill(said: Callable[..., list[Mention]], person: Person) -> None:
    give_place(person=person, kind="address", text="Calle Mayor 12", now=NOW)
    said(*[post(RAID, by=f"p{n}", at=NOW - timedelta(hours=n)) for n in range(3)])
    find(person=person, now=NOW)


def test_her_copy_holds_what_her_key_opens(
    said: Callable[..., list[Mention]], person: Person, opened: Opened
) -> None:
    fill(said, person)

    [whole], [locked] = list(export(person, opened)), list(export(person, None))

    told = msgspec.json.decode(whole.content)
    assert told["places"] == [{"kind": "address", "text": "Calle Mayor 12"}]
    assert [each["kinds"] for each in told["dangers"]] == [["address"]] * 3
    assert msgspec.json.decode(locked.content)["places"] == []


def test_giving_it_up_leaves_no_row_of_hers_and_all_of_others(
    said: Callable[..., list[Mention]], person: Person
) -> None:
    fill(said, person)
    other = Person.objects.create_user("berta")
    keyrings.make_keyring(other.pk, now=NOW)
    kept = give_place(person=other, kind="address", text="Calle Menor 3", now=NOW)
    assert (Course.objects.count(), Danger.objects.count()) == (1, 3)

    erase(person)

    assert (Course.objects.count(), Danger.objects.count()) == (0, 0)
    assert list(Place.objects.all()) == [kept]
