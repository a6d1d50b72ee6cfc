"""Where reading X stands, in a few numbers: X lists the newest first, and we read the oldest first.

One request a pull, so that its price is known. While a page says that older posts follow, its lower end is
noted (`marks`) and reading goes down; from the bottom it comes up again, window by window.
"""

import msgspec

HIGHEST = 10**20  # above every id of 64 bits
MARKS = 15  # as many as fit; what was noted beyond them is found again


class Cursor(msgspec.Struct, frozen=True, kw_only=True):
    """`since` was read. `marks` are ends of windows above it, the nearest first. `seen` posts were passed going down.

    `returns` says that the first post of the next window was seen on the way down, so that its absence tells.
    """

    since: int = 0
    marks: tuple[int, ...] = ()
    seen: int = 0
    returns: bool = False

    @property
    def window(self) -> range:
        """The ids that the next request asks for."""
        return range(self.since + 1, self.marks[0] if self.marks else HIGHEST)

    def text(self) -> str:
        if not (self.since or self.marks):
            return ""
        marks = ".".join(map(str, self.marks))
        return f"{self.since}~{marks}~{self.seen}~{int(self.returns)}"

    def down(self, ids: tuple[int, ...]) -> "Cursor":
        """Go on below a page that was not the last."""
        return msgspec.structs.replace(
            self, marks=(min(ids), *self.marks)[:MARKS], seen=self.seen + len(ids)
        )

    def up(self, ids: tuple[int, ...]) -> "Cursor":
        """Go on above a window that was read to its end."""
        if self.marks:
            return Cursor(since=self.marks[0] - 1, marks=self.marks[1:], returns=True)
        return Cursor(since=max((self.since, *ids)))

    def within(self, last: int) -> "Cursor":
        """Go on in the same window, above the last post that was given."""
        return msgspec.structs.replace(self, since=last, seen=0, returns=False)


def read(text: str) -> Cursor:
    """Read a cursor of ours back."""
    if not text:
        return Cursor()
    since, marks, seen, returns = text.split("~")
    return Cursor(
        since=int(since),
        marks=tuple(map(int, filter(None, marks.split(".")))),
        seen=int(seen),
        returns=returns == "1",
    )
