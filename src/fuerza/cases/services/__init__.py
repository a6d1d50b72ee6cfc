"""What is done with cases: opened, filled, written into, let go; each by whoever may, and in the trail."""

from fuerza.cases.services.adding import NotAllowed, add, let_read, take_out
from fuerza.cases.services.gathering import Chosen, Gathered, gather, log_least, undo_least
from fuerza.cases.services.opening import (
    CAN_COME_BACK,
    close,
    drop,
    drop_old,
    open_again,
    open_case,
    put_away,
    rename,
    take_back,
)
from fuerza.cases.services.reading import unfold
from fuerza.cases.services.writing import (
    BadAlias,
    change_incident,
    log_incident,
    put_line_back,
    say_alias,
    take_line_out,
    write_note,
)

__all__ = [
    "CAN_COME_BACK",
    "BadAlias",
    "Chosen",
    "Gathered",
    "NotAllowed",
    "add",
    "change_incident",
    "close",
    "drop",
    "drop_old",
    "gather",
    "let_read",
    "log_incident",
    "log_least",
    "open_again",
    "open_case",
    "put_away",
    "put_line_back",
    "rename",
    "say_alias",
    "take_back",
    "take_line_out",
    "take_out",
    "undo_least",
    "unfold",
    "write_note",
]
