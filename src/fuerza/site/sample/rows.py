"""The rows of the sample programme: what each may hold, and nothing that ties one to another."""

import unicodedata
from datetime import date, timedelta
from typing import Annotated, Literal

import msgspec

LANGUAGES = ("en", "es", "fr", "ar", "hi")

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, msgspec.Meta(min_length=1)]
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Address = Annotated[str, msgspec.Meta(pattern=r"^(https://[a-z0-9./-]+)?$")]
Count = Annotated[int, msgspec.Meta(ge=1)]
DataAccess = Literal["none", "aggregate", "named_with_consent"]
PartnerKind = Literal["ngo", "media", "company", "police", "state", "platform"]
PartnerRole = Literal["host", "co_organiser", "funder", "venue", "trainer"]
Format = Literal["round_table", "workshop", "panel", "qa", "soapbox", "clinic"]


class _Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every row has in common: a field we do not know is an error, not a shrug."""


class Place(_Row, frozen=True):
    key: Key
    geoname_id: Count
    kind: Literal["city", "region", "country"]
    country: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$")]
    zone: Text | None
    names: dict[str, Text]
    aliases: tuple[Text, ...]
    languages: tuple[Text, ...]
    latitude: float | None
    longitude: float | None


class Source(_Row, frozen=True):
    """Where a fact was read; `exact` is False where `url` leads to the site, not to the page."""

    title: Text
    url: Address
    date: str | None
    exact: bool


class Fact(_Row, frozen=True):
    """One claim as its source gives it, never a count of ours."""

    field: Annotated[str, msgspec.Meta(pattern=r"^[a-z_]+$")]
    value: Text
    source: Source
    confidence: Literal["asserted", "verified", "disputed"] = "asserted"


class Partner(_Row, frozen=True):
    key: Key
    name: Text
    kind: PartnerKind


class Partnership(_Row, frozen=True):
    partner: Key
    role: PartnerRole
    data_access: DataAccess


class Edition(_Row, frozen=True):
    """A real edition; `starts` is EDTF, as precise as a fact supports, or None."""

    key: Key
    place: Key
    starts: str | None
    formats: tuple[Format, ...]
    facts: tuple[Fact, ...]
    host_event: Text | None = None
    listed_as: Text | None = None
    partners: tuple[Partnership, ...] = ()
    distinct_because: Text | None = None


class Hashtag(_Row, frozen=True):
    """A hashtag without its sign; `uses` name what it belongs to as `kind:key`."""

    display: Text
    language: Text
    script: Text
    variants: tuple[Text, ...]
    uses: tuple[Text, ...]
    made_up: bool = False

    @property
    def key(self) -> str:
        return hashtag_key(self.display)


class Campaign(_Row, frozen=True):
    key: Key
    name: Text
    language: Text
    posted_on: str
    partner: Key
    facts: tuple[Fact, ...]


class ToldPartner(_Row, frozen=True):
    """An invented partner, and what participants are told about what it gets."""

    key: Key
    name: Text
    kind: PartnerKind
    role: PartnerRole
    data_access: DataAccess
    told: dict[str, Text]


class Session(_Row, frozen=True):
    """Part of a day; times are local to the edition's place."""

    key: Key
    format: Format
    starts: Clock
    ends: Clock
    capacity: Count | None
    attribution_rule: Literal["open", "chatham_house", "sealed"]
    title: dict[str, Text]
    slot_seconds: Count | None = None


class Upcoming(_Row, frozen=True):
    """The invented edition: always in the year after the one the demo runs in."""

    key: Key
    fictional: Literal[True]
    place: Key
    month: Annotated[int, msgspec.Meta(ge=1, le=12)]
    weekday_in_month: tuple[int, int]
    languages: tuple[Text, ...]
    attendance_mode: Literal["offline", "online", "mixed"]
    hashtags: tuple[Text, ...]
    issue: dict[str, Text]
    partners: tuple[ToldPartner, ...]
    sessions: tuple[Session, ...]

    def starts_on(self, today: date) -> date:
        """The edition's day, seen from `today`."""
        weekday, which = self.weekday_in_month
        first = date(today.year + 1, self.month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))


class SamplePerson(_Row, frozen=True):
    """Somebody invented who can sign in to the demo."""

    key: Key
    name: Text
    role: Literal["participant", "helper", "adviser", "organiser", "facilitator", "operator"]
    handles: dict[Literal["bluesky", "mastodon"], Text]
    languages: tuple[Text, ...]
    zone: Text
    about: Text


class SampleProgramme(_Row, frozen=True):
    slug: Key
    name: Text
    canonical_hashtag: Text
    countries: dict[str, tuple[Text, ...]]
    places: tuple[Place, ...]
    partners: tuple[Partner, ...]
    hashtags: tuple[Hashtag, ...]
    editions: tuple[Edition, ...]
    listed: tuple[Text, ...]
    campaigns: tuple[Campaign, ...]
    upcoming: Upcoming
    people: tuple[SamplePerson, ...]


def hashtag_key(display: str) -> str:
    """What makes two spellings one hashtag: NFKC and case folding, with or without the sign."""
    return unicodedata.normalize("NFKC", display.lstrip("#＃")).casefold()
