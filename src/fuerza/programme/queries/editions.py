"""Editions as whoever looks may see them, with all that a page of them needs, in a number of queries that stays."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.db.models import Case, F, Prefetch, Q, QuerySet, When

from fuerza.core import times
from fuerza.programme.choices import BEFORE_IT_TOOK_PLACE, ProgrammeState
from fuerza.programme.models import (
    Campaign,
    CampaignFact,
    Edition,
    EditionFact,
    Partnership,
    Programme,
)
from fuerza.programme.queries.places import with_names
from fuerza.programme.queries.seeing import Looking, listed_for, organises, seen_by, viewer_of

A_DAY = timedelta(days=1)
A_PAGE = 30


class Shelf(msgspec.Struct, frozen=True):
    """The editions of a list, in the order a reader looks for them."""

    ahead: list[Edition]
    past: list[Edition]
    undated: list[Edition]


def programme_here() -> Programme | None:
    """The programme that this installation runs: the one opened first and still active."""
    active = Programme.objects.filter(state=ProgrammeState.ACTIVE).prefetch_related("texts")
    return active.order_by("made_at", "slug").first()


def editions_for(looking: Looking, *, language: str = "en") -> QuerySet[Edition]:
    """Every edition that exists for whoever looks, the latest first, undated ones last."""
    return _ready(Edition.objects.filter(seen_by(viewer_of(looking))), language)


def listed_editions_for(looking: Looking, *, language: str = "en") -> QuerySet[Edition]:
    """Those that stand in lists for whoever looks."""
    return _ready(Edition.objects.filter(listed_for(viewer_of(looking))), language)


def page_of_list(
    looking: Looking, today: date, number: int, *, language: str = "en"
) -> tuple[list[Edition], bool]:
    """One page of the list as `shelved` orders it, and whether another follows: as cheap for 300 editions as for 30."""
    is_ahead_ = Q(last_day__gte=today, state__in=BEFORE_IT_TOOK_PLACE)
    shelf = Case(When(is_ahead_, then=0), When(first_day=None, then=2), default=1)
    soonest = Case(When(is_ahead_, then=F("first_day")))
    ordered = listed_editions_for(looking, language=language).order_by(
        shelf, soonest, F("first_day").desc(), F("last_day").desc(), "made_at", "id"
    )
    found = list(ordered[number * A_PAGE : (number + 1) * A_PAGE + 1])
    return found[:A_PAGE], len(found) > A_PAGE


def edition_for(looking: Looking, pk: uuid.UUID, *, language: str = "en") -> Edition | None:
    """One edition, or None: whether it is not there or not to be seen, nobody can tell."""
    told = Prefetch(
        "partnerships",
        queryset=Partnership.objects.select_related("partner")
        .prefetch_related("texts")
        .order_by("role", "partner__name"),
    )
    found = editions_for(looking, language=language).filter(pk=pk)
    return found.prefetch_related(told, "hashtag_uses__hashtag").first()


def organised_by(looking: Looking, *, language: str = "en") -> QuerySet[Edition]:
    """Those that whoever looks organises, drafts among them."""
    viewer = viewer_of(looking)
    every = (
        Edition.objects.all()
        if viewer.organises_all
        else Edition.objects.filter(pk__in=viewer.organises)
    )
    return _ready(every, language)


def organised_edition(looking: Looking, pk: uuid.UUID, *, language: str = "en") -> Edition | None:
    """One edition, if whoever looks organises it."""
    viewer = viewer_of(looking)
    edition = edition_for(viewer, pk, language=language)
    return edition if edition is not None and organises(viewer, edition) else None


def parts_of(edition: Edition, kind: str) -> QuerySet[Any]:
    """List what of one kind hangs from an edition: partners, sessions, hashtags or facts."""
    every: dict[str, QuerySet[Any]] = {
        "partners": edition.partnerships.select_related("partner").order_by(
            "role", "partner__name"
        ),
        "sessions": edition.sessions.prefetch_related("texts").order_by("on", "starts", "id"),
        "hashtags": edition.hashtag_uses.select_related("hashtag").order_by("hashtag__key"),
        "facts": edition.facts.order_by("field", "source_date", "value"),
    }
    return every[kind]


def may_open(looking: Looking) -> bool:
    """Say whether whoever looks may open an edition: it takes the role for the whole programme."""
    return viewer_of(looking).organises_all


def shelved(editions: Iterable[Edition], today: date) -> Shelf:
    """Part editions, in the order of `page_of_list`, into those ahead, those past, and those without a date."""
    known = [one for one in editions if one.first_day]
    undated = [one for one in editions if not one.first_day]
    ahead = [one for one in known if is_ahead(one, today)]
    past = [one for one in known if not is_ahead(one, today)]
    return Shelf(ahead=ahead, past=past, undated=undated)


def is_ahead(edition: Edition, today: date) -> bool:
    """Say whether it may still come: by its latest possible day, and by what its organisers say."""
    return bool(
        edition.last_day and edition.last_day >= today and edition.state in BEFORE_IT_TOOK_PLACE
    )


def upcoming(looking: Looking, now: datetime, *, language: str = "en") -> list[Edition]:
    """Announced editions that whoever looks finds in a list and that lie ahead, the soonest first."""
    guest = viewer_of(looking).as_guest
    ahead = (
        listed_editions_for(guest, language=language)
        .filter(last_day__gte=(now - A_DAY).date(), state__in=BEFORE_IT_TOOK_PLACE)
        .prefetch_related("sessions")
        .order_by("first_day", "last_day")
    )
    return [one for one in ahead if is_ahead(one, times.local(now, one.zone).date())]


def claims_of(edition: Edition) -> list[EditionFact]:
    """What sources say of an edition, by what they speak of; never a count of ours."""
    return list(edition.facts.order_by("field", "source_date", "value"))


def campaigns_of(programme: Programme) -> QuerySet[Campaign]:
    """The programme's campaigns, the latest first, with what sources say of each."""
    facts = Prefetch("facts", queryset=CampaignFact.objects.order_by("field", "value"))
    return (
        programme.campaigns.select_related("partner")
        .prefetch_related(facts, "hashtag_uses__hashtag")
        .order_by(F("first_day").desc(nulls_last=True), "name")
    )


def is_from_before(edition: Edition) -> bool:
    """Say whether it was entered after it took place: what was agreed with its partners then is not known here."""
    if edition.state in BEFORE_IT_TOOK_PLACE or edition.announced_at is None:
        return False
    return edition.last_day is None or edition.announced_at.date() > edition.last_day


def _ready(editions: QuerySet[Edition], language: str) -> QuerySet[Edition]:
    return (
        editions.select_related("place", "programme")
        .prefetch_related("texts", with_names(language, via="place__"))
        .order_by(
            F("first_day").desc(nulls_last=True),
            F("last_day").desc(nulls_last=True),
            "made_at",
            "id",
        )
    )
