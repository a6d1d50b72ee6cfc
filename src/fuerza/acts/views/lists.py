"""Lists by page: one she brings becomes a plan to look at; whom she has silenced can be taken along."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from fuerza.acts import queries, services
from fuerza.acts.forms import GatherForm, ListForm
from fuerza.connections.queries import said
from fuerza.core import audit, disclosure, keyrings
from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.core.interruption import after_warning
from fuerza.core.workshop import hides_words
from fuerza.people.queries import PersonRequest

LISTS_SHOWN = 20
ON_A_PAGE = 50
NONE = UUID(int=0)


@access(signed_in)
@after_warning
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: PersonRequest) -> HttpResponse:
    """Take a list, check all of it, and lead to the plan it became; nothing runs before she says so."""
    person = request.user
    may_name = not hides_words(request)
    form = ListForm(
        request.POST or None, request.FILES or None, person=person, now=now(), may_name=may_name
    )
    problems: tuple[Any, ...] = ()
    if form.is_valid():
        try:
            made = services.bring_list(
                person=person,
                file=form.cleaned_data["file"].file,
                file_name=form.cleaned_data["file"].name,
                wish=form.wish(),
                now=now(),
            )
        except services.ListRefused as refused:
            form.add_error("file", said(refused.code))
            problems = refused.problems
        else:
            return redirect("connections:review", pk=made.plan.pk)
    brought = disclosure.shown(person, queries.lists_of(person)[:LISTS_SHOWN], "page")
    context = {
        "form": form,
        "problems": [(it.line, it.code, it.column, it.detail) for it in problems],
        "brought": [(each, _names(request, brought).get(each.pk, "")) for each in brought],
        "gather": GatherForm(person=person, may_name=may_name),
        "gathered": disclosure.shown(person, queries.gatherings_of(person), "page"),
    }
    return render(request, "acts/lists.html", context, status=422 if form.errors else 200)


def _names(request: PersonRequest, brought: list[Any]) -> dict[UUID, str]:
    return queries.list_names_of(brought) if _may_name(request) else {}


def _may_name(request: PersonRequest) -> bool:
    return not hides_words(request) and keyrings.opened(request, now=now()) is not None


@access(signed_in)
@require_http_methods(["POST"])
def gather(request: PersonRequest) -> HttpResponse:
    """Have whom she has silenced on an account gathered."""
    form = GatherForm(request.POST, person=request.user, may_name=False)
    if not form.is_valid():
        raise Http404
    connection, kind = form.chosen()
    made = services.gather(connection=connection, kind=kind, by=request.user, now=now())
    return redirect("connections:silenced", pk=made.pk)


@access(signed_in)
@require_safe
def silenced(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show whom she has silenced on an account, and where each came from."""
    gathering = _gathering(request, pk)
    is_over = gathering.ended_at is not None
    people = queries.silenced_in(gathering) if is_over and _may_name(request) else []
    page = Paginator(people, ON_A_PAGE).get_page(request.GET.get("page"))
    came = queries.where_from(gathering, list(page))
    names = queries.list_names_of(
        {plan.block_list for one in came for plan in one.plans if plan.block_list}
    )
    context = {
        "gathering": gathering,
        "is_over": is_over,
        "may_name": _may_name(request),
        "hides_words": hides_words(request),
        "page": page,
        "came": [
            (one.who, [(plan, names.get(plan.block_list_id or NONE, "")) for plan in one.plans])
            for one in came
        ],
    }
    return render(request, "acts/silenced.html", context)


@access(signed_in)
@reauthenticate
@require_safe
def take_along(request: PersonRequest, pk: UUID) -> HttpResponse | StreamingHttpResponse:
    """Hand out what was gathered as a file that other servers read."""
    gathering = _gathering(request, pk)
    if gathering.ended_at is None or not _may_name(request):
        raise Http404
    person = request.user
    audit.note(person.pk, person.pk, "connections.took_list_along", gathering.pk, at=now())
    return StreamingHttpResponse(
        queries.lines_of(gathering),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="list.csv"'},
    )


def _gathering(request: PersonRequest, pk: UUID) -> Any:
    gathering = queries.gathering_of(request.user, pk)
    if gathering is None or not disclosure.may_show(request.user, gathering, "page"):
        raise Http404
    return gathering
