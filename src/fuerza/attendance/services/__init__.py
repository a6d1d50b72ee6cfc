"""What can be done with invitations, seats and registrations: every write of attendance is one of these."""

from fuerza.attendance.services.answering import (
    Reply,
    accept,
    begin_account,
    decline,
    give_up,
    leave,
)
from fuerza.attendance.services.bringing import (
    agree_to_bring,
    ask_to_bring,
    stop_bringing,
    stop_for_who_left,
)
from fuerza.attendance.services.calendars import begin_feed, end_feed, settle_title
from fuerza.attendance.services.inviting import (
    Made,
    Terms,
    deliver,
    invite,
    revoke,
    send_anew,
)
from fuerza.attendance.services.placing import (
    read_place,
    release_venues,
    settle_venue,
    take_back,
    verify,
)
from fuerza.attendance.services.purging import close_for_good, purge
from fuerza.attendance.services.seating import (
    Refused,
    TooFew,
    claim,
    expire_offers,
    settle_seats,
)
from fuerza.attendance.services.settling import (
    settle_companions,
    settle_consent,
    settle_names,
    settle_needs,
)

__all__ = [
    "Made",
    "Refused",
    "Reply",
    "Terms",
    "TooFew",
    "accept",
    "agree_to_bring",
    "ask_to_bring",
    "begin_account",
    "begin_feed",
    "claim",
    "close_for_good",
    "decline",
    "deliver",
    "end_feed",
    "expire_offers",
    "give_up",
    "invite",
    "leave",
    "purge",
    "read_place",
    "release_venues",
    "revoke",
    "send_anew",
    "settle_companions",
    "settle_consent",
    "settle_names",
    "settle_needs",
    "settle_seats",
    "settle_title",
    "settle_venue",
    "stop_bringing",
    "stop_for_who_left",
    "take_back",
    "verify",
]
