"""Pictures of an exhibit: shown drawn anew, and asked for where they still lie elsewhere."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from fuerza.core import keyrings
from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.core.workshop import hides_words
from fuerza.people.queries import PersonRequest
from fuerza.vault import queries, services
from fuerza.vault.choices import Pictures
from fuerza.vault.forms import PicturesForm
from fuerza.vault.views.exhibits import exhibit_or_404

HEADERS = {
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@access(signed_in)
@require_safe
def picture(request: PersonRequest, pk: UUID, number: int) -> HttpResponse:
    """Show a picture of an exhibit, drawn anew; the original goes into packages only."""
    exhibit = exhibit_or_404(request, pk)
    opened = None if hides_words(request) else keyrings.opened(request, now=now())
    body = queries.body_of(exhibit, opened=opened) if opened else None
    if body is None or not 0 < number <= len(body.media):
        raise Http404
    try:
        drawn = services.display_copy(body.media[number - 1])
    except services.PictureRefused as refused:
        raise Http404 from refused
    return HttpResponse(drawn, content_type="image/webp", headers=HEADERS)


@access(signed_in)
@reauthenticate
@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask whether its pictures are to be fetched, and before that whether one shows somebody under 18."""
    exhibit = exhibit_or_404(request, pk)
    opened = keyrings.opened(request, now=now())
    body = queries.body_of(exhibit, opened=opened) if opened else None
    if body is None or exhibit.beside_id:
        return redirect("vault:open", pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = PicturesForm(posted, choices=(Pictures.KEPT, Pictures.YOUNG))
    fetching, post = queries.fetching_of(exhibit), queries.post_of(body)
    is_young = fetching is not None and fetching.state == "never"
    if form.is_valid() and not is_young:
        is_young = _said_so(request, exhibit, post, form.cleaned_data["pictures"])
        if not is_young:
            return redirect("vault:open", pk=pk)
    context = {"exhibit": exhibit, "form": form, "total": len(post.media), "is_young": is_young}
    return render(request, "vault/pictures.html", context, status=422 if form.errors else 200)


def _said_so(request: PersonRequest, exhibit: Any, post: Any, wanted: Pictures) -> bool:
    """Have them fetched; or say that one shows a minor, after which none is."""
    if wanted is Pictures.KEPT:
        try:
            services.ask_for_pictures(exhibit=exhibit, post=post, by=request.user, now=now())
        except services.ShowsAMinor:
            pass
        else:
            return False
    services.never_fetch(exhibit=exhibit, by=request.user, now=now())
    return True
