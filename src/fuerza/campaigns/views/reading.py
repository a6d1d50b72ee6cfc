"""A campaign as everybody sees it: what is handed out, where, when, under which hashtag. Nothing of members."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fuerza.campaigns import queries
from fuerza.core.access import access, public
from fuerza.people.queries import PersonRequest
from fuerza.programme import queries as programme

SUFFIX = {"image/png": "png", "application/pdf": "pdf"}


@access(public)
@require_safe
def show(request: PersonRequest, campaign: UUID) -> HttpResponse:
    """Show a campaign; the same page for everybody, but for an organiser's way to what is behind it."""
    found = known(campaign)
    page = {
        "campaign": found,
        "assets": [named(one) for one in queries.assets_of(found)],
        "places": queries.places_of(found, get_language() or "en"),
        "claims": found.facts.all(),
        "organises": programme.may_open(request.user),
    }
    return render(request, "campaigns/show.html", page)


@access(public)
@require_safe
def file(_request: PersonRequest, campaign: UUID, part: UUID) -> HttpResponse:
    """Hand a file out, to be kept and not to be opened here."""
    asset = queries.asset_of(known(campaign), part)
    if asset is None or asset.media_type not in SUFFIX:
        raise Http404
    reply = HttpResponse(bytes(asset.body), content_type=asset.media_type)
    name = f"{asset.kind}.{SUFFIX[asset.media_type]}"
    reply["Content-Disposition"] = f'attachment; filename="{name}"'
    return reply


def known(pk: UUID) -> Any:
    found = queries.campaign_of(pk)
    if found is None:
        raise Http404
    return found


def named(asset: Any) -> tuple[Any, list[tuple[str, str]]]:
    """Pair an asset with its languages, each called as in itself."""
    return asset, [(code, programme.name_of_language(code)) for code in asset.languages]
