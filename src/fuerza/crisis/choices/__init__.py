"""The words that the rows of the switch may hold, and what is said of settings."""

from fuerza.crisis.choices.rows import (
    ACTS,
    AGAIN,
    ALLOW,
    HELD_BACK,
    NEEDS_POSTS,
    TRY_AGAIN,
    Because,
    Every,
    MeasureKind,
    Missed,
    Went,
    Who,
)
from fuerza.crisis.choices.settings import LOOK_YOURSELF, SETTINGS, Setting

__all__ = [
    "ACTS",
    "AGAIN",
    "ALLOW",
    "HELD_BACK",
    "LOOK_YOURSELF",
    "NEEDS_POSTS",
    "SETTINGS",
    "TRY_AGAIN",
    "Because",
    "Every",
    "MeasureKind",
    "Missed",
    "Setting",
    "Went",
    "Who",
]
