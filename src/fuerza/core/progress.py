"""A progress bar for a terminal; into a file or a pipe it writes one line at the end."""

from typing import TextIO

WIDTH = 30


class Progress:
    """Shows how far something has come: `Progress(out, "Scoring")(done, total)`."""

    def __init__(self, out: TextIO, what: str) -> None:
        self._out = out
        self._what = what
        self._is_terminal = out.isatty()

    def __call__(self, done: int, total: int) -> None:
        is_end = done >= total
        if self._is_terminal:
            filled = WIDTH * done // max(total, 1)
            bar = "#" * filled + "." * (WIDTH - filled)
            self._out.write(f"\r{self._what} [{bar}] {done}/{total}" + ("\n" if is_end else ""))
        elif is_end:
            self._out.write(f"{self._what}: {done}\n")
        self._out.flush()
