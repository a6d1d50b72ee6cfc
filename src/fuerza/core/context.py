"""What the frame of every page needs: language, direction, name, and whether to be discreet."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


def frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    return {
        "autonyms": settings.AUTONYMS,
        "page_language": translation.get_language() or settings.LANGUAGE_CODE,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "is_discreet": bool(getattr(user, "is_discreet", False)),
        "match": getattr(request, "resolver_match", None),
    }
