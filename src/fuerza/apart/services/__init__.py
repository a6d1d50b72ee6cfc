"""What can be done with exclusions and edges: every write of apart is one of these."""

from fuerza.apart.services.excluding import (
    BadEnd,
    Proposal,
    Settled,
    TookPart,
    appeal,
    confirm,
    drop,
    lift,
    propose,
    read_appeal,
)
from fuerza.apart.services.parting import (
    TooMany,
    ask_to_talk,
    end_talk,
    keep_apart,
    meet_again,
)
from fuerza.apart.services.purging import close, purge

__all__ = [
    "BadEnd",
    "Proposal",
    "Settled",
    "TooMany",
    "TookPart",
    "appeal",
    "ask_to_talk",
    "close",
    "confirm",
    "drop",
    "end_talk",
    "keep_apart",
    "lift",
    "meet_again",
    "propose",
    "purge",
    "read_appeal",
]
