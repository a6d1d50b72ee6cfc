"""Today: one sentence, at most three things to do, the next date, from whatever domains are there."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fuerza.core import hooks
from fuerza.core.coverage import Coverage
from fuerza.core.panels import Date, Line, Panel, Todo
from fuerza.people.choices import RoleName
from fuerza.people.models import Person
from fuerza.people.services import give_role
from tests.fuerza.site.conftest import NOW

pytestmark = pytest.mark.usefixtures("no_hooks")


def main_of(client: Client) -> str:
    found = re.search(r"<main.*?</main>", client.get("/").content.decode(), re.DOTALL)
    assert found
    return found[0]


def covered() -> list[Coverage]:
    return [Coverage(platform="Bluesky", state="connected", up_to=timezone.now(), looked_at=280)]


def test_today_asks_every_domain_by_name(as_berta: Client, berta: Person) -> None:
    asked: list[Any] = []

    @hooks.register("coverage", "desk")
    def coverage(person: Person) -> list[Coverage]:
        asked.append(person)
        return covered()

    @hooks.register("panels", "desk")
    def panels(place: str, person: Person) -> list[Panel]:
        asked.append((place, person))
        return []

    body = main_of(as_berta)

    assert asked == [berta, ("today", berta)]
    assert ("Nothing found in 280 (Bluesky, up to " in body, "Nothing needs you now." in body) == (
        True,
        True,
    )


def test_a_gap_takes_the_calm_word_away(as_berta: Client) -> None:
    hooks.register("coverage", "desk")(
        lambda _person: [*covered(), Coverage(platform="X", state="never")]
    )

    body = main_of(as_berta)

    assert ("X is not connected." in body, "Nothing needs you now." in body) == (True, False)


@pytest.mark.parametrize(
    ("staying", "shown"), [({4}, [6, 5, 4]), ({1, 3}, [6, 5, 4, 3, 1])], ids=["three", "stay"]
)
def test_the_heaviest_things_to_do_are_shown_and_those_that_stay(
    as_berta: Client, staying: set[int], shown: list[int]
) -> None:
    todos = [
        Todo(text=f"Thing {n}.", verb="Do it", url="/", weight=n, stays=n in staying)
        for n in (1, 4, 6, 5, 2, 3)
    ]
    hooks.register("panels", "desk")(lambda _place, _person: todos)

    assert re.findall(r"Thing \d", main_of(as_berta)) == [f"Thing {n}" for n in shown]


def test_the_next_date_is_the_nearest_to_come(as_berta: Client) -> None:
    now = timezone.now()
    dates = [Date(at=now + timedelta(days=days), text=f"In {days} days") for days in (9, 2, -1)]
    hooks.register("panels", "programme")(lambda _place, _person: dates)

    assert re.findall(r"In -?\d days", main_of(as_berta)) == ["In 2 days"]


def test_lines_stand_under_the_sentence(as_berta: Client) -> None:
    hooks.register("panels", "desk")(
        lambda _place, _person: [Line(text="14 supportive messages this week.")]
    )

    assert "14 supportive messages this week." in main_of(as_berta)


def test_text_from_a_domain_is_never_markup(as_berta: Client) -> None:
    hooks.register("panels", "desk")(lambda _place, _person: [Line(text="<b>loud</b>")])

    assert "&lt;b&gt;loud&lt;/b&gt;" in main_of(as_berta)


def test_whoever_only_organises_is_told_nothing_about_a_desk(
    as_berta: Client, berta: Person
) -> None:
    before = main_of(as_berta)

    give_role(person=berta, name=RoleName.ORGANISER, by=None, now=NOW)

    assert (
        "can't say how things stand" in before.replace("&#x27;", "'"),
        "stand" in main_of(as_berta),
    ) == (
        True,
        False,
    )


def test_a_visitor_is_warned_before_signing_in(client: Client) -> None:
    body = client.get("/").content.decode()

    assert body.index("Before you sign in") > body.index('href="/me/in/"') > 0
    assert "clear your browser" in body
