"""What must hold between the parts of the sample programme, one function a rule.

Shapes are the structs' business; here is what no single row can know.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from zoneinfo import ZoneInfo

from fuerza.site.sample.rows import LANGUAGES, Fact, SampleProgramme
from safeguard.publish import edtf


class SampleBroken(ValueError):
    """The sample data contradicted itself, or left something out."""


def check(programme: SampleProgramme) -> None:
    """Hold the programme against every rule.

    Raises:
        SampleBroken: with every rule that did not hold, one a line.

    """
    rules = (
        _unique_keys,
        _known_places,
        _known_partners,
        _known_hashtag_uses,
        _languages,
        _zones,
        _dates,
        _edition_twice,
        _police_and_state,
        _upcoming_day,
    )
    broken = [sentence for rule in rules for sentence in rule(programme)]
    if broken:
        raise SampleBroken("\n".join(broken))


def _unique_keys(programme: SampleProgramme) -> Iterator[str]:
    families: dict[str, list[str]] = {
        "place": [row.key for row in programme.places],
        "GeoNames id": [str(row.geoname_id) for row in programme.places],
        "partner": [
            *(row.key for row in programme.partners),
            *(row.key for row in programme.upcoming.partners),
        ],
        "edition": [*(row.key for row in programme.editions), programme.upcoming.key],
        "campaign": [row.key for row in programme.campaigns],
        "hashtag": [row.key for row in programme.hashtags],
        "session": [row.key for row in programme.upcoming.sessions],
        "person": [row.key for row in programme.people],
    }
    for family, keys in families.items():
        yield from (f"{family} {key} was there twice" for key, n in Counter(keys).items() if n > 1)


def _known_places(programme: SampleProgramme) -> Iterator[str]:
    known = {place.key for place in programme.places}
    used = {row.place for row in programme.editions} | {programme.upcoming.place}
    yield from (f"place {key} was not described" for key in sorted(used - known))
    countries = {place.country for place in programme.places}
    unnamed = sorted(countries - set(programme.countries))
    yield from (f"country {code} had no name" for code in unnamed)


def _known_partners(programme: SampleProgramme) -> Iterator[str]:
    known = {partner.key for partner in programme.partners}
    used = {row.partner for edition in programme.editions for row in edition.partners}
    used |= {campaign.partner for campaign in programme.campaigns}
    yield from (f"partner {key} was not described" for key in sorted(used - known))


def _known_hashtag_uses(programme: SampleProgramme) -> Iterator[str]:
    known = {f"programme:{programme.slug}", f"upcoming:{programme.upcoming.key}"}
    known |= {f"edition:{edition.key}" for edition in programme.editions}
    known |= {f"campaign:{campaign.key}" for campaign in programme.campaigns}
    used = {use for hashtag in programme.hashtags for use in hashtag.uses}
    yield from (f"{use} was not described" for use in sorted(used - known))
    displays = {hashtag.display for hashtag in programme.hashtags}
    wanted = {programme.canonical_hashtag, *programme.upcoming.hashtags}
    yield from (f"hashtag {one} was not described" for one in sorted(wanted - displays))


def _languages(programme: SampleProgramme) -> Iterator[str]:
    upcoming = programme.upcoming
    texts = {f"place {place.key}": place.names for place in programme.places}
    texts |= {f"partner {partner.key}": partner.told for partner in upcoming.partners}
    texts |= {f"session {session.key}": session.title for session in upcoming.sessions}
    texts["the issue"] = upcoming.issue
    for what, by_language in texts.items():
        if set(by_language) != set(LANGUAGES):
            yield f"{what} was not in exactly five languages"


def _zones(programme: SampleProgramme) -> Iterator[str]:
    zones = {place.zone for place in programme.places if place.zone}
    for zone in sorted(zones | {person.zone for person in programme.people}):
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError):
            yield f"{zone} was no time zone"


def _dates(programme: SampleProgramme) -> Iterator[str]:
    """Each date can be read, and each event's day stands in a fact, never in a source's date."""
    for edition in programme.editions:
        yield from _day(edition.key, "starts", edition.starts, edition.facts)
    for campaign in programme.campaigns:
        yield from _day(campaign.key, "posted_on", campaign.posted_on, campaign.facts)
    facts = [fact for edition in programme.editions for fact in edition.facts]
    facts += [fact for campaign in programme.campaigns for fact in campaign.facts]
    for text in sorted({fact.source.date for fact in facts if fact.source.date}):
        yield from _unreadable("a source", text)


def _day(key: str, field: str, value: str | None, facts: Iterable[Fact]) -> Iterator[str]:
    claimed = {fact.value for fact in facts if fact.field == field}
    if value is None and claimed:
        yield f"{key} had no day although a source gives one"
    if value is not None and value not in claimed:
        yield f"{key} had a day that no source gives"
    if value is not None:
        yield from _unreadable(key, value)


def _unreadable(key: str, text: str) -> Iterator[str]:
    try:
        edtf.parse(text)
    except edtf.NotAPartialDate as error:
        yield f"{key}: {error}"


def _edition_twice(programme: SampleProgramme) -> Iterator[str]:
    """One place, one stretch of time, one edition, unless somebody said why it is another."""
    for one, other in combinations(programme.editions, 2):
        if one.place != other.place or (one.distinct_because or other.distinct_because):
            continue
        apart = (
            one.starts
            and other.starts
            and not edtf.parse(one.starts).may_be_same_as(edtf.parse(other.starts))
        )
        if not apart:
            yield f"{one.key} and {other.key} could have been one edition"


def _police_and_state(programme: SampleProgramme) -> Iterator[str]:
    kinds = {partner.key: partner.kind for partner in programme.partners}
    access = [
        (row.partner, kinds.get(row.partner), row.data_access)
        for edition in programme.editions
        for row in edition.partners
    ]
    access += [(row.key, row.kind, row.data_access) for row in programme.upcoming.partners]
    for key, kind, gets in access:
        if kind in {"police", "state"} and gets == "named_with_consent":
            yield f"{key} got names although it is {kind}"


def _upcoming_day(programme: SampleProgramme) -> Iterator[str]:
    weekday, which = programme.upcoming.weekday_in_month
    if not (1 <= weekday <= 7 and 1 <= which <= 4):  # noqa: PLR2004 -- ISO weekdays; each month has four of each
        yield "the upcoming edition fell on no weekday"
    sessions = programme.upcoming.sessions
    for session in sessions:
        if session.starts >= session.ends:
            yield f"session {session.key} ended before it began"
        if (session.format == "soapbox") != (session.slot_seconds is not None):
            yield f"session {session.key} had slots without being a soapbox, or none although it is"
    for one, other in combinations(sessions, 2):
        if one.starts < other.ends and other.starts < one.ends:
            yield f"sessions {one.key} and {other.key} were at the same time"
