"""A new edition from an earlier one: partners, agenda, hashtags and words come along; claims, dates, people do not."""

from datetime import date, datetime

from fuerza.programme.choices import Precision
from fuerza.programme.models import (
    Edition,
    EditionText,
    HashtagUse,
    Partnership,
    PartnershipText,
    Session,
    SessionText,
    Words,
)
from fuerza.programme.services.sessions import Hours, day_that_comes


def take_over(*, edition: Edition, like: Edition, now: datetime) -> None:
    """Copy what hangs from an edition that is written first in the same language, each text as reviewed as it was.

    Sessions keep their hours and their distance from the first day; one whose hour never comes on its new day is left
    without one. Where no time zone is known there is no agenda.
    """
    abouts = like.texts.filter(field="about")
    EditionText.objects.bulk_create([EditionText(edition=edition, **_said(row)) for row in abouts])
    HashtagUse.objects.bulk_create(
        [HashtagUse(edition=edition, hashtag_id=use.hashtag_id) for use in like.hashtag_uses.all()]
    )
    for partnership in like.partnerships.prefetch_related("texts"):
        _copy_partnership(edition, partnership)
    for session in like.sessions.prefetch_related("texts") if edition.zone else ():
        _copy_session(edition, like, session, now)


def _copy_partnership(edition: Edition, of: Partnership) -> None:
    copy = Partnership.objects.create(
        edition=edition,
        partner_id=of.partner_id,
        kind=of.kind,
        role=of.role,
        data_access=of.data_access,
    )
    PartnershipText.objects.bulk_create(
        [PartnershipText(partnership=copy, **_said(row)) for row in of.texts.all()]
    )


def _copy_session(edition: Edition, like: Edition, of: Session, now: datetime) -> None:
    hours = Hours(of.starts, of.ends, _day(edition, like, of))
    copy = Session.objects.create(
        edition=edition,
        format=of.format,
        on=day_that_comes(hours, edition.zone),
        starts=of.starts,
        ends=of.ends,
        zone=edition.zone,
        capacity=of.capacity,
        attribution_rule=of.attribution_rule,
        slot_seconds=of.slot_seconds,
        changed_at=now,
    )
    SessionText.objects.bulk_create(
        [SessionText(session=copy, **_said(row)) for row in of.texts.all()]
    )


def _day(edition: Edition, like: Edition, of: Session) -> date | None:
    if edition.precision != Precision.DAY or edition.first_day is None:
        return None
    if of.on is None or like.precision != Precision.DAY or like.first_day is None:
        return edition.first_day
    return edition.first_day + (of.on - like.first_day)


def _said(row: Words) -> dict[str, str]:
    return {
        name: getattr(row, name)
        for name in ("field", "language", "text", "source_language", "status")
    }
