"""Asking to come without an account, and the page of it that its own link opens."""

from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit as limits
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuerza.core.access import access, public
from fuerza.programme import queries as programme
from fuerza.vetting import queries, services
from fuerza.vetting.choices import GOES_ON, VOUCHES_AT_MOST
from fuerza.vetting.forms import AskForm, TextForm


@access(public)
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show who is part of it and what is asked; whatever is sent from whomever, the answer is the same page."""
    page = programme.page_of(request.user, pk, language=get_language() or "en")
    if page is None:
        raise Http404
    told: dict[str, Any] = {
        "edition": page.edition,
        "partnerships": page.partnerships,
        "words": page.words,
        "countries": page.countries,
    }
    if not queries.may_ask(page.edition, now()):
        return render(request, "vetting/closed.html", told)
    opening = queries.opening_of(page.edition)
    form = AskForm(request.POST or None, questions=queries.questions_of(opening))
    if form.is_valid():
        if not _may(request, "asking"):
            return render(request, "429.html", status=429)
        services.ask(edition=page.edition, asking=form.asking(get_language() or "en"), now=now())
        return _kept_nowhere(render(request, "vetting/sent.html", told))
    told |= {"form": form, "after": queries.after_of(opening)}
    return _kept_nowhere(
        render(request, "vetting/ask.html", told, status=422 if form.errors else 200)
    )


@access(public)
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show an application to whoever holds its link, and do what she says there; looking changes nothing."""
    application, refused = found(request, token)
    if refused is not None:
        return refused
    if request.method == "POST":
        _do(request, application)
        return redirect("vetting:mine", token=token)
    is_open = application.state in GOES_ON
    page = {
        "application": application,
        "is_open": is_open,
        "name": queries.text_of(application, "name"),
        "answers": queries.answers_of(application),
        "question": queries.text_of(application, "question"),
        "answer": queries.text_of(application, "answer"),
        "may_appeal": queries.may_appeal(application, now()),
        "vouch_link": queries.link_of(application, "vouch") if is_open else "",
        "vouches": len(list(queries.vouches_of(application))),
        "vouches_at_most": VOUCHES_AT_MOST,
        "reply_form": TextForm(label=_("Your answer")),
        "appeal_form": TextForm(label=_("What you want to say to it")),
    }
    return _kept_nowhere(render(request, "vetting/mine.html", page))


def found(
    request: HttpRequest, token: str, purpose: queries.Purpose = "mine"
) -> tuple[Any, HttpResponse | None]:
    """Find an application by a link, or the answer to whoever has none, or has tried too many."""
    if not _may(request, "link", dry_run=True):
        return None, render(request, "429.html", status=429)
    application = queries.application_by(token, purpose)
    if application is None:
        return None, no_such(request)
    return application, None


def no_such(request: HttpRequest) -> HttpResponse:
    """Answer a link that is none, or is none for her; only those are counted as guesses."""
    _may(request, "link")
    return render(request, "people/link_gone.html", status=404)


def _do(request: HttpRequest, application: Any) -> None:
    form = TextForm(request.POST, label="")
    text = form.cleaned_data["text"] if form.is_valid() else ""
    try:
        said = _done(request, application, text)
    except services.Gone:
        messages.error(request, _("That can't be done any more: look at where it stands now."))
    else:
        if said:
            messages.success(request, said)
        else:
            messages.error(request, _("Write something, in 1,500 letters at most."))


def _done(request: HttpRequest, application: Any, text: str) -> str:
    """Do what she says, and say what was done; nothing where a text is missing."""
    do = request.POST.get("do", "")
    if do == "confirm":
        person = request.user if request.user.is_authenticated else None
        services.confirm(application=application, person=person, now=now())
        return _("Sent. Two people of the team read it, each for herself.")
    if do == "withdraw":
        services.withdraw(application=application, now=now())
        return _("Taken back. What you wrote is deleted.")
    if do == "reply" and text:
        services.reply(application=application, text=text)
        return _("Sent.")
    if do == "appeal" and text:
        services.appeal(application=application, text=text, now=now())
        return _("Sent. Somebody who took no part in it reads it.")
    return ""


def _may(request: HttpRequest, action: str, *, dry_run: bool = False) -> bool:
    """Say whether this network may do this once more now."""
    counted = limits.consume(
        request, app="allauth.account", action=action, dry_run=dry_run, limit_get=True
    )
    return counted is not None


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """Have no browser keep a page that says she asked."""
    response["Cache-Control"] = "no-store"
    return response
