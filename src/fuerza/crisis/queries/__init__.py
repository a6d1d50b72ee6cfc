"""What is read of the switch: always from the person whose it is."""

from fuerza.crisis.queries.alarms import (
    Reason,
    alarm_of,
    alarms_on,
    line_of,
    line_place,
    listening_of,
    listening_place,
    reason_for,
    subscription_of,
)
from fuerza.crisis.queries.switch import (
    Reach,
    Shown,
    calls_to,
    crisis_on,
    flood_of,
    last_of,
    measures_of,
    reaches_of,
    unkept_of,
    words_of,
    words_place,
)

__all__ = [
    "Reach",
    "Reason",
    "Shown",
    "alarm_of",
    "alarms_on",
    "calls_to",
    "crisis_on",
    "flood_of",
    "last_of",
    "line_of",
    "line_place",
    "listening_of",
    "listening_place",
    "measures_of",
    "reaches_of",
    "reason_for",
    "subscription_of",
    "unkept_of",
    "words_of",
    "words_place",
]
