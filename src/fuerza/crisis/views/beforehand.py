"""What she does beforehand, by page: her plan, how her accounts are set, and what of hers can be found. Hers alone."""

from collections.abc import Mapping, Sequence

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuerza.connections import queries as connections
from fuerza.core.access import access, signed_in
from fuerza.core.workshop import hides_words
from fuerza.crisis import queries, services
from fuerza.crisis.choices import LOOK_YOURSELF, SETTINGS
from fuerza.crisis.forms import HersForm, PrepareForm
from fuerza.desk.views.desks import DeskRequest, at_own_desk, opened_at
from fuerza.desk.views.desks import show as show_page

GET_AND_POST = ("GET", "HEAD", "POST")


@access(signed_in)
@at_own_desk
@require_safe
def plan(request: DeskRequest) -> HttpResponse:
    """Show her plan on one page, which can be printed."""
    opened = None if hides_words(request) else opened_at(request)
    prepared = queries.prepared_of(request.user)
    context = {
        "prepared": prepared,
        "written": queries.written_in(prepared, opened),
        "is_open": opened is not None,
    }
    return show_page(request, "crisis/plan.html", context)


@access(signed_in)
@at_own_desk
@require_http_methods(GET_AND_POST)
def change_plan(request: DeskRequest) -> HttpResponse:
    """Write her plan, while her desk is open."""
    opened = None if hides_words(request) else opened_at(request)
    prepared = queries.prepared_of(request.user)
    written = queries.written_in(prepared, opened)
    if opened is None:
        messages.warning(request, _("Open the desk first: your plan is sealed to your own key."))
        return redirect("crisis:plan")
    form = PrepareForm(request.POST or None, written=written)
    if request.method == "POST" and form.is_valid():
        services.prepare(person=request.user, written=form.written(), now=now())
        return redirect("crisis:plan")
    status = 422 if form.errors else 200
    return show_page(
        request, "crisis/change_plan.html", {"form": form, "prepared": prepared}, status=status
    )


@access(signed_in)
@at_own_desk
@require_http_methods(GET_AND_POST)
def check_up(request: DeskRequest) -> HttpResponse:
    """Show how her accounts were set when it was last looked, and look again."""
    opened = opened_at(request)
    if request.method == "POST":
        if opened is None:
            messages.warning(
                request, _("Open the desk first: what may look there is locked with it.")
            )
        else:
            services.check_up(person=request.user, opened=opened, now=now())
        return redirect("crisis:check_up")
    linked = list(connections.connections_of(request.user))
    looked = {each.connection_id: each for each in queries.check_ups_of(request.user)}
    handles = {} if hides_words(request) else connections.handles_of(linked)
    accounts = [
        Account(
            platform=connections.label_of(each.platform),
            handle=handles.get(each.pk, ""),
            check_up=looked.get(each.pk),
            rows=_rows(each.platform, queries.told_in(looked[each.pk]))
            if each.pk in looked
            else [],
            by_hand=LOOK_YOURSELF.get(each.platform, []),
        )
        for each in linked
    ]
    others = [
        (connections.label_of(name), LOOK_YOURSELF[name])
        for name in connections.not_connected(request.user)
    ]
    context = {"accounts": accounts, "others": others, "is_open": opened is not None}
    return show_page(request, "crisis/check_up.html", context)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One setting as a page says it; `todo` is what to think about, where the value is not the safer one."""

    label: object
    value: object
    todo: object
    where: object


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One account: what was read of it, and what she looks at herself."""

    platform: str
    handle: str
    check_up: object
    rows: list[Row]
    by_hand: Sequence[tuple[object, object]]


def _rows(platform: str, told: Mapping[str, str]) -> list[Row]:
    """Put what was told into words; a value that no words are known for is shown as it came, without advice."""
    found = []
    for code, setting in SETTINGS.get(platform, {}).items():
        if code in told:
            value = told[code]
            is_advised = value in setting.values and value not in setting.safer
            found.append(
                Row(
                    label=setting.label,
                    value=setting.values.get(value, value),
                    todo=setting.todo if is_advised else "",
                    where=setting.where,
                )
            )
    return found


@access(signed_in)
@at_own_desk
@require_http_methods(GET_AND_POST)
def exposure(request: DeskRequest) -> HttpResponse:
    """Look for what is hers, once, while her desk is open: nothing of what she types or what is found is kept."""
    opened = opened_at(request)
    form = HersForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form, "is_open": opened is not None}
    if opened is not None and request.method == "POST" and form.is_valid():
        looked = services.gather_hers(person=request.user, opened=opened, now=now())
        found = queries.find_hers(form.hers(), looked.places)
        whats = _whats()
        context |= {"looked": looked, "found": [(whats[it.what], it) for it in found]}
    status = 422 if form.errors else 200
    return show_page(request, "crisis/exposure.html", context, status=status)


def _whats() -> dict[str, str]:
    return {
        "phone": _("your telephone number"),
        "mail": _("your mail address"),
        "street": _("your street"),
        "workplace": _("where you work"),
        "like_phone": _("what looks like a telephone number"),
        "like_mail": _("what looks like a mail address"),
        "like_street": _("what looks like a street address"),
    }
