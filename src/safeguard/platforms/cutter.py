"""Cuts a stream where patterns stand in it, in memory that a piece may take and no more."""

import re

from safeguard.platforms.base import Readable
from safeguard.platforms.source import CHUNK

_TAIL = 512  # what a start or an end may take: it may stand across two chunks


class Cutter:
    """Goes forward through a stream; `line` is where it stands, and `is_over` says that nothing is left to read."""

    def __init__(self, stream: Readable, longest: int) -> None:
        self._stream = stream
        self._longest = longest
        self._data = b""
        self._at = 0
        self.line = 1
        self.is_over = False

    def find(self, start: re.Pattern[bytes], comment: bytes = b"") -> re.Match[bytes] | None:
        """Go to the next start; None at the end. A match that begins with `comment` is passed over."""
        while True:
            found = start.search(self._data, self._at)
            opened = self._data.find(comment, self._at) if comment else -1
            if found is not None and (opened < 0 or found.start() <= opened):
                if found.start() + len(comment) > len(self._data) and self._more():
                    continue  # it might have been the beginning of a comment
                if found.start() != opened:
                    self._go(found.start())
                    return found
                self._go(found.end())
            elif not self._wait(opened, len(comment)):
                return None

    def _wait(self, opened: int, mark: int) -> bool:
        """Read on for a start, or for the end of a comment, unless that is longer than comments are."""
        self._go(opened if opened >= 0 else max(self._at, len(self._data) - _TAIL))
        if len(self._data) - self._at > self._longest:
            self._go(self._at + mark)
            return True
        return self._more()

    def until(self, end: re.Pattern[bytes]) -> bytes | None:
        """Give what goes on to `end`, or to where the stream is over; None if it is too long.

        An end that matches a group belongs to the piece; any other begins what comes after it.
        """
        looked_at = 1
        while (found := end.search(self._data, self._at + looked_at)) is None:
            looked_at = max(1, len(self._data) - self._at - _TAIL)
            if looked_at > self._longest:
                self._past(end)
                return None
            if not self._more():
                return self._given(len(self._data))
        return self._given(_place(found))

    def _given(self, end: int) -> bytes | None:
        raw = self._data[self._at : end]
        self._go(end)
        return raw if len(raw) <= self._longest else None

    def _past(self, end: re.Pattern[bytes]) -> None:
        """Read on to `end`, keeping nothing."""
        while (found := end.search(self._data, self._at + 1)) is None:
            self._go(max(self._at, len(self._data) - _TAIL))
            if not self._more():
                break
        self._go(_place(found) if found else len(self._data))

    def _go(self, at: int) -> None:
        self.line += self._data.count(b"\n", self._at, at)
        self._at = at

    def _more(self) -> bool:
        self._data = self._data[self._at :]
        self._at = 0
        part = self._stream.read(max(CHUNK, len(self._data)))
        self._data += part
        self.is_over = not part
        return bool(part)


def _place(end: re.Match[bytes]) -> int:
    return end.end() if end.lastindex else end.start()
