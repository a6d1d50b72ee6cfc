"""What can be done with rounds of questions and with reports: every write of impact is one of these."""

from fuerza.impact.services.reports import NotNow, begin, build, discard, publish, review
from fuerza.impact.services.rounds import (
    Answer,
    NotAsked,
    answer,
    close,
    draw,
    open_round,
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
    "open_round",
    "publish",
    "review",
    "settle_notes",
    "take_back_mark",
    "turn",
]
