"""What the frame of every page needs: language, direction, name, and how it should look."""

from typing import Any, Literal

import msgspec
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

THEMES = ("device", "light", "dark")


class Look(msgspec.Struct, frozen=True):
    """How she wants pages to look: `theme` is device, light or dark; `is_discreet` hides what this is."""

    theme: str = "device"
    is_discreet: bool = False

    def __str__(self) -> str:
        """Write it the way the cookie holds it."""
        return f"{self.theme}.{'discreet' if self.is_discreet else 'open'}"


def look_of(request: HttpRequest) -> Look:
    """Return her choice: what her account says, or before signing in what the cookie says."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return Look(user.theme, user.is_discreet)
    theme, _dot, discreet = request.COOKIES.get(settings.LOOK_COOKIE_NAME, "").partition(".")
    return Look(theme if theme in THEMES else "device", discreet == "discreet")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give base.html what it needs; nothing here asks the database more than who she is."""
    look = look_of(request)
    direction: Literal["rtl", "ltr"] = "rtl" if translation.get_language_bidi() else "ltr"
    return {
        "autonyms": settings.AUTONYMS,
        "page_language": translation.get_language() or settings.LANGUAGE_CODE,
        "direction": direction,
        "theme": look.theme,
        "is_discreet": look.is_discreet,
        "instance_name": _("Notes") if look.is_discreet else "Fuerza",
        "match": getattr(request, "resolver_match", None),
    }


def bare() -> dict[str, Any]:
    """Give base.html the least it needs, without a request: for the page that says something failed."""
    return {
        "page_language": translation.get_language() or settings.LANGUAGE_CODE,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "theme": "device",
        "instance_name": "Fuerza",
        "is_bare": True,
    }
