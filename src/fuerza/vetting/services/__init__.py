"""What can be done with asking to come: every write of vetting is one of these."""

from fuerza.vetting.services.asking import (
    Asking,
    Gone,
    answer_asking,
    appeal,
    ask,
    confirm,
    deliver,
    reply,
    settle_opening,
    withdraw,
)
from fuerza.vetting.services.purging import close, purge
from fuerza.vetting.services.reading import (
    TookPart,
    ask_more,
    give_view,
    read_appeal,
    take_back,
)
from fuerza.vetting.services.vouching import NotAMember, unvouch, vouch

__all__ = [
    "Asking",
    "Gone",
    "NotAMember",
    "TookPart",
    "answer_asking",
    "appeal",
    "ask",
    "ask_more",
    "close",
    "confirm",
    "deliver",
    "give_view",
    "purge",
    "read_appeal",
    "reply",
    "settle_opening",
    "take_back",
    "unvouch",
    "vouch",
    "withdraw",
]
