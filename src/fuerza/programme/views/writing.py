"""What organisers write: the programme itself, places, editions, and what hangs from an edition."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerza.core.access import access
from fuerza.people.queries import PersonRequest, organiser
from fuerza.programme import forms, queries, services
from fuerza.programme.choices import TextStatus
from fuerza.programme.services import Details, Hours, NewPlace, NewSession
from fuerza.programme.views.organising import organised
from fuerza.programme.views.reading import language


@access(organiser)
def begin(request: PersonRequest) -> HttpResponse:
    """Open the programme, once, before its first edition."""
    _only_for_all(request)
    if queries.programme_here() is not None:
        return redirect("programme:editions")
    form = forms.ProgrammeForm(request.POST or None)
    if form.is_valid():
        services.open_programme(
            slug=slugify(form.cleaned_data["hashtag"], allow_unicode=True)[:60],
            language=language(),
            now=now(),
            **form.cleaned_data,
        )
        return redirect("programme:editions")
    return _form_page(request, form, name=_("Open the programme"), verb=_("Open it"))


@access(organiser)
def new(request: PersonRequest) -> HttpResponse:
    """Open an edition as a draft: where, about what, and as much else as is known."""
    _only_for_all(request)
    programme = queries.programme_here()
    if programme is None:
        return redirect("programme:begin")
    earlier = queries.organised_by(request.user, language=language())
    form = forms.OpenForm(
        request.POST or None,
        earlier=[one for one in earlier if one.source_language == language()],
        details=Details(source_language=language()),
    )
    if form.is_valid():
        try:
            edition = services.open_edition(
                programme=programme,
                place=form.chosen(),
                details=form.settled(),
                now=now(),
                by=request.user,
                like=form.like(),
            )
        except services.EditionTwice as refused:
            form.ask_why_distinct(refused.other)
        else:
            _write_issue(edition, form.cleaned_data["issue"])
            messages.success(request, _("Opened as a draft. Nobody but its organisers sees it."))
            return redirect("programme:checklist", pk=edition.pk)
    more = {"is_place_unknown": form.is_place_unknown}
    return _form_page(
        request, form, name=_("Open an edition"), verb=_("Open it as a draft"), **more
    )


@access(organiser)
def campaign(request: PersonRequest) -> HttpResponse:
    """Open a campaign, which everybody reads of on the programme's page from then on."""
    _only_for_all(request)
    programme = queries.programme_here()
    if programme is None:
        return redirect("programme:begin")
    form = forms.CampaignForm(request.POST or None)
    if form.is_valid():
        found = dict(form.cleaned_data)
        who, kind = found.pop("partner"), found.pop("kind")
        partner = services.known_partner(name=who, kind=kind) if who else None
        services.open_campaign(programme=programme, language=language(), partner=partner, **found)
        messages.success(request, _("Opened. It stands on the programme's page."))
        return redirect("programme:list")
    return _form_page(request, form, name=_("Open a campaign"), verb=_("Open it for everybody"))


@access(organiser)
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Change what is settled about an edition."""
    edition = organised(request, pk)
    form = forms.DetailsForm(request.POST or None, details=services.details_of(edition))
    if form.is_valid():
        try:
            services.change_edition(
                edition=edition, details=form.settled(), now=now(), by=request.user
            )
        except services.EditionTwice as refused:
            form.ask_why_distinct(refused.other)
        else:
            return _kept(request, edition)
    return _form_page(request, form, name=_("When, where and for whom"), edition=edition)


@access(organiser)
def add_place(request: PersonRequest) -> HttpResponse:
    """Add a place to the gazetteer, then go back to opening the edition there."""
    _only_for_all(request)
    form = forms.PlaceForm(request.POST or None)
    if form.is_valid() and _place_added(form):
        messages.success(request, _("Added. Write its name now to open an edition there."))
        return redirect("programme:new")
    return _form_page(request, form, name=_("Add a place"), verb=_("Add this place"))


@access(organiser)
def all_texts(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Lead to the texts in the first language that has drafts, else in the language written first."""
    edition = organised(request, pk)
    drafts = queries.drafts_by_language(edition)
    wanted = next((code for code, count in drafts.items() if count), edition.source_language)
    return redirect("programme:texts", pk=pk, code=wanted)


@access(organiser)
def texts(request: PersonRequest, pk: UUID, code: str) -> HttpResponse:
    """Write an edition's texts in one language; a translation is shown once somebody has reviewed it."""
    edition = organised(request, pk)
    if code not in settings.AUTONYMS and code != edition.source_language:
        raise Http404
    is_first = code == edition.source_language
    form = forms.TextsForm(
        request.POST or None,
        texts=queries.writable(edition, code),
        language=code,
        is_first=is_first,
    )
    if form.is_valid():
        if _texts_written(form, code):
            return _kept(request, edition)
        form.add_error(None, _("A text can't be emptied while translations of it stand."))
    more = {"tabs": _tabs(edition, code), "code": code, "is_first": is_first}
    return _form_page(request, form, name=_("Texts"), edition=edition, **more)


@access(organiser)
def parts(request: PersonRequest, pk: UUID, kind: str) -> HttpResponse:
    """List an edition's partners, sessions, hashtags or claims, and add one."""
    edition = organised(request, pk)
    if kind not in PARTS:
        raise Http404
    form_class, add, names = PARTS[kind]
    form = form_class(request.POST or None)
    if form.is_valid() and add(edition, form):
        messages.success(request, _("Added."))
        return redirect("programme:parts", pk=pk, kind=kind)
    name, adding, verb = names()
    more = {"parts": queries.parts_of(edition, kind), "kind": kind, "adding": adding}
    return _form_page(request, form, name=name, verb=verb, edition=edition, **more)


@access(organiser)
@require_POST
def take_away(request: PersonRequest, pk: UUID, kind: str, part: UUID) -> HttpResponse:
    """Take a part of an edition away; adding it again is the undo."""
    edition = organised(request, pk)
    if kind not in PARTS:
        raise Http404
    if services.take_away(edition=edition, kind=kind, pk=part, now=now(), by=request.user):
        messages.success(request, _("Taken away."))
    return redirect("programme:parts", pk=pk, kind=kind)


def _partner_added(edition: Any, form: Any) -> bool:
    found = form.cleaned_data
    try:
        services.add_partner(
            edition=edition,
            name=found["name"],
            kind=found["kind"],
            terms=form.terms(edition.source_language),
        )
    except services.PartnerTwice:
        form.add_error("name", _("It is a partner of this edition already."))
    return not form.errors


def _session_added(edition: Any, form: Any) -> bool:
    found = dict(form.cleaned_data)
    titles = {edition.source_language: found.pop("title")}
    with _said_by(form):
        services.add_session(edition=edition, new=NewSession(titles=titles, **found), now=now())
    return not form.errors


@access(organiser)
def write_agenda(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take a whole agenda as it is written down, a line for each session: all of it or none."""
    edition = organised(request, pk)
    form = forms.AgendaForm(request.POST or None, initial=request.GET.dict())
    if form.is_valid():
        with _said_by(form, "agenda"):
            every = form.sessions(edition.source_language)
            services.add_sessions(edition=edition, every=every, now=now())
            return redirect("programme:checklist", pk=pk)
    name, verb = _("Write the whole agenda"), _("Add these sessions")
    return _form_page(request, form, name=name, verb=verb, edition=edition)


@access(organiser)
def move_session(request: PersonRequest, pk: UUID, part: UUID) -> HttpResponse:
    """Put a session at another hour or day; whoever follows the calendar sees it move."""
    edition = organised(request, pk)
    session = get_object_or_404(queries.parts_of(edition, "sessions"), pk=part)
    start = {"on": session.on, "starts": session.starts, "ends": session.ends}
    form = forms.HoursForm(request.POST or None, initial=start)
    if form.is_valid() and _session_moved(session, form):
        return redirect("programme:parts", pk=pk, kind="sessions")
    return _form_page(request, form, name=_("When it is"), edition=edition)


def _session_moved(session: Any, form: Any) -> bool:
    with _said_by(form):
        services.move_session(session=session, to=Hours(**form.cleaned_data), now=now())
    return not form.errors


@contextmanager
def _said_by(form: Any, only: str = "") -> Iterator[None]:
    """Say at its field, or at the only one there is, what an agenda can't take."""
    try:
        yield
    except services.ZoneUnknown:
        form.add_error(only or "starts", _("Choose the edition's time zone first."))
    except services.EndedBeforeItBegan:
        form.add_error(only or "ends", _("It has to end after it begins."))
    except services.NoSuchHour:
        form.add_error(
            only or "starts", _("Clocks go forward over this hour that day: it never comes.")
        )
    except services.OutsideTheEdition:
        form.add_error(only or "on", _("The edition begins later than this day."))


def _hashtag_added(edition: Any, form: Any) -> bool:
    services.use_hashtag(
        display=form.cleaned_data["display"], by=edition, language=edition.source_language
    )
    return True


def _fact_added(edition: Any, form: Any) -> bool:
    found = form.cleaned_data
    services.add_fact(
        edition=edition,
        field=found["field"],
        value=found["value"],
        source=form.source(),
        confidence=found["confidence"],
    )
    return True


Adding = Callable[[Any, Any], bool]
PARTS: dict[str, tuple[type[django_forms.Form], Adding, Callable[[], tuple[str, str, str]]]] = {
    "partners": (
        forms.PartnerForm,
        _partner_added,
        lambda: (_("Partners"), _("Add a partner"), _("Add this partner")),
    ),
    "sessions": (
        forms.SessionForm,
        _session_added,
        lambda: (_("Agenda"), _("Add a session"), _("Add this session")),
    ),
    "hashtags": (
        forms.HashtagForm,
        _hashtag_added,
        lambda: (_("Hashtags"), _("Add a hashtag"), _("Add this hashtag")),
    ),
    "facts": (
        forms.FactForm,
        _fact_added,
        lambda: (_("What sources say"), _("Add what a source says"), _("Add this")),
    ),
}


def _only_for_all(request: PersonRequest) -> None:
    if not queries.may_open(request.user):
        raise Http404


def _write_issue(edition: Any, text: str) -> None:
    services.write_text(
        holder=edition,
        field="issue",
        language=edition.source_language,
        text=text,
        status=TextStatus.REVIEWED,
    )


def _place_added(form: forms.PlaceForm) -> bool:
    found = form.cleaned_data
    place = NewPlace(
        names={language(): found["name"]},
        country=found["country"].upper(),
        kind=found["kind"],
        zone=found["zone"],
    )
    try:
        services.add_place(new=place, aliases=[found["alias"]] if found["alias"] else [])
    except services.PlaceTwice:
        form.add_error("name", _("We know this place already."))
    except services.AliasTaken:
        form.add_error("alias", _("Another place in this country goes by this name."))
    except services.NotAPlace:
        form.add_error("name", _("Write its name with letters."))
    return not form.errors


def _texts_written(form: forms.TextsForm, code: str) -> bool:
    try:
        services.write_texts(writings=form.written(), language=code)
    except services.TranslationsLeft:
        return False
    return True


def _tabs(edition: Any, code: str) -> list[tuple[str, str, bool, int | None]]:
    drafts = queries.drafts_by_language(edition)
    codes = dict.fromkeys([edition.source_language, *settings.AUTONYMS])
    return [
        (
            queries.name_of_language(one),
            reverse("programme:texts", args=[edition.pk, one]),
            one == code,
            drafts.get(one) or None,
        )
        for one in codes
    ]


def _kept(request: PersonRequest, edition: Any) -> HttpResponse:
    messages.success(request, _("Kept."))
    return redirect("programme:checklist", pk=edition.pk)


def _form_page(
    request: PersonRequest, form: Any, *, name: str, verb: str = "", **more: Any
) -> HttpResponse:
    context = {"form": form, "name": name, "verb": verb or _("Keep this"), **more}
    return render(request, "programme/form.html", context, status=422 if form.errors else 200)
