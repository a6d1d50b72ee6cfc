"""The sample programme's rows become rows of the database, by the programme's own services and nothing else.

Start at `bring_in`. What is known of real editions goes in as it stands; only a claim about the start dates one.
"""

from collections.abc import Iterable
from datetime import datetime, time
from decimal import Decimal
from importlib import resources
from typing import TypeVar

import msgspec
from django.db import transaction

from fuerza.programme import services
from fuerza.programme.choices import EditionState, PlaceKind, TextStatus
from fuerza.programme.models import Campaign, Edition, Place, Programme
from fuerza.programme.services import Details, Listed, NewPlace, NewSession, Source, Terms
from fuerza.site.sample import rows
from fuerza.site.sample.rows import SampleProgramme

LANGUAGE = "en"
Shape = TypeVar("Shape")
Made = dict[str, Programme | Edition | Campaign]


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A country as a place: its GeoNames id, and its names by language."""

    geoname_id: int
    names: dict[str, str]


@transaction.atomic
def bring_in(sample: SampleProgramme, *, now: datetime) -> list[Listed]:
    """Bring the sample programme in, once, and return what each line of its own list turned out to be."""
    programme = Programme.objects.filter(slug=sample.slug).first()
    if programme is None:
        programme = _programme(sample, now)
    source = next(
        fact.source for row in sample.editions for fact in row.facts if fact.field == "listed_as"
    )
    return services.take_listed(
        programme=programme, lines=sample.listed, source=_source(source), now=now
    )


def _programme(sample: SampleProgramme, now: datetime) -> Programme:
    about = _read("about.yaml", dict[str, str])
    places = _places(sample)
    programme = services.open_programme(
        slug=sample.slug,
        name=sample.name,
        hashtag=sample.canonical_hashtag,
        language=LANGUAGE,
        about=about[LANGUAGE],
        now=now,
    )
    for language, text in about.items():
        services.write_text(
            holder=programme,
            field="about",
            language=language,
            text=text,
            status=TextStatus.REVIEWED,
        )
    made: Made = {f"programme:{sample.slug}": programme}
    for row in sample.editions:
        made[f"edition:{row.key}"] = _edition(programme, places[row.place], row, sample, now)
    for told in sample.campaigns:
        made[f"campaign:{told.key}"] = _campaign(programme, told, sample)
    ahead = sample.upcoming
    made[f"upcoming:{ahead.key}"] = _upcoming(programme, places[ahead.place], ahead, now)
    for tag in sample.hashtags:
        for use in tag.uses:
            used = services.use_hashtag(display=tag.display, by=made[use], language=tag.language)
            for variant in tag.variants:
                services.add_variant(hashtag=used.hashtag, display=variant)
    for display in ahead.hashtags:
        services.use_hashtag(display=display, by=made[f"upcoming:{ahead.key}"])
    return programme


def _places(sample: SampleProgramme) -> dict[str, Place]:
    """Bring in the countries first: lists name a place by its own name and its country's."""
    for code, country in _read("countries.yaml", dict[str, Country]).items():
        services.add_place(
            new=NewPlace(
                names=country.names,
                country=code,
                kind=PlaceKind.COUNTRY,
                geoname_id=country.geoname_id,
            ),
            aliases=sample.countries[code],
        )
    return {row.key: _place(row) for row in sample.places}


def _place(row: rows.Place) -> Place:
    return services.add_place(
        new=NewPlace(
            names=row.names,
            country=row.country,
            kind=row.kind,
            geoname_id=row.geoname_id,
            zone=row.zone or "",
            languages=row.languages,
            latitude=_tenth(row.latitude),
            longitude=_tenth(row.longitude),
        ),
        aliases=row.aliases,
    )


def _read(file: str, shape: type[Shape]) -> Shape:
    raw = resources.files("fuerza.site.sample").joinpath(file).read_bytes()
    return msgspec.yaml.decode(raw, type=shape)


def _tenth(degrees: float | None) -> Decimal | None:
    return None if degrees is None else Decimal(str(degrees))


def _edition(
    programme: Programme, place: Place, row: rows.Edition, sample: SampleProgramme, now: datetime
) -> Edition:
    """Bring in an edition that took place: undated, then its claims, then the date that one of them gives."""
    details = Details(
        host_event=row.host_event or "",
        formats=row.formats,
        languages=place.languages,
        distinct_because=row.distinct_because or "",
        source_language=LANGUAGE,
    )
    edition = services.open_edition(programme=programme, place=place, details=details, now=now)
    for told in row.facts:
        fact = services.add_fact(
            edition=edition,
            field=told.field,
            value=told.value,
            source=_source(told.source),
            confidence=told.confidence,
        )
        if (told.field, told.value) == ("starts", row.starts):
            services.settle_start(edition=edition, fact=fact, now=now)
    partners = {partner.key: partner for partner in sample.partners}
    for partnership in row.partners:
        services.add_partner(
            edition=edition,
            name=partners[partnership.partner].name,
            kind=partners[partnership.partner].kind,
            terms=Terms(role=partnership.role, data_access=partnership.data_access),
        )
    return services.move_on(edition=edition, to=EditionState.COMPLETED, now=now)


def _campaign(programme: Programme, row: rows.Campaign, sample: SampleProgramme) -> Campaign:
    partner = next(partner for partner in sample.partners if partner.key == row.partner)
    campaign = services.open_campaign(
        programme=programme,
        name=row.name,
        language=row.language,
        starts=row.posted_on,
        partner=services.known_partner(name=partner.name, kind=partner.kind),
    )
    for told in row.facts:
        services.add_campaign_fact(
            campaign=campaign,
            field=told.field,
            value=told.value,
            source=_source(told.source),
            confidence=told.confidence,
        )
    return campaign


def _upcoming(programme: Programme, place: Place, row: rows.Upcoming, now: datetime) -> Edition:
    """Bring in the invented edition, open to whoever looks; every text of it is part of the invention."""
    details = Details(
        starts=row.starts_on(now.date()).isoformat(),
        languages=row.languages,
        formats=_once(session.format for session in row.sessions),
        attendance_mode=row.attendance_mode,
        source_language=LANGUAGE,
        is_fictional=True,
    )
    edition = services.open_edition(programme=programme, place=place, details=details, now=now)
    for language, text in row.issue.items():
        services.write_text(
            holder=edition,
            field="issue",
            language=language,
            text=text,
            status=TextStatus.REVIEWED,
        )
    for partner in row.partners:
        services.add_partner(
            edition=edition,
            name=partner.name,
            kind=partner.kind,
            terms=Terms(role=partner.role, data_access=partner.data_access, told=partner.told),
            status=TextStatus.REVIEWED,
        )
    for session in row.sessions:
        services.add_session(
            edition=edition, new=_session(session), now=now, status=TextStatus.REVIEWED
        )
    services.move_on(edition=edition, to=EditionState.ANNOUNCED, now=now)
    return services.move_on(edition=edition, to=EditionState.OPEN, now=now)


def _session(row: rows.Session) -> NewSession:
    return NewSession(
        format=row.format,
        starts=time.fromisoformat(row.starts),
        ends=time.fromisoformat(row.ends),
        titles=row.title,
        capacity=row.capacity,
        attribution_rule=row.attribution_rule,
        slot_seconds=row.slot_seconds,
    )


def _source(row: rows.Source) -> Source:
    return Source(title=row.title, url=row.url, date=row.date or "", is_exact=row.exact)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
