"""What writes to the switch: turning it on and off, tightening, keeping what comes in."""

from fuerza.crisis.services.keeping import catch_up, note_taken
from fuerza.crisis.services.switching import (
    FloodGoesOn,
    Wish,
    go_on,
    look_after,
    turn_off,
    turn_on,
)
from fuerza.crisis.services.tightening import tighten

__all__ = [
    "FloodGoesOn",
    "Wish",
    "catch_up",
    "go_on",
    "look_after",
    "note_taken",
    "tighten",
    "turn_off",
    "turn_on",
]
