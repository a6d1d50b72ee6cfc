"""A kind of list that exists in tests alone: "#names", then a kind, a handle and a note on each line."""

from collections.abc import Collection, Iterator

from safeguard.platforms.base import Listed, Problem, Readable, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code

PLACE = ("Names", "tests.fuerza.acts.reader:Names")


class Names:
    """Lines of "kind handle note"; a line without a handle is a problem, one that says "pass" is skipped."""

    def __init__(self, reading: Reading) -> None:
        self._platform = reading.platform

    @staticmethod
    def sniff(head: bytes, _names: Collection[str] = (), /) -> Sniffed:
        return Sniffed(importer="names", confidence=float(head.startswith(b"#names")))

    def lists(self, stream: Readable, /) -> Iterator[Listed | Problem | Skipped]:
        lines = stream.read(-1).decode().splitlines()
        for number, line in enumerate(lines[1:], start=2):
            kind, _, rest = line.partition(" ")
            handle, _, note = rest.partition(" ")
            if kind == "pass":
                yield Skipped(Code.NO_ROWS)
            elif not handle:
                yield Problem(number, Code.MISSING_VALUE, "handle")
            else:
                platform = "elsewhere" if note == "elsewhere" else self._platform
                yield Listed(platform=platform, kind=kind, handle=handle, note=note)
