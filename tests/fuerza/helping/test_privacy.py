"""What is between her and her helpers: in the copies of both, gone with either, and on no other surface."""

import json
from collections.abc import Callable

from fuerza.acts.choices import Category
from fuerza.core import audit, disclosure
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Mention
from fuerza.desk.queries import Desk
from fuerza.helping import privacy, services
from fuerza.helping.models import Draft, Question, Turn
from fuerza.people.models import Person
from tests.fuerza.desk.conftest import NOW, post

Said = Callable[..., list[Mention]]


def fill(at: Desk, said: Said, opened: Opened) -> Mention:
    [mention] = said(post("you idiot"))
    audit.note(at.owner.pk, at.actor.pk, "desk.opened", mention.pk, at=NOW)
    question = services.ask(desk=at, mention=mention, note="right?", now=NOW)
    services.answer(question=question, text="yes", opened=opened, now=NOW)
    services.prepare(desk=at, mention=mention, label=Category.INSULT, note="look", now=NOW)
    services.take(desk=at, now=NOW)
    return mention


def copy_of(person: Person, key: Opened | None) -> dict[str, object]:
    return {part.path: json.loads(part.content) for part in privacy.export(person, key)}


def test_her_copy_has_them_with_their_words_as_far_as_they_open(
    at: Desk, said: Said, opened: Opened, other: Person
) -> None:
    mention = fill(at, said, opened)

    open_copy, locked = copy_of(at.owner, opened), copy_of(at.owner, None)

    asked = {
        "message": str(mention.pk),
        "asked_at": "2026-11-20T12:00:00Z",
        "note": "right?",
        "answered_at": "2026-11-20T12:00:00Z",
        "answer": "yes",
    }
    draft = {
        "message": str(mention.pk),
        "made_at": "2026-11-20T12:00:00Z",
        "label": "A1",
        "note": "look",
        "put_away_at": None,
    }
    assert open_copy == {"questions.json": [asked], "drafts.json": [draft]}
    assert locked == {
        "questions.json": [asked | {"note": None, "answer": None}],
        "drafts.json": [draft | {"note": None}],
    }
    assert copy_of(other, None) == {"questions.json": [], "drafts.json": []}


def test_either_who_erases_herself_takes_them_along(
    at: Desk, said: Said, opened: Opened, other: Person
) -> None:
    fill(at, said, opened)

    left = []
    for person in (other, at.actor):
        privacy.erase(person)
        left.append([model.objects.count() for model in (Question, Draft, Turn)])

    assert left == [[1, 1, 1], [0, 0, 0]]


def test_only_the_two_are_shown_that_they_are_there(
    at: Desk, said: Said, opened: Opened, other: Person
) -> None:
    fill(at, said, opened)
    things = [Question.objects.get(), Draft.objects.get(), Turn.objects.get()]

    shown = {
        who.username: [disclosure.may_show(who, thing, "page") for thing in things]
        for who in (at.owner, at.actor, other)
    }

    assert shown == {
        "marisol": [True, True, False],
        "ana": [True, True, False],
        "bea": [False, False, False],
    }
    assert [disclosure.may_show(at.owner, thing, "search") for thing in things] == [False] * 3
