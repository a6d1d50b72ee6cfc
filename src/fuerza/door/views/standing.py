"""The door on a phone: opened by a link, it takes codes and says who is in; it has no list and no search."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe
from django_permissions_policy.decorators import permissions_policy_override

from fuerza.attendance.views.answering import kept_nowhere, may_guess
from fuerza.core import times
from fuerza.core.access import access, public
from fuerza.core.codes import LETTERS
from fuerza.door import queries, services
from fuerza.door.choices import ENDS_DOOR, SEND_HOURS, UNDO_MINUTES, Who
from fuerza.door.forms import CheckForm, LinkForm, UndoForm
from fuerza.door.services import Result

_CAMERA: dict[str, str | list[str] | tuple[str]] = {**settings.PERMISSIONS_POLICY, "camera": "self"}


@access(public)
@permissions_policy_override(_CAMERA)
def door(request: HttpRequest) -> HttpResponse:
    """Take a code and say what comes of it; a phone that is at no door is asked for a door's code."""
    at = door_here(request)
    if request.method != "POST":
        return _page(request, at, _fresh())
    if at is None:
        return kept_nowhere(render(request, "door/none.html", {"form": LinkForm()}, status=410))
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _page(request, at, form, status=422)
    checked = services.check_in(
        door=at, text=form.cleaned_data["text"], who=form.cleaned_data["who"], now=now()
    )
    if request.accepts("text/html"):
        status = 409 if checked.why else 200
        return _page(request, at, _fresh(), checked=checked, status=status)
    return kept_nowhere(JsonResponse(told(checked)))


@access(public)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Take the code of a door to its page."""
    form = LinkForm(request.POST)
    if form.is_valid():
        return redirect("door:enter", code=form.cleaned_data["code"])
    return kept_nowhere(render(request, "door/none.html", {"form": form}, status=422))


@access(public)
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Ask first, so that looking at a link uses nothing up; then this phone is at the door."""
    if not may_guess(request, dry_run=True):
        return render(request, "429.html", status=429)
    found = queries.door_by_link(code, now())
    if found is None:
        may_guess(request)
        return kept_nowhere(render(request, "people/link_gone.html", status=404))
    if request.method != "POST":
        return kept_nowhere(render(request, "door/enter.html", {"until": _until(found)}))
    try:
        at, cookie = services.enter(code=code, now=now())
    except services.LinkGone:
        return kept_nowhere(render(request, "people/link_gone.html", status=404))
    response = redirect("door:door")
    response.set_cookie(
        settings.DOOR_COOKIE_NAME,
        cookie,
        max_age=int((at.ends_at - now()).total_seconds()) + SEND_HOURS * 3600,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",  # a ticket is opened by the phone's own camera, from outside
    )
    return kept_nowhere(response)


@access(public)
@require_safe
@permissions_policy_override(_CAMERA)
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """Show the door what its camera opened, to be let in with one press; to anybody else a ticket says nothing."""
    at = door_here(request)
    if at is None:
        return kept_nowhere(render(request, "door/ticket.html"))
    return _page(request, at, _fresh(token))


@access(public)
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back a mistaken check-in."""
    at = door_here(request)
    form = UndoForm(request.POST)
    is_done = (
        at is not None
        and form.is_valid()
        and services.undo(door=at, check_in_id=form.cleaned_data["check_in"], now=now())
    )
    return _page(request, at, _fresh(), undone="yes" if is_done else "late")


@access(public)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End this phone's door, and have its browser forget."""
    at = door_here(request)
    if at is not None:
        services.leave(door=at, now=now())
    response = redirect("door:door")
    response.delete_cookie(settings.DOOR_COOKIE_NAME)
    return kept_nowhere(response)


def door_here(request: HttpRequest) -> Any:
    """Return the door that this phone is at, open or not."""
    return queries.door_by_cookie(request.COOKIES.get(settings.DOOR_COOKIE_NAME, ""))


def told(checked: Result) -> dict[str, Any]:
    """Say a result as the page's own script takes it."""
    face = checked.face
    return {
        "why": checked.why,
        "words": checked.words,
        "ago": checked.minutes_ago,
        "check_in": str(checked.check_in or ""),
        "face": face
        and {
            "badge": face.badge,
            "photo": face.photo,
            "needs": face.has_needs,
            "legal": face.legal,
        },
    }


def _until(at: Any) -> str:
    """Say until when a door is open, in the zone of the place: this phone is nobody's."""
    return times.said(at.ends_at, now=now(), zone=at.edition.zone)


def _fresh(text: str = "") -> CheckForm:
    return CheckForm(initial={"text": text, "who": Who.HERSELF})


def _page(
    request: HttpRequest,
    at: Any,
    form: CheckForm,
    *,
    checked: Result | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    if at is None:
        return kept_nowhere(render(request, "door/none.html", {"form": LinkForm()}))
    shut = queries.shut_because(at, now())
    if shut in ENDS_DOOR:
        page = {"why": shut, "door": at, "letters": LETTERS}
        return kept_nowhere(render(request, "door/shut.html", page, status=410))
    page = {
        "door": at,
        "until": _until(at),
        "form": form,
        "checked": checked,
        "minutes": UNDO_MINUTES,
        "letters": LETTERS,
        **more,
    }
    return kept_nowhere(render(request, "door/door.html", page, status=status))
