"""What organisers see of who asks to come: each reads for herself, and sees another's view after she gave hers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuerza.attendance.services import Refused
from fuerza.core.access import access, reauthenticate
from fuerza.people import queries as people
from fuerza.people.queries import PersonRequest, organiser
from fuerza.programme import queries as programme
from fuerza.vetting import queries, services
from fuerza.vetting.choices import OPEN, ApplicationState, View
from fuerza.vetting.forms import OpeningForm, TextForm, ViewForm

ASIDE = {"view": View.RECUSED, "reason": ""}


@access(organiser)
@require_safe
def asked(request: PersonRequest, pk: UUID) -> HttpResponse:
    """List who asks to come, first those that wait for her."""
    edition = _organised(request, pk)
    rows = queries.applications_at(request.user, edition)
    page = {
        "edition": edition,
        "opening": queries.opening_of(edition),
        "rows": [(one, queries.text_of(one.application, "name")) for one in rows],
        "waiting": sum(one.needs_her for one in rows),
    }
    return render(request, "vetting/asked.html", page)


@access(organiser)
@reauthenticate
def opening(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say whether people may ask to come, and what they are asked."""
    edition = _organised(request, pk)
    form = OpeningForm(request.POST or None, opening=queries.opening_of(edition))
    if form.is_valid():
        services.settle_opening(edition=edition, by=request.user, now=now(), **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("vetting:asked", pk=pk)
    page = {"edition": edition, "form": form}
    return render(request, "vetting/opening.html", page, status=422 if form.errors else 200)


@access(organiser)
@reauthenticate
def one(request: PersonRequest, pk: UUID, application: UUID) -> HttpResponse:
    """Show one to a reader; take her view, her question, or her answer to an appeal."""
    edition = _organised(request, pk)
    found = queries.application_for(request.user, edition, application)
    if found is None:
        raise Http404
    do = request.POST.get("do", "")
    form = ViewForm(request.POST if do == "view" else None)
    label = (
        _("Your answer to her")
        if found.state == ApplicationState.APPEALED
        else _("One question, which she answers on her page")
    )
    text = TextForm(request.POST if do in {"more", "invite", "stay"} else None, label=label)
    if do in {"back", "aside"} or form.is_valid() or text.is_valid():
        _do(request, found, form, text)
        return redirect("vetting:one", pk=pk, application=application)
    page = _page(request, found) | {"edition": edition, "form": form, "more": text}
    status = 422 if form.errors or text.errors else 200
    return render(request, "vetting/one.html", page, status=status)


def _do(request: PersonRequest, found: Any, form: ViewForm, text: TextForm) -> None:
    do, same = request.POST["do"], {"application": found, "by": request.user, "now": now()}
    try:
        if do in {"view", "aside"}:
            said = form.cleaned_data if do == "view" else ASIDE
            services.give_view(**said, **same)
        elif do == "back":
            services.take_back(**same)
        elif do == "more":
            services.ask_more(question=text.cleaned_data["text"], **same)
        else:
            is_invited = do == "invite"
            services.read_appeal(is_invited=is_invited, answer=text.cleaned_data["text"], **same)
    except services.TookPart:
        messages.error(request, _("You had a part in it already: it takes another reader."))
    except services.Gone:
        messages.error(request, _("That can't be done any more: look at where it stands now."))
    except Refused as refused:
        messages.error(request, refused.why.label)
    else:
        messages.success(request, _("Kept."))


def _page(request: PersonRequest, found: Any) -> dict[str, Any]:
    """Gather what this reader may see: nothing of the answers where she stands aside."""
    mine = queries.review_by(request.user, found)
    page: dict[str, Any] = {
        "application": found,
        "name": queries.text_of(found, "name"),
        "mine": mine,
        "may_read": queries.may_read(request.user, found),
        "needs_her": queries.needs_view_of(request.user, found),
        "is_open": found.state in OPEN,
        "is_appeal": found.state == ApplicationState.APPEALED,
    }
    if not page["may_read"]:
        return page
    reviews = queries.reviews_shown_to(request.user, found)
    return page | {
        "answers": queries.answers_of(found),
        "question": queries.text_of(found, "question"),
        "reply": queries.text_of(found, "reply"),
        "appeal": queries.text_of(found, "appeal"),
        "answer": queries.text_of(found, "answer"),
        "vouches": [
            (people.name_of(one.voucher), queries.text_of(one, "how"))
            for one in queries.vouches_of(found)
        ],
        "reviews": [(one, queries.text_of(one, "reason")) for one in reviews],
        "may_ask_more": found.state == ApplicationState.IN_REVIEW and not found.sealed_question,
        "may_take_back": mine is not None and mine.view != View.RECUSED and len(reviews) == 1,
    }


def _organised(request: PersonRequest, pk: UUID) -> Any:
    edition = programme.organised_edition(request.user, pk, language=get_language() or "en")
    if edition is None:
        raise Http404
    return edition
