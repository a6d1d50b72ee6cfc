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
from fuerza.people.choices import POLICY_VERSION, GrantKind, Purpose, RoleName
from fuerza.people.queries import PersonRequest, Somebody

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
        return redirect(_next(person))
    let_in = people.who_can_see(person, now())
    page = {
        "is_for_advisers": is_adviser or any(each.kind == GrantKind.ADVISER for each in let_in),
        "version": POLICY_VERSION,
        "is_agreed": all(people.has_agreed(person, each, at=now()) for each in purposes),
    }
    return render(request, "helping/agreement.html", page)


def _next(person: Somebody) -> str:
    """Name where it goes on: to the desks or cases that wait for her; to the card of an adviser whom nobody let in."""
    held = people.grants_held(person, now())
    if not held:
        return "helping:duty" if people.holds(person, RoleName.ADVISER) else "helping:queue"
    return "helping:queue" if held.filter(scope_id=None) else "cases:all"
