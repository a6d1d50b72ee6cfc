"""What is done with evidence: kept, put into a package, destroyed; each with a line of custody and of the trail."""

from fuerza.vault.services.case_keys import case_key_for
from fuerza.vault.services.keeping import (
    MAX_BODY,
    TOOL,
    Keepable,
    KeepingFailed,
    capture_now,
    keep,
)

__all__ = [
    "MAX_BODY",
    "TOOL",
    "Keepable",
    "KeepingFailed",
    "capture_now",
    "case_key_for",
    "keep",
]
