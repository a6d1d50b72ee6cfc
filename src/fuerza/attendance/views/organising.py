"""What organisers see of who comes: counts, badges of those who agreed, what is needed; and inviting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.attendance import queries, services
from fuerza.attendance.choices import UNANSWERED, Channel
from fuerza.attendance.forms import InviteForm, ReadOutForm, SeatsForm, VenueForm, VerifyForm
from fuerza.core import disclosure
from fuerza.core.access import access, reauthenticate
from fuerza.core.panels import Card, among, pieces
from fuerza.people.queries import PersonRequest, organiser
from fuerza.programme import queries as programme


@access(organiser)
@require_safe
def people(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Count who comes, and show what each agreed to have shown."""
    edition = organised(request, pk)
    invitations = queries.invitations_of(edition).select_related("edition")
    context = {
        "edition": edition,
        "seats": queries.seats_of(edition),
        "numbers": queries.numbers(edition, now()),
        "venue": queries.venue_of(edition),
        "reveals": queries.reveals_at(edition),
        "badges": queries.badges_at(edition, now()),
        "needs": queries.needs_at(edition),
        "asked_for": queries.asked_for_at(edition),
        "invitations": disclosure.shown(request.user, invitations, "page"),
        "unanswered": UNANSWERED,
        "countries": programme.countries(get_language() or "en"),
        "cards": among(pieces(f"people {pk}", request.user), Card),
        "now": now(),
    }
    return render(request, "attendance/people.html", context)


@access(organiser)
def seats(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say how many can come."""
    edition = organised(request, pk)
    form = SeatsForm(request.POST or None, seats=queries.seats_of(edition), edition=edition)
    if form.is_valid():
        try:
            services.settle_seats(
                edition=edition,
                capacity=form.cleaned_data["capacity"],
                offer_hours=form.cleaned_data["offer_hours"],
                answers_until=form.until(),
                by=request.user,
                now=now(),
            )
        except services.TooFew:
            form.add_error("capacity", _("More places than that are spoken for already."))
        else:
            messages.success(request, _("Kept."))
            return redirect("attendance:people", pk=pk)
    return _form_page(request, edition, form, name=_("Places"), verb=_("Keep this"))


@access(organiser)
@reauthenticate
def venue(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write where it is; a changed place is hidden again until its moment comes."""
    edition = organised(request, pk)
    form = VenueForm(request.POST or None, edition=edition)
    if form.is_valid():
        kept = services.settle_venue(
            edition=edition,
            where=form.where(),
            release_at=form.release(),
            by=request.user,
            now=now(),
        )
        if kept.release_at is None:
            messages.warning(
                request, _("Kept, and read by nobody: give it a moment that lies ahead.")
            )
        else:
            messages.success(request, _("Kept."))
        return redirect("attendance:people", pk=pk)
    return _form_page(request, edition, form, name=_("Where it is"), verb=_("Keep this"))


@access(organiser)
@require_POST
def take_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Have nobody read the place any more, at once."""
    found = queries.venue_of(organised(request, pk))
    if found is None:
        raise Http404
    services.take_back(venue=found, by=request.user, now=now())
    messages.success(request, _("Nobody reads the address any more. Who knows it, knows it."))
    return redirect("attendance:people", pk=pk)


@access(organiser)
@reauthenticate
def close(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask, saying what goes; then delete who was invited and who came, and keep how many."""
    edition = organised(request, pk)
    if request.method == "POST":
        services.close_for_good(edition=edition, by=request.user, now=now())
        messages.success(request, _("Closed. How many came is kept; who came is not."))
        return redirect("attendance:people", pk=pk)
    page = {
        "name": _("Edition"),
        "question": _("Close this edition for good?"),
        "points": [
            _("Every invitation, registration, badge and need is deleted now, and where it was."),
            _("How many were invited and came is kept, in numbers alone."),
            _("Whoever was to come has no page of it any more. Tell people first."),
            _("Reports of what went wrong stay with those who handle them until each is closed."),
            _("This can't be taken back."),
        ],
        "verb": _("Delete who came"),
        "is_grave": True,
        "back_url": reverse("attendance:people", args=[pk]),
    }
    return render(request, "confirm.html", page)


@access(organiser)
@reauthenticate
def verify(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take the code that somebody reads out, so that she is known as herself."""
    edition = organised(request, pk)
    form = VerifyForm(request.POST or None)
    if form.is_valid():
        found = queries.registration_with(edition, form.cleaned_data["code"])
        if found is not None:
            services.verify(
                registration=found,
                is_early=form.cleaned_data["is_early"],
                by=request.user,
                now=now(),
            )
            messages.success(request, _("She is verified."))
            return redirect("attendance:people", pk=pk)
        form.add_error("code", _("Nobody who comes has this code."))
    return _form_page(request, edition, form, name=_("Verify"), verb=_("It is she"))


@access(organiser)
@reauthenticate
def note(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show once, to be printed, where it is: for one who may read it now and has nothing to read it on."""
    edition = organised(request, pk)
    form = ReadOutForm(request.POST or None)
    if form.is_valid():
        found = queries.registration_with(edition, form.cleaned_data["code"])
        if found is not None:
            where = services.read_place(registration=found, by=request.user, now=now())
            if where.exact:
                return render(request, "attendance/note.html", {"edition": edition, "where": where})
        form.add_error("code", _("Nobody who may read the address now has this code."))
    return _form_page(request, edition, form, name=_("A note to print"), verb=_("Show it once"))


@access(organiser)
@reauthenticate
def agree(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write that a participant, heard alone, wants whom she asked to bring; then show the invitation once."""
    edition = organised(request, pk)
    form = ReadOutForm(request.POST or None)
    if form.is_valid():
        found = queries.registration_with(edition, form.cleaned_data["code"])
        asked = queries.asked_for_by(found) if found else None
        try:
            if asked is not None:
                made = services.agree_to_bring(brought=asked, by=request.user, now=now())
                return _made(request, edition, [made])
            form.add_error("code", _("Nobody who asked to bring somebody has this code."))
        except services.Refused as refused:
            form.add_error("code", refused.why.label)
    about = _(
        "Ask her when she is alone: face to face, or on a number that you know is hers. "
        "If she says no, or can't speak, leave this page: nothing is sent, and nobody learns why."
    )
    return _form_page(
        request, edition, form, name=_("Bring somebody"), verb=_("She wants it"), about=about
    )


@access(organiser)
@reauthenticate
def invite(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Invite: first what it would be, restated with its count; then, confirmed, it is done."""
    edition = organised(request, pk)
    form = InviteForm(request.POST or None, initial={"language": edition.source_language})
    if not form.is_valid():
        return _form_page(request, edition, form, name=_("Invite"), verb=_("Go on"))
    pasted = queries.read_list(edition, form.cleaned_data["addresses"])
    terms = form.terms()
    is_mail = terms.channel == Channel.MAIL
    count = len(pasted.addresses) if is_mail else form.cleaned_data["number"]
    if not 0 < count <= queries.AT_ONCE:
        form.add_error("addresses", _("There was no new address in this list, or more than 500."))
        return _form_page(request, edition, form, name=_("Invite"), verb=_("Go on"))
    if form.cleaned_data["confirmed"] != count:
        return _confirm(request, edition, form, pasted if is_mail else None, count)
    try:
        made = services.invite(
            edition=edition,
            terms=terms,
            addresses=pasted.addresses,
            number=count,
            by=request.user,
            now=now(),
        )
    except services.Refused as refused:
        messages.error(request, refused.why.label)
        return redirect("attendance:people", pk=pk)
    if is_mail:
        said = ngettext(
            "%(n)s invitation is on its way.", "%(n)s invitations are on their way.", count
        )
        messages.success(request, said % {"n": count})
        return redirect("attendance:people", pk=pk)
    return _made(request, edition, made)


@access(organiser)
@reauthenticate
@require_POST
def send_anew(request: PersonRequest, pk: UUID, invitation: UUID) -> HttpResponse:
    """Make a fresh link for one invitation; the one before stops working."""
    edition = organised(request, pk)
    one = _invitation(edition, invitation)
    try:
        made = services.send_anew(invitation=one, by=request.user, now=now())
    except services.Refused as refused:
        messages.error(request, refused.why.label)
        return redirect("attendance:people", pk=pk)
    if one.channel == Channel.MAIL:
        messages.success(request, _("Sent anew. The link before this one stops working."))
        return redirect("attendance:people", pk=pk)
    return _made(request, edition, [made])


@access(organiser)
@require_POST
def revoke(request: PersonRequest, pk: UUID, invitation: UUID) -> HttpResponse:
    """Take one invitation back."""
    edition = organised(request, pk)
    one = _invitation(edition, invitation)
    try:
        services.revoke(invitation=one, by=request.user, now=now())
    except services.Refused as refused:
        messages.error(request, refused.why.label)
    else:
        messages.success(request, _("Taken back. Its link says so to whoever has it."))
    return redirect("attendance:people", pk=pk)


def organised(request: PersonRequest, pk: UUID) -> Any:
    """Return the edition, if she organises it."""
    edition = programme.organised_edition(request.user, pk, language=get_language() or "en")
    if edition is None:
        raise Http404
    return edition


def _invitation(edition: Any, pk: UUID) -> Any:
    one = queries.invitations_of(edition).filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


def _confirm(
    request: PersonRequest, edition: Any, form: InviteForm, pasted: Any, count: int
) -> HttpResponse:
    """Restate what would happen, and carry the whole form along."""
    data = request.POST.copy()
    data["confirmed"] = str(count)
    again = InviteForm(data)
    again.hide()
    language = programme.name_of_language(form.cleaned_data["language"])
    points = [_("The language is %(language)s.") % {"language": language}]
    if pasted is not None:
        points.append(
            _(
                "Each gets a mail that says there is a note, with a link. It names nobody and nothing."
            )
        )
        points += [
            _("Not an address, and left out: %(text)s") % {"text": one} for one in pasted.wrong
        ]
        points += [
            _("Invited already, and left out: %(text)s") % {"text": one} for one in pasted.known
        ]
    else:
        points.append(_("You see the links once, on the next page, and hand them over yourself."))
    question = ngettext("Invite %(n)s person?", "Invite %(n)s people?", count) % {"n": count}
    page = {
        "name": _("Invite"),
        "question": question,
        "points": points,
        "form": again,
        "verb": ngettext("Make %(n)s invitation", "Make %(n)s invitations", count) % {"n": count},
        "back_url": reverse("attendance:invite", args=[edition.pk]),
    }
    return render(request, "confirm.html", page)


def _made(request: PersonRequest, edition: Any, made: Any) -> HttpResponse:
    page = {
        "edition": edition,
        "made": [_handed(one) for one in made],
        "code_page": queries.code_page(),
    }
    return render(request, "attendance/made.html", page)


def _handed(one: Any) -> tuple[str, str, str]:
    """What of an invitation is handed over: a code with a picture of its link to print, or the link."""
    link = queries.link_of(one.token)
    is_code = one.invitation.channel == Channel.CODE
    return (one.token, link, queries.picture_of(link)) if is_code else ("", link, "")


def _form_page(
    request: PersonRequest, edition: Any, form: Any, *, name: str, verb: str, about: str = ""
) -> HttpResponse:
    page = {"edition": edition, "form": form, "name": name, "verb": verb, "about": about}
    return render(request, "attendance/form.html", page, status=422 if form.errors else 200)
