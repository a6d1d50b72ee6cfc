"""Her own page: settings, mail, notices; and her devices."""

import uuid

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.people import queries, services
from fuerza.people.forms import MailForm, MeForm
from fuerza.people.queries import PersonRequest


@access(signed_in)
def me(request: PersonRequest) -> HttpResponse:
    """Show and keep how she is named and shown things."""
    person = request.user
    name = queries.name_of(person) if person.sealed_name else ""
    form = MeForm(request.POST or None, instance=person, initial={"name": name})
    if form.is_valid():
        settings = {field: form.cleaned_data[field] for field in MeForm.Meta.fields}
        services.settle(person=person, now=now(), **settings)
        request.session["idle_minutes"] = person.idle_minutes
        messages.success(request, _("Kept."))
        response: HttpResponse = get_adapter().in_her_language(redirect("people:me"), person)
        return response
    page = {
        "form": form,
        "notices": queries.notices_to_show(person, now()),
        "has_way_in": queries.has_way_in(person),
        "has_open_links": queries.open_links_of(person, now()).exists(),
        "is_inviter": queries.inviter(request),
        "is_operator": queries.operator(request),
    }
    return render(request, "people/me.html", page)


@access(signed_in)
@reauthenticate
def mail(request: PersonRequest) -> HttpResponse:
    """Show and keep her e-mail address; it can stay empty."""
    form = MailForm(request.POST or None, instance=request.user)
    if form.is_valid():
        services.settle_mail(person=request.user, email=form.cleaned_data["email"], now=now())
        messages.success(request, _("Kept."))
        return redirect("people:me")
    return render(request, "people/mail.html", {"form": form})


@access(signed_in)
@require_POST
def cancel_links(request: PersonRequest) -> HttpResponse:
    """Make every open one-time link to her account useless: somebody else may have asked for it."""
    services.cancel_links(person=request.user, now=now())
    messages.success(request, _("No link opens your account any more."))
    return redirect("people:me")


@access(signed_in)
def devices(request: PersonRequest) -> HttpResponse:
    """Show where she is signed in now, and when she was before; that list can't be emptied."""
    page = {
        "open_devices": queries.open_devices_of(request.user),
        "here": request.session.get("device"),
        "history": queries.history_of(request.user),
    }
    return render(request, "people/devices.html", page)


@access(signed_in)
@reauthenticate
def end_session(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask, then end what is signed in on one device."""
    device = get_object_or_404(queries.devices_of(request.user), pk=pk)
    if request.method == "POST":
        services.end_session(person=request.user, device_id=device.pk, now=now())
        messages.success(request, _("Signed out there."))
        return redirect("people:devices")
    page = {
        "name": _("Devices"),
        "question": _("Sign out on this device?"),
        "text": _("%(browser)s, %(system)s")
        % {"browser": device.get_browser_display(), "system": device.get_system_display()},
        "verb": _("Sign out there"),
        "back_url": reverse("people:devices"),
    }
    return render(request, "confirm.html", page)


@access(signed_in)
@reauthenticate
def end_others(request: PersonRequest) -> HttpResponse:
    """Ask, then end every session but this one."""
    if request.method == "POST":
        keep = request.session.session_key
        services.end_other_sessions(person=request.user, keep=keep, now=now())
        messages.success(request, _("You are signed in on this device only."))
        return redirect("people:devices")
    page = {
        "name": _("Devices"),
        "question": _("Sign out everywhere else?"),
        "text": _("This device stays signed in."),
        "verb": _("Sign out everywhere else"),
        "back_url": reverse("people:devices"),
    }
    return render(request, "confirm.html", page)
