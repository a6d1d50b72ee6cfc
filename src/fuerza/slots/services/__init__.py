"""What is done with turns, tables and her check-up list. Start at `ordering`: one after the other."""

from fuerza.slots.services.checking import forget_list, keep_list
from fuerza.slots.services.ordering import Refused
from fuerza.slots.services.purging import forget_edition, purge
from fuerza.slots.services.queueing import (
    call,
    finish,
    join,
    later,
    leave,
    reorder,
    to_the_end,
)
from fuerza.slots.services.tables import NewTables, book, cancel, make_tables, take_away

__all__ = [
    "NewTables",
    "Refused",
    "book",
    "call",
    "cancel",
    "finish",
    "forget_edition",
    "forget_list",
    "join",
    "keep_list",
    "later",
    "leave",
    "make_tables",
    "purge",
    "reorder",
    "take_away",
    "to_the_end",
]
