"""What an organiser settles beforehand: who is on call and when, whom to turn to besides, the link on the wall."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.core import disclosure
from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.incidents import queries, services
from fuerza.incidents.forms import ContactsForm, DutyForm
from fuerza.people import queries as people
from fuerza.people.queries import PersonRequest, organiser
from fuerza.programme import queries as programme


@access(organiser)
@require_safe
def cover(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show who is on call, where nobody is or one alone, and what else is settled; of reports nothing."""
    edition = _organised(request, pk)
    duties = queries.duties_of(edition)
    shown = disclosure.shown(request.user, duties, "page")
    page = {
        "edition": edition,
        "duties": list(zip(shown, queries.reached(shown), strict=True)),
        "gaps": queries.gaps_of(edition, duties),
        **_contacts(edition),
        "wall": queries.wall_of(edition),
        "total": queries.total_of(edition),
    }
    return render(request, "incidents/cover.html", page)


@access(organiser)
@reauthenticate
def add(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put two people on call for a time."""
    edition = _organised(request, pk)
    form = DutyForm(request.POST or None, edition=edition)
    if form.is_valid():
        starts, ends = form.span()
        made = services.put_on_call(
            edition=edition,
            pair=form.pair(),
            starts_at=starts,
            ends_at=ends,
            by=request.user,
            now=now(),
        )
        if len(made) == 1:
            messages.warning(request, _("Kept. That is one person alone: find a second."))
        else:
            messages.success(request, _("Kept. Both are written to."))
        return redirect("incidents:cover", pk=pk)
    return _form_page(request, edition, form, name=_("On call"), verb=_("Put on call"))


@access(organiser)
@require_POST
def end(request: PersonRequest, pk: UUID, duty: UUID) -> HttpResponse:
    """Take somebody off call."""
    edition = _organised(request, pk)
    found = next((one for one in queries.duties_of(edition) if one.pk == duty), None)
    if found is None:
        raise Http404
    services.take_off_call(duty=found, by=request.user, now=now())
    messages.success(request, _("Taken off. What she handles already stays hers to handle."))
    return redirect("incidents:cover", pk=pk)


@access(organiser)
@reauthenticate
def contacts(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say whom a report goes to that the team can't read, and who is told when nobody can."""
    edition = _organised(request, pk)
    form = ContactsForm(request.POST or None, edition=edition)
    if form.is_valid():
        services.settle_contacts(
            edition=edition,
            outside=form.chosen("outside"),
            safeguarding=form.chosen("safeguarding"),
            by=request.user,
            now=now(),
        )
        messages.success(request, _("Kept."))
        return redirect("incidents:cover", pk=pk)
    return _form_page(request, edition, form, name=_("Besides the team"), verb=_("Keep this"))


@access(organiser)
@reauthenticate
@require_POST
def link(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Make the link for the wall and the badges anew, and show it this once."""
    edition = _organised(request, pk)
    token = services.make_link(edition=edition, by=request.user, now=now())
    address = f"{settings.ENV.origin}{reverse('incidents:wall', args=[token])}"
    page = {"edition": edition, "address": address}
    return render(request, "incidents/link.html", page)


@access(signed_in)
@require_safe
def unread(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say to the safeguarding contact what she can do about a report that nobody can read; nothing of its contents."""
    edition = next((one for one in queries.unread(request.user) if one.pk == pk), None)
    if edition is None:
        raise Http404
    return render(request, "incidents/unread.html", {"edition": edition})


def _contacts(edition: Any) -> dict[str, str]:
    contacts = queries.contacts_of(edition)
    outside = contacts.outside if contacts else None
    safeguarding = contacts.safeguarding if contacts else None
    return {
        "outside": people.name_of(outside) if outside else "",
        "safeguarding": people.name_of(safeguarding) if safeguarding else "",
    }


def _organised(request: PersonRequest, pk: UUID) -> Any:
    edition = programme.organised_edition(request.user, pk, language=get_language() or "en")
    if edition is None:
        raise Http404
    return edition


def _form_page(
    request: PersonRequest, edition: Any, form: Any, *, name: str, verb: str
) -> HttpResponse:
    page = {"edition": edition, "form": form, "name": name, "verb": verb}
    return render(request, "incidents/form.html", page, status=422 if form.errors else 200)
