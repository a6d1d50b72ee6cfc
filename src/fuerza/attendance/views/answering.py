"""An invitation as whoever holds it sees it: who asks, why, which partners, what is kept; then yes or no."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit as limits
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerza.attendance import queries, services
from fuerza.attendance.choices import InvitationState
from fuerza.attendance.forms import AnswerForm, BeginForm, CodeForm
from fuerza.attendance.views.edition import told_of
from fuerza.core.access import access, public
from fuerza.people import queries as people
from fuerza.people import services as accounts


@access(public)
def code(request: HttpRequest) -> HttpResponse:
    """Take a code from paper to its invitation."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("attendance:answer", token=form.cleaned_data["code"])
    return kept_nowhere(render(request, "attendance/code.html", {"form": form}))


@access(public)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation; looking uses nothing up. A yes needs no account beforehand, and makes one with it."""
    invitation, refused = _found(request, token)
    if refused is not None:
        return refused
    mine = _hers(request, invitation)
    if mine is not None:
        return redirect("attendance:mine", pk=invitation.edition_id)
    why = queries.refusal_of(invitation, now())
    if why is not None:
        return _refused(request, why)
    form = _form(request, invitation)
    if form.is_valid():
        return _answered(request, invitation, form)
    page = _page(invitation) | {"form": form, "token": token}
    status = 422 if form.errors else 200
    return kept_nowhere(render(request, "attendance/answer.html", page, status=status))


@access(public)
@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Take a no: nothing else is asked."""
    invitation, refused = _found(request, token)
    if refused is not None:
        return refused
    try:
        services.decline(invitation=invitation, now=now())
    except services.Refused as why_not:
        return _refused(request, why_not.why)
    page = {"token": token, "until": invitation.expires_at}
    return kept_nowhere(render(request, "attendance/declined.html", page))


def _found(request: HttpRequest, token: str) -> tuple[Any, HttpResponse | None]:
    """Find an invitation by its token, or the answer to whoever has none, or has tried too many."""
    if not may_guess(request, dry_run=True):
        return None, render(request, "429.html", status=429)
    invitation = queries.invitation_by(token)
    if invitation is None:
        may_guess(request)
        return None, render(request, "people/link_gone.html", status=404)
    return invitation, None


def _answered(request: HttpRequest, invitation: Any, form: Any) -> HttpResponse:
    reply = form.reply()
    try:
        person = _who(request, invitation, form)
        registration = services.accept(invitation=invitation, person=person, reply=reply, now=now())
    except services.Refused as refused:
        return _refused(request, refused.why)
    except accounts.NameTaken:
        form.add_error("username", _("This name can't be used. Choose another one."))
        page = _page(invitation) | {"form": form}
        return kept_nowhere(render(request, "attendance/answer.html", page, status=422))
    if request.user.is_authenticated:
        return redirect("attendance:mine", pk=registration.edition_id)
    adapter = get_adapter()
    adapter.login_by_link(request, person)
    if form.cleaned_data["password"]:
        messages.success(
            request, _("You have an account now, with the name and password you chose.")
        )
        to = redirect("attendance:mine", pk=registration.edition_id)
    else:
        to = redirect("mfa_add_webauthn")
    response: HttpResponse = adapter.in_her_language(to, person)
    return response


def _who(request: HttpRequest, invitation: Any, form: Any) -> Any:
    """Return whoever answers: she who is signed in, or the account that begins with this yes."""
    if request.user.is_authenticated:
        return request.user
    by_password = request.POST.get("by") == "password"
    return services.begin_account(
        invitation=invitation,
        username=form.cleaned_data["username"],
        password=form.cleaned_data["password"] if by_password else None,
        reply=form.reply(),
        language=get_language() or "en",
        now=now(),
    )


def _form(request: HttpRequest, invitation: Any) -> Any:
    known = {
        "edition": invitation.edition,
        "is_locked": invitation.is_locked,
        "is_brought": queries.is_brought(invitation),
    }
    if request.user.is_authenticated:
        return AnswerForm(request.POST or None, **known)
    by_password = request.POST.get("by") != "passkey"
    return BeginForm(request.POST or None, needs_password=by_password, **known)


def _hers(request: HttpRequest, invitation: Any) -> Any:
    """Return her registration, where this invitation is the one she answered."""
    if not request.user.is_authenticated or invitation.state != InvitationState.ACCEPTED:
        return None
    mine = queries.registration_of(request.user, invitation.edition_id)
    return mine if mine is not None and mine.invitation_id == invitation.pk else None


def _page(invitation: Any) -> dict[str, Any]:
    inviter = invitation.invited_by
    return told_of(invitation.edition) | {
        "who": people.name_of(inviter) if inviter else "",
        "why": queries.why_of(invitation),
        "until": invitation.expires_at,
    }


def _refused(request: HttpRequest, why: Any) -> HttpResponse:
    page = {"words": why.label, "code": why.value}
    return kept_nowhere(render(request, "attendance/refused.html", page, status=410))


def may_guess(request: HttpRequest, *, dry_run: bool = False) -> bool:
    """Say whether this network may try another link; only those that were none are counted."""
    counted = limits.consume(
        request, app="allauth.account", action="link", dry_run=dry_run, limit_get=True
    )
    return counted is not None


def kept_nowhere(response: HttpResponse) -> HttpResponse:
    """Have no browser keep a page that names her, though whoever has the link may see it."""
    response["Cache-Control"] = "no-store"
    return response
