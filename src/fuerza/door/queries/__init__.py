"""What may be read of tickets and doors. Start at `refusal_of`: whether a ticket lets somebody in, and why not."""

from fuerza.door.queries.doors import (
    OVER,
    address_of,
    door_by_cookie,
    door_by_link,
    door_of,
    door_page,
    doors_of,
    is_closed_for_good,
    shut_because,
    totals,
)
from fuerza.door.queries.judging import Asking, Face, face_of, is_over, refusal_of
from fuerza.door.queries.lists import list_for
from fuerza.door.queries.tickets import (
    Shown,
    bare,
    code_for,
    code_hash,
    drawn,
    link_hash,
    read,
    ticket_of,
    ticket_with,
    token_of,
)
from fuerza.door.queries.tickets import address_of as ticket_address

__all__ = [
    "OVER",
    "Asking",
    "Face",
    "Shown",
    "address_of",
    "bare",
    "code_for",
    "code_hash",
    "door_by_cookie",
    "door_by_link",
    "door_of",
    "door_page",
    "doors_of",
    "drawn",
    "face_of",
    "is_closed_for_good",
    "is_over",
    "link_hash",
    "list_for",
    "read",
    "refusal_of",
    "shut_because",
    "ticket_address",
    "ticket_of",
    "ticket_with",
    "token_of",
    "totals",
]
