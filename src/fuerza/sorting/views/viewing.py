"""Lists that she named."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fuerza.core import disclosure
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.desk import queries as desk_queries
from fuerza.desk.views.desks import DeskRequest, at_own_desk, is_placeholder, opened_at, show
from fuerza.desk.views.listing import listed
from fuerza.sorting import queries, services
from fuerza.sorting.forms import ViewForm


@access(signed_in)
@at_own_desk
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: DeskRequest) -> HttpResponse:
    """Show her lists, and name a new one."""
    owner = request.desk.owner
    form = ViewForm(request.POST or None, platforms=queries.platforms_of(owner))
    if form.is_valid():
        try:
            made = services.save_view(person=owner, filters=form.filters(), now=now())
        except services.TooManyViews:
            form.add_error(None, _("You have thirty lists. Forget one first."))
        else:
            return redirect("sorting:list", pk=made.pk)
    views = disclosure.shown(request.user, queries.views_of(owner), "page")
    is_hidden = opened_at(request) is None or is_placeholder(request)
    named = {} if is_hidden else queries.filters_of(owner, views)
    context = {
        "form": form,
        "views": [(view, named.get(view.pk)) for view in views],
        "is_open": opened_at(request) is not None,
    }
    return show(request, "sorting/lists.html", context, status=422 if form.errors else 200)


@access(signed_in)
@after_warning
@at_own_desk
@require_safe
def one_list(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Show what is in a list of hers now."""
    scope = desk_queries.scope_in(request.desk, f"v:{pk}")
    if scope is None:
        raise Http404
    return listed(request, scope)


@access(signed_in)
@at_own_desk
@require_POST
def forget_list(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Forget a list; what was in it stays where it is."""
    view = queries.view_in(request.desk, pk)
    if view is None:
        raise Http404
    services.forget_view(view=view)
    messages.success(request, _("The list is gone. What was in it stays where it is."))
    return redirect("sorting:lists")
