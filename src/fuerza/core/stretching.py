"""Making a key of a passphrase: dear on purpose, two at a time on this machine, and measured when it is set up.

Argon2id (RFC 9106). Each try takes much memory, so whoever asks waits for one of two places, which all processes
share; the system gives back the place of one that dies. How many passes take about a second is measured once, by
`fuerza migrate`, and kept in the data folder: measured while others work, it would come out too cheap. What a
passphrase was stretched by stands beside what it locks, so that nothing measured later shuts anybody out.
"""

import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
from argon2.low_level import Type, hash_secret_raw
from django.conf import settings

try:
    import fcntl
except ImportError:  # Windows has none: there one process serves
    fcntl = None  # type: ignore[assignment]  # asked for below

PLACES = 2
SALT = 16
FEWEST, MOST = 3, 20  # passes; RFC 9106 recommends three where memory is what limits
_ABOUT = 1.0  # seconds
_MEASURED = 3  # times, of which the fastest counts
_LOOK_AGAIN = 0.02
_in_this_process = threading.BoundedSemaphore(PLACES)


def stretch(passphrase: str, *, salt: bytes, passes: int, memory: int) -> bytes:
    """Make a key of a passphrase by Argon2id with `memory` KiB, when there is a place."""
    with place():
        return hash_secret_raw(
            unicodedata.normalize("NFKC", passphrase).strip().encode(),
            salt,
            time_cost=passes,
            memory_cost=memory,
            parallelism=1,
            hash_len=32,
            type=Type.ID,
        )


@contextmanager
def place() -> Iterator[None]:
    """Wait for one of the two places that all processes on this data folder share, and hold it."""
    with _in_this_process, ExitStack() as held:
        files = [held.enter_context(_near(f"place-{n}").open("ab")) for n in range(PLACES)]
        while fcntl and not any(_is_taken(each.fileno()) for each in files):
            time.sleep(_LOOK_AGAIN)
        yield


def passes(memory: int) -> int:
    """Say how many passes take this machine about a second: as was measured, or measured now."""
    return _measured().get(memory) or calibrate(memory)


def calibrate(memory: int) -> int:
    """Measure how often this machine goes through the memory in about a second, and keep that."""
    found = _measured() | {memory: max(FEWEST, min(MOST, round(_ABOUT / _one_pass(memory))))}
    path = _near("passes.json")
    fresh = path.with_suffix(".part")
    fresh.write_bytes(msgspec.json.encode(found))
    fresh.replace(path)
    return found[memory]


def _one_pass(memory: int) -> float:
    spent = []
    for _ in range(_MEASURED):
        began = time.perf_counter()
        stretch("measure", salt=bytes(SALT), passes=1, memory=memory)
        spent.append(time.perf_counter() - began)
    return min(spent)


def _measured() -> dict[int, int]:
    """Read what was measured; a file that can't be read, or that says less than is safe, says nothing."""
    try:
        found = msgspec.json.decode(_near("passes.json").read_bytes(), type=dict[int, int])
    except (OSError, msgspec.MsgspecError):
        return {}
    return {memory: each for memory, each in found.items() if FEWEST <= each <= MOST}


def _is_taken(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _near(name: str) -> Path:
    folder: Path = settings.ENV.data / "stretching"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name
