"""Adding what she saw, from a phone: a picture, words or a link, kept at once; all the rest can be skipped."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from fuerza.core import disclosure
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.desk import queries, services
from fuerza.desk.forms import SeenForm
from fuerza.desk.views.desks import DeskRequest, at_own_desk, show
from fuerza.vault.services import KeepingFailed
from safeguard.classify.detector import Detector

_NOT_KEPT = {
    "disk_full": _(
        "The server's disk is full, so it was not kept. Whoever runs this server has to make room."
    ),
    "slow": _("The server was too busy to keep it in time. Send it again in a minute."),
    "not_allowed": _(
        "It can't be kept: together it is larger than 12 MB, or it holds characters that no text has."
    ),
}


@access(signed_in)
@after_warning
@at_own_desk
@require_http_methods(["GET", "HEAD", "POST"])
def add_seen(request: DeskRequest) -> HttpResponse:
    """Keep what she saw; a picture of somebody under 18 is never kept, and she is told where to turn."""
    form = SeenForm(request.POST or None, request.FILES or None, zone=request.user.zone, now=now())
    if form.is_young():
        return show(request, "desk/young.html", {}, status=422)
    if form.is_valid():
        try:
            mention = services.add_seen(
                person=request.user, seen=form.seen(), score=Detector().score, now=now()
            )
        except KeepingFailed as failed:
            form.add_error(None, _NOT_KEPT[failed.code])
        else:
            return redirect("desk:seen", pk=mention.pk)
    return show(request, "desk/add_seen.html", {"form": form}, status=422 if form.errors else 200)


@access(signed_in)
@at_own_desk
@require_safe
def seen(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Say that it is kept, as which exhibit, and hand out the receipt."""
    mention = queries.mention_in(request.desk, pk)
    if mention is None or not disclosure.may_show(request.desk, mention, "page"):
        raise Http404
    if mention.exhibit is None:
        return redirect("desk:open", pk=pk)
    return show(request, "desk/seen.html", {"mention": mention})
