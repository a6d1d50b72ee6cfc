"""Who is shown what of who asks to come on every surface; whom Today tells."""

from typing import get_args

from django.contrib.auth.models import AnonymousUser

from fuerza.core import disclosure
from fuerza.core.panels import Todo
from fuerza.people.models import Person
from fuerza.vetting import hooks as rules
from fuerza.vetting import queries, services
from tests.fuerza.attendance.conftest import Come
from tests.fuerza.vetting.conftest import NOW, Ask, MakePerson, say

SURFACES = get_args(disclosure.Surface)


def test_on_every_surface_each_is_shown_what_the_rules_say_and_no_more(
    ask: Ask, readers: list[Person], come: Come, make: MakePerson
) -> None:
    bea, ana = come("bea").person, make("ana")
    row = ask(person=ana)
    services.vouch(application=row, how="since school", by=bea, now=NOW)
    say(row, readers[0], "yes")
    rows = {
        "application": row,
        "waiting": ask("carla@b.test", is_confirmed=False),
        "opening": queries.opening_of(row.edition),
        "review": row.reviews.get(),
        "vouch": row.vouches.get(),
    }
    viewers = {
        "herself": ana,
        "reader": readers[0],
        "reader who said nothing yet": readers[1],
        "voucher": bea,
        "operator": make("oda", "operator"),
        "organiser of another": make("petra", "organiser", row.pk),
        "visitor": AnonymousUser(),
    }

    shown = {
        who: {
            (name, surface): fields
            for name, thing in rows.items()
            for surface in SURFACES
            if (fields := disclosure.fields_for(viewer, thing, surface))  # type: ignore[arg-type]  # there is one
        }
        for who, viewer in viewers.items()
    }

    reads = {
        ("application", "page"): rules.APPLICATION,
        ("opening", "page"): rules.OPENING,
        ("vouch", "page"): rules.VOUCH,
    }
    said = {("review", surface): rules.REVIEW for surface in ("page", "export")}
    assert shown == {
        "herself": {("application", "export"): rules.APPLICATION},
        "reader": reads | said,
        "reader who said nothing yet": reads,
        "voucher": {("vouch", surface): rules.VOUCH for surface in ("page", "export")},
        "operator": {},
        "organiser of another": {},
        "visitor": {},
    }


def test_today_tells_a_reader_how_many_wait_for_her(ask: Ask, readers: list[Person]) -> None:
    row = ask()
    ask("bea@b.test")
    say(row, readers[0], "yes")

    texts = [
        [one.text for one in rules.panels("today", reader) if isinstance(one, Todo)]
        for reader in readers[:2]
    ]

    assert texts == [
        ["1 person asks to come and waits for you to read it."],
        ["2 people ask to come and wait for you to read it."],
    ]
    for by in (readers[0], readers[1]):
        for waiting in queries.waiting_for(by):
            say(waiting, by, "recused")
    assert [rules.panels("today", readers[0]), rules.panels("desk", readers[1])] == [[], []]
