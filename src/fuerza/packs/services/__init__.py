"""What is done with packs: begun, filled, sent by her alone, printed, and followed until an answer came."""

from fuerza.packs.services.following import NotNow, log, may_follow
from fuerza.packs.services.handing_over import (
    NothingToHandOver,
    document_of,
    hand_over,
    note_of,
    text_of,
)
from fuerza.packs.services.preparing import (
    NO_ABUSE,
    NotAllowed,
    PackRefused,
    Wanted,
    answer,
    begin,
    choose_where,
    note_read,
)
from fuerza.packs.services.renewing import seal_again
from fuerza.packs.services.sending import NotReady, can_be_sent_here, send

__all__ = [
    "NO_ABUSE",
    "NotAllowed",
    "NotNow",
    "NotReady",
    "NothingToHandOver",
    "PackRefused",
    "Wanted",
    "answer",
    "begin",
    "can_be_sent_here",
    "choose_where",
    "document_of",
    "hand_over",
    "log",
    "may_follow",
    "note_of",
    "note_read",
    "seal_again",
    "send",
    "text_of",
]
