"""Home, leaving, how pages look, her copy and her erasure, and what is said when something is not there."""

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fuerza.core import audit, context, interruption, keyrings
from fuerza.core.access import access, debug_only, public, reauthenticate, signed_in
from fuerza.core.returning import way_back
from fuerza.people import queries
from fuerza.people.queries import PersonRequest
from fuerza.site import day, erasing, exporting, forms, leaving, looks, samples


@access(public)
def today(request: HttpRequest) -> HttpResponse:
    """Show how things stand, or the programme's front door to whoever is not signed in."""
    if not request.user.is_authenticated:
        return render(request, "site/front_door.html")
    return render(request, "site/today.html", {"day": day.day_of(request.user, now=timezone.now())})


# Leaving


@access(public)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and go to the neutral page; the only thing a page has to do first."""
    return leaving.leave(request)


@access(public)
@require_GET
def away(request: HttpRequest) -> HttpResponse:
    """Show the page one leaves to: nobody's, no frame, no cookie."""
    request.session.modified = False  # leaving may be ending this very session at this moment
    return render(request, "site/away.html")


@access(signed_in)
def before_you_start(request: PersonRequest) -> HttpResponse:
    """Say once, before the first sensitive step, what leaving can't do."""
    if request.method != "POST":
        return render(request, "site/before_you_start.html")
    if not interruption.was_warned(request.user.pk):
        audit.note(request.user.pk, request.user.pk, interruption.VERB, at=timezone.now())
    return HttpResponseRedirect(request.session.pop(interruption.THEN, "/"))


@access(public)
@require_GET
def care(request: HttpRequest) -> HttpResponse:
    """Say what to do where somebody may see this device."""
    return render(request, "site/care.html")


# How it looks


@access(public)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language and come back to the same page."""
    response = HttpResponseRedirect(way_back(request, "site:today"))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        looks.keep_language(request=request, response=response, language=chosen)
    return response


@access(public)
def look(request: HttpRequest) -> HttpResponse:
    """Let her choose light or dark, and discreet."""
    now = context.look_of(request)
    form = forms.LookForm(
        request.POST or None, initial={"theme": now.theme, "is_discreet": now.is_discreet}
    )
    if not form.is_valid():
        return render(request, "site/look.html", {"form": form}, status=422 if form.errors else 200)
    response = HttpResponseRedirect(request.path)
    looks.keep_look(request=request, response=response, look=context.Look(**form.cleaned_data))
    return response


@access(public)
@require_GET
def manifest(request: HttpRequest, *, is_discreet: bool = False) -> HttpResponse:
    """Name the app for whoever puts it on her home screen: as it is, or plain."""
    name, icon, colour = (
        (_("Notes"), "icons/plain.svg", "#37474f")
        if is_discreet
        else ("Fuerza", "icons/mark.svg", "#3b2f7a")
    )
    return JsonResponse(
        {
            "name": name,
            "short_name": name,
            "start_url": "/",
            "display": "browser",
            "theme_color": colour,
            "background_color": "#fbf8f3",
            "icons": [{"src": static(icon), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@access(debug_only)
def design(request: HttpRequest) -> HttpResponse:
    """Show every component, left to right and right to left."""
    form = forms.SampleForm(request.POST or None)
    return render(request, "site/design.html", {"form": form, **samples.everything()})


# What is hers: who can see it, a copy of it, the end of it


@access(signed_in)
@require_GET
def see_who(request: PersonRequest) -> HttpResponse:
    """Answer one question: who can see me now."""
    now = timezone.now()
    return render(
        request,
        "site/see_who.html",
        {
            "watchers": queries.who_can_see(request.user, now),
            "devices": queries.devices_of(request.user)[:5],
        },
    )


@access(signed_in)
@reauthenticate
def export(request: PersonRequest) -> HttpResponse | StreamingHttpResponse:
    """Hand over a copy of all that is hers, as one file with a neutral name."""
    key = keyrings.opened(request, now=timezone.now())
    if request.method != "POST":
        return render(request, "site/export.html", {"is_locked": key is None})
    audit.note(request.user.pk, request.user.pk, "exported", at=timezone.now())
    return StreamingHttpResponse(
        exporting.export(request.user, key),
        content_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="documents.zip"'},
    )


@access(signed_in)
@reauthenticate
def erase(request: PersonRequest) -> HttpResponse:
    """Erase her, after she said so on a page of its own, and give a receipt."""
    if request.method != "POST" or "yes" not in request.POST:
        return render(request, "site/erase.html", {"is_missing": request.method == "POST"})
    receipt = erasing.erase(request.user.pk, now=timezone.now())
    request.session.flush()
    response = render(request, "site/erased.html", {"receipt": receipt})
    response["Clear-Site-Data"] = leaving.FORGET
    return response


# When something is not there or went wrong


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Refuse what came under a wrong name, or worse: so early that nobody knows who asks."""
    return render(None, "site/bad_request.html", context.bare(), status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say the same, in the same words, for what is absent and for what is not hers to see."""
    return render(request, "site/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that it was our fault, without asking the database anything."""
    return render(None, "site/failed.html", context.bare(), status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is gone: nothing was done, and the way back. Leaving is done whatever the token."""
    if request.resolver_match and request.resolver_match.view_name == "site:leave":
        return leaving.leave(request)
    return render(request, "site/form_expired.html", status=403)
