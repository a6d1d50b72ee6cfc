"""A day on which members speak together: the rule, joining, the others' handles, leaving."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuerza.campaigns import queries, services
from fuerza.campaigns.forms import JoinForm
from fuerza.core.access import access, signed_in
from fuerza.people.queries import PersonRequest


@access(signed_in)
@require_http_methods(("GET", "HEAD", "POST"))
def day(request: PersonRequest, part: UUID) -> HttpResponse:
    """Show a day to whoever can join it; the others to whoever joined, while it lasts."""
    found = queries.day_for(request.user, part, now())
    if found is None:
        raise Http404
    there, registration = found
    member = queries.member_of(request.user, there, now())
    if member is not None and request.POST.get("act") == "leave":
        services.leave(member=member, now=now())
        messages.success(request, _("You have left. Nobody sees your handle here any more."))
        return redirect("campaigns:day", part=part)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.join(
            day=there,
            registration=registration,
            platform=form.cleaned_data["platform"],
            handle=form.cleaned_data["handle"],
            now=now(),
        )
        messages.success(request, _("You have joined. A receipt stands among what you agreed to."))
        return redirect("campaigns:day", part=part)
    page = {
        "day": there,
        "form": form,
        "member": member,
        "handle": queries.handle_of(member) if member else "",
        "lasts": queries.lasts(there, now()),
        "others": queries.others_for(member, now()) if member else [],
    }
    return render(request, "campaigns/day.html", page, status=422 if form.errors else 200)
