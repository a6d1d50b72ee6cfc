"""Which case a request is at, what may be read there now, and the frame that every page of a case shares."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import now

from fuerza.cases import queries
from fuerza.cases.queries import CaseAt
from fuerza.core import audit, disclosure, keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.workshop import SHOWS_REAL
from fuerza.people import queries as people
from fuerza.people.queries import PersonRequest
from fuerza.people.views.agreeing import the_rules

DONE = "cases_done"  # what a session may hold: what was done last, as ids and numbers
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class CaseRequest(PersonRequest):
    """A request at a case: hers, or one that she was let into."""

    at: CaseAt


def at_case(view: View) -> View:
    """Give the view its case; goes below `@access`. A helper's looking stands in the owner's trail."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        at = cast("CaseRequest", request)
        found = queries.case_at(at.user, pk, now())
        if found is None and (rules := the_rules(at.user)):
            return rules
        if (
            found is None
            or not found.may_read
            or not disclosure.may_show(found, found.case, "page")
        ):
            raise Http404
        at.at = found
        reply = view(request, *args, **kwargs)
        if not found.is_own and request.method in {"GET", "HEAD"}:  # what was refused was not read
            audit.note(found.owner.pk, found.actor.pk, "cases.read", pk, at=now())
        return reply

    return cast("View", guarded)


def id_in(text: str) -> UUID:
    """Read an id out of a form.

    Raises:
        Http404: it is none.
    """
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def at_own_case(view: View) -> View:
    """Let nobody who helps in: what is done here is hers alone to do."""

    @wraps(view)
    def guarded(request: CaseRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.at.is_own:
            raise Http404
        return view(request, *args, **kwargs)

    return at_case(cast("View", guarded))


def opened_at(request: CaseRequest) -> Opened | None:
    """Return the keyring of whoever reads when it is open, and never where words are stood in for."""
    return None if is_placeholder(request) else keyrings.opened(request, now=now())


def is_placeholder(request: CaseRequest) -> bool:
    is_workshop = request.user.is_workshop or request.at.owner.is_workshop
    return is_workshop and not request.session.get(SHOWS_REAL, False)


def secrets_at(request: CaseRequest) -> queries.Secrets:
    return queries.case_secrets(request.at.case, opened_at(request))


def show(
    request: CaseRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of a case with what all of them need."""
    at = request.at
    secrets = secrets_at(request)
    frame = {
        "at": at,
        "case": at.case,
        "title": queries.title_of(at.case, secrets) if secrets else "",
        "is_open": opened_at(request) is not None,
        "is_reached": bool(secrets),
        "is_placeholder": is_placeholder(request),
        "may_write": at.may_write,
        "owner_name": "" if at.is_own else people.name_of(at.owner),
        "done": request.session.pop(DONE, None) if DONE in request.session else None,
    }
    return render(request, template, frame | context, status=status)


def remember(request: HttpRequest, text: str, address: str = "", **fields: str) -> None:
    """Say on the next page what was done; `address` and `fields` are the form that undoes it."""
    request.session[DONE] = {"text": text, "address": address, "fields": fields}
