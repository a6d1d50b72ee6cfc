"""One pack: its fields and what is missing, sending it, its package, and what came back."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fuerza.core import disclosure, keyrings
from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.core.interruption import after_warning
from fuerza.core.workshop import hides_words
from fuerza.desk.services import AlreadyDecided, DeskLocked, ReportRefused
from fuerza.packs import queries, services
from fuerza.packs.choices import CLOCKS, HAZARDS, THEN
from fuerza.packs.forms import AnswersForm, LogForm, SendForm
from fuerza.packs.queries import Filled, PackAt
from fuerza.people.queries import PersonRequest
from fuerza.vault.forms import WishesForm
from fuerza.vault.services import ExhibitWasOutOfReach, KeepingFailed, Wishes
from fuerza.vault.views.exhibits import as_download


class PackRequest(PersonRequest):
    """A request for a pack that whoever asks may prepare; `opened` is None while locked, or in a workshop."""

    found: PackAt
    opened: keyrings.Opened | None


def at_pack(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give the view its pack; goes below `@access`. What is not hers to prepare is as if it were not there."""

    @wraps(view)
    def guarded(request: PersonRequest, pk: UUID) -> HttpResponseBase:
        found = queries.pack_at(request.user, pk, now())
        if found is None or not disclosure.may_show(found, found.pack, "page"):
            raise Http404
        at = cast("PackRequest", request)
        at.found = found
        at.opened = None if hides_words(request) else keyrings.opened(request, now=now())
        return view(at)

    return guarded


@access(signed_in)
@after_warning
@require_http_methods(["GET", "HEAD", "POST"])
@at_pack
def show_pack(request: PackRequest) -> HttpResponse:
    """Show a pack with where each part came from and what is missing; take answers in."""
    found, opened = request.found, request.opened
    stands = queries.filled(found, opened, now())
    if stands is None or opened is None:
        return render(request, "packs/pack.html", _frame(request))
    if request.method == "POST":
        form = AnswersForm(request.POST, asks=stands.asks)
        if form.is_valid():
            services.answer(found=found, answers=form.answers(), opened=opened, now=now())
            return redirect("cases:pack", pk=found.pack.pk)
    else:
        form = AnswersForm(asks=stands.asks)
        services.note_read(found=found, now=now())
    context = _frame(request) | _told(found, stands) | {"form": form}
    return render(request, "packs/pack.html", context, status=422 if form.errors else 200)


@access(signed_in)
@after_warning
@require_http_methods(["GET", "HEAD", "POST"])
@at_pack
def send(request: PackRequest) -> HttpResponse:
    """Ask her once more, and send it, or note that she did; a helper prepares and never sends."""
    found, opened = request.found, request.opened
    stands = queries.filled(found, opened, now())
    if not found.at.is_own:
        raise Http404
    if stands is None or opened is None or not stands.is_whole or found.is_out:
        return redirect("cases:pack", pk=found.pack.pk)
    by_hand = services.can_be_sent_here(found, stands) is None or "by_hand" in request.POST
    form = SendForm(request.POST if request.method == "POST" else None, is_by_hand=by_hand)
    refused = ""
    if form.is_bound and form.is_valid():
        number = form.cleaned_data.get("number", "")
        try:
            services.send(found=found, opened=opened, number=number, now=now(), by_hand=by_hand)
        except ReportRefused as because:
            refused = because.code
        except (AlreadyDecided, services.PackRefused):
            refused = "once"
        except (DeskLocked, KeepingFailed, services.NotReady):
            refused = "not_ready"
        else:
            messages.success(request, _("It is noted, and the time begins to run."))
            return redirect("cases:pack", pk=found.pack.pk)
    context = _frame(request) | _told(found, stands)
    context |= {"form": form, "by_hand": by_hand, "refused": refused}
    context["mention"] = queries.mention_of(found.at, stands.items[0].id)
    return render(
        request, "packs/send.html", context, status=422 if refused or form.errors else 200
    )


@access(signed_in)
@reauthenticate
@require_POST
@at_pack
def hand_over(request: PackRequest) -> HttpResponseBase:
    """Send a package with the pack's sheet in it; hers alone, as every copy."""
    found, opened = request.found, request.opened
    if not found.at.is_own:
        raise Http404
    stands = queries.filled(found, opened, now())
    form = WishesForm(request.POST)
    if stands is None or opened is None or not stands.is_whole or not form.is_valid():
        messages.warning(request, _("No package was made: something is missing, or it is locked."))
        return redirect("cases:pack", pk=found.pack.pk)
    wishes = Wishes(
        language=found.pack.language,
        name=form.cleaned_data["name"],
        passphrase=form.cleaned_data["passphrase"],
    )
    try:
        packed = services.hand_over(
            found=found,
            stands=stands,
            opened=opened,
            wishes=wishes,
            folder=settings.FILE_UPLOAD_TEMP_DIR,
            now=now(),
        )
    except (services.NothingToHandOver, ExhibitWasOutOfReach, OSError):
        messages.warning(
            request, _("No package was made: none of its exhibits can be handed over.")
        )
        return redirect("cases:pack", pk=found.pack.pk)
    if not packed.has_report:
        messages.warning(
            request,
            _("The sheets could not be printed, so your package has none. The rest is whole."),
        )
    return as_download(packed.spool, is_locked=bool(wishes.passphrase))


@access(signed_in)
@require_POST
@at_pack
def log(request: PackRequest) -> HttpResponse:
    """Write down what came back."""
    form = LogForm(request.POST, may=services.may_follow(request.found.pack))
    if not request.found.at.is_own or not form.is_valid():
        raise Http404
    verb, note = form.cleaned_data["verb"], form.cleaned_data["note"]
    services.log(found=request.found, verb=verb, note=note, now=now())
    return redirect("cases:pack", pk=request.found.pack.pk)


def _frame(request: PackRequest) -> dict[str, Any]:
    """Give what every page of a pack says: to whom, how it stands, and what to do when the time has run out."""
    found = request.found
    secrets = queries.secrets_of(found, request.opened)
    ledger = queries.ledger_of(found.pack, secrets)
    last = ledger[-1][0] if ledger else None
    route = queries.route_of_pack(found.pack.route)
    clock = route.clock(found.pack.language, now().date())
    is_late = bool(last and last.due_at and last.due_at <= now())
    return {
        "found": found,
        "pack": found.pack,
        "route": route,
        "ledger": ledger,
        "due_at": last.due_at if last else None,
        "clock": CLOCKS.get(last.clock, "") if last and last.due_at else "",
        "is_reminder": clock.hours is None,
        "then": THEN[clock.then] if is_late else "",
        "is_locked": request.opened is None,
        "hides_words": hides_words(request),
        "follow": LogForm(may=services.may_follow(found.pack)) if found.at.is_own else None,
        "wishes": WishesForm(auto_id="wishes_%s"),
    }


def _told(found: PackAt, stands: Filled) -> dict[str, Any]:
    return {
        "stands": stands,
        "hazards": [HAZARDS[each.code] for each in stands.hazards],
        "text": services.text_of(found, stands),
        "act": queries.act_of(found.at, stands.items) if stands.route.kind == "platform" else None,
        "link": stands.route.link or (stands.items[0].url if stands.items else ""),
    }
