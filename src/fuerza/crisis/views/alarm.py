"""The alarm by page: how she is told, on which browsers, what became of the last one, and what it can't do."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fuerza.core.access import access, signed_in
from fuerza.core.choices import MailKind
from fuerza.core.mail import line_of
from fuerza.core.panels import Line, among, pieces
from fuerza.crisis import queries, services
from fuerza.crisis.forms import AlarmForm, ListeningForm
from fuerza.desk.views.desks import DeskRequest, at_own_desk
from fuerza.desk.views.desks import show as show_page
from fuerza.people import queries as people
from safeguard.push import public_key


@access(signed_in)
@at_own_desk
@require_http_methods(["GET", "HEAD", "POST"])
def alarm(request: DeskRequest) -> HttpResponse:
    """Show how she is told, and change it."""
    if request.method != "POST":
        return _page(request, _form(request))
    form = _form(request, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    services.set_alarm(person=request.user, choice=form.choice(), now=now())
    messages.success(request, _("Kept. Try it now, so that you know it reaches you."))
    return redirect("crisis:alarm")


@access(signed_in)
@at_own_desk
@require_POST
def try_out(request: DeskRequest) -> HttpResponse:
    """Have it go out once; what became of it stands on the page a moment later."""
    services.try_out(person=request.user, now=now())
    messages.success(
        request, _("It is on its way. Look again in a moment: the page says what became of it.")
    )
    return redirect("crisis:alarm")


@access(signed_in)
@at_own_desk
@require_POST
def listen(request: DeskRequest) -> HttpResponse:
    """Have this browser take alarms."""
    form = ListeningForm(request.POST)
    is_taken = form.is_valid() and services.listen(
        person=request.user,
        subscription=form.subscription(),
        user_agent=request.headers.get("User-Agent", ""),
        now=now(),
    )
    if not is_taken:
        messages.error(request, _("This browser gave nothing that an alarm could be sent to."))
    return redirect("crisis:alarm")


@access(signed_in)
@at_own_desk
@require_POST
def stop_listening(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Have a browser take no more alarms."""
    services.stop_listening(person=request.user, pk=pk)
    return redirect("crisis:alarm")


def _form(request: DeskRequest, posted: Any = None) -> AlarmForm:
    stands = queries.alarm_of(request.user)
    initial = {name: getattr(stands, name) for name in queries.TERMS} | {
        "line": queries.line_of(stands)
    }
    return AlarmForm(posted, initial=initial, has_advisers=people.advisers(now()).exists())


def _page(request: DeskRequest, form: AlarmForm, *, status: int = 200) -> HttpResponse:
    stands = queries.alarm_of(request.user)
    ways = [
        (_("Mail"), stands.get_mail_went_display()),
        (_("Browsers"), stands.get_push_went_display()),
        (_("A call"), stands.get_call_went_display()),
    ]
    context = {
        "form": form,
        "alarm": stands,
        "neutral": line_of(MailKind.NOTE),
        "went": [(way, went) for way, went in ways if went],
        "listening": queries.listening_of(request.user),
        "key": public_key(services.vapid_key()),
        "has_mail": bool(request.user.email),
        "lines": _lines(request),
    }
    return show_page(request, "crisis/alarm.html", context, status=status)


def _lines(request: DeskRequest) -> list[Line]:
    """Say what was looked at and up to when: an alarm knows of nothing else."""
    return among(pieces("desk", request.desk.owner), Line)
