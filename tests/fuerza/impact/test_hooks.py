"""Who may be shown what of rounds and reports, on every surface; and what Today tells her."""

from typing import get_args

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from fuerza.core import disclosure
from fuerza.core.panels import Todo
from fuerza.impact import hooks as rules
from fuerza.impact import services
from fuerza.impact.models import ImpactReport, Round
from fuerza.people.models import Person
from fuerza.programme.models import Programme
from tests.fuerza.impact.conftest import NOW, Fill, MakePerson

SURFACES = get_args(disclosure.Surface)


def shown(viewer: object, *rows: Round | ImpactReport) -> dict[tuple[str, str], frozenset[str]]:
    told = {
        (type(row).__name__, surface): disclosure.fields_for(viewer, row, surface)
        for row in rows
        for surface in SURFACES
    }
    return {key: fields for key, fields in told.items() if fields}


@pytest.mark.parametrize("is_out", [False, True])
def test_each_is_shown_what_the_rules_say_and_no_more(
    round_: Round, programme: Programme, olivia: Person, make: MakePerson, *, is_out: bool
) -> None:
    report = ImpactReport(programme=programme, state="published" if is_out else "reviewed")
    viewers = {
        "organiser": olivia,
        "organiser of this edition": make("paula", "organiser", round_.edition_id),
        "organiser of another": make("petra", "organiser", round_.pk),
        "visitor": AnonymousUser(),
    }

    found = {name: shown(viewer, round_, report) for name, viewer in viewers.items()}

    rounds = {("Round", "page"): rules.ROUND, ("Round", "count"): rules.ROUND}
    outside = {("ImpactReport", "page"): rules.OUTSIDE} if is_out else {}
    assert found == {
        "organiser": rounds | {("ImpactReport", "page"): rules.REPORT},
        "organiser of this edition": rounds | outside,
        "organiser of another": outside,
        "visitor": outside,
    }
    assert {"drawn", "pages", "tallies", "sealed_lines"}.isdisjoint(rules.ROUND)
    assert {"built_by", "reviewed_by", "sealed_counts"}.isdisjoint(rules.REPORT)


def test_today_tells_of_questions_until_she_has_taken_her_page(round_: Round, fill: Fill) -> None:
    [row, *_others] = fill(round_.edition, "journalist")
    Round.objects.update(opens_on=NOW.date(), closes_on="2099-01-01")

    [todo] = rules.panels("today", row.person)

    assert isinstance(todo, Todo)
    assert (todo.text, todo.url) == (
        "There are a few questions about Bogotá, if you like. No names.",
        f"/e/{round_.edition_id}/say/{round_.pk}/",
    )
    services.draw(round_=round_, person=row.person, now=timezone.now())
    assert (rules.panels("today", row.person), rules.panels("desk", row.person)) == ([], [])
