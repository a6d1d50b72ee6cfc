"""What she agreed to: each purpose by itself, until when, taken back as easily as given; and the receipts."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.people import queries, services
from fuerza.people.forms import ConsentForm, WithdrawForm
from fuerza.people.queries import PersonRequest


@access(signed_in)
def consents(request: PersonRequest) -> HttpResponse:
    """Show how each purpose stands, and the whole ledger; agree to one."""
    form = ConsentForm(request.POST or None)
    if form.is_valid():
        services.consent_give(
            person=request.user,
            purpose=form.cleaned_data["purpose"],
            expires_at=form.expires_at(now()),
            now=now(),
        )
        messages.success(request, _("Kept. You can take it back here at any time."))
        return redirect("people:consents")
    page = {
        "form": form,
        "standing": queries.consents_in_effect(request.user, now()).values(),
        "ledger": queries.consents_of(request.user),
    }
    return render(request, "people/consents.html", page)


@access(signed_in)
@require_POST
def withdraw(request: PersonRequest) -> HttpResponse:
    """Take one back, for one purpose and scope."""
    form = WithdrawForm(request.POST)
    if form.is_valid():
        services.consent_withdraw(person=request.user, now=now(), **form.cleaned_data)
        messages.success(
            request, _("Taken back. Copies already sent, printed or shared can't be recalled.")
        )
    return redirect("people:consents")


@access(signed_in)
@reauthenticate
def receipts(request: PersonRequest) -> HttpResponse:
    """Hand over every receipt as a file with a name that tells nothing."""
    entries = [queries.receipt(entry) for entry in queries.consents_of(request.user)]
    response = JsonResponse({"receipts": entries}, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="documents.json"'
    return response
