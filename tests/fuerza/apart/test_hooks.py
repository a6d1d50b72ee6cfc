"""Who is shown what of exclusions and edges on every surface; whom Today tells; who is asked at the doors."""

from typing import get_args

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from fuerza.apart import hooks as rules
from fuerza.apart import services
from fuerza.core import disclosure, hooks
from fuerza.core.panels import Todo
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.apart.conftest import NOW, KeepOut, MakePerson

SURFACES = get_args(disclosure.Surface)


def test_on_every_surface_each_is_shown_what_the_rules_say_and_no_more(
    keep_out: KeepOut, propose: KeepOut, petra: Person, edition: Edition, make: MakePerson
) -> None:
    decided = keep_out()
    ana, paula = decided.person, decided.confirmed_by
    rows = {
        "decided": decided,
        "proposed": propose(),
        "edge": services.keep_apart(person=ana, whom="bea", now=NOW),
        "talk": services.ask_to_talk(person=ana, edition=edition, how="by phone", now=NOW),
    }
    viewers = {
        "herself": ana,
        "organiser": paula,
        "organiser of another": petra,
        "on her list": make("bea"),
        "operator": make("oda", "operator"),
        "visitor": AnonymousUser(),
    }

    shown = {
        who: {
            (name, surface): fields
            for name, row in rows.items()
            for surface in SURFACES
            if (fields := disclosure.fields_for(viewer, row, surface))
        }
        for who, viewer in viewers.items()
    }

    hers = {"decided": rules.TOLD, "edge": rules.EDGE, "talk": rules.TALK}
    assert shown == {
        "herself": {
            (name, surface): fields
            for name, fields in hers.items()
            for surface in ("page", "export")
        },
        "organiser": {
            ("decided", "page"): rules.DECIDED,
            ("proposed", "page"): rules.DECIDED,
            ("talk", "page"): rules.TALK,
        },
        "organiser of another": {},
        "on her list": {},
        "operator": {},
        "visitor": {},
    }


def texts(person: Person) -> list[str]:
    return [one.text for one in rules.panels("today", person) if isinstance(one, Todo)]


def test_today_tells_her_and_the_organisers_what_waits(
    propose: KeepOut, ana: Person, paula: Person, olivia: Person, petra: Person
) -> None:
    row = propose()
    proposed = [texts(one) for one in (ana, paula, olivia)]
    row = services.confirm(exclusion=row, by=paula, now=NOW)
    services.appeal(exclusion=row, text="it was not me", now=NOW)

    waiting = "1 decision about not letting somebody in waits for a second organiser."
    assert proposed == [[], [waiting], []]
    assert [texts(one) for one in (ana, petra, paula)] == [
        ["You are not let in to an edition for now."],
        ["1 appeal waits to be read."],
        [],
    ]
    assert rules.panels("desk", ana) == []


def test_a_proposal_for_every_edition_waits_for_whoever_organises_all(
    propose: KeepOut, ana: Person, paula: Person, make: MakePerson, edition: Edition
) -> None:
    propose(is_wide=True)
    second = make("second", "organiser")

    [todo] = rules.panels("today", second)

    assert isinstance(todo, Todo)
    there = reverse("apart:exclusions", args=[edition.pk])
    assert (todo.url, texts(paula), texts(ana)) == (there, [], [])


def test_whoever_is_on_a_list_sees_nothing_of_it_on_today(ana: Person, make: MakePerson) -> None:
    bea = make("bea")

    services.keep_apart(person=ana, whom="bea", now=NOW)

    assert (texts(bea), texts(ana)) == ([], [])


def test_the_doors_ask_by_name_and_hear_who_is_kept_out(
    keep_out: KeepOut, ana: Person, paula: Person, edition: Edition
) -> None:
    keep_out()
    ask = hooks.find("kept_out", "apart")

    assert ask is not None
    assert ask(edition.pk, [ana.pk, paula.pk]) == {ana.pk}
