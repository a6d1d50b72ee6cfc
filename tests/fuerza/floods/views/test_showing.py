"""A flood is one page: how it went in a chart and in numbers, what was quoted, and what to do about all of it."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from fuerza.core.models import AuditEntry
from fuerza.desk.models import Group, Mention
from fuerza.floods.models import Course
from fuerza.floods.services import find
from fuerza.floods.views.showing import chart_of
from fuerza.people.models import Person
from tests.fuerza.floods.conftest import about, aged, flood, let_in, post, signed_in, usual

Said = Callable[..., list[Mention]]
RAID = "Delete your article about the council now, idiot, all of it is false"


@pytest.fixture
def flooded(said: Said, person: Person) -> Group:
    """Give a pile-on of sixty, of whom ten quote one held post and five accounts are new."""
    now = timezone.now()
    many = flood(60, now=now, name="canaryhandle")
    many = [about(one, "canaryhandle40") if n < 10 else one for n, one in enumerate(many)]
    many = [aged(one, 3 if n < 5 else 300) if n < 20 else one for n, one in enumerate(many)]
    said(*usual(now), *many)
    find(person=person, now=now)
    return Group.objects.get(kind="pile_on")


def page(client: Client, group: Group) -> str:
    reply = client.get(reverse("floods:show", args=[group.pk]))
    assert reply.status_code == 200
    return reply.content.decode()


def test_a_pile_on_is_told_in_numbers(hers: Client, flooded: Group) -> None:
    text = page(hers, flooded)

    for fact in (
        "60 messages from 60 accounts",
        "0 of 60 hurtful ones are decided on.",
        "In a usual week you get 7.",
        "100 % of the accounts had never written to you before",
        "25 % were less than a month old, of 20 whose age is known.",
        "10 accounts quoted or answered it.",
        "This desk first told you at",
        "Bluesky</bdi> 60",
        "English</bdi> 60",
    ):
        assert fact in text
    assert "<title>Desk" in text


def test_the_chart_is_drawn_and_stands_in_a_table_too(hers: Client, flooded: Group) -> None:
    text = page(hers, flooded)

    steps = Course.objects.get(group=flooded).steps
    assert text.count('class="bar"') == text.count("<tr>") - 1 == len(steps)
    assert re.search(r'<svg role="img" aria-labelledby="course-name course-height"', text)
    assert sum(step[1] for step in steps) == 60


def test_the_chart_goes_in_the_direction_in_which_the_page_is_read() -> None:
    steps = [[0, 1, 1, 1, 0.0], [300, 4, 2, 3, 2.0]]
    left = chart_of(steps)
    with translation.override("ar"):
        right = chart_of(steps)

    assert [(bar.x, bar.height, bar.hurtful_height) for bar in left.bars] == [
        (1, 24, 24),
        (11, 96, 48),
    ]
    assert [bar.x for bar in right.bars] == [11, 1]
    assert (left.usual, right.usual) == ("0,100 10,100 10,52 20,52", "0,52 10,52 10,100 20,100")
    assert (left.width, left.highest, left.minutes) == (20, 4, 5)


def test_a_course_of_one_step_without_a_usual_has_no_line() -> None:
    chart = chart_of([[0, 0, 0, 0, 0.0]])

    assert (chart.usual, chart.highest, chart.minutes, chart.bars[0].height) == ("", 0, 5, 0)


def test_the_quoted_post_is_folded_accuses_nobody_and_is_chosen_for_nothing(
    hers: Client, flooded: Group
) -> None:
    text = page(hers, flooded)

    source = flooded.pile_on.first_widely_quoted
    fold = text[text.index("The earliest widely quoted post we hold") :]
    assert fold.index("<details") < fold.index("idiot canaryhandle40") < fold.index("</details>")
    assert "That says neither who began it nor that it was meant so" in fold
    assert "checked" not in text
    assert AuditEntry.objects.filter(verb="desk.opened", object_id=str(source)).count() == 1


def test_locked_or_on_a_projector_no_word_of_anybodys_is_on_it(
    locked: Client, person: Person, flooded: Group
) -> None:
    closed = page(locked, flooded)
    Person.objects.filter(pk=person.pk).update(is_workshop=True)
    shown = page(signed_in(Person.objects.get(pk=person.pk)), flooded)

    assert ("canary" in closed, "canary" in shown) == (False, False)
    assert "[insult, English]" in shown


def test_without_a_quoted_post_that_is_said(said: Said, hers: Client, person: Person) -> None:
    now = timezone.now()
    many = [about(one, "elsewhere") for one in flood(60, now=now)]
    said(*many)
    find(person=person, now=now)

    text = page(hers, Group.objects.get())

    assert "no post was quoted or answered by five accounts or more" in text
    assert "60 accounts quoted or answered one post that came later" in text
    assert "There are too few weeks yet" in text
    assert "No account&#x27;s age is known here." in text or "age is known here" in text


def test_a_raid_is_shown_as_one_thing_too(said: Said, hers: Client, person: Person) -> None:
    now = timezone.now()
    said(*[post(RAID, by=f"p{n}", at=now - timedelta(minutes=9 * n)) for n in range(4)])
    find(person=person, now=now)

    text = page(hers, Group.objects.get())

    assert "4 messages from 4 accounts" in text
    assert "or a saying that many share" in text
    assert "The earliest widely quoted post we hold" not in text


def test_a_group_that_was_not_told_yet_is_shown_without_a_chart(
    hers: Client, person: Person
) -> None:
    now = timezone.now()
    group = Group.objects.create(person=person, kind="text", since=now, until=now)

    assert "How it went" not in page(hers, group)


def test_all_of_it_is_decided_on_from_here(hers: Client, flooded: Group) -> None:
    where = reverse("floods:show", args=[flooded.pk])
    ask = {"desk": "own", "of": f"g:{flooded.pk}", "which": "all", "act": "hidden", "back": where}

    reply = hers.post(reverse("desk:decide_many"), ask)

    assert (reply.status_code, reply["Location"]) == (302, where)
    assert "60 of 60 hurtful ones are decided on." in page(hers, flooded)


def test_a_helper_sees_numbers_and_stands_in_her_log(
    person: Person, helper: Person, flooded: Group
) -> None:
    grant = let_in(person, helper, "triage")

    text = page(signed_in(helper, desk=str(grant.pk)), flooded)

    assert ("canary" in text, "60 messages" in text) == (False, True)
    assert ('value="hidden"' in text, 'value="muted"' in text) == (True, False)
    seen = AuditEntry.objects.filter(person_id=person.pk, verb="desk.watched")
    assert str(flooded.pk) in {entry.object_id for entry in seen}


def test_what_is_not_on_her_desk_is_not_there(hers: Client, flooded: Group) -> None:
    stranger = signed_in(Person.objects.create_user("berta"), is_open=False)

    theirs = stranger.get(reverse("floods:show", args=[flooded.pk]))
    nobodys = hers.get(reverse("floods:show", args=[uuid.UUID(int=7)]))

    assert (theirs.status_code, nobodys.status_code) == (404, 404)


@pytest.mark.parametrize("number", [60, 240])
def test_it_costs_the_same_for_any_number(
    said: Said,
    hers: Client,
    person: Person,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    now = timezone.now()
    said(*usual(now), *[about(one, "a1") for one in flood(number, now=now)])
    find(person=person, now=now)
    group = Group.objects.get(kind="pile_on")
    page(hers, group)

    with django_assert_num_queries(22):
        page(hers, group)
