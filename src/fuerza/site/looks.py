"""How she wants pages to look and in which language: kept with her account, and in a cookie before signing in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fuerza.core.context import Look
from fuerza.people.models import Person


def keep_look(*, request: HttpRequest, response: HttpResponse, look: Look) -> None:
    """Keep theme and discreet mode; the cookie goes when the browser closes or she leaves."""
    if request.user.is_authenticated:
        Person.objects.filter(pk=request.user.pk).update(
            theme=look.theme, is_discreet=look.is_discreet
        )
    _set_cookie(response, settings.LOOK_COOKIE_NAME, str(look))


def keep_language(*, request: HttpRequest, response: HttpResponse, language: str) -> None:
    if request.user.is_authenticated:
        Person.objects.filter(pk=request.user.pk).update(language=language)
    _set_cookie(response, settings.LANGUAGE_COOKIE_NAME, language)


def _set_cookie(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
