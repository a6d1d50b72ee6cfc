"""Lists of the desk: a category, a group, all by one author, the most urgent; folded, fifty at a time."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from fuerza.acts.choices import Category
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.desk import queries
from fuerza.desk.choices import Decision
from fuerza.desk.queries import Scope
from fuerza.desk.views import acts
from fuerza.desk.views.desks import (
    DeskRequest,
    at_desk,
    cards,
    is_placeholder,
    note_watched,
    opened_at,
    show,
)


@access(signed_in)
@after_warning
@at_desk
@require_safe
def category(request: DeskRequest, key: str, decision: str = Decision.WAITING) -> HttpResponse:
    """List what waits in a category, or what was decided so."""
    scope = _scope(request, f"in:{key}")
    if decision not in Decision.values or decision == Decision.STAGED:
        raise Http404
    counts = queries.by_decision(request.desk, Category(key))
    if decision != Decision.WAITING:
        rows = queries.decided_in(request.desk, Category(key), Decision(decision))
    else:
        rows = scope.mentions
    context = {
        "decision": Decision(decision),
        "tabs": acts.tabs(key, counts, Decision(decision)),
        "count": counts.get(Decision(decision), 0),
    }
    return listed(request, scope, rows, **context)


@access(signed_in)
@after_warning
@at_desk
@require_safe
def urgent(request: DeskRequest) -> HttpResponse:
    """List what may put her in danger, the likeliest threats first."""
    scope = _scope(request, "u:")
    return listed(request, scope)


@access(signed_in)
@after_warning
@at_desk
@require_safe
def group(request: DeskRequest, pk: UUID) -> HttpResponse:
    """List a copy-paste raid, or a pile-on, with one panel for all of it."""
    scope = _scope(request, f"g:{pk}")
    return listed(request, scope)


@access(signed_in)
@after_warning
@at_desk
@require_safe
def author(request: DeskRequest, pk: UUID) -> HttpResponse:
    """List all that came from the account that one mention came from."""
    scope = _scope(request, f"a:{pk}")
    return listed(request, scope)


def _scope(request: DeskRequest, name: str) -> Scope:
    scope = queries.scope_in(request.desk, name)
    if scope is None:
        raise Http404
    return scope


def listed(
    request: DeskRequest, scope: Scope, rows: QuerySet[Any] | None = None, **context: Any
) -> HttpResponse:
    """Show one page of a scope (or of `rows`); in workshop mode nothing is opened at all."""
    desk = request.desk
    page = queries.slice_of(desk, scope.mentions if rows is None else rows, _after(request))
    opened = opened_at(request)
    note_watched(request, scope.key or "urgent")
    shared = {
        "scope": scope,
        "page": page,
        "items": queries.items(page.mentions, None if is_placeholder(request) else opened),
        "is_open": opened is not None,
        "all_acts": acts.for_all(desk, scope),
        "ticked_acts": acts.for_ticked(desk),
        "one_acts": acts.for_one(desk),
        "back": request.get_full_path(),
        "cards": cards(request, f"list:{scope.name}"),
    }
    return show(request, "desk/list.html", shared | context)


def _after(request: DeskRequest) -> Any:
    """Find the mention after which this page begins; only an opaque id stands in the address."""
    named = request.GET.get("after")
    if named is None:
        return None
    try:
        mention = queries.mention_in(request.desk, UUID(named))
    except ValueError:
        mention = None
    if mention is None:
        raise Http404
    return mention
