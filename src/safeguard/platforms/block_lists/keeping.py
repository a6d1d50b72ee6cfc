"""What was read of a list so far: each entry once, and what was passed over counted."""

from collections import Counter
from collections.abc import Iterator

from safeguard.platforms.base import Listed, Problem, Skipped
from safeguard.platforms.codes import Code
from safeguard.platforms.seen import Seen


class Kept:
    def __init__(self) -> None:
        self._seen = Seen()
        self._skipped: Counter[Code] = Counter()
        self._count = 0

    def keep(self, listed: Listed) -> Listed | None:
        """Give an entry, unless the very same came before."""
        self._count += 1
        key = hash(
            (
                listed.kind,
                listed.account,
                listed.handle.casefold(),
                listed.note * (listed.kind == "filter"),
            )
        )
        if self._seen.earlier(key, 0) is None:
            return listed
        self._skipped[Code.TWICE] += 1
        return None

    def refuse(self, line: int, code: Code, column: str = "", detail: str = "") -> Problem:
        self._count += 1
        return Problem(line, code, column, detail)

    def skip(self, code: Code) -> None:
        self._count += 1
        self._skipped[code] += 1

    def end(self) -> Iterator[Problem | Skipped]:
        yield from (Skipped(code, count) for code, count in self._skipped.items())
        if not self._count:
            yield Problem(0, Code.NO_ROWS)
