"""What the desk tells Today and whom it shows what; her copy of it, and its erasure."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fuerza.core import disclosure, keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.panels import Line, Todo
from fuerza.desk import privacy, queries, services
from fuerza.desk.choices import Decision
from fuerza.desk.hooks import coverage, panels
from fuerza.desk.models import DecisionEntry, Group, Mention, PileOn, Score, Tally
from fuerza.desk.queries import Desk
from fuerza.floods.services import find
from fuerza.people.models import Person
from tests.fuerza.desk.conftest import half_past, let_in, post

Said = Callable[..., list[Mention]]


def test_today_hears_of_support_and_of_what_is_grave(said: Said, person: Person) -> None:
    now = timezone.now()
    said(
        post("thank you", at=now),
        post("I will kill you", at=now),
        post("her address is", at=now),
        post("you idiot", at=now),
    )

    line, todo = panels("today", person)

    assert isinstance(line, Line)
    assert isinstance(todo, Todo)
    assert line.text == "1 supportive message came this week."
    assert todo.text == "2 messages need you: threat, private information."
    assert panels("desk", person) == []


def test_today_hears_nothing_of_a_desk_without_anything_grave(said: Said, person: Person) -> None:
    said(post("you idiot", at=timezone.now()))

    assert panels("today", person) == []


def test_today_leads_a_helper_to_each_desk_she_was_let_into(person: Person, helper: Person) -> None:
    grant = let_in(person, helper, "triage")
    for_a_case = let_in(person, helper, "document")
    for_a_case.scope_id = for_a_case.pk
    for_a_case.save()

    [todo] = panels("today", helper)

    assert isinstance(todo, Todo)
    assert todo.text == "marisol lets you help at her desk."
    assert todo.url == reverse("desk:enter", args=[grant.pk])


def test_coverage_counts_this_week_and_names_what_is_not_connected(
    said: Said, person: Person
) -> None:
    now = timezone.now()
    said(post("you idiot", at=now), post("hello", at=now), post("old", at=now - timedelta(days=9)))

    facts = [(it.platform, it.state, it.looked_at, it.found) for it in coverage(person)]

    assert facts == [
        ("Bluesky", "connected", 2, 1),
        ("Mastodon", "never", 0, 0),
        ("X", "never", 0, 0),
    ]


@pytest.fixture
def things(said: Said, person: Person) -> list[Mention | Group | PileOn]:
    now = timezone.now()
    said(
        *[post(f"hello {day}", at=now - timedelta(days=day, hours=3)) for day in range(1, 30)],
        *[
            post(f"idiot {n}", by=f"p{n}", at=half_past(4) - timedelta(seconds=n))
            for n in range(60)
        ],
    )
    find(person=person, now=now)
    pile_on = PileOn.objects.get()
    return [Mention.objects.order_by("pk")[0], pile_on.group, pile_on]


@pytest.mark.parametrize("surface", ["page", "json", "export", "count", "feed", "mail", "search"])
def test_the_desk_is_shown_to_her_and_to_whom_she_let_in(
    things: list[Mention | Group | PileOn],
    person: Person,
    helper: Person,
    surface: disclosure.Surface,
) -> None:
    let_in(person, helper, "triage")
    stranger = Person.objects.create_user("berta")
    viewers = [person, helper, queries.desk_of(person), stranger, queries.desk_of(stranger)]

    seen = [all(disclosure.may_show(each, thing, surface) for thing in things) for each in viewers]
    any_seen = [
        any(disclosure.may_show(each, thing, surface) for thing in things) for each in viewers
    ]

    is_shown = surface in {"page", "json", "export", "count"}
    assert seen == [is_shown, is_shown, is_shown, False, False]
    assert any_seen == seen


def exported(person: Person, key: Opened | None) -> dict[str, str]:
    return {part.path: part.content.decode() for part in privacy.export(person, key)}


def test_her_copy_holds_every_text_when_open(
    said: Said, desk: Desk, person: Person, opened: Opened
) -> None:
    first, _second = said(post("one canarytext"), post("two"))
    services.decide(
        desk=desk,
        mentions=queries.mentions_in(desk).filter(pk=first.pk),
        choice=services.Choice(decision=Decision.KEPT),
        opened=opened,
        now=timezone.now(),
    )

    parts = exported(person, opened)

    lines = [json.loads(line) for line in parts["mentions-0001.ndjson"].splitlines()]
    assert sorted(line["text"] for line in lines) == ["one canarytext", "two"]
    assert lines[0]["author"]["handle"] == "bob.example"
    assert [entry["decision"] for entry in json.loads(parts["decisions.json"])] == ["kept"]
    assert "locked.txt" not in parts


def test_her_copy_says_what_is_locked(said: Said, person: Person) -> None:
    said(post("one canarytext"), post("two"))

    parts = exported(person, None)

    assert "canary" not in "".join(parts.values())
    assert parts["locked.txt"].startswith("The texts of 2 messages could not be opened")


def test_her_copy_of_many_is_parted_without_a_gap(
    said: Said, person: Person, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(privacy, "IN_A_FILE", 2)
    said(*[post(f"text {n}") for n in range(5)])

    parts = exported(person, opened)

    files = [parts[f"mentions-000{n}.ndjson"].splitlines() for n in (1, 2, 3)]
    texts = {json.loads(line)["text"] for lines in files for line in lines}
    assert ([len(lines) for lines in files], len(texts)) == ([2, 2, 1], 5)


def test_erasing_leaves_nothing_of_hers_and_others_alone(
    things: list[Mention | Group | PileOn], person: Person, desk: Desk, opened: Opened
) -> None:
    services.decide(
        desk=desk,
        mentions=queries.mentions_in(desk),
        choice=services.Choice(decision=Decision.HIDDEN),
        opened=opened,
        now=timezone.now(),
    )
    other = Person.objects.create_user("berta")
    keyrings.make_keyring(other.pk, now=timezone.now())
    services.add_seen(
        person=other,
        seen=services.Seen(link="https://x.example/1"),
        score=lambda _texts: [],
        now=timezone.now(),
    )

    for _ in range(2):
        privacy.erase(person)

    assert len(things) == 3
    left = [Mention, Tally, Group, PileOn, Score, DecisionEntry]
    assert [each.objects.count() for each in left] == [1, 1, 0, 0, 0, 0]  # type: ignore[attr-defined]  # all models
    assert Mention.objects.get().person_id == other.pk
