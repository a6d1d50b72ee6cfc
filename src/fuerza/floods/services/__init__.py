"""What finds and writes floods and dangers: each told once, so that its page costs little."""

from fuerza.floods.services.dangers import settle
from fuerza.floods.services.finding import find
from fuerza.floods.services.places import NotAPlace, finder_for, give_place, take_place_back

__all__ = [
    "NotAPlace",
    "find",
    "finder_for",
    "give_place",
    "settle",
    "take_place_back",
]
