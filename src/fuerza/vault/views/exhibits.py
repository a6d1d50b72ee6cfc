"""What was kept, one exhibit, unlocking and locking, the package.

A list shows facts in clear, never a text. Whoever asks for what is not hers gets the answer for what is not there.
"""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fuerza.core import crypto, disclosure, keyrings, locks
from fuerza.core.access import access, public, reauthenticate, signed_in
from fuerza.core.keyrings import Opened
from fuerza.core.returning import way_back
from fuerza.core.workshop import hides_words
from fuerza.people.queries import PersonRequest
from fuerza.people.services import end_other_sessions
from fuerza.vault import queries, services
from fuerza.vault.forms import (
    CodeForm,
    DestroyForm,
    ExportForm,
    KeyForm,
    LockForm,
    TakeUpForm,
    WishesForm,
)
from safeguard.evidence import read_record

ON_A_PAGE = 50
PACKAGES_SHOWN = 5


@access(signed_in)
@require_safe
def show(request: PersonRequest) -> HttpResponse:
    """List what was kept: numbers, times and places, locked or not."""
    opened = keyrings.opened(request, now=now())
    page = Paginator(queries.exhibits_of(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    exhibits = disclosure.shown(request.user, page.object_list, "page")
    reached = queries.cases_reached(exhibits, opened=opened) if opened else set()
    context = {
        "page": page,
        "rows": [(each, each.case_key_id in reached) for each in exhibits],
        "lock": queries.lock_of(request.user, opened=opened, now=now()),
        "packages": queries.packages_of(request.user)[:PACKAGES_SHOWN],
        "acts": _acts(),
        "wishes": WishesForm(),
    }
    return render(request, "vault/show.html", context)


@access(signed_in)
@require_safe
def open_exhibit(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show one exhibit: its facts, and folded what it says, when her vault is unlocked."""
    exhibit = exhibit_or_404(request, pk)
    opened = keyrings.opened(request, now=now())
    body = queries.body_of(exhibit, opened=opened) if opened else None
    if body is not None:
        services.note_viewed(exhibit=exhibit, by=request.user, now=now())
    is_hidden = hides_words(request)
    context = {
        "exhibit": exhibit,
        "body": body,
        "record": body and not is_hidden and read_record(body.record),
        "hides_words": is_hidden,
        "pictures": queries.pictures_of(exhibit, opened=opened) if opened and body else [],
        "fetching": queries.fetching_of(exhibit),
        "lock": queries.lock_of(request.user, opened=opened, now=now()),
        "custody": [
            (line, queries.reference_of(line) if body is not None and not is_hidden else "")
            for line in queries.custody_of(exhibit)
        ],
        "standing": queries.standing_of(exhibit),
    }
    return render(request, "vault/open.html", context)


@access(signed_in)
@require_safe
def receipt(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show the receipt to print or to photograph: it tells nothing about the exhibit, so it needs no unlocking."""
    exhibit = exhibit_or_404(request, pk)
    text = services.receipt_text(exhibit)
    context = {
        "exhibit": exhibit,
        "text": text,
        "drawn": services.drawn(text),
        "is_final": text != exhibit.receipt.text or exhibit.state != "kept",
    }
    return render(request, "vault/receipt.html", context)


@access(signed_in)
@require_safe
def receipt_file(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Hand out the receipt as a file."""
    exhibit = exhibit_or_404(request, pk)
    named = {"Content-Disposition": f'attachment; filename="slip-{exhibit.number}.txt"'}
    text = services.receipt_text(exhibit)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=named)


@access(signed_in)
@require_POST
def hold(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put it on hold: it can't be destroyed until she lifts that."""
    services.hold(exhibit=exhibit_or_404(request, pk), now=now())
    return redirect("vault:open", pk=pk)


@access(signed_in)
@reauthenticate
@require_POST
def release(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Lift the hold."""
    services.release(exhibit=exhibit_or_404(request, pk), now=now())
    return redirect("vault:open", pk=pk)


@access(signed_in)
@reauthenticate
@require_http_methods(["GET", "HEAD", "POST"])
def destroy(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Destroy it, after saying what goes, what stays, and that it can't be undone."""
    exhibit = exhibit_or_404(request, pk)
    if exhibit.state != "kept" or exhibit.held_at:
        return redirect("vault:open", pk=pk)
    form = DestroyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.erase(exhibits=[exhibit], by=request.user, now=now())
        except services.ExhibitIsHeld:
            messages.warning(request, _("It was put on hold meanwhile, so it was not destroyed."))
        return redirect("vault:open", pk=pk)
    number = formats.number_format(exhibit.number, force_grouping=True)
    page = {
        "name": _("Number %(number)s") % {"number": number},
        "question": _("Destroy number %(number)s") % {"number": number},
        "text": _("This can't be undone."),
        "points": [
            _(
                "What was said, the pictures and who said it are destroyed: nobody can open them here again, you "
                "neither. A backup of the server's keys may hold what opens them for two more weeks."
            ),
            _(
                "Its number and what was done with it stay, and a line that says it was destroyed. They tell nothing "
                "of what it was."
            ),
            _("Packages that you handed out stay as they are, wherever they are now."),
            _(
                "If the police or a court may ask for it one day, talk to somebody who knows before you do this."
            ),
        ],
        "form": form,
        "verb": _("Destroy it"),
        "back_url": reverse("vault:open", args=[pk]),
        "is_grave": True,
    }
    return render(request, "confirm.html", page, status=422 if form.errors else 200)


@access(public)
@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """Show the keys that sign and signed the log, for a stranger to note down before she needs them."""
    keys = [(each, services.key_lines(each)) for each in queries.log_keys()]
    return render(request, "vault/key.html", {"keys": keys})


@access(public)
@require_safe
def key_file(_request: HttpRequest) -> HttpResponse:
    """Hand out the same as one text, for programs."""
    text = "".join(services.key_lines(each) for each in queries.log_keys())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@access(signed_in)
@reauthenticate
def unlock(request: PersonRequest) -> HttpResponse:
    """Unlock for this browser, for ten idle minutes, and go back to where she was."""
    back = HttpResponseRedirect(way_back(request, "vault:show"))
    if request.method != "POST":
        return back
    if locks.has_own_lock(request.user.pk):
        return _unlock_with(request, back)
    try:
        opened = services.unlock(person=request.user, now=now())
    except keyrings.StillWaiting:
        messages.warning(
            request, _("It can't be unlocked yet. The page of what you kept says from when.")
        )
    except crypto.KeyGone:
        messages.error(request, _("It can't be unlocked from here: this server has no key to it."))
    else:
        keyrings.remember(request, back, opened, now=now())
    return back


def _unlock_with(request: PersonRequest, back: HttpResponse) -> HttpResponse:
    """Ask for her passphrase, or for the code on her paper, and open by it."""
    field = "code" if "code" in request.POST else "key"
    form = (CodeForm if field == "code" else KeyForm)(
        request.POST if field in request.POST else None
    )
    if form.is_valid() and _may_try(request, form):
        key, is_code = form.cleaned_data[field], field == "code"
        try:
            opened = services.unlock_with(person=request.user, key=key, is_code=is_code, now=now())
        except locks.WrongKey:
            form.add_error(field, _("This does not open it. Nothing was changed."))
        else:
            keyrings.remember(request, back, opened, now=now())
            return back
    context = {"form": form, "by_code": field == "code", "back": request.POST.get("back", "")}
    return render(request, "vault/unlock.html", context, status=422 if form.errors else 200)


def _may_try(request: PersonRequest, form: Form) -> bool:
    """Let her try five times in five minutes: each try takes the server a second and much memory."""
    if ratelimit.consume(request, action="login_failed", key=f"lock:{request.user.pk}"):
        return True
    form.add_error(None, str(get_adapter().error_messages["rate_limited"]))
    return False


@access(signed_in)
@reauthenticate
def own_lock(request: PersonRequest) -> HttpResponse:
    """Set a lock of her own, or a new one, with its code on paper; other devices are signed out."""
    opened = keyrings.opened(request, now=now())
    form = LockForm(request.POST if opened and request.method == "POST" else None)
    if opened and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("passphrase", "code")}
        hers = services.set_lock(opened=opened, now=now(), **given)
        end_other_sessions(person=request.user, keep=request.session.session_key, now=now())
        done = redirect("vault:show")
        keyrings.remember(request, done, hers, now=now())
        messages.success(
            request, _("From now on only your passphrase opens it, or the code on your paper.")
        )
        return done
    context = {
        "form": form,
        "code": form.initial["code"],
        "lock": queries.lock_of(request.user, opened=opened, now=now()),
    }
    return render(request, "vault/own_lock.html", context, status=422 if form.errors else 200)


@access(signed_in)
@reauthenticate
def take_up(request: PersonRequest) -> HttpResponse:
    """Open again what lies from before a reset, by what opened it then."""
    opened = keyrings.opened(request, now=now())
    lock = queries.lock_of(request.user, opened=opened, now=now())
    if not lock.has_put_aside:
        raise Http404
    form = TakeUpForm(request.POST if opened and request.method == "POST" else None)
    if opened and form.is_valid() and _may_try(request, form):
        try:
            services.take_up(opened=opened, key=form.cleaned_data["key"], now=now())
        except locks.WrongKey:
            form.add_error("key", _("This does not open it. Nothing was changed."))
        else:
            messages.success(request, _("What lay from before is open to you again."))
            return redirect("vault:show")
    context = {"form": form, "lock": lock}
    return render(request, "vault/take_up.html", context, status=422 if form.errors else 200)


@access(signed_in)
def lock(request: PersonRequest) -> HttpResponse:
    """Lock again."""
    back = HttpResponseRedirect(way_back(request, "vault:show"))
    if request.method == "POST":
        keyrings.forget(request)
        back.delete_cookie(settings.OPENED_COOKIE_NAME, samesite="Strict")
        services.lock(person=request.user, now=now())
        messages.success(request, _("Locked."))
    return back


@access(signed_in)
@reauthenticate
def export(request: PersonRequest) -> HttpResponseBase:
    """Send a package of those she ticked, or of all; ready as a whole before its first byte is sent."""
    if request.method != "POST":
        return redirect("vault:show")
    opened = keyrings.opened(request, now=now())
    if opened is None:
        return _refused(request, _("Unlock first: a package is made of what is locked now."))
    form = ExportForm(request.POST, openable=queries.openable_by(request.user, opened=opened))
    if form.is_valid():
        return _package(request, opened, form.cleaned_data)
    if form.chose_something:
        return render(request, "vault/package.html", {"form": form}, status=422)
    return _refused(request, _("Nothing was ticked, so no package was made."))


def _package(request: PersonRequest, opened: Opened, wanted: dict[str, Any]) -> HttpResponseBase:
    wishes = services.Wishes(
        language=wanted["language"], name=wanted["name"], passphrase=wanted["passphrase"]
    )
    try:
        packed = services.pack(
            person=request.user,
            exhibits=wanted["exhibits"],
            opened=opened,
            wishes=wishes,
            folder=settings.FILE_UPLOAD_TEMP_DIR,
            now=now(),
        )
    except services.ExhibitWasOutOfReach:
        return _refused(request, _("One of them can't be opened, so no package was made."))
    except OSError:
        return _refused(
            request, _("The server could not write to its disk, so no package was made.")
        )
    if not packed.has_report:
        messages.warning(
            request,
            _("The report could not be printed, so your package has none. The rest is whole."),
        )
    return as_download(packed.spool, is_locked=bool(wishes.passphrase))


def as_download(spool: services.SealedSpool, *, is_locked: bool) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        spool,
        content_type="application/octet-stream" if is_locked else "application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="documents.zip{".age" if is_locked else ""}"',
            "Content-Length": str(spool.size),
        },
    )


def exhibit_or_404(request: PersonRequest, pk: UUID) -> Any:
    exhibit = queries.exhibit_of(request.user, pk)
    if exhibit is None or not disclosure.may_show(request.user, exhibit, "page"):
        raise Http404
    return exhibit


def _acts() -> list[tuple[str, str, str]]:
    return [
        ("chosen", _("Make a package of those ticked"), "kept"),
        ("all", _("Make a package of everything"), "second"),
    ]


def _refused(request: PersonRequest, why: str) -> HttpResponseRedirect:
    messages.warning(request, why)
    return redirect("vault:show")
