"""Organisers and operators: invitations, and (operators) the list of sign-in names and roles, and resets.

No page here shows a desk, a vault, a circle or a voice, nor a way to one.
"""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerza.core.access import access, reauthenticate
from fuerza.people import queries, services
from fuerza.people.forms import InviteForm, RoleForm
from fuerza.people.queries import PersonRequest, inviter, operator


@access(inviter)
@reauthenticate
def invite(request: PersonRequest) -> HttpResponse:
    """Make an invitation, and show its link once: whoever invites hands it over."""
    form = InviteForm(request.POST or None, is_operator=operator(request))
    if not form.is_valid():
        return render(request, "people/invite.html", {"form": form})
    scope_id = queries.scope_to_invite_for(request.user)
    made = services.invite(by=request.user, roles=form.roles(), scope_id=scope_id, now=now())
    return link_page(request, made.token, back_url="people:all")


@access(inviter)
def everyone(request: PersonRequest) -> HttpResponse:
    """List unused invitations, and to operators sign-in names and roles: all they need to see of people."""
    page = {
        "people": queries.people_for(request.user),
        "waiting": queries.invited_by(request.user, now()),
    }
    return render(request, "people/all.html", page)


@access(operator)
@reauthenticate
def person(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one account's roles; give one."""
    one = get_object_or_404(queries.people_for(request.user), pk=pk)
    form = RoleForm(request.POST or None)
    if form.is_valid():
        services.give_role(person=one, name=form.cleaned_data["role"], by=request.user, now=now())
        messages.success(request, _("Kept."))
        return redirect("people:person", pk=one.pk)
    page = {"person": one, "form": form, "roles": queries.roles_of(one, now())}
    return render(request, "people/person.html", page)


@access(operator)
@reauthenticate
@require_POST
def take_role(request: PersonRequest, pk: uuid.UUID, role_pk: uuid.UUID) -> HttpResponse:
    """End a role; giving it again is the undo."""
    one = get_object_or_404(queries.people_for(request.user), pk=pk)
    role = get_object_or_404(queries.roles_of(one, now()), pk=role_pk)
    services.take_role(role=role, by=request.user, now=now())
    messages.success(request, _("The role has ended."))
    return redirect("people:person", pk=one.pk)


@access(operator)
@reauthenticate
def reset(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask, saying what a reset does and does not, then show the link once."""
    one = get_object_or_404(queries.people_for(request.user), pk=pk)
    if request.method == "POST":
        made = services.reset(person=one, by=request.user, now=now())
        return link_page(request, made.token, back_url="people:all")
    page = {
        "name": _("People"),
        "question": _("Open this account anew?"),
        "points": [
            _("You get a link to hand over. It works once, for 24 hours."),
            _(
                "The desk comes up empty, and locked for 72 hours. A reset never opens what was kept."
            ),
            _("It is signed out everywhere, and helps nobody any more until it is let in again."),
            _("A notice stays in the account. Nobody can delete it."),
        ],
        "verb": _("Open it anew"),
        "back_url": reverse("people:person", args=[one.pk]),
        "is_grave": True,
    }
    return render(request, "confirm.html", page)


def link_page(request: PersonRequest, token: str, *, back_url: str) -> HttpResponse:
    """Show a one-time link, this once: it is kept nowhere."""
    page = {"address": queries.address_of(token), "back_url": reverse(back_url)}
    return render(request, "people/link.html", page)
