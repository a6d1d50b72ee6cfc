"""Home, leaving, and what is said when something is not there or went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fuerza.core.access import access, public


@access(public)
def today(request: HttpRequest) -> HttpResponse:
    """Show how things stand, or the programme's front door to whoever is not signed in."""
    return render(request, "site/today.html")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/not_found.html", status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say the same, in the same words, for what is absent and for what is not hers to see."""
    return render(request, "site/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "site/failed.html", status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose CSRF token is gone: nothing was done, and the way back."""
    return render(request, "site/form_expired.html", status=403)
