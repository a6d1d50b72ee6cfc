"""Her check-up list: hers alone, opened by her own key, to be printed and deleted."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuerza.core import keyrings
from fuerza.core.access import access, signed_in
from fuerza.people.queries import PersonRequest
from fuerza.slots import queries, services
from fuerza.slots.choices import PLATFORMS
from fuerza.slots.forms import PlatformForm
from fuerza.slots.queries import Looked

GET_AND_POST = ("GET", "HEAD", "POST")


@access(signed_in)
@require_safe
def check_list(request: PersonRequest) -> HttpResponse:
    """Show her list on one page, which can be printed, while her keyring is open."""
    kept = queries.check_list_of(request.user)
    noted = queries.noted_in(kept, keyrings.opened(request, now=now()))
    page = {
        "kept": kept,
        "is_open": noted is not None,
        "rows": [_platform(code, (noted or {}).get(code, Looked())) for code in PLATFORMS],
    }
    return render(request, "slots/check_list.html", page)


@access(signed_in)
@require_http_methods(GET_AND_POST)
def check(request: PersonRequest, platform: str) -> HttpResponse:
    """Write down one platform of her list."""
    if platform not in PLATFORMS:
        raise Http404
    kept = queries.check_list_of(request.user)
    noted = queries.noted_in(kept, keyrings.opened(request, now=now()))
    if noted is None:
        messages.warning(request, _("Open your list first: it is sealed to your own key."))
        return redirect("slots:check_list")
    form = PlatformForm(
        request.POST if request.method == "POST" else None,
        platform=platform,
        looked=noted.get(platform, Looked()),
    )
    if request.method == "POST" and form.is_valid():
        services.keep_list(person=request.user, noted=noted | {platform: form.looked()}, now=now())
        messages.success(request, _("Kept, for you alone."))
        return redirect("slots:check_list")
    page = {"form": form, "about": PLATFORMS[platform], "guide": _guide(platform)}
    return render(request, "slots/check.html", page, status=422 if form.errors else 200)


@access(signed_in)
def forget_list(request: PersonRequest) -> HttpResponse:
    """Ask, then delete her list: also where it is locked, since deleting reads nothing."""
    if request.method == "POST":
        services.forget_list(person=request.user, now=now())
        messages.success(request, _("Your list is deleted."))
        return redirect("slots:check_list")
    page = {
        "name": _("Check-up"),
        "question": _("Delete your check-up list?"),
        "points": [
            _("What you looked at and what you wanted to do next is gone."),
            _("What you set on the platforms stays as it is."),
            _("This can't be taken back."),
        ],
        "verb": _("Delete it"),
        "is_grave": True,
        "back_url": reverse("slots:check_list"),
    }
    return render(request, "confirm.html", page)


def _platform(code: str, looked: Looked) -> dict[str, Any]:
    steps = PLATFORMS[code].steps
    return {
        "code": code,
        "label": PLATFORMS[code].label,
        "guide": _guide(code),
        "done": [steps[one] for one in looked.done if one in steps],
        "next": [steps[one] for one in looked.next if one in steps],
        "note": looked.note,
    }


def _guide(code: str) -> str:
    return reverse("guides:read", args=[PLATFORMS[code].guide])
