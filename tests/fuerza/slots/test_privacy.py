"""Her copy has her turns, tables and list; erasing leaves nothing of hers, and others theirs."""

import json

from fuerza.core import hooks, keyrings
from fuerza.slots import services
from fuerza.slots.models import Booking, CheckList, Turn
from fuerza.slots.queries import Looked
from tests.fuerza.slots.conftest import NOW, Join, Make, Sit

EXPORT, ERASE = (hooks.find("privacy", f"slots:{what}") for what in ("export", "erase"))


def test_her_copy_has_what_she_wrote_and_the_list_as_far_as_her_key_opens_it(
    join: Join, lay: Make, sit: Sit
) -> None:
    assert EXPORT is not None
    ana = join("ana", title="Home").registration.person
    join("bea")
    [table] = lay()
    sit("ana", table)
    services.keep_list(person=ana, noted={"x": Looked(note="Old phone")}, now=NOW)
    key = keyrings.open_with_server(ana.pk, now=NOW)

    opened = {part.path: part.content for part in EXPORT(ana, key)}
    locked = [part.path for part in EXPORT(ana, None)]

    [turn] = json.loads(opened["turns.json"])
    [booked] = json.loads(opened["tables.json"])
    assert (turn["name"], turn["title"], turn["name_shown_on_stage"]) == ("Ana", "Home", False)
    assert (booked["name"], booked["minutes"]) == ("Ana", 30)
    assert json.loads(opened["check-up-list.json"])["x"]["note"] == "Old phone"
    assert locked == ["turns.json", "tables.json", "check-up-list-locked.txt"]


def test_without_a_list_or_a_table_her_copy_says_just_that(sit: Sit) -> None:
    assert EXPORT is not None
    waiting = sit("ana")

    parts = {
        part.path: json.loads(part.content) for part in EXPORT(waiting.registration.person, None)
    }

    assert (parts["turns.json"], parts["tables.json"][0]["begins_at"]) == ([], None)
    assert list(parts) == ["turns.json", "tables.json"]


def test_erasing_takes_every_row_of_hers_and_no_other(join: Join, sit: Sit) -> None:
    assert ERASE is not None
    ana = join("ana").registration.person
    others = join("bea")
    sit("ana")
    services.keep_list(person=ana, noted={}, now=NOW)

    ERASE(ana)
    ERASE(ana)

    assert (Turn.objects.get(), Booking.objects.count(), CheckList.objects.count()) == (
        others,
        0,
        0,
    )
