"""Searching: her words come in a form and are kept, sealed, in her session; no address and no log holds them."""

import base64
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import number_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fuerza.acts.views import wording
from fuerza.core import crypto
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.core.keyrings import Opened
from fuerza.core.panels import Card
from fuerza.desk.views.desks import DeskRequest, at_own_desk, is_placeholder, opened_at
from fuerza.desk.views.listing import listed
from fuerza.sorting import queries, services
from fuerza.sorting.forms import FindForm

SOUGHT = "sorting_find"


@access(signed_in)
@after_warning
@at_own_desk
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: DeskRequest) -> HttpResponse:
    """Take her words, go on making mentions searchable, or show what was found."""
    opened = opened_at(request)
    if request.method == "POST":
        if opened is not None:
            _do(request, opened)
        return redirect("sorting:find")
    sought = _sought(request, opened)
    found = queries.Found(0, [])
    if opened is not None and sought:
        found = queries.search(request.desk.owner, sought, opened)
    scope = queries.found_list(request.desk, found.ids, _said(found) if sought else "")
    values: dict[str, Any] = {
        "form": FindForm(initial={"words": "" if is_placeholder(request) else sought}),
        "reach": queries.reach_of(request.desk.owner, opened) if opened else None,
        "has_sought": bool(sought),
    }
    return listed(request, scope, cards=[Card(template="sorting/parts/find.html", values=values)])


def _do(request: DeskRequest, opened: Opened) -> None:
    person, act = request.desk.owner, request.POST.get("act", "")
    if act == "anew":
        services.forget_index(person=person)
    if act in {"anew", "index"}:
        services.index_on(person=person, opened=opened, clock=now)
        return
    form = FindForm(request.POST)
    words = form.cleaned_data["words"].strip() if form.is_valid() else ""
    request.session.pop(SOUGHT, None)
    if words:
        services.index_on(person=person, opened=opened, clock=now)
        secret = queries.stem_secret(opened)
        sealed = crypto.encrypt(secret, words.encode(), queries.query_place(person))
        request.session[SOUGHT] = base64.b64encode(sealed).decode()


def _sought(request: DeskRequest, opened: Opened | None) -> str:
    kept = request.session.get(SOUGHT)
    if opened is None or not kept:
        return ""
    place = queries.query_place(request.desk.owner)
    try:
        secret = queries.stem_secret(opened)
        return crypto.decrypt(secret, base64.b64decode(kept), place).decode()
    except crypto.Unopened:  # from before a reset
        return ""


def _said(found: queries.Found) -> str:
    text = ngettext("%(n)s message fits.", "%(n)s messages fit.", found.number)
    said = text % wording.number(found.number)
    if found.number <= len(found.ids):
        return said
    most = number_format(len(found.ids), force_grouping=True)
    return f"{said} {_('Here are the newest %(n)s.') % {'n': most}}"
