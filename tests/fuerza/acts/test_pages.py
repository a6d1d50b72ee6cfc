"""Plans by page: what each did, what is left to her hand; hers alone."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.acts.choices import ActionKind, WithoutExhibit
from fuerza.acts.models import Action, Plan
from fuerza.connections.models import Connection
from fuerza.people.models import Person
from tests.fuerza.acts.conftest import NOW, Planned, run, states
from tests.fuerza.connections.conftest import SHOW, text_of
from tests.fuerza.desk.conftest import signed_in


def test_a_plan_says_of_each_account_how_it_stands(hers: Client, planned: Planned) -> None:
    plan = planned(ActionKind.MUTE, "bob", "eve")
    run(plan)

    page = text_of(hers, reverse("connections:review", args=[plan.pk]))

    assert "Muting 2 accounts" in page
    assert ("bob.example" in page, page.count("<span>done</span>")) == (True, 2)
    assert reverse("desk:undo_plan", args=[plan.pk]) in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_plan_costs_the_same_for_any_number(
    hers: Client, planned: Planned, number: int, django_assert_num_queries: Callable
) -> None:
    plan = planned(ActionKind.BLOCK, *[f"p{n}" for n in range(number)])
    url = reverse("connections:review", args=[plan.pk])
    text_of(hers, url)

    with django_assert_num_queries(14):
        hers.get(url)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    hers: Client, planned: Planned, number: int, django_assert_num_queries: Callable
) -> None:
    for n in range(number):
        planned(ActionKind.BLOCK, f"p{n}")
    text_of(hers)

    with django_assert_num_queries(7):
        hers.get(SHOW)


def test_what_waits_for_her_hand_stands_first(hers: Client, planned: Planned) -> None:
    plan = planned(ActionKind.MUTE, "bob", "eve")
    run(plan)
    last = plan.actions.order_by("pk").last()
    Action.objects.filter(pk=last.pk).update(state="by_hand")  # type: ignore[union-attr]  # there are two

    page = text_of(hers, reverse("connections:review", args=[plan.pk]))

    assert page.index("I did it") < page.index("<span>done</span>")


def test_what_is_left_to_her_hand_has_its_link_and_is_ticked_off(
    hers: Client, planned: Planned
) -> None:
    plan = planned(ActionKind.REPORT, "bob", linked=None)
    url = reverse("connections:review", args=[plan.pk])
    before = text_of(hers, url)
    hers.post(reverse("connections:done_by_hand", args=[plan.actions.get().pk]))

    after = text_of(hers, url)

    assert 'href="https://bsky.example/bob"' in before
    assert ("I did it" in before, "I did it" in after) == (True, False)
    assert (states(plan), reverse("desk:undo_plan", args=[plan.pk]) in after) == (["done"], False)


def test_an_act_without_evidence_and_one_unsure_say_so(hers: Client, planned: Planned) -> None:
    plan = planned(ActionKind.BLOCK, "bob")
    Action.objects.filter(plan=plan).update(
        state="unsure", without_exhibit_because=WithoutExhibit.SLOW
    )

    page = text_of(hers, reverse("connections:review", args=[plan.pk]))

    assert "keeping took longer than ten seconds" in page
    assert "look there whether it was done" in page


def test_a_plan_is_stopped_and_what_has_ended_names_nobody(hers: Client, planned: Planned) -> None:
    plan = planned(ActionKind.MUTE, "bob", "eve")

    reply = hers.post(reverse("connections:stop", args=[plan.pk]), follow=True)

    page = reply.content.decode()
    assert "2 acts were not begun and will not be done." in page
    assert ("bob.example" in page, "its name was deleted" in page) == (False, True)


def test_a_plan_goes_on_when_told_to(hers: Client, planned: Planned) -> None:
    plan = planned(ActionKind.MUTE, "bob")
    Plan.objects.filter(pk=plan.pk).update(stopped_at=NOW)

    hers.post(reverse("connections:run", args=[plan.pk]))

    plan.refresh_from_db()
    assert plan.stopped_at is None


def test_her_lists_are_found_from_there(hers: Client) -> None:
    assert f'href="{reverse("connections:lists")}"' in text_of(hers)


def test_plans_and_files_are_listed(hers: Client, planned: Planned) -> None:
    plan = planned(ActionKind.MUTE, "bob", linked=None)

    page = text_of(hers)

    assert reverse("connections:review", args=[plan.pk]) in page
    assert "1 to do by hand" in page


def test_what_is_anothers_looks_like_what_is_not_there(
    connection: Connection, planned: Planned
) -> None:
    plan = planned(ActionKind.MUTE, "bob", linked=None)
    stranger = signed_in(Person.objects.create_user("berta"), is_open=False)
    pages = [
        ("post", "connections:pause", connection.pk),
        ("post", "connections:read_on", connection.pk),
        ("get", "connections:end", connection.pk),
        ("post", "connections:end", connection.pk),
        ("get", "connections:review", plan.pk),
        ("post", "connections:run", plan.pk),
        ("post", "connections:stop", plan.pk),
        ("post", "connections:done_by_hand", plan.actions.get().pk),
    ]

    for method, name, pk in pages:
        foreign = getattr(stranger, method)(reverse(name, args=[pk]))
        absent = getattr(stranger, method)(reverse(name, args=[uuid.uuid4()]))
        assert (name, foreign.status_code) == (name, 404)
        assert (name, len(absent.content)) == (name, len(foreign.content))
    assert "bob" not in text_of(stranger)
    assert states(plan) == ["by_hand"]
