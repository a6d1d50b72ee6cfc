"""What organisers hand out and count."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from django.db import transaction

from fuerza.campaigns.models import Asset, Count
from fuerza.campaigns.services.cleaning import clean
from fuerza.core import audit
from fuerza.people.models import Person
from fuerza.programme.models import Campaign, Edition, Place


class NewAsset(msgspec.Struct, frozen=True, kw_only=True):
    """Something to hand out; without a file it is our own handbook, by its address."""

    kind: str
    name: str
    languages: Sequence[str]
    alt: str
    file: bytes | None = None


class NewCount(msgspec.Struct, frozen=True, kw_only=True):
    """One number and where it comes from."""

    kind: str
    number: int
    source: str
    on: date
    place: Place | None = None
    edition: Edition | None = None


@transaction.atomic
def add_asset(*, campaign: Campaign, new: NewAsset, by: Person, now: datetime) -> Asset:
    """Keep something to hand out, cleaned of what came with the file.

    Raises:
        Refused: the file is none that can be cleaned.

    """
    media_type, body = clean(new.file) if new.file is not None else ("", b"")
    asset = Asset.objects.create(
        campaign=campaign,
        kind=new.kind,
        name=new.name,
        languages=list(new.languages),
        alt=new.alt,
        media_type=media_type,
        body=body,
        made_at=now,
    )
    audit.note(by.pk, by.pk, "asset added", asset.pk, at=now)
    return asset


@transaction.atomic
def add_count(*, campaign: Campaign, new: NewCount, by: Person, now: datetime) -> Count:
    count = Count.objects.create(campaign=campaign, **msgspec.structs.asdict(new))
    audit.note(by.pk, by.pk, "count added", count.pk, at=now)
    return count


@transaction.atomic
def take_away(*, thing: Asset | Count, by: Person, now: datetime) -> None:
    pk: uuid.UUID = thing.pk
    thing.delete()
    audit.note(by.pk, by.pk, "taken off a campaign", pk, at=now)
