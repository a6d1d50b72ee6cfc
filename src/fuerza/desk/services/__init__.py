"""What writes to the desk: taking in, deciding and undoing, adding what she saw."""

from fuerza.desk.services.adding import NothingWasGiven, Seen, add_seen
from fuerza.desk.services.assessing import assessment_of
from fuerza.desk.services.deciding import (
    AT_ONCE,
    AlreadyDecided,
    AlreadyUndone,
    Choice,
    Decided,
    DeskLocked,
    NotAllowed,
    NotUndoable,
    ReportRefused,
    at_once,
    decide,
    undo,
)
from fuerza.desk.services.deciding_on_all import decide_on_all
from fuerza.desk.services.importing import AnotherIsStaged, ImportStopped, complete_import
from fuerza.desk.services.letting_go import let_go
from fuerza.desk.services.letting_read import let_read
from fuerza.desk.services.taking_in import (
    Scorer,
    Stored,
    Taken,
    category_of,
    pull,
    refresh,
    take_in,
)
from fuerza.desk.services.tallies import Place, move, place_of, recount

__all__ = [
    "AT_ONCE",
    "AlreadyDecided",
    "AlreadyUndone",
    "AnotherIsStaged",
    "Choice",
    "Decided",
    "DeskLocked",
    "ImportStopped",
    "NotAllowed",
    "NotUndoable",
    "NothingWasGiven",
    "Place",
    "ReportRefused",
    "Scorer",
    "Seen",
    "Stored",
    "Taken",
    "add_seen",
    "assessment_of",
    "at_once",
    "category_of",
    "complete_import",
    "decide",
    "decide_on_all",
    "let_go",
    "let_read",
    "move",
    "place_of",
    "pull",
    "recount",
    "refresh",
    "take_in",
    "undo",
]
