"""An organiser's editions, and one edition's checklist, which is the way to everything that is done with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuerza.core.access import access
from fuerza.people.queries import PersonRequest, organiser
from fuerza.programme import queries, services
from fuerza.programme.choices import EditionState, Format, Visibility
from fuerza.programme.views.reading import AS_PARTICIPANT, AS_VISITOR, language


@access(organiser)
@require_safe
def editions(request: PersonRequest) -> HttpResponse:
    """List the editions she organises, drafts among them, with what each waits for."""
    viewer = queries.viewer_of(request.user)
    rows = [
        (edition, len(queries.missing_to_announce(edition)))
        for edition in queries.organised_by(viewer, language=language())
    ]
    context = {
        "rows": rows,
        "programme": queries.programme_here(),
        "may_open": viewer.organises_all,
        "countries": queries.countries(language()),
    }
    return render(request, "programme/editions.html", context)


@access(organiser)
@require_safe
def checklist(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show what is there and what is missing, who sees it now, and where it can go next."""
    edition = organised(request, pk)
    context = {
        "edition": edition,
        "items": [_line(edition, item) for item in queries.checklist_of(edition)],
        "moves": [(move, _verb(move)) for move in queries.moves_of(edition)],
        "seen_by": _seen_by(edition),
        "as_visitor": AS_VISITOR,
        "as_participant": AS_PARTICIPANT,
        "countries": queries.countries(language()),
    }
    return render(request, "programme/checklist.html", context)


@access(organiser)
def move(request: PersonRequest, pk: UUID, to: str) -> HttpResponse:
    """Ask, then move an edition on; what is missing or can't be is said, and nothing has changed."""
    edition = organised(request, pk)
    back = reverse("programme:checklist", args=[pk])
    if to not in queries.moves_of(edition):
        raise Http404
    if request.method != "POST":
        return render(
            request, "confirm.html", _question(edition, EditionState(to)) | {"back_url": back}
        )
    try:
        services.move_on(edition=edition, to=to, now=now(), by=request.user)
    except services.NotReady:
        messages.warning(request, _("Not yet: the checklist says what is missing."))
    except services.MoveRefused:
        messages.warning(request, _("This edition can't go there from where it is."))
    else:
        messages.success(request, _("Done. The line below the place says who sees it now."))
    return redirect(back)


@access(organiser)
@require_safe
def stage(request: PersonRequest, pk: UUID, part: UUID) -> HttpResponse:
    """Show the soapbox's clock for a stage, and its slots for whoever has only a watch."""
    edition = organised(request, pk)
    soapboxes = queries.parts_of(edition, "sessions").filter(format=Format.SOAPBOX)
    session = get_object_or_404(soapboxes, pk=part)
    context = {"edition": edition, "session": session, "slots": queries.slots_of(session)}
    return render(request, "programme/stage.html", context)


def organised(request: PersonRequest, pk: UUID) -> Any:
    """The edition, if she organises it; else the same answer as for one that is not there."""
    edition = queries.organised_edition(request.user, pk, language=language())
    if edition is None:
        raise Http404
    return edition


def _line(edition: Any, item: queries.Item) -> dict[str, Any]:
    url = _urls(edition)[item.about]
    if item.about == "sessions" and not item.is_done:
        url = reverse("programme:write_agenda", args=[edition.pk])
    return {"item": item, "words": _WORDS[item.about](item), "url": url}


def _urls(edition: Any) -> dict[str, str]:
    of = {
        part: reverse("programme:parts", args=[edition.pk, part])
        for part in ("partners", "sessions", "hashtags", "facts")
    }
    texts = reverse("programme:texts", args=[edition.pk, edition.source_language])
    change = reverse("programme:change", args=[edition.pk])
    every = reverse("programme:all_texts", args=[edition.pk])
    return of | {"issue": texts, "starts": change, "texts": every}


_WORDS = {
    "issue": lambda item: _("What it is about") if item.is_done else _("Write what it is about"),
    "starts": lambda item: (
        _("When, where and for whom")
        if item.is_done
        else _("Say when it is")
        if item.is_needed
        else _("Its day is not settled yet")
    ),
    "texts": lambda item: (
        _("Translations")
        if item.is_done
        else _("Translations nobody has reviewed; they are shown to nobody")
    ),
    "partners": lambda item: (
        _("Partners, and what each gets") if item.is_done else _("No partners yet")
    ),
    "sessions": lambda item: _("Agenda") if item.is_done else _("Nothing on the agenda yet"),
    "hashtags": lambda item: _("Hashtags") if item.is_done else _("No hashtag yet"),
    "facts": lambda item: (
        _("What sources say of it") if item.is_done else _("No source says anything of it yet")
    ),
}


def _seen_by(edition: Any) -> str:
    """Say who sees it now, in one sentence."""
    if edition.announced_at is None:
        return _("Only its organisers see it now.")
    return str(_SEEN_BY[edition.visibility]())


_SEEN_BY = {
    Visibility.PUBLIC: lambda: _("Everybody sees it now, and it stands in the list."),
    Visibility.UNLISTED: lambda: _("Whoever has its address sees it now; no list shows it."),
    Visibility.INVITED: lambda: _("Only people invited to it see it now."),
    Visibility.SEALED: lambda: _("Only its organisers see it now."),
}


def _verb(to: EditionState) -> str:
    return str(_VERBS[to]())


_VERBS = {
    EditionState.ANNOUNCED: lambda: _("Announce it"),
    EditionState.OPEN: lambda: _("Open it for answers"),
    EditionState.CLOSED: lambda: _("Close it for answers"),
    EditionState.RUNNING: lambda: _("Say that it has begun"),
    EditionState.COMPLETED: lambda: _("Say that it took place"),
    EditionState.REPORTED: lambda: _("Say that it is reported"),
    EditionState.ARCHIVED: lambda: _("Put it in the archive"),
    EditionState.CANCELLED: lambda: _("Cancel it"),
}


def _question(edition: Any, to: EditionState) -> dict[str, Any]:
    place = queries.name_of(edition.place, language())
    return {
        "name": _("Edition"),
        "question": _("%(verb)s: %(place)s?") % {"verb": _verb(to), "place": place},
        "points": _points(edition, to),
        "verb": _verb(to),
        "is_grave": to == EditionState.CANCELLED,
    }


def _points(edition: Any, to: EditionState) -> list[str]:
    if to == EditionState.CANCELLED:
        return [
            _("This can't be taken back. The page stays, and says that it is cancelled."),
        ]
    if edition.announced_at is None:
        label = Visibility(edition.visibility).label
        return [
            _("From then on it is seen by: %(who)s.") % {"who": label},
            _("Partners and what each gets are shown first."),
        ]
    return []
