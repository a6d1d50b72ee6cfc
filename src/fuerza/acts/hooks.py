"""What acts tell Today and the page of connections, and who is shown what of them: she alone."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.acts import queries
from fuerza.acts.choices import ActionState
from fuerza.acts.models import Action, BlockList, Gathering, Plan
from fuerza.core import disclosure, hooks
from fuerza.core.panels import Card, Panel, Todo
from fuerza.people.models import Person

PLANS_SHOWN = 10
PLAN = frozenset({"begun_at", "cause", "kind", "made_at", "stopped_at", "taken_back_at"})
ACTION = frozenset(
    {
        "answer",
        "ended_at",
        "failed_because",
        "is_undoing",
        "kind",
        "left_out_because",
        "state",
        "stood_before",
        "tried_at",
        "until",
        "without_exhibit_because",
    }
)
LIST = frozenset({"made_at", "passed_over", "problem_count", "problems", "rows"})
GATHERING = frozenset({"ended_at", "kind", "made_at", "number"})


@hooks.register("panels", "acts")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell Today what waits for her yes or her hand, and the page of connections what she asked platforms to do."""
    if place == "today":
        return [*_waiting(person), *_by_hand(person)]
    return _plans(person) if place == "connections" else []


def _plans(person: Person) -> list[Panel]:
    plans = disclosure.shown(person, queries.plans_of(person)[:PLANS_SHOWN], "page")
    return [Card(template="acts/plans.html", values={"plans": plans})] if plans else []


def _waiting(person: Person) -> list[Panel]:
    newest = queries.waiting_of(person).first()
    if newest is None:
        return []
    text = _("Something that was planned waits for your yes: nothing of it is done yet.")
    where = reverse("connections:review", args=[newest.pk])
    return [Todo(text=text, verb=_("Look at it"), url=where, weight=70, stays=True)]


def _by_hand(person: Person) -> list[Panel]:
    acts = queries.unfinished_of(person).filter(state=ActionState.BY_HAND)
    newest = acts.order_by("-plan__made_at").first()
    if newest is None:
        return []
    number = acts.count()
    text = ngettext(
        "%(n)s thing is left for you to do on a platform by hand.",
        "%(n)s things are left for you to do on platforms by hand.",
        number,
    )
    where = reverse("connections:review", args=[newest.plan_id])
    return [Todo(text=text % {"n": number}, verb=_("See the list"), url=where, weight=60)]


@disclosure.rule(Plan, "page", "json", "export", "count")
def plan(viewer: Any, thing: Plan) -> frozenset[str]:
    return PLAN if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Action, "page", "json", "export", "count")
def action(viewer: Any, thing: Action) -> frozenset[str]:
    return ACTION if viewer.pk == thing.plan.person_id else disclosure.NOTHING


@disclosure.rule(BlockList, "page", "json", "export", "count")
def block_list(viewer: Any, thing: BlockList) -> frozenset[str]:
    return LIST if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Gathering, "page", "json", "export", "count")
def gathering(viewer: Any, thing: Gathering) -> frozenset[str]:
    return GATHERING if viewer.pk == thing.connection.person_id else disclosure.NOTHING


@disclosure.rule(BlockList, "feed", "mail", "search")
@disclosure.rule(Gathering, "feed", "mail", "search")
@disclosure.rule(Plan, "feed", "mail", "search")
@disclosure.rule(Action, "feed", "mail", "search")
def never(_viewer: Any, _thing: Any) -> frozenset[str]:
    """What she asked platforms to do is in no feed, in no mail, found by no search."""
    return disclosure.NOTHING
