"""A campaign as everybody sees it, and what organisers keep of it; who organises campaigns organises the programme."""

import uuid

from django.db.models import Prefetch, QuerySet

from fuerza.campaigns.choices import CountKind
from fuerza.campaigns.models import Asset, Count
from fuerza.people.models import Person
from fuerza.programme import queries as programme
from fuerza.programme.models import Campaign, Edition, Place
from fuerza.programme.queries.places import with_names


def campaign_of(pk: uuid.UUID) -> Campaign | None:
    """One campaign with its hashtags and what sources say of it: public, whoever asks."""
    found = Campaign.objects.filter(pk=pk).select_related("partner", "programme")
    return found.prefetch_related("facts", "hashtag_uses__hashtag").first()


def campaign_for(organiser: Person, pk: uuid.UUID) -> Campaign | None:
    """One campaign, for whoever organises the programme."""
    return campaign_of(pk) if programme.may_open(organiser) else None


def assets_of(campaign: Campaign) -> QuerySet[Asset]:
    return campaign.assets.defer("body").order_by("kind", "made_at", "id")


def asset_of(campaign: Campaign, pk: uuid.UUID) -> Asset | None:
    return campaign.assets.filter(pk=pk).first()


def places_of(campaign: Campaign, language: str) -> list[Place]:
    """List where something was handed out, each once, by name; how many is not said here."""
    given = campaign.counts.filter(kind=CountKind.HANDED_OUT, place__isnull=False)
    found = Place.objects.filter(pk__in=given.values("place")).prefetch_related(
        with_names(language)
    )
    return sorted(found, key=lambda place: programme.name_of(place, language))


def counts_of(campaign: Campaign, language: str) -> QuerySet[Count]:
    """List for organisers what was counted, the latest first."""
    names: Prefetch[str] = with_names(language, via="place__")
    rows = campaign.counts.select_related("place", "edition__place").prefetch_related(names)
    return rows.order_by("-on", "kind", "id")


def count_of(campaign: Campaign, pk: uuid.UUID) -> Count | None:
    return campaign.counts.filter(pk=pk).first()


def indicators(edition: Edition) -> list[tuple[str, int, str]]:
    """What was counted of campaigns at an edition, for its impact report: (words, number, source)."""
    rows = Count.objects.filter(edition=edition).select_related("campaign")
    return [
        (f"{one.campaign.name}: {one.get_kind_display()}", one.number, f"{one.source}, {one.on}")
        for one in rows.order_by("campaign__name", "kind", "on", "id")
    ]
