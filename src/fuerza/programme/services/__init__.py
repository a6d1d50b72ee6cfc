"""What can be done with the programme: every write is one of these. Who may do it, the queries decide."""

from fuerza.programme.services.editions import (
    Details,
    EditionTwice,
    MoveRefused,
    NoSuchZone,
    NotAboutTheStart,
    NotReady,
    WrittenAlready,
    change_edition,
    details_of,
    move_on,
    open_edition,
    settle_start,
)
from fuerza.programme.services.facts import Source, add_campaign_fact, add_fact
from fuerza.programme.services.hashtags import NotAHashtag, add_variant, use_hashtag
from fuerza.programme.services.listing import Listed, PlaceNotFound, SeveralEditions, take_listed
from fuerza.programme.services.partners import (
    OfficialsWereToGetNames,
    PartnerTwice,
    Terms,
    add_partner,
    known_partner,
)
from fuerza.programme.services.places import (
    AliasTaken,
    NewPlace,
    NotAPlace,
    PlaceTwice,
    add_alias,
    add_place,
)
from fuerza.programme.services.programmes import ProgrammeTwice, open_campaign, open_programme
from fuerza.programme.services.removing import take_away
from fuerza.programme.services.sessions import (
    EndedBeforeItBegan,
    NewSession,
    NoSuchHour,
    OutsideTheEdition,
    ZoneUnknown,
    add_session,
)
from fuerza.programme.services.texts import (
    NothingToTranslate,
    TranslationsLeft,
    Writing,
    write_text,
    write_texts,
)

__all__ = [
    "AliasTaken",
    "Details",
    "EditionTwice",
    "EndedBeforeItBegan",
    "Listed",
    "MoveRefused",
    "NewPlace",
    "NewSession",
    "NoSuchHour",
    "NoSuchZone",
    "NotAHashtag",
    "NotAPlace",
    "NotAboutTheStart",
    "NotReady",
    "NothingToTranslate",
    "OfficialsWereToGetNames",
    "OutsideTheEdition",
    "PartnerTwice",
    "PlaceNotFound",
    "PlaceTwice",
    "ProgrammeTwice",
    "SeveralEditions",
    "Source",
    "Terms",
    "TranslationsLeft",
    "Writing",
    "WrittenAlready",
    "ZoneUnknown",
    "add_alias",
    "add_campaign_fact",
    "add_fact",
    "add_partner",
    "add_place",
    "add_session",
    "add_variant",
    "change_edition",
    "details_of",
    "known_partner",
    "move_on",
    "open_campaign",
    "open_edition",
    "open_programme",
    "settle_start",
    "take_away",
    "take_listed",
    "use_hashtag",
    "write_text",
    "write_texts",
]
