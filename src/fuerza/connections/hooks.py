"""What connections tells Today, what a reset takes back, and who is shown what of it all: she alone."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fuerza.connections import queries, services
from fuerza.connections.choices import ConnectionState, ImportState
from fuerza.connections.models import Connection, Import, Revocation, SignIn
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


@hooks.register("panels", "connections")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell Today which account was lost, and which file was checked and left."""
    if place != "today":
        return []
    return [*_lost(person), *_files(person)]


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


@disclosure.rule(SignIn, "page")
def sign_in(viewer: Any, thing: SignIn) -> frozenset[str]:
    return SIGN_IN if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Revocation, "page", "json", "export", "count", "feed", "mail", "search")
@disclosure.rule(SignIn, "json", "export", "count", "feed", "mail", "search")
@disclosure.rule(Connection, "feed", "mail", "search")
@disclosure.rule(Import, "feed", "mail", "search")
def never(_viewer: Any, _thing: Any) -> frozenset[str]:
    """What she linked and brought is in no feed, in no mail, found by no search; a token is shown nowhere."""
    return disclosure.NOTHING
