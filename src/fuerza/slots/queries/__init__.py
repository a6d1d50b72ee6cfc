"""What may be read of turns, tables and her check-up list. Start at `sessions`: who takes part, and who runs it."""

from fuerza.slots.queries.checking import (
    Looked,
    Noted,
    check_list_of,
    list_place,
    noted_in,
)
from fuerza.slots.queries.sessions import (
    Words,
    badge_of,
    is_open,
    place_of,
    runs,
    session_of,
    sessions_of,
    words_of,
    words_place,
)
from fuerza.slots.queries.tables import (
    ambassadors_for,
    booking_of,
    hours_of,
    offered_to,
    sits_at,
    table_at,
    tables_at,
    tables_with,
    waiting_at,
)
from fuerza.slots.queries.turns import ahead_of, names_for_stage, queue_of, turn_in, turn_of

__all__ = [
    "Looked",
    "Noted",
    "Words",
    "ahead_of",
    "ambassadors_for",
    "badge_of",
    "booking_of",
    "check_list_of",
    "hours_of",
    "is_open",
    "list_place",
    "names_for_stage",
    "noted_in",
    "offered_to",
    "place_of",
    "queue_of",
    "runs",
    "session_of",
    "sessions_of",
    "sits_at",
    "table_at",
    "tables_at",
    "tables_with",
    "turn_in",
    "turn_of",
    "waiting_at",
    "words_of",
    "words_place",
]
