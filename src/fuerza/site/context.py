"""The way round: at most five places, the same in the bottom bar and in the rail, by what she does here."""

from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuerza.core.access import Rule, public
from fuerza.people import queries
from fuerza.people.choices import RoleName
from fuerza.people.models import Person

Place = tuple[Any, str, str]
PARTICIPANT: tuple[Place, ...] = (
    (gettext_lazy("Today"), "site:today", "today"),
    (gettext_lazy("Desk"), "desk:watch", "desk"),
    (gettext_lazy("Circles"), "circles:all", "circles"),
    (gettext_lazy("Guides"), "guides:all", "guides"),
    (gettext_lazy("Me"), "people:me", "me"),
)
ORGANISER: tuple[Place, ...] = (
    (gettext_lazy("Today"), "site:today", "today"),
    (gettext_lazy("Editions"), "programme:editions", "editions"),
    (gettext_lazy("People"), "people:all", "people"),
    (gettext_lazy("Stories"), "stories:all", "stories"),
    (gettext_lazy("Me"), "people:me", "me"),
)


class Way(msgspec.Struct, frozen=True):
    """One entry: its word, where it leads, its icon, and whether she is there."""

    word: str
    url: str
    icon: str
    is_here: bool


def nav(request: HttpRequest) -> dict[str, Any]:
    """Give the frame the way round; worked out only when the frame is drawn, so partials don't pay for it."""
    return {
        "nav": SimpleLazyObject(lambda: ways(request)),
        "sign_in_url": settings.LOGIN_URL,
        "leave_to": reverse("site:away"),
        "leave_title": _("Clouds"),
    }


def ways(request: HttpRequest) -> list[Way]:
    """List the places of this person, without those that are not built yet or not hers; none for a visitor."""
    if not request.user.is_authenticated:
        return []
    here = getattr(request.resolver_match, "view_name", "")
    open_to_her = [
        (place, url) for place in _places(request.user) if (url := _open_to(request, place[1]))
    ]
    where_she_is = _nearest(
        [url for (_, name, _), url in open_to_her if _is_here(here, name)], request.path
    )
    return [Way(str(word), url, icon, url == where_she_is) for (word, _, icon), url in open_to_her]


def _places(person: Person) -> tuple[Place, ...]:
    """Choose by what she does here: whoever takes part has a desk, whoever only organises or operates has none."""
    roles = {role.name for role in queries.roles_of(person, timezone.now())}
    only_runs = (
        roles & {RoleName.ORGANISER, RoleName.OPERATOR} and RoleName.PARTICIPANT not in roles
    )
    return ORGANISER if only_runs else PARTICIPANT


def _open_to(request: HttpRequest, name: str) -> str:
    """Return the address of a view that is built and lets her in, else nothing."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return ""
    rule: Rule = getattr(resolve(url).func, "access", public)
    return url if rule(request) else ""


def _nearest(urls: list[str], path: str) -> str:
    """Choose the one place she is at: the longest that leads to the page, else the first of the page's domain."""
    leading = [url for url in urls if path.startswith(url)]
    return max(leading, key=len, default=next(iter(urls), ""))


def _is_here(here: str, name: str) -> bool:
    """Compare domains: every page of the desk is Desk; of the site's own pages only Today is Today."""
    domain = name.partition(":")[0]
    if domain == "site":
        return here == name
    return domain == (
        here.partition(":")[0] if ":" in here else "people"
    )  # allauth's have no namespace
