"""What is done here: asking her and being answered, preparing reports, the second yes, taking turns, being spared."""

from fuerza.helping.services.asking import NotAllowed, NotOpen, answer, ask, drop, prepare
from fuerza.helping.services.reading import open_alone, set_limits, spare
from fuerza.helping.services.taking import confirm, take

__all__ = [
    "NotAllowed",
    "NotOpen",
    "answer",
    "ask",
    "confirm",
    "drop",
    "open_alone",
    "prepare",
    "set_limits",
    "spare",
    "take",
]
