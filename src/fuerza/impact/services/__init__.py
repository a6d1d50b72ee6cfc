"""What can be done with rounds of questions and with reports: every write of impact is one of these."""

from fuerza.impact.services.reports import (
    NotNow,
    begin,
    build,
    discard,
    fill_in,
    publish,
    review,
)
from fuerza.impact.services.rounds import (
    Answer,
    NotAsked,
    answer,
    close,
    draw,
    open_round,
    sealed_lines,
    settle_notes,
    take_back_mark,
    turn,
)

__all__ = [
    "Answer",
    "NotAsked",
    "NotNow",
    "answer",
    "begin",
    "build",
    "close",
    "discard",
    "draw",
    "fill_in",
    "open_round",
    "publish",
    "review",
    "sealed_lines",
    "settle_notes",
    "take_back_mark",
    "turn",
]
