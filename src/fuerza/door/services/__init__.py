"""What can be done with tickets and doors: every write of door is one of these."""

from fuerza.door.services.checking import Noted, Result, check_in, take_noted, undo
from fuerza.door.services.ending import purge, settle_absent
from fuerza.door.services.opening import (
    LinkGone,
    Opened,
    Refused,
    Terms,
    enter,
    leave,
    open_door,
    take_back,
)
from fuerza.door.services.ticketing import NoTicket, make_all, renew, ticket_for

__all__ = [
    "LinkGone",
    "NoTicket",
    "Noted",
    "Opened",
    "Refused",
    "Result",
    "Terms",
    "check_in",
    "enter",
    "leave",
    "make_all",
    "open_door",
    "purge",
    "renew",
    "settle_absent",
    "take_back",
    "take_noted",
    "ticket_for",
    "undo",
]
