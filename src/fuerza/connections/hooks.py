"""What connections tells Today, what a reset takes back, and who is shown what of it all: she alone."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.connections import queries, services
from fuerza.connections.choices import ActionState, ConnectionState, ImportState
from fuerza.connections.models import (
    Action,
    BlockList,
    Connection,
    Gathering,
    Import,
    Plan,
    Revocation,
    SignIn,
)
from fuerza.core import disclosure, hooks
from fuerza.core.panels import Panel, Todo
from fuerza.people.models import Person

CONNECTION = frozenset(
    {"covered_to", "gaps", "linked_at", "platform", "posts_read", "state", "tried_at", "trouble"}
)
SIGN_IN = frozenset({"connector", "expires_at", "purpose"})
IMPORT = frozenset(
    {"completed_at", "made_at", "passed_over", "problem_count", "rows", "state", "written_from"}
)
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


@hooks.register("panels", "connections")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell Today which account was lost, what waits for her yes or her hand, and which file was checked and left."""
    if place != "today":
        return []
    return [*_lost(person), *_waiting(person), *_by_hand(person), *_files(person)]


@hooks.register("reset", "connections")
def forget_tokens(person: Person, *, now: datetime) -> None:
    """Take back, on a reset, what reads and acts on her accounts elsewhere."""
    services.forget_tokens(person=person, now=now)


def _lost(person: Person) -> list[Panel]:
    lost = queries.connections_of(person).filter(state=ConnectionState.LOST)
    return [
        _todo(
            _("%(platform)s has lost its connection: nothing new is looked at there.")
            % {"platform": queries.label_of(each.platform)},
            _("See what to do"),
            reverse("connections:open", args=[each.pk]),
            weight=95,
        )
        for each in lost
    ]


def _waiting(person: Person) -> list[Panel]:
    newest = queries.waiting_of(person).first()
    if newest is None:
        return []
    text = _("Something you planned waits for your yes: nothing of it is done yet.")
    where = reverse("connections:review", args=[newest.pk])
    return [_todo(text, _("Look at it"), where, weight=70)]


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
    return [_todo(text % {"n": number}, _("See the list"), where, weight=60)]


def _files(person: Person) -> list[Panel]:
    staged = queries.imports_of(person).filter(state=ImportState.STAGED).first()
    if staged is None:
        return []
    text = _("A file was checked and is not taken in yet.")
    where = reverse("desk:check", args=[staged.pk])
    return [_todo(text, _("Go on with it"), where, weight=50)]


def _todo(text: str, verb: str, url: str, *, weight: int) -> Todo:
    return Todo(text=text, verb=verb, url=url, weight=weight, needs_her=weight > ALARMING)


ALARMING = 90


@disclosure.rule(Connection, "page", "json", "export", "count")
def connection(viewer: Any, thing: Connection) -> frozenset[str]:
    return CONNECTION if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Import, "page", "json", "export", "count")
def file(viewer: Any, thing: Import) -> frozenset[str]:
    return IMPORT if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Plan, "page", "json", "export", "count")
def plan(viewer: Any, thing: Plan) -> frozenset[str]:
    return PLAN if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Action, "page", "json", "export", "count")
def action(viewer: Any, thing: Action) -> frozenset[str]:
    return ACTION if viewer.pk == thing.plan.person_id else disclosure.NOTHING


@disclosure.rule(SignIn, "page")
def sign_in(viewer: Any, thing: SignIn) -> frozenset[str]:
    return SIGN_IN if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(BlockList, "page", "json", "export", "count")
def block_list(viewer: Any, thing: BlockList) -> frozenset[str]:
    return LIST if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Gathering, "page", "json", "export", "count")
def gathering(viewer: Any, thing: Gathering) -> frozenset[str]:
    return GATHERING if viewer.pk == thing.connection.person_id else disclosure.NOTHING


@disclosure.rule(Revocation, "page", "json", "export", "count", "feed", "mail", "search")
@disclosure.rule(SignIn, "json", "export", "count", "feed", "mail", "search")
@disclosure.rule(BlockList, "feed", "mail", "search")
@disclosure.rule(Gathering, "feed", "mail", "search")
@disclosure.rule(Connection, "feed", "mail", "search")
@disclosure.rule(Import, "feed", "mail", "search")
@disclosure.rule(Plan, "feed", "mail", "search")
@disclosure.rule(Action, "feed", "mail", "search")
def never(_viewer: Any, _thing: Any) -> frozenset[str]:
    """What she linked, brought and did is in no feed, in no mail, found by no search; a token is shown nowhere."""
    return disclosure.NOTHING
