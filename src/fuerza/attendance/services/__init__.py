"""What can be done with invitations, seats and registrations: every write of attendance is one of these."""

from fuerza.attendance.services.answering import Reply, accept, begin_account, decline, leave
from fuerza.attendance.services.inviting import (
    Made,
    Terms,
    deliver,
    invite,
    revoke,
    send_anew,
)
from fuerza.attendance.services.purging import purge
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
    "begin_account",
    "claim",
    "decline",
    "deliver",
    "expire_offers",
    "invite",
    "leave",
    "purge",
    "revoke",
    "send_anew",
    "settle_companions",
    "settle_consent",
    "settle_names",
    "settle_needs",
    "settle_seats",
]
