"""Importers that ask what importers may ask: which column is which, which comes first of day and month, who she is."""

import io
from collections.abc import Iterator

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem, Readable, Reading, Skipped
from safeguard.platforms.codes import Code
from safeguard.platforms.table.delimited import Delimited
from safeguard.records import Post


def read_with(monkeypatch: pytest.MonkeyPatch, *, is_chat: bool = False) -> None:
    """Have CSV read by an importer that asks what importers may ask."""
    name = "Chatty" if is_chat else "Asking"
    monkeypatch.setitem(registry.IMPORTERS, "csv", ("CSV", f"{__name__}:{name}"))


class Asking(Delimited):
    """Reads columns by what she said of them, and 3/4 as she said."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._reading_of = reading

    def read(  # type: ignore[override]  # tables pass nothing over
        self, stream: Readable, /
    ) -> Iterator[Post | Problem | Skipped]:
        said = self._reading_of
        text = b"".join(iter(lambda: stream.read(65_536), b"")).decode()
        if said.day_first is not None:
            text = text.replace("3/4", "2026-04-03T10:00:00Z")
        if "3/4" in text:
            yield Problem(0, Code.DAY_OR_MONTH)
            return
        for it in super().read(io.BytesIO(text.encode())):
            is_hers = isinstance(it, Post) and it.author.handle in (said.mine or ())
            yield Skipped(Code.OWN) if is_hers else it


class Chatty(Asking):
    """Is a chat besides."""

    def participants(self, _stream: Readable, /) -> tuple[str, ...]:
        return ("bob", "eve")
