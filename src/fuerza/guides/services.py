"""Printing a handbook: one at a time in a process, and never for longer than somebody waits."""

from threading import BoundedSemaphore

from safeguard.publish.blocks import Document
from safeguard.publish.printing import printed

_one_at_a_time = BoundedSemaphore()
_SECONDS = 30


class PressWasBusy(RuntimeError):
    """Another handbook is being printed at this moment."""


def print_handbook(*, document: Document) -> bytes:
    """Print a handbook, or refuse at once where another is being printed: anybody may ask for one.

    Raises:
        PressWasBusy: another is being printed.
        PrintingFailed: no PDF came out.

    """
    if not _one_at_a_time.acquire(blocking=False):
        raise PressWasBusy("Another handbook is being printed.")
    try:
        return printed(document, seconds=_SECONDS)
    finally:
        _one_at_a_time.release()
