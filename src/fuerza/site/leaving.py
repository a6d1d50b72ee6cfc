"""Leaving: the session is over on the server, the browser forgets, and a neutral page stands in its place (R1, R2).

Without "cache" in Clear-Site-Data: private pages are not stored, and clearing it doubles the time to leave
(measured; trust.md, fact 1).
"""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

FORGET = '"storage", "cookies"'


def leave(request: HttpRequest) -> HttpResponse:
    """End the session, tell the browser to forget, and go to the neutral page."""
    logout(request)
    response = HttpResponse(status=303, headers={"Location": destination()})
    response["Clear-Site-Data"] = FORGET
    response["Cache-Control"] = "no-store"
    for name in (
        settings.SESSION_COOKIE_NAME,
        settings.OPENED_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        settings.LOOK_COOKIE_NAME,
        settings.DOOR_COOKIE_NAME,
    ):  # browsers heed Clear-Site-Data over HTTPS and on localhost only
        response.delete_cookie(name)
    return response


def destination() -> str:
    """Say where leaving leads: a page of our own that is nobody's, the same for everyone."""
    return reverse("site:away")
