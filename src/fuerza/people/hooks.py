"""What may be shown of people's rows, and where; and what Today says of her account."""

from typing import Any

from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from fuerza.core import disclosure, hooks
from fuerza.core.panels import Panel, Todo
from fuerza.people import queries
from fuerza.people.choices import NoticeKind, RoleName
from fuerza.people.models import Consent, Grant, Person, Role

HERSELF = frozenset(
    {
        "address",
        "email",
        "exit_to",
        "id",
        "idle_minutes",
        "is_discreet",
        "is_public_official",
        "joined_at",
        "language",
        "minutes_a_day",
        "reads_a_day",
        "spared_until",
        "theme",
        "username",
        "zone",
    }
)
OPERATORS_SEE = frozenset({"id", "joined_at", "username"})
ROLE = frozenset({"ends_at", "given_at", "name", "scope_id"})
GRANT = frozenset(
    {"capabilities", "ended_at", "ends_at", "given_at", "is_masked", "kind"}
    | {"scope_id", "starts_at"}
)
CONSENT = frozenset(
    {"at", "expires_at", "is_given", "language", "policy_version", "purpose", "scope_id"}
)


@disclosure.rule(Person, "page", "json")
def person_on_pages(viewer: Any, person: Person) -> frozenset[str]:
    """Herself all, an operator the sign-in name, anyone else nothing: other pages show what she chose to show."""
    if viewer.pk == person.pk:
        return HERSELF
    is_operator = viewer.is_authenticated and queries.has_role(viewer, RoleName.OPERATOR)
    return OPERATORS_SEE if is_operator else disclosure.NOTHING


@disclosure.rule(Person, "export")
def person_in_her_copy(viewer: Any, person: Person) -> frozenset[str]:
    return HERSELF if viewer.pk == person.pk else disclosure.NOTHING


@disclosure.rule(Role, "page", "json")
def role_on_pages(viewer: Any, role: Role) -> frozenset[str]:
    is_operator = viewer.is_authenticated and queries.has_role(viewer, RoleName.OPERATOR)
    return ROLE if viewer.pk == role.person_id or is_operator else disclosure.NOTHING


@disclosure.rule(Role, "export")
def role_in_her_copy(viewer: Any, role: Role) -> frozenset[str]:
    return ROLE if viewer.pk == role.person_id else disclosure.NOTHING


@disclosure.rule(Grant, "page", "json", "export")
def grant_on_pages(viewer: Any, grant: Grant) -> frozenset[str]:
    """Owner and helper know of it; nobody else does."""
    return GRANT if viewer.pk in {grant.owner_id, grant.actor_id} else disclosure.NOTHING


@disclosure.rule(Consent, "page", "json", "export")
def consent_on_pages(viewer: Any, consent: Consent) -> frozenset[str]:
    return CONSENT if viewer.pk == consent.person_id else disclosure.NOTHING


@disclosure.rule(Person, "feed", "mail", "search", "count")
@disclosure.rule(Role, "feed", "mail", "search", "count")
@disclosure.rule(Grant, "feed", "mail", "search", "count")
@disclosure.rule(Consent, "feed", "mail", "search", "count")
def never(_viewer: Any, _thing: Any) -> frozenset[str]:
    """Who is here is in no feed, in no mail, found by no search and in no count."""
    return disclosure.NOTHING


@hooks.register("panels", "people")
def panels(place: str, person: Person) -> list[Panel]:
    """Say on Today what happened to her account, and that she has no way back in."""
    if place != "today":
        return []
    found: list[Panel] = []
    kinds = set(queries.notices_to_show(person, Now()).values_list("kind", flat=True))
    if NoticeKind.RESET in kinds:
        text = _("Your account was opened anew by a reset.")
        found.append(_todo(text, _("See what that means"), "people:me", weight=120, stays=True))
    if NoticeKind.HELPER in kinds:
        text = _("Somebody was let in to help you.")
        found.append(_todo(text, _("See who"), "people:helpers", weight=90, stays=True))
    if not person.is_demo and not queries.has_way_in(person):
        text = _("You have no passkey and no password yet.")
        found.append(_todo(text, _("Add a way in"), "mfa_index", weight=80))
    return found


def _todo(text: str, verb: str, name: str, *, weight: int, stays: bool = False) -> Todo:
    where = reverse(name)
    return Todo(text=text, verb=verb, url=where, weight=weight, needs_her=True, stays=stays)
