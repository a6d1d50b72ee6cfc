"""What is between her and her helpers: in the copies of both, gone with either, and on no other surface."""

import json
from collections.abc import Callable

import pytest

from fuerza.acts.choices import Category
from fuerza.core import audit, disclosure, keyrings
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Mention
from fuerza.desk.queries import Desk
from fuerza.helping import privacy, services
from fuerza.helping.models import Apart, Asking, Debrief, Draft, Duty, Question, Turn
from fuerza.people import services as people
from fuerza.people.models import Person
from tests.fuerza.desk.conftest import NOW, post
from tests.fuerza.helping.test_advising import adviser, taken

Said = Callable[..., list[Mention]]
FILES = ("questions", "drafts", "duty", "askings", "debriefs", "apart")
NOTHING: dict[str, object] = {f"{name}.json": [] for name in FILES}
AT = "2026-11-20T12:00:00Z"


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
    assert open_copy == NOTHING | {"questions.json": [asked], "drafts.json": [draft]}
    assert locked == NOTHING | {
        "questions.json": [asked | {"note": None, "answer": None}],
        "drafts.json": [draft | {"note": None}],
    }
    assert copy_of(other, None) == NOTHING


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


@pytest.fixture
def advised(person: Person, other: Person) -> Asking:
    """Her asking, which an adviser took, wrote about twice, and handed to another; whom she does not want."""
    vera, wanda = adviser("vera"), adviser("wanda")
    people.avoid(person=person, other=other, now=NOW)
    asking = taken(person, vera, "canaryasking")
    services.debrief(asking=asking, text="canaryshared", is_shared=True, now=NOW)
    services.debrief(asking=asking, text="canaryalone", is_shared=False, now=NOW)
    services.keep_apart(person=person, adviser=wanda, now=NOW)
    return asking


def test_her_copy_has_what_she_asked_and_what_was_shared_and_the_advisers_has_her_own(
    advised: Asking, person: Person, opened: Opened
) -> None:
    vera, wanda = (Person.objects.get(username=name) for name in ("vera", "wanda"))
    services.step_back(asking=advised, adviser=vera, now=NOW)

    hers = copy_of(person, opened)
    advisers = copy_of(vera, keyrings.open_with_server(vera.pk, now=NOW))

    asking = {"asked_at": AT, "urgent": 0, "message": "canaryasking", "seen_at": AT}
    shared = {"made_at": AT, "is_mine": False, "is_shared": True, "text": "canaryshared"}
    alone = {"made_at": AT, "is_mine": True, "is_shared": False, "text": "canaryalone"}
    assert hers == NOTHING | {
        "askings.json": [asking | {"closed_at": None}],
        "debriefs.json": [shared],
        "apart.json": [{"made_at": AT}],
    }
    assert advisers == NOTHING | {
        "duty.json": [
            {
                "languages": ["en"],
                "days": [0, 1, 2, 3, 4, 5, 6],
                "from_hour": 0,
                "to_hour": 0,
                "at_once": 2,
                "by_hand": None,
                "by_hand_until": None,
            }
        ],
        "debriefs.json": [shared | {"is_mine": True}, alone],
        "apart.json": [{"made_at": AT}],
    }
    assert copy_of(wanda, None)["apart.json"] == []


@pytest.mark.parametrize(
    ("who", "left"), [("bea", [1, 2, 1, 2]), ("vera", [1, 0, 1, 1]), ("marisol", [0, 0, 0, 2])]
)
def test_whoever_erases_herself_takes_her_side_along(
    advised: Asking, who: str, left: list[int]
) -> None:
    privacy.erase(Person.objects.get(username=who))

    assert [model.objects.count() for model in (Asking, Debrief, Apart, Duty)] == left
    if who == "vera":
        assert Asking.objects.get(pk=advised.pk).adviser is None


@pytest.mark.usefixtures("advised")
def test_each_is_shown_her_own_part_and_what_was_shared(person: Person, other: Person) -> None:
    vera, wanda = (Person.objects.get(username=name) for name in ("vera", "wanda"))
    Apart.objects.create(person=person, adviser=vera, is_hers=False, made_at=NOW)
    shared, alone = Debrief.objects.order_by("-is_shared")
    hers, advisers = Apart.objects.order_by("-is_hers")
    things = [Asking.objects.get(), Duty.objects.get(person=vera), shared, alone, hers, advisers]

    shown = {
        who.username: [disclosure.may_show(who, thing, "page") for thing in things]
        for who in (person, vera, wanda, other)
    }

    assert shown == {
        "marisol": [True, False, True, False, True, False],
        "vera": [True, True, True, True, False, True],
        "wanda": [False] * 6,
        "bea": [False] * 6,
    }
    assert [disclosure.may_show(vera, thing, "count") for thing in things] == [False] * 6
