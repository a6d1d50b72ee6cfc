"""What the desk tells other pages by name: coverage, what to do today, and who may be shown what of it."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.core import disclosure, hooks
from fuerza.core.coverage import Coverage
from fuerza.core.panels import Line, Panel, Todo
from fuerza.desk import queries
from fuerza.desk.models import Group, Mention, PileOn
from fuerza.people import queries as people
from fuerza.people.models import Person

HEAVY, LIGHT = 100, 40
IN_CLEAR = frozenset(
    {"category", "decision", "kind", "language", "platform", "severity", "source", "taken_in_at"}
    | {"written_at"}
)
GROUP = frozenset({"authors", "kind", "size", "since", "until", "urgent"})
PILE_ON = frozenset(
    {"began_at", "ended_at", "first_time_share", "new_account_share", "peak_at", "peak_per_hour"}
    | {"seen_at"}
)


@hooks.register("coverage", "desk")
def coverage(person: Person) -> list[Coverage]:
    return queries.coverage_of(person, now())


@hooks.register("panels", "desk")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell Today what needs her, how much support came, and whom she helps."""
    if place != "today":
        return []
    stands = queries.standing(queries.desk_of(person), now())
    return [*_support(stands.support.this_week), *_needs_her(stands), *_helps(person)]


def _support(number: int) -> list[Panel]:
    if not number:
        return []
    text = ngettext(
        "%(number)s supportive message came this week.",
        "%(number)s supportive messages came this week.",
        number,
    )
    return [Line(text=text % {"number": number}, weight=10)]


def _needs_her(stands: queries.Standing) -> list[Panel]:
    """One entry for the gravest that waits: three of them would be a wall."""
    grave = [it for it in stands.needs_her if it.waiting and it.severity >= queries.GRAVE]
    number = sum(it.waiting for it in grave)
    if not number:
        return []
    text = ngettext(
        "%(number)s message needs you: %(kinds)s.",
        "%(number)s messages need you: %(kinds)s.",
        number,
    )
    kinds = _(", ").join(str(it.category.label) for it in grave)
    return [
        Todo(
            text=text % {"number": number, "kinds": kinds},
            verb=_("Look at the numbers"),
            url=reverse("desk:watch"),
            weight=HEAVY,
            needs_her=True,
        )
    ]


def _helps(person: Person) -> list[Panel]:
    """Lead a helper to each desk that she was let into."""
    return [
        Todo(
            text=_("%(name)s lets you help at her desk.") % {"name": people.name_of(grant.owner)},
            verb=_("Go to her desk"),
            url=reverse("desk:enter", args=[grant.pk]),
            weight=LIGHT,
        )
        for grant in people.grants_held(person, now())
        if grant.scope_id is None
    ]


@disclosure.rule(Mention, "page", "json", "export", "count")
def mention(viewer: Any, thing: Mention) -> frozenset[str]:
    """What stands in clear, to her and to whom she let in; a text is never among it: it is sealed."""
    return queries.shown_to(viewer, thing, IN_CLEAR)


@disclosure.rule(Group, "page", "json", "export", "count")
def group(viewer: Any, thing: Group) -> frozenset[str]:
    return queries.shown_to(viewer, thing, GROUP)


@disclosure.rule(PileOn, "page", "json", "export", "count")
def pile_on(viewer: Any, thing: PileOn) -> frozenset[str]:
    return queries.shown_to(viewer, thing, PILE_ON)


@disclosure.rule(Mention, "feed", "mail", "search")
@disclosure.rule(Group, "feed", "mail", "search")
@disclosure.rule(PileOn, "feed", "mail", "search")
def never(_viewer: Any, _thing: Mention | Group | PileOn) -> frozenset[str]:
    """Nothing that was said to her is in a feed, in a mail or in a search."""
    return disclosure.NOTHING
