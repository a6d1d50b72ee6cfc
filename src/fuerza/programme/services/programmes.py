"""Programmes and campaigns: opened once; what they are called and about is text like any other."""

from datetime import datetime

from django.db import IntegrityError, transaction

from fuerza.programme.models import Campaign, Partner, Programme
from fuerza.programme.services.dates import dated
from fuerza.programme.services.hashtags import use_hashtag
from fuerza.programme.services.texts import write_text


class ProgrammeTwice(ValueError):
    """A programme of this name was there already."""


@transaction.atomic
def open_programme(
    *, slug: str, name: str, hashtag: str, language: str, now: datetime, about: str = ""
) -> Programme:
    """Open a programme with its name, its hashtag and a few sentences on what it is, in one language.

    Raises:
        ProgrammeTwice: the slug was taken.
        NotAHashtag: the hashtag was none.

    """
    try:
        with transaction.atomic():
            programme = Programme.objects.create(slug=slug, source_language=language, made_at=now)
    except IntegrityError as error:
        raise ProgrammeTwice(slug) from error
    for field, text in (("name", name), ("about", about)):
        write_text(holder=programme, field=field, language=language, text=text)
    use_hashtag(display=hashtag, by=programme)
    return programme


@transaction.atomic
def open_campaign(
    *,
    programme: Programme,
    name: str,
    language: str,
    starts: str = "",
    partner: Partner | None = None,
    hashtag: str = "",
) -> Campaign:
    """Open a campaign; `starts` is as precise as is known.

    Raises:
        NotAPartialDate: `starts` was no date.
        NotAHashtag: a hashtag was given, and was none.

    """
    campaign = Campaign(programme=programme, name=name, language=language, partner=partner)
    dated(campaign, starts).save()
    if hashtag:
        use_hashtag(display=hashtag, by=campaign, language=language)
    return campaign
