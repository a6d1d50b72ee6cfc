"""What is done with evidence: kept, put into a package, destroyed; each with a line of custody and of the trail."""

from fuerza.vault.services.case_keys import case_key_for, join, leave, new_case_key
from fuerza.vault.services.custody import note_reported
from fuerza.vault.services.erasing import ExhibitIsHeld, erase
from fuerza.vault.services.exporting import (
    ExhibitWasOutOfReach,
    Exported,
    Packed,
    Wishes,
    export,
    pack,
)
from fuerza.vault.services.holding import hold, release
from fuerza.vault.services.keeping import (
    MAX_BODY,
    TOOL,
    Keepable,
    KeepingFailed,
    capture_now,
    keep,
)
from fuerza.vault.services.log_keys import key_lines
from fuerza.vault.services.opening import (
    lock,
    note_viewed,
    set_lock,
    take_up,
    unlock,
    unlock_with,
)
from fuerza.vault.services.pictures import PictureRefused, display_copy, print_copy
from fuerza.vault.services.receipts import drawn, receipt_text
from fuerza.vault.services.spool import SealedSpool

__all__ = [
    "MAX_BODY",
    "TOOL",
    "ExhibitIsHeld",
    "ExhibitWasOutOfReach",
    "Exported",
    "Keepable",
    "KeepingFailed",
    "Packed",
    "PictureRefused",
    "SealedSpool",
    "Wishes",
    "capture_now",
    "case_key_for",
    "display_copy",
    "drawn",
    "erase",
    "export",
    "hold",
    "join",
    "keep",
    "key_lines",
    "leave",
    "lock",
    "new_case_key",
    "note_reported",
    "note_viewed",
    "pack",
    "print_copy",
    "receipt_text",
    "release",
    "set_lock",
    "take_up",
    "unlock",
    "unlock_with",
]
