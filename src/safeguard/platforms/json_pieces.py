"""A large JSON file, piece by piece: only what is asked for is held, each with its exact bytes and line.

The outside of a file is read leniently, so that what is before a break is not lost with it; each piece
is for the caller to decode, strictly.
"""

import json
import re
from collections.abc import Callable, Iterator
from enum import Enum

import msgspec

from safeguard.platforms.base import Problem, Readable
from safeguard.platforms.codes import Code
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import CHUNK, look_at, read_head

MAX_PIECE = 4 << 20
MAX_DEPTH = 32
ANY = "*"  # the place of an item in a list
_TOKEN = re.compile(rb'[\s,:]*+(?:("(?:[^"\\]++|\\.)*+")|([{}\[\]])|([^\s,:{}\[\]"]++))', re.DOTALL)
# A string that the buffer ends within has no closing quote: group 1 is empty.
_PART = re.compile(rb'"(?:[^"\\]++|\\.)*+("?)|[{}\[\]]', re.DOTALL)
_REST_OF_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+("?)', re.DOTALL)
_OPENS, _CLOSES = b"{[", {b"}": b"{", b"]": b"["}

Path = tuple[str, ...]


class Choice(Enum):
    """What to do with the value at a path."""

    TAKE = "take"
    ENTER = "enter"
    LEAVE = "leave"


class Piece(msgspec.Struct, frozen=True):
    """A value that was asked for: the keys that lead to it (`ANY` for a place in a list) and its bytes."""

    path: Path
    raw: bytes
    line: int


class _Stopped(Exception):
    def __init__(self, code: Code, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def pieces(stream: Readable, choose: Callable[[Path], Choice]) -> Iterator[Piece | Problem]:
    """Give the pieces that `choose` takes, in the file's order; what ends the reading is a Problem, and last."""
    buffer = _Buffer(stream)
    look = look_at(buffer.data)
    if look.problem:
        yield look.problem
    elif look.encoding != "utf-8":
        yield Problem(0, Code.WRONG_ENCODING, detail=look.encoding)
    elif not buffer.data[look.mark :].lstrip().startswith((b"{", b"[")):
        yield Problem(1, Code.NOT_JSON)
    else:
        buffer.at = look.mark
        yield from _Reader(buffer, choose).read()


def read_object(raw: bytes) -> dict[str, object]:
    """Decode a piece that should be an object; half characters and control characters are let through.

    Raises: RowRefused.
    """
    try:
        value = _decode(raw)
    except UnicodeDecodeError:
        raise RowRefused(Code.WRONG_ENCODING) from None
    except RecursionError:
        raise RowRefused(Code.TOO_DEEP) from None
    except ValueError:
        raise RowRefused(Code.NOT_JSON) from None
    if not isinstance(value, dict):
        raise RowRefused(Code.NOT_AN_OBJECT)
    return value


def word(value: object) -> str:
    """Give what should be words or a number as words; anything else says nothing."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _decode(raw: bytes) -> object:
    try:
        return msgspec.json.decode(raw)
    except (ValueError, RecursionError):  # msgspec takes no half of a character
        return json.loads(raw.decode(), strict=False)


class _Reader:
    def __init__(self, buffer: "_Buffer", choose: Callable[[Path], Choice]) -> None:
        self._buffer = buffer
        self._choose = choose
        self._opened: list[bytes] = []
        self._path: list[str] = []  # of what is open, the outermost left out
        self._key: str | None = None

    def read(self) -> Iterator[Piece | Problem]:
        try:
            while True:
                token = self._buffer.token()
                found = self._value(token) if self._is_value(token) else None
                if found is not None:
                    yield found
                if not self._opened:
                    return
        except _Stopped as stopped:
            yield Problem(self._buffer.line_now(), stopped.code, detail=stopped.detail)

    def _is_value(self, token: bytes) -> bool:
        """Take in what is none: a closing bracket, or a key."""
        if opener := _CLOSES.get(token):
            if self._opened.pop() != opener or self._key is not None:
                raise _Stopped(Code.NOT_JSON)
            if self._path:
                self._path.pop()
            return False
        if self._opened and self._opened[-1] == b"{" and self._key is None:
            self._key = _text(token)
            return False
        return True

    def _value(self, token: bytes) -> Piece | Problem | None:
        name = ANY if self._key is None else self._key
        self._key = None
        path = (*self._path, name) if self._opened else ()
        choice = self._choose(path)
        line = self._buffer.line_now()
        if token not in (b"{", b"["):
            return Piece(path, token, line) if choice is Choice.TAKE else None
        if choice is Choice.ENTER:
            self._open(token, name)
            return None
        raw = self._buffer.container() if choice is Choice.TAKE else None
        if raw is None:
            self._buffer.skip()
        if choice is Choice.LEAVE:
            return None
        if raw is None:
            return Problem(line, Code.VALUE_TOO_LONG, detail=str(MAX_PIECE))
        return Piece(path, raw, line)

    def _open(self, token: bytes, name: str) -> None:
        if len(self._opened) >= MAX_DEPTH:
            raise _Stopped(Code.TOO_DEEP, str(MAX_DEPTH))
        if self._opened:
            self._path.append(name)
        self._opened.append(token)


def _text(token: bytes) -> str:
    try:
        return msgspec.json.decode(token, type=str)
    except ValueError:
        raise _Stopped(Code.NOT_JSON) from None


class _Buffer:
    """The bytes at hand: `at` is where the next token is looked for."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.data = read_head(stream)
        self.at = 0
        self._start = 0  # of the last token
        self._line = 1
        self._counted = 0

    def token(self) -> bytes:
        """Give the next token; a bracket is looked at, and what it opens can still be had whole.

        Raises: _Stopped.
        """
        while True:
            found = _TOKEN.match(self.data, self.at)
            # A bare word that ends where the buffer does may go on.
            if found and (found.end() < len(self.data) or found[3] is None):
                self._start, self.at = found.end() - len(found[found.lastindex or 0]), found.end()
                return found[found.lastindex or 0]
            if len(self.data) - self.at > MAX_PIECE:
                raise _Stopped(Code.VALUE_TOO_LONG, str(MAX_PIECE))
            self._start = self.at
            if not self._more():
                raise _Stopped(Code.CUT_OFF)

    def container(self) -> bytes | None:
        """Give all that the last token opened; None where that is more than MAX_PIECE."""
        while (end := self._end()) < 0:
            if len(self.data) - self._start > MAX_PIECE:
                return None
            if not self._more():
                raise _Stopped(Code.CUT_OFF)
        if end - self._start > MAX_PIECE:
            return None
        self.at = end
        return self.data[self._start : end]

    def skip(self) -> None:
        """Read past all that the last token opened, keeping none of it."""
        depth, self.at, is_inside = 0, self._start, False
        while True:
            if is_inside:
                is_inside = self._is_still_inside()
            for part in () if is_inside else _PART.finditer(self.data, self.at):
                self.at = part.end()
                if part[1] == b"":
                    is_inside = True
                    break
                depth += _step(part[0])
                if depth == 0:
                    return
            if not is_inside:
                self.at = len(self.data)
            self._start = self.at
            if not self._more():
                raise _Stopped(Code.CUT_OFF)

    def line_now(self) -> int:
        """Tell in which line the last token begins."""
        self._line += self.data.count(b"\n", self._counted, self._start)
        self._counted = max(self._counted, self._start)
        return self._line

    def _is_still_inside(self) -> bool:
        found = _REST_OF_STRING.match(self.data, self.at)
        assert found is not None  # it matches the empty string, too
        self.at = found.end()
        return not found[1]

    def _end(self) -> int:
        depth = 0
        for part in _PART.finditer(self.data, self._start):
            if part[1] == b"":
                return -1
            depth += _step(part[0])
            if depth == 0:
                return part.end()
        return -1

    def _more(self) -> bool:
        """Forget what was read and read on: as much again as is still held, so that it is not looked at too often."""
        keep = min(self._start, self.at)
        self._line += self.data.count(b"\n", self._counted, keep)
        self.data = self.data[keep:]
        self.at -= keep
        self._start -= keep
        self._counted = max(self._counted - keep, 0)
        part = self._stream.read(max(CHUNK, len(self.data)))
        self.data += part
        return bool(part)


def _step(part: bytes) -> int:
    return 1 if part in _OPENS else -1 if part in _CLOSES else 0
