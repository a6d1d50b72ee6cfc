"""Named lists, what other pages are told, her copy, and giving all of it up."""

import json
from datetime import timedelta

import pytest

from fuerza.core import disclosure
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry
from fuerza.core.panels import Card
from fuerza.desk.queries import Desk, mentions_in, scope_in
from fuerza.people.models import Person
from fuerza.sorting import privacy, queries, services
from fuerza.sorting.hooks import forget, panels
from fuerza.sorting.models import Chunk, Correction, Index, Rule, SavedView, Wishes
from fuerza.sorting.queries import Filters
from fuerza.sorting.services import viewing
from safeguard.classify.wishes import Wish
from tests.fuerza.desk.conftest import NOW
from tests.fuerza.sorting.conftest import Took, scored


def view(person: Person, name: str = "quolls", **filters: object) -> SavedView:
    by = Filters(name=name, **filters)  # type: ignore[arg-type]  # as a test gives them
    return services.save_view(person=person, filters=by, now=NOW)


@pytest.mark.parametrize(
    ("filters", "texts"),
    [
        ({}, ["one", "two", "three"]),
        ({"category": "A1"}, ["one", "three"]),
        ({"language": "es"}, ["three"]),
        ({"severity": 4}, ["two"]),
        ({"platform": "mastodon"}, []),
        ({"decision": "fine"}, []),
        ({"decision": ""}, ["one", "two", "three"]),
    ],
)
def test_a_list_is_filled_by_what_it_filters(
    desk: Desk, took: Took, filters: dict[str, object], texts: list[str]
) -> None:
    mentions = took(
        ("one", scored("A1")), ("two", scored("T1")), ("three", scored("A1", language="es"))
    )
    made = view(desk.owner, **filters)  # type: ignore[arg-type]  # none of them is the name

    scope = scope_in(desk, f"v:{made.pk}")

    assert scope is not None
    names = dict(zip([it.pk for it in mentions], ["one", "two", "three"], strict=True))
    assert ([names[it.pk] for it in scope.mentions][::-1], scope.title) == (texts, "quolls")


def test_a_list_can_hold_the_last_days_alone(desk: Desk, took: Took) -> None:
    took(("one", scored()))
    by = Filters(name="x", days=7)

    numbers = [queries.filtered(desk, by, NOW + timedelta(days=days)).count() for days in (6, 8)]

    assert numbers == [1, 0]


def test_a_lists_name_is_nowhere_in_clear_and_is_hers(desk: Desk, helper: Person) -> None:
    made = view(desk.owner)
    theirs = Desk(helper, helper, frozenset())

    assert b"quolls" not in bytes(made.sealed)
    assert (queries.view_in(theirs, made.pk), scope_in(theirs, f"v:{made.pk}")) == (None, None)
    assert (scope_in(desk, "v:x"), queries.filters_of(desk.owner, [])) == (None, {})


def test_thirty_lists_are_enough_and_one_can_be_forgotten(desk: Desk) -> None:
    views = [view(desk.owner) for _ in range(viewing.AT_MOST)]

    with pytest.raises(services.TooManyViews):
        view(desk.owner)
    services.forget_view(view=views[0])

    assert queries.views_of(desk.owner).count() == viewing.AT_MOST - 1


def test_platforms_are_those_that_something_came_from(desk: Desk, took: Took) -> None:
    took(("one", scored()), ("two", scored("A1")))

    assert queries.platforms_of(desk.owner) == ["bluesky"]


def templates(place: str, person: Person) -> list[str]:
    return [it.template for it in panels(place, person) if isinstance(it, Card)]


def test_other_places_hear_nothing(desk: Desk, helper: Person, took: Took) -> None:
    [one] = took(("one", scored("A1")))

    assert panels("today", desk.owner) == panels(f"mention:{one.pk}", helper) == []
    assert templates("list:g:1", desk.owner) == ["sorting/parts/correct_all.html"]
    assert templates("desk", desk.owner) == ["sorting/parts/at_desk.html"]


def full(desk: Desk, took: Took, opened: Opened) -> None:
    services.make_rule(person=desk.owner, wish=Wish(words=("quoll",)), expires_at=None, now=NOW)
    view(desk.owner)
    [one] = took(("a quoll", scored("A1")))
    services.correct(
        desk=desk,
        mentions=mentions_in(desk).filter(pk=one.pk),
        label="nothing",  # type: ignore[arg-type]  # the same word
        now=NOW,
    )
    services.calibrate(person=desk.owner, is_on=False, now=NOW)
    services.index_on(person=desk.owner, opened=opened, clock=lambda: NOW + timedelta(minutes=2))


def test_her_copy_has_all_of_it(desk: Desk, took: Took, opened: Opened) -> None:
    full(desk, took, opened)

    files = {part.path: json.loads(part.content) for part in privacy.export(desk.owner, None)}

    [rule], [correction] = files["rules.json"], files["corrections.json"]
    assert (rule["asks"]["words"], len(rule["caught"])) == (["quoll"], 1)
    assert files["lists.json"][0]["name"] == "quolls"
    assert correction["mentions"][0]["category_before"] == "A1"
    assert files["wishes.json"] == {
        "corrections_move_thresholds": False,
    }


@pytest.mark.parametrize("times", [1, 2])
def test_erasing_leaves_nothing(desk: Desk, took: Took, opened: Opened, times: int) -> None:
    full(desk, took, opened)

    for _ in range(times):
        privacy.erase(desk.owner)

    kept = [model.objects.count() for model in (Rule, SavedView, Correction, Chunk, Index, Wishes)]
    assert kept == [0] * 6


def test_a_reset_forgets_what_the_server_could_open(desk: Desk, took: Took, opened: Opened) -> None:
    full(desk, took, opened)

    forget(desk.owner, now=NOW)
    forget(desk.owner, now=NOW)

    assert (Rule.objects.count(), SavedView.objects.count(), Index.objects.count()) == (0, 0, 0)
    assert AuditEntry.objects.filter(verb="sorting.forgot_rules").count() == 1


def test_what_is_hers_is_shown_to_her_alone(
    desk: Desk, took: Took, opened: Opened, helper: Person
) -> None:
    full(desk, took, opened)
    things = [Rule.objects.get(), SavedView.objects.get(), Correction.objects.get()]

    assert all(disclosure.may_show(desk.owner, it, "page") for it in things)
    assert not any(disclosure.may_show(helper, it, "page") for it in things)
    assert not any(disclosure.may_show(desk.owner, it, "search") for it in things)
