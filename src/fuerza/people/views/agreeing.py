"""The rules for whoever helps come first: who has yet to agree to them as they are now is led there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import now

from fuerza.people import queries
from fuerza.people.queries import PersonRequest, Somebody

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def rules_first(view: View) -> View:
    """Lead whoever was let in somewhere to the rules that she has yet to agree to; goes below `@access`.

    That nothing is shown to her is no matter of this: her grants open nothing until then (queries.grants_in_force).
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return the_rules(cast("PersonRequest", request).user) or view(request, *args, **kwargs)

    return cast("View", guarded)


def the_rules(person: Somebody) -> HttpResponse | None:
    """Lead her to the rules; None where nobody lets her help, or she agreed."""
    return redirect("helping:agreement") if queries.must_agree(person, now()) else None
