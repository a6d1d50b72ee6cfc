"""The programme's editions, places and people, for whoever follows them from outside."""

from tests.fuerza.programme.conftest import (
    add_session,
    bogota,
    colombia,
    make,
    olivia,
    open_edition,
    programme,
    sydney,
)

__all__ = [
    "add_session",
    "bogota",
    "colombia",
    "make",
    "olivia",
    "open_edition",
    "programme",
    "sydney",
]
