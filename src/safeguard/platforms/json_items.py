"""JSON read forward: the elements of an array, each as its bytes, in memory that does not grow with the file.

A complete object of JSON is never the beginning of a longer one. So a stretch of the array that ends where
an element seems to end can be decoded as a list of its own: if that succeeds, the guess was right, and no
byte of it needs to be looked at here. Only where it fails are brackets counted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec
import numpy as np

from safeguard.platforms.codes import Code
from safeguard.platforms.rules import RowRefused

MAX_ITEM = 1 << 20
_FULL, _LOW = 1 << 17, 1 << 15
_MAX_SCALAR = 8_192
_LINE_END = 10
_SPACE = re.compile(rb"[ \t\r\n]*")
_SCALAR = re.compile(rb"[^ \t\r\n,\]}\[{\"]*")
_IN_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
# Whatever stands between two brackets, whole strings included.
_BETWEEN = re.compile(rb'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+', re.DOTALL)
_NEXT_OBJECT = re.compile(rb'[ \t\r\n]{0,64},[ \t\r\n]{0,64}\{[ \t\r\n]{0,64}"[^"\\]{0,64}"')
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")
_MISSING = re.compile(r"missing required field `(\w+)`")
_PLACE = re.compile(r"at `\$\.?([^`]+)`")
_GOT = re.compile(r"got `(\w+)`")
_split = msgspec.json.Decoder(list[msgspec.Raw]).decode

T = TypeVar("T")


class CutOff(Exception):
    """The file ended where something was still open."""


class NotFound(Exception):
    """What was looked for is not where it should be."""


class Json:
    """A stream of JSON, at some place in it."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = iter(chunks)
        self._is_all = False
        self._data = b""
        self._base = 0  # where in the stream _data begins
        self._at = 0
        self._counted = 0  # how far in _data line ends were counted
        self._lines = 1  # the line of that place
        self._raws: Sequence[msgspec.Raw] = ()
        self._index = self._settled = 0

    def line(self) -> int:
        """Give the line on which the item just given begins; asked now and then, it costs little."""
        for raw in self._raws[self._settled : self._index]:
            self._at = self._data.find(bytes(raw), self._at) + len(bytes(raw))
        self._settled = self._index
        if self._raws:
            self._count(self._data.find(bytes(self._raws[self._index]), self._at))
        return self._lines

    def peek(self) -> bytes:
        """Give the next byte that is not a space; b"" at the end."""
        while True:
            self._at = _end(_SPACE, self._data, self._at)
            if self._at < len(self._data):
                return self._data[self._at : self._at + 1]
            if not self._more():
                return b""

    def skip(self, expected: bytes) -> None:
        """Go past one byte.

        Raises: CutOff, NotFound.
        """
        found = self.peek()
        if found != expected:
            raise NotFound if found else CutOff
        self._at += 1

    def skip_to(self, mark: bytes, within: int) -> bytes:
        """Go past the first `mark` and give what stood before it.

        Raises: NotFound.
        """
        while (at := self._data.find(mark, self._at, self._at + within)) < 0:
            if len(self._data) - self._at > within or not self._more():
                raise NotFound
        before = self._data[self._at : at]
        self._at = at + len(mark)
        return before

    def enter(self, *path: str) -> None:
        """Go to the value that stands under these keys, one inside the other.

        Raises: CutOff, NotFound.
        """
        for name in path:
            self.skip(b"{")
            while self.key() != name:
                self.value(0)
                self.skip(b",")

    def key(self) -> str:
        """Take a key and its colon; one that is no text is "".

        Raises: CutOff, NotFound.
        """
        if self.peek() != b'"':
            raise NotFound if self.peek() else CutOff
        raw = self.value(_MAX_SCALAR)
        self.skip(b":")
        try:
            return msgspec.json.decode(raw or b'""', type=str)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return ""

    def value(self, largest: int = MAX_ITEM) -> bytes | None:
        """Take the next value; None stands for one larger than `largest`, which was read past.

        Raises: CutOff, NotFound.
        """
        first = self.peek()
        self._count(self._at)
        if first in {b'"', b"{", b"["}:
            return self._whole(largest)
        if len(self._data) - self._at < _MAX_SCALAR:
            self._more()
        end = _end(_SCALAR, self._data, self._at)
        if end == self._at:
            raise NotFound if first else CutOff
        taken, self._at = self._data[self._at : end], end
        return taken if len(taken) <= largest else None

    def items(self, largest: int = MAX_ITEM) -> Iterator[bytes | None]:
        """Give the elements of the array that begins here; None stands for one that was too large.

        Raises: CutOff, NotFound.
        """
        self.skip(b"[")
        mark, wrong_until = b"", 0
        while (found := self.peek()) != b"]":
            if found == b",":
                self._at += 1
                continue
            if len(self._data) - self._at < _LOW:
                self._more(_FULL)
            if mark and self._base + self._at >= wrong_until:
                end = self._data.rfind(mark, self._at, self._at + _FULL) + 1
                if raws := self._guessed(end):
                    yield from self._each(raws, end, largest)
                    continue
                wrong_until = self._base + end
            yield self.value(largest)
            mark = self._mark() or mark
        self._at += 1

    def _guessed(self, end: int) -> Sequence[msgspec.Raw]:
        """Cut what goes to `end` into its elements; none if it does not end where one does."""
        try:
            return _split(b"[%b]" % self._data[self._at : end])
        except (msgspec.DecodeError, RecursionError):
            return ()

    def _each(self, raws: Sequence[msgspec.Raw], end: int, largest: int) -> Iterator[bytes | None]:
        self._raws, self._settled = raws, 0
        for self._index, raw in enumerate(raws):
            item = bytes(raw)
            yield item if len(item) <= largest else None
        self._raws, self._at = (), end

    def _mark(self) -> bytes:
        """Learn what stands between two objects here: a guess at where others end."""
        found = _NEXT_OBJECT.match(self._data, self._at)
        return b"}" + found[0] if found else b""

    def _whole(self, largest: int) -> bytes | None:
        """Take a string, an object or an array, by counting brackets."""
        is_in_string = self._data[self._at : self._at + 1] == b'"'
        done, depth, is_large = int(is_in_string), 0, False
        while True:
            pattern = _IN_STRING if is_in_string else _BETWEEN
            end = _end(pattern, self._data, self._at + done)
            done = end - self._at
            sign = self._data[end : end + 1]
            if not sign or sign == b"\\":  # a backslash, and what it stands before is still to come
                if done > largest:
                    self._at, done, is_large = end, 0, True
                if not self._more():
                    raise CutOff
                continue
            done += 1
            if sign == b'"':
                is_in_string = not is_in_string
            else:
                depth += 1 if sign in b"{[" else -1
            if depth <= 0 and not is_in_string:
                break
        taken = self._data[self._at : self._at + done]
        self._at += done
        return None if is_large or len(taken) > largest else taken

    def _count(self, to: int) -> None:
        if to > self._counted:
            stretch = np.frombuffer(self._data, np.uint8, to - self._counted, self._counted)
            self._lines += int(
                np.count_nonzero(stretch == _LINE_END)
            )  # bytes.count is five times dearer
            self._counted = to

    def _more(self, wanted: int = 0) -> bool:
        """Read as much again as is still to be looked at, so that reading on stays cheap; forget what was."""
        if self._is_all:
            return False
        self._count(self._at)
        parts, size = [self._data[self._at :]], 0
        wanted = max(wanted, len(parts[0]))
        for chunk in self._chunks:
            parts.append(chunk)
            size += len(chunk)
            if size >= wanted:
                break
        self._is_all = not size
        self._base += self._at
        self._data = b"".join(parts)
        self._counted -= self._at
        self._at = 0
        return size > 0


def _end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    """Give where a match ends of a pattern that may be empty and so is always found."""
    found = pattern.match(data, at)
    assert found
    return found.end()


def decoded(decoder: msgspec.json.Decoder[T], raw: bytes, columns: Mapping[str, str]) -> T:
    """Decode an item, or say what is wrong with it; `columns` gives our names for a file's own keys.

    Raises: RowRefused.
    """
    try:
        if not raw.isascii():
            raw.decode()  # what lies in keys we pass over has to be text, too
        return decoder.decode(raw)
    except UnicodeDecodeError:
        raise RowRefused(Code.WRONG_ENCODING) from None
    except msgspec.ValidationError as error:
        raise _misfit(str(error), columns) from None
    except (msgspec.DecodeError, RecursionError):
        raise RowRefused(broken(raw)) from None


def broken(raw: bytes) -> Code:
    """Say what keeps bytes from being JSON."""
    if control := _CONTROL.search(raw):
        return Code.NUL_BYTE if control[0] == b"\0" else Code.CONTROL_CHARACTER
    return Code.LONE_SURROGATE if _HALF_CHARACTER.search(raw) else Code.NOT_JSON


def _misfit(said: str, columns: Mapping[str, str]) -> RowRefused:
    """Read out of msgspec's words which key is missing, or holds another kind of value than it should."""
    if missing := _MISSING.search(said):
        return RowRefused(Code.MISSING_VALUE, columns.get(missing[1], ""))
    if place := _PLACE.search(said):
        got = _GOT.search(said)
        column = columns.get(place[1].rpartition(".")[2], "")
        return RowRefused(Code.BAD_VALUE, column, got[1] if got else "")
    return RowRefused(Code.NOT_AN_OBJECT)
