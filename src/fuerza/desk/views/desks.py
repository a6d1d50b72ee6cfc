"""Which desk a request is at, what may be read there now, and the frame that every page of the desk shares.

A helper enters a desk by its grant, which stays in her session. A form says which desk it was made for, so that
a page left open in another tab never acts on the wrong one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from fuerza.core import audit, keyrings, workshop
from fuerza.core.keyrings import Opened
from fuerza.core.panels import Card, Panel, among, pieces
from fuerza.core.workshop import SHOWS_REAL
from fuerza.desk import queries
from fuerza.desk.queries import Desk
from fuerza.people import queries as people
from fuerza.people.queries import PersonRequest
from fuerza.people.views.agreeing import the_rules

GRANT, REAL, DONE = "desk", workshop.SHOWS_REAL, "desk_done"  # what a session may hold
OWN = "own"
WHOLE_PAGE = {"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"}
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class DeskRequest(PersonRequest):
    """A request at a desk: hers, or one that she was let into."""

    desk: Desk


class DeskWasClosed(LookupError):
    """The desk that a page or a form was made for isn't open to this person (any more)."""


def desk_from(request: PersonRequest) -> Desk:
    """Return the desk this session is at.

    Raises:
        DeskWasClosed: the grant has ended, or a form was made for another desk.
    """
    grant = request.session.get(GRANT)
    desk = queries.desk_of(request.user)
    if grant:
        let_in = queries.desk_let_into(request.user, UUID(grant), now())
        if let_in is None:
            del request.session[GRANT]
            raise DeskWasClosed
        desk = let_in
    if request.method == "POST" and request.POST.get("desk") != name_of(desk):
        raise DeskWasClosed
    return desk


def name_of(desk: Desk) -> str:
    return str(desk.grant.pk) if desk.grant else OWN


def at_desk(view: View) -> View:
    """Give the view its desk; goes below `@access`. A desk that was closed meanwhile is said, and left."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        at = cast("DeskRequest", request)
        try:
            at.desk = desk_from(at)
        except DeskWasClosed:
            if rules := the_rules(at.user):
                return rules
            messages.warning(
                request, _("The desk you were at is closed to you. Nothing was changed there.")
            )
            return redirect("desk:watch")
        return view(request, *args, **kwargs)

    return cast("View", guarded)


def at_own_desk(view: View) -> View:
    """Let nobody else's desk in: what is added, brought or reported is hers alone to do."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.desk.is_own:
            raise Http404
        return view(request, *args, **kwargs)

    return at_desk(cast("View", guarded))


def opened_at(request: DeskRequest) -> Opened | None:
    """Return the keyring of whoever reads, when it is open."""
    return keyrings.opened(request, now=now())


def is_placeholder(request: DeskRequest) -> bool:
    """Say whether texts are to be stood in for: in workshop mode, until real examples were asked for."""
    is_workshop = request.user.is_workshop or request.desk.owner.is_workshop
    return is_workshop and not request.session.get(SHOWS_REAL, False)


def may_show_words(request: DeskRequest, mention: Any) -> bool:
    """Say whether a text may be in a page now: not in workshop mode, to a masked helper, or to her who is spared it.

    What may put her in danger is never kept from her.
    """
    desk = request.desk
    if is_placeholder(request) or desk.is_masked:
        return False
    return not desk.is_spared(now()) or queries.may_put_in_danger(mention.urgency)


def told(request: DeskRequest, place: str) -> list[Panel]:
    """Ask the site for its pieces of this page: sentences on how things stand, cards of the domains above.

    `place` says which page: "desk", "mention:ID", "list:NAME" (a scope's name, such as g:ID).
    """
    return pieces(place, request.desk.owner)


def cards(request: DeskRequest, place: str) -> list[Card]:
    """Give what the domains above show on a page of her own desk."""
    return among(told(request, place), Card) if request.desk.is_own else []


def note_watched(request: DeskRequest, what: str, verb: str = "desk.watched") -> None:
    """Write into the owner's trail what a helper looked at; her own reading only where she set a limit on it."""
    desk, actor = request.desk, request.user
    is_limited = actor.reads_a_day is not None or actor.minutes_a_day is not None
    if not desk.is_own or (verb == "desk.read" and is_limited):
        audit.note(desk.owner.pk, desk.actor.pk, verb, what, at=now())


def _reading(request: DeskRequest) -> list[Card]:
    """Ask what else is to be said to whoever reads here, such as that a limit she set herself is reached."""
    return among(pieces("reading", request.user), Card)


def _is_danger(context: dict[str, Any]) -> bool:
    mention, scope = context.get("mention"), context.get("scope")
    in_list = scope is not None and (scope.kind == "u" or scope.is_danger)
    return in_list or (mention is not None and queries.may_put_in_danger(mention.urgency))


def show(
    request: DeskRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of the desk with what all of them need."""
    desk = request.desk
    frame = {
        "desk": desk,
        "desk_name": name_of(desk),
        "is_workshop": request.user.is_workshop or desk.owner.is_workshop,
        "is_spared": desk.is_spared(now()),
        "reading": [] if _is_danger(context) else _reading(request),
        "is_placeholder": is_placeholder(request),
        "owner_name": "" if desk.is_own else people.name_of(desk.owner),
        "done": request.session.pop(DONE, None) if DONE in request.session else None,
    }
    response = render(request, template, frame | context, status=status)
    if getattr(
        request, "htmx", False
    ):  # a page where a row was asked for: it takes the page's place
        for name, value in WHOLE_PAGE.items():
            response[name] = value
    return response
