"""What may be read of the programme, starting from whoever looks: a person, a visitor, or a Viewer made of them.

Start at `seeing`: what an edition is to whom. Nothing here reads personal rows but the looking person's roles.
"""

from fuerza.programme.queries.agenda import (
    Day,
    Hours,
    agenda_of,
    begins_at,
    is_skipped,
    is_zone,
)
from fuerza.programme.queries.checklist import Item, checklist_of, missing_to_announce, moves_of
from fuerza.programme.queries.drafting import Writable, drafts_by_language, writable
from fuerza.programme.queries.editions import (
    Shelf,
    campaigns_of,
    claims_of,
    edition_for,
    editions_for,
    is_ahead,
    is_from_before,
    listed_editions_for,
    may_open,
    organised_by,
    organised_edition,
    parts_of,
    programme_here,
    shelved,
    upcoming,
)
from fuerza.programme.queries.hashtags import (
    HashtagTotal,
    bare,
    hashtag_key,
    hashtag_totals,
    is_hashtag,
    script_of,
)
from fuerza.programme.queries.pages import EditionPage, Wording, Written, page_of, words_of
from fuerza.programme.queries.places import countries, folded, name_of, place_called
from fuerza.programme.queries.seeing import (
    VISITOR,
    Looking,
    Viewer,
    organises,
    participant_of,
    sees,
    viewer_of,
)
from fuerza.programme.queries.texts import Said, name_of_language, said
from fuerza.programme.queries.when import date_words, day_words, when_words

__all__ = [
    "VISITOR",
    "Day",
    "EditionPage",
    "HashtagTotal",
    "Hours",
    "Item",
    "Looking",
    "Said",
    "Shelf",
    "Viewer",
    "Wording",
    "Writable",
    "Written",
    "agenda_of",
    "bare",
    "begins_at",
    "campaigns_of",
    "checklist_of",
    "claims_of",
    "countries",
    "date_words",
    "day_words",
    "drafts_by_language",
    "edition_for",
    "editions_for",
    "folded",
    "hashtag_key",
    "hashtag_totals",
    "is_ahead",
    "is_from_before",
    "is_hashtag",
    "is_skipped",
    "is_zone",
    "listed_editions_for",
    "may_open",
    "missing_to_announce",
    "moves_of",
    "name_of",
    "name_of_language",
    "organised_by",
    "organised_edition",
    "organises",
    "page_of",
    "participant_of",
    "parts_of",
    "place_called",
    "programme_here",
    "said",
    "script_of",
    "sees",
    "shelved",
    "upcoming",
    "viewer_of",
    "when_words",
    "words_of",
    "writable",
]
