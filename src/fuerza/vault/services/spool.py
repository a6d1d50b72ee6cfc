"""Where a package waits on disk between being written and being sent: encrypted, nameless, gone when closed."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from fuerza.core import crypto

_PIECE = 1 << 20


class SealedSpool:
    """A temporary file that only this object can read: its key is never anywhere but in memory.

    Write, then iterate once over what was written; `size` is its length. Memory stays at a piece of a megabyte.
    """

    def __init__(self, folder: Path) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 -- closed by close(), once it was sent
        self._key = secrets.token_bytes(32)
        self._waiting = bytearray()
        self._pieces: list[int] = []
        self.size = 0

    def write(self, body: bytes) -> int:
        self._waiting += body
        self.size += len(body)
        while len(self._waiting) >= _PIECE:
            self._put(bytes(self._waiting[:_PIECE]))
            del self._waiting[:_PIECE]
        return len(body)

    def flush(self) -> None:
        """Do nothing: pieces go to the disk when they are full."""

    def __iter__(self) -> Iterator[bytes]:
        self._put(bytes(self._waiting))
        self._waiting.clear()
        self._file.seek(0)
        for number, length in enumerate(self._pieces):
            yield crypto.decrypt(self._key, self._file.read(length), _place(number))

    def close(self) -> None:
        self._file.close()

    def _put(self, piece: bytes) -> None:
        sealed = crypto.encrypt(self._key, piece, _place(len(self._pieces)))
        self._pieces.append(self._file.write(sealed))


def _place(number: int) -> bytes:
    return crypto.place("vault_spool", number, "piece")
