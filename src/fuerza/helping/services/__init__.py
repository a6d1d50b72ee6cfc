"""What is done here: asking her and being answered, preparing reports, the second yes, taking turns, being spared.

And safety advisers: their cards, asking for one, taking it, handing it over.
"""

from fuerza.helping.services.advising import (
    NobodyThere,
    Taken,
    call,
    close,
    debrief,
    hand_over,
    keep_apart,
    let_adviser_in,
    lift,
    step_back,
    take_up,
)
from fuerza.helping.services.asking import NotAllowed, NotOpen, answer, ask, drop, prepare
from fuerza.helping.services.duty import Card, agree, set_card, switch
from fuerza.helping.services.reading import open_alone, set_limits, spare
from fuerza.helping.services.taking import confirm, take

__all__ = [
    "Card",
    "NobodyThere",
    "NotAllowed",
    "NotOpen",
    "Taken",
    "agree",
    "answer",
    "ask",
    "call",
    "close",
    "confirm",
    "debrief",
    "drop",
    "hand_over",
    "keep_apart",
    "let_adviser_in",
    "lift",
    "open_alone",
    "prepare",
    "set_card",
    "set_limits",
    "spare",
    "step_back",
    "switch",
    "take",
    "take_up",
]
