"""Her copy has what she asked and wrote; erasing leaves nothing of it, and readers' words without her name."""

import json

from fuerza.core import hooks
from fuerza.people.models import Person
from fuerza.vetting import services
from fuerza.vetting.models import Application, Review, Vouch
from tests.fuerza.attendance.conftest import Come
from tests.fuerza.vetting.conftest import NOW, Ask, MakePerson, say

EXPORT, ERASE = (hooks.find("privacy", f"vetting:{what}") for what in ("export", "erase"))


def test_her_copy_has_what_she_asked_said_and_vouched_for_and_nothing_of_another(
    ask: Ask, readers: list[Person], come: Come
) -> None:
    assert EXPORT is not None
    bea = come("bea").person
    mine, other = ask(person=bea), ask("carla@b.test")
    say(mine, readers[0], "no")
    services.vouch(application=other, how="since school", by=bea, now=NOW)

    asked, read, vouched = (json.loads(part.content) for part in EXPORT(bea, None))
    readers_own = [json.loads(part.content) for part in EXPORT(readers[0], None)]

    assert [(one["name"], one["address"]) for one in asked] == [("Ana", "ana@b.test")]
    assert (read, [one["how"] for one in vouched]) == ([], ["since school"])
    assert [len(part) for part in readers_own] == [0, 1, 0]
    assert "reason" not in readers_own[1][0]


def test_erasing_takes_what_she_asked_and_her_name_from_what_she_read(
    ask: Ask, readers: list[Person], make: MakePerson, come: Come
) -> None:
    assert ERASE is not None
    bea = come("bea").person
    ask(person=bea)
    other = ask("carla@b.test")
    say(other, readers[0], "no")
    services.vouch(application=other, how="since school", by=bea, now=NOW)

    for who in (bea, bea, readers[0], make("edda")):
        ERASE(who)

    assert (list(Application.objects.all()), Vouch.objects.count()) == ([other], 0)
    assert Review.objects.get().reviewer is None
