"""The places that she gave: hers alone to see, to add and to take back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fuerza.core.access import access, signed_in
from fuerza.desk.views.desks import DeskRequest, at_own_desk, is_placeholder, opened_at, show
from fuerza.floods import queries, services
from fuerza.floods.forms import PlaceForm


@access(signed_in)
@at_own_desk
@require_http_methods(["GET", "HEAD", "POST"])
def places(request: DeskRequest) -> HttpResponse:
    """Show her places where her desk is open, and take one more, open or not."""
    form = PlaceForm(request.POST or None)
    if form.is_valid():
        try:
            services.give_place(person=request.user, now=now(), **form.cleaned_data)
        except services.NotAPlace as refused:
            form.add_error("text", _why(refused.code))
        else:
            messages.success(request, _("From now on it is looked for in what is said to you."))
            return redirect("floods:places")
    opened = None if is_placeholder(request) else opened_at(request)
    context = {
        "form": form,
        "number": queries.places_of(request.user).count(),
        "given": queries.places_read(request.user, opened) if opened else [],
        "is_open": opened is not None,
    }
    return show(request, "floods/places.html", context, status=422 if form.errors else 200)


@access(signed_in)
@at_own_desk
@require_POST
def take_back(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Forget a place; what was found by it stays."""
    place = queries.place_of(request.user, pk)
    if place is None:
        raise Http404
    services.take_place_back(place=place, now=now())
    messages.success(request, _("It is forgotten here, and no longer looked for."))
    return redirect("floods:places")


def _why(code: str) -> str:
    if code == "few":
        return _("One word alone would be found everywhere: give two or more.")
    return _("That is more than is looked for: six words to a place, and thirty places.")
