"""What writes to the switch: turning it on and off, tightening, keeping what comes in."""

from fuerza.crisis.services.alarming import (
    AlarmNotSent,
    Choice,
    listen,
    look_out,
    set_alarm,
    sound,
    stop_listening,
    try_out,
    vapid_key,
)
from fuerza.crisis.services.keeping import catch_up, note_taken
from fuerza.crisis.services.preparing import Looked, check_up, gather_hers, prepare
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
    "AlarmNotSent",
    "Choice",
    "FloodGoesOn",
    "Looked",
    "Wish",
    "catch_up",
    "check_up",
    "gather_hers",
    "go_on",
    "listen",
    "look_after",
    "look_out",
    "note_taken",
    "prepare",
    "set_alarm",
    "sound",
    "stop_listening",
    "tighten",
    "try_out",
    "turn_off",
    "turn_on",
    "vapid_key",
]
