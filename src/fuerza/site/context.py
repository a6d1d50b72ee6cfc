"""The way round: at most five places, the same in the bottom bar and in the rail, by what she does here."""

from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PARTICIPANT = (
    (gettext_lazy("Today"), "site:today", "today"),
    (gettext_lazy("Desk"), "desk:watch", "desk"),
    (gettext_lazy("Circles"), "circles:all", "circles"),
    (gettext_lazy("Guides"), "guides:all", "guides"),
    (gettext_lazy("Me"), "people:me", "me"),
)
ORGANISER = (
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
    """List the places of this person, without those that are not built yet; none for a visitor."""
    if not request.user.is_authenticated:
        return []
    places = ORGANISER if request.user.roles.filter(name="organiser").exists() else PARTICIPANT
    here = getattr(request.resolver_match, "view_name", "")
    found = []
    for word, name, icon in places:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Way(str(word), url, icon, _is_here(here, name)))
    return found


def _is_here(here: str, name: str) -> bool:
    """Compare domains: every page of the desk is Desk; of the site's own pages only Today is Today."""
    domain = name.partition(":")[0]
    return here == name if domain == "site" else here.partition(":")[0] == domain
