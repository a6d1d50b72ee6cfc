"""Whom she lets help: let in by a code or a link, listed in plain words, ended with one tap."""

import uuid

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerza.core import keyrings
from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.core.panels import Scope, pieces
from fuerza.core.returning import way_back
from fuerza.people import queries, services
from fuerza.people.choices import Capability
from fuerza.people.forms import AdviserForm, HelpByCodeForm, HelpForm
from fuerza.people.queries import PersonRequest
from fuerza.people.views.inviting import link_page


@access(signed_in)
def helpers(request: PersonRequest) -> HttpResponse:
    """List who may do what of hers, who could before, and whom she helps."""
    page = {
        "watchers": queries.who_can_see(request.user, now()),
        "past": queries.who_could_see(request.user, now()),
        "held": queries.whom_she_helps(request.user, now()),
        "must_agree": queries.must_agree(request.user, now()),
        "advisers": [
            (one.pk, queries.name_of(one)) for one in queries.advisers_for(request.user, now())
        ],
    }
    return render(request, "people/helpers.html", page)


@access(signed_in)
@reauthenticate
def give_by_code(request: PersonRequest) -> HttpResponse:
    """Let in at once whoever reads her code out to her."""
    form = HelpByCodeForm(request.POST or None, scopes=_scopes(request))
    if form.is_valid() and _let_in_by_code(request, form):
        messages.success(request, _("The help begins now. You can end it at any time."))
        return redirect("people:helpers")
    return render(request, "people/give_by_code.html", {"form": form})


def _let_in_by_code(request: PersonRequest, form: HelpByCodeForm) -> bool:
    if not ratelimit.consume(request, action="login_failed", key=f"helper:{request.user.pk}"):
        form.add_error(None, str(get_adapter().error_messages["rate_limited"]))
        return False
    try:
        services.give_by_code(
            owner=request.user,
            code=form.cleaned_data["code"],
            capabilities=form.cleaned_data["capabilities"],
            ends_at=form.ends_at(now()),
            scope_id=form.scope_id,
            now=now(),
            opened=keyrings.opened(request, now=now()),
        )
    except services.CodeRefused:
        form.add_error("code", _("Nobody shows this code now. Have it read out once more."))
    except services.BadTerms:
        form.add_error("capabilities", _("A safety adviser can read and document, no more."))
    return form.is_valid()


@access(signed_in)
@reauthenticate
def give_by_link(request: PersonRequest) -> HttpResponse:
    """Make a link for somebody who has no account here; her help begins after a day's wait."""
    form = HelpForm(request.POST or None, scopes=_scopes(request))
    if not form.is_valid():
        return render(request, "people/give_by_link.html", {"form": form})
    _grant, token = services.give_by_link(
        owner=request.user,
        capabilities=form.cleaned_data["capabilities"],
        ends_at=form.ends_at(now()),
        scope_id=form.scope_id,
        now=now(),
    )
    return link_page(request, token, back_url="people:helpers")


def _scopes(request: PersonRequest) -> list[Scope]:
    """Ask every domain what of hers a helper can be let into, beside her desk."""
    return [piece for piece in pieces("scopes", request.user) if isinstance(piece, Scope)]


@access(signed_in)
@reauthenticate
def let_in(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask, then let a safety adviser of the programme read and document, after a day's wait."""
    adviser = get_object_or_404(queries.advisers_for(request.user, now()), pk=pk)
    form = AdviserForm(request.POST or None)
    if form.is_valid():
        services.grant(
            owner=request.user,
            actor=adviser,
            capabilities=[Capability.DOCUMENT],
            ends_at=form.ends_at(now()),
            now=now(),
        )
        messages.success(request, _("Reading and documenting can begin tomorrow."))
        return redirect("people:helpers")
    page = {"form": form, "adviser_name": queries.name_of(adviser)}
    return render(request, "people/let_in.html", page)


@access(signed_in)
@require_POST
def end_grant(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """End it, with one tap and no question: letting somebody in again is the undo."""
    grant = get_object_or_404(queries.grants_given(request.user, now()), pk=pk)
    opened = keyrings.opened(request, now=now())
    services.end_grant(grant=grant, by=request.user, now=now(), opened=opened)
    messages.success(request, _("Ended. What was read was read; nothing more can be seen."))
    return redirect(way_back(request, "people:helpers"))


@access(signed_in)
@reauthenticate
@require_POST
def unmask(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Let a helper see the words on lists as well; until then they are shown one at a time."""
    return _mask(request, pk, is_masked=False)


@access(signed_in)
@require_POST
def mask(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Go back to placeholders."""
    return _mask(request, pk, is_masked=True)


def _mask(request: PersonRequest, pk: uuid.UUID, *, is_masked: bool) -> HttpResponse:
    grant = get_object_or_404(queries.grants_given(request.user, now()), pk=pk)
    services.mask(grant=grant, is_masked=is_masked, now=now())
    return redirect("people:helpers")


@access(signed_in)
def show_code(request: PersonRequest) -> HttpResponse:
    """Show whoever is to help the code that she reads out; a button makes it, so that a reload does not."""
    code = services.show_code(person=request.user, now=now()) if request.method == "POST" else ""
    return render(request, "people/show_code.html", {"code": code})
