"""What is read of the switch: always from the person whose it is."""

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
    "Shown",
    "calls_to",
    "crisis_on",
    "flood_of",
    "last_of",
    "measures_of",
    "reaches_of",
    "unkept_of",
    "words_of",
    "words_place",
]
