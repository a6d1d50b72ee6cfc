"""The words that connections' rows may hold, and what is said of files and networks."""

from fuerza.connections.choices.files import (
    COLUMN_WORDS,
    FILES,
    PROBLEMS,
    SIGNS,
)
from fuerza.connections.choices.networks import (
    ABILITIES,
    ANY_GAP,
    GAPS,
    HARMLESS,
    NETWORKS,
    NOT_HARMLESS,
    SCOPES,
    WHY_NOT,
    Network,
)
from fuerza.connections.choices.rows import (
    Ask,
    ConnectionState,
    ImportState,
    Purpose,
    Trouble,
)

__all__ = [
    "ABILITIES",
    "ANY_GAP",
    "COLUMN_WORDS",
    "FILES",
    "GAPS",
    "HARMLESS",
    "NETWORKS",
    "NOT_HARMLESS",
    "PROBLEMS",
    "SCOPES",
    "SIGNS",
    "WHY_NOT",
    "Ask",
    "ConnectionState",
    "ImportState",
    "Network",
    "Purpose",
    "Trouble",
]
