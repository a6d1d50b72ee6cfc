"""The rules for whoever helps and for safety advisers: agreed to before anything else, and again when they change."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from fuerza.core.access import access, signed_in
from fuerza.helping import services
from fuerza.people import queries as people
from fuerza.people.choices import POLICY_VERSION, Purpose, RoleName
from fuerza.people.queries import PersonRequest

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def agreed(view: View) -> View:
    """Let nobody in as a safety adviser who has not agreed to the rules as they are now; goes below `@access`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = cast("PersonRequest", request).user
        if people.has_agreed(person, Purpose.ADVISING, at=now()):
            return view(request, *args, **kwargs)
        return redirect("helping:agreement")

    return cast("View", guarded)


@access(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: PersonRequest) -> HttpResponse:
    """Show the rules, and keep that somebody agreed to them."""
    person = request.user
    is_adviser = people.holds(person, RoleName.ADVISER)
    purposes = [Purpose.HELPING, *([Purpose.ADVISING] if is_adviser else [])]
    if request.method == "POST":
        services.agree(person=person, purposes=purposes, now=now())
        return redirect("helping:duty" if is_adviser else "helping:queue")
    page = {
        "is_adviser": is_adviser,
        "version": POLICY_VERSION,
        "is_agreed": all(people.has_agreed(person, each, at=now()) for each in purposes),
    }
    return render(request, "helping/agreement.html", page)
