"""Vouching, by a link that whoever asks gave her herself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from fuerza.core.access import access, signed_in
from fuerza.people.queries import PersonRequest
from fuerza.vetting import queries, services
from fuerza.vetting.choices import GOES_ON
from fuerza.vetting.forms import TextForm
from fuerza.vetting.views.asking import found, no_such


@access(signed_in)
def vouch(request: PersonRequest, token: str) -> HttpResponse:
    """Say how she knows her, or take that back; to others than those who came the link is none."""
    application, refused = found(request, token, "vouch")
    if refused is not None:
        return refused
    if not queries.may_vouch(request.user, application):
        return no_such(request)
    known = queries.vouched_by(request.user, application)
    initial = {"text": queries.text_of(known, "how")} if known else None
    form = TextForm(request.POST or None, initial=initial, label=_("How you know her"))
    if "back" in request.POST or form.is_valid():
        _do(request, application, form)
        return redirect("vetting:vouch", token=token)
    page = {
        "application": application,
        "name": queries.text_of(application, "name"),
        "form": form,
        "known": known,
        "is_open": application.state in GOES_ON,
    }
    return render(request, "vetting/vouch.html", page, status=422 if form.errors else 200)


def _do(request: PersonRequest, application: object, form: TextForm) -> None:
    same = {"application": application, "by": request.user, "now": now()}
    try:
        if "back" in request.POST:
            services.unvouch(**same)  # type: ignore[arg-type]  # one dict for two services
            messages.success(request, _("Taken back. What you wrote is deleted."))
        else:
            services.vouch(how=form.cleaned_data["text"], **same)  # type: ignore[arg-type]  # one dict for two services
            messages.success(request, _("Thank you. Those who decide read it, and nobody else."))
    except services.Gone:
        messages.error(request, _("It is answered already, or two people have vouched."))
