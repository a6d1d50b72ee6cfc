"""Acts that she does herself on the platform: the page for it, a text for a report, and what she got for it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fuerza.acts import queries, services
from fuerza.acts.choices import ActionKind, ActionState
from fuerza.acts.forms import ReceiptForm, WordsForm
from fuerza.acts.views import wording
from fuerza.connections.queries import host_of, label_of
from fuerza.core import disclosure, keyrings
from fuerza.core.access import access, signed_in
from fuerza.core.workshop import hides_words
from fuerza.people.queries import PersonRequest


@access(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show where an act is done by hand, with a text for a report; and take down what she got for it."""
    action = action_of(request, pk)
    form = ReceiptForm(request.POST or None, zone=request.user.zone, now=now())
    if request.method == "POST" and form.is_valid():
        return _done(request, action, **form.cleaned_data)
    opened = None if hides_words(request) else keyrings.opened(request, now=now())
    aim = queries.aims_of(request.user, [action]).get(pk) if opened else None
    way = queries.way_to(action.kind, aim) if aim else ""
    context = {
        "act": action,
        "aim": aim,
        "platform": label_of(aim.platform) if aim else "",
        "is_locked": opened is None,
        "hides_words": hides_words(request),
        "is_to_do": action.state == ActionState.BY_HAND,
        "way": way,
        "host": host_of(way),
        "form": form,
    }
    if aim and action.kind == ActionKind.REPORT:
        context |= _words(request, action, aim, opened)
    return render(request, "acts/by_hand.html", context, status=422 if form.errors else 200)


@access(signed_in)
@require_POST
def done_by_hand(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Note that she did it herself on the platform."""
    return _done(request, action_of(request, pk))


def _done(request: PersonRequest, action: Any, **receipt: Any) -> HttpResponse:
    services.done_by_hand(action=action, by=request.user, now=now(), **receipt)
    if receipt:
        messages.success(request, _("Written down, with what was kept of it."))
    return redirect("connections:review", pk=action.plan_id)


def _words(request: PersonRequest, action: Any, aim: queries.Aim, opened: Any) -> dict[str, Any]:
    """Word a report in the language she chose; what was written stands in it only if she asked."""
    own = str(get_language())
    asked = WordsForm({"language": own} | request.GET.dict())
    said = asked.cleaned_data if asked.is_valid() else {}
    language = said.get("language", own)
    kept = queries.kept_of(action, opened=opened if said.get("quote") else None)
    return {
        "asked": asked,
        "language": language,
        "words": wording.report(aim, kept, language),
    }


def action_of(request: PersonRequest, pk: UUID) -> Any:
    """Find an act of hers.

    Raises:
        Http404: it is another's, or is not there.
    """
    action = queries.action_of(request.user, pk)
    if action is None or not disclosure.may_show(request.user, action, "page"):
        raise Http404
    return action
