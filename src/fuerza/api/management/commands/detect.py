"""`fuerza detect FILE|-`: scores the texts of a file, or of standard input, and stores nothing.

One line of JSON a row goes to standard output; what is wrong with a row goes to standard error with its line, and the
rows after it are scored all the same.
"""

import json
import os
import sys
from collections.abc import Iterator
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    OutputWrapper,
)
from django.utils import translation

from fuerza.api import rows
from fuerza.api.attributes import highest
from fuerza.connections.queries import said
from fuerza.core.progress import Progress
from fuerza.desk.choices import REASONS
from fuerza.desk.templatetags.desk import without_language
from safeguard.classify.detector import MODEL, Detector
from safeguard.classify.records import ABUSE, POINTS, Reason, Score
from safeguard.platforms.base import Problem

ROWS, CHARACTERS = 512, 1_000_000  # of a batch: whichever comes first
STANDARD_INPUT = "-"


class Command(BaseCommand):
    help = "Score texts: rows of text and, where it is known, language. Nothing is stored."
    requires_system_checks = ()  # needs no database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="CSV (with a header) or NDJSON; - is standard input")
        parser.add_argument(
            "--format", choices=rows.FORMATS, help="csv for a file named so, else ndjson"
        )
        parser.add_argument(
            "--point", choices=POINTS, default="balanced", help="which labels: more, or fewer"
        )
        parser.add_argument(
            "--words-in",
            choices=[code for code, _name in settings.LANGUAGES],
            default=_spoken_here(),
            help="the language of the reasons",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # what JSON is written in, whatever the locale
        name = options["file"]
        by_name = "csv" if Path(name).suffix.lower() == ".csv" else "ndjson"
        detector = Detector(options["point"])
        try:
            with translation.override(options["words_in"]), _opened(name) as file:
                bad = self._score(
                    detector, _Counted(file, self.stderr), options["format"] or by_name
                )
        except BrokenPipeError:  # whoever read the answers has had enough, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        except OSError as error:
            raise CommandError(f"Reading or writing failed: {error.strerror}.") from error
        if bad:
            raise CommandError(f"Rows that could not be read: {bad}. The others were scored.")

    def _score(self, detector: Detector, file: "_Counted", form: str) -> int:
        """Score batch by batch; return how many rows were bad."""
        bad = 0
        for batch in _batches(rows.read(file, form)):
            good = [row for row in batch if isinstance(row, rows.Row)]
            for problem in batch:
                if isinstance(problem, Problem):
                    bad += 1
                    words = said(problem.code, column=problem.column, detail=problem.detail)
                    where = f"line {problem.line}" if problem.line else "the file"
                    self.stderr.write(f"{where}: {words}")
            scores = detector.score([row.text for row in good], [row.language for row in good])
            for row, score in zip(good, scores, strict=True):
                self.stdout.write(json.dumps(told(row, score), ensure_ascii=False))
            file.show()
        file.show(is_end=True)
        return bad


def told(row: rows.Row, score: Score) -> dict[str, Any]:
    """Say all that is known of a text, but not the text."""
    return {
        "line": row.line,
        "abuse": highest(score, ABUSE),
        **score.heads,
        "labels": score.labels,
        "severity": score.severity,
        "language": score.language,
        "why": [_why(reason, row.text) for reason in score.why],
        "model": score.model,
        "point": score.point,
    }


def _why(reason: Reason, text: str) -> dict[str, Any]:
    code = without_language(reason.code)
    words = str(REASONS.get(code, ""))
    if code == MODEL:
        words = f"{words} {text[reason.start : reason.end]}"
    return {
        "code": reason.code,
        "head": reason.head,
        "start": reason.start,
        "end": reason.end,
        "weight": reason.weight,
        "words": words,
    }


class _Counted:
    """A file that shows how far it was read, on a terminal and where its size is known."""

    def __init__(self, file: BinaryIO, out: OutputWrapper) -> None:
        self._file = file
        self._done = 0
        self._total = _size(file)
        is_shown = out.isatty() and self._total
        self._progress = Progress(_Bare(out), "Scoring, in KB") if is_shown else None

    def read(self, size: int = -1, /) -> bytes:
        part = self._file.read(size)
        self._done += len(part)
        return part

    def show(self, *, is_end: bool = False) -> None:
        if self._progress is not None:
            total = self._total // 1024 + 1
            self._progress(total if is_end else min(self._done // 1024, total - 1), total)


class _Bare(StringIO):
    """Standard error without the line end that Django puts after whatever is written."""

    def __init__(self, out: OutputWrapper) -> None:
        super().__init__()
        self._out = out

    def isatty(self) -> bool:
        return self._out.isatty()

    def write(self, text: str, /) -> int:
        self._out.write(text, ending="")
        return len(text)

    def flush(self) -> None:
        self._out.flush()


def _size(file: BinaryIO) -> int:
    try:
        return os.fstat(file.fileno()).st_size  # of a pipe: 0
    except OSError:
        return 0


def _opened(name: str) -> BinaryIO:
    return sys.stdin.buffer if name == STANDARD_INPUT else Path(name).open("rb")


def _batches(read: Iterator[rows.Row | Problem]) -> Iterator[list[rows.Row | Problem]]:
    batch: list[rows.Row | Problem] = []
    characters = 0
    for row in read:
        batch.append(row)
        characters += len(row.text) if isinstance(row, rows.Row) else 0
        if len(batch) >= ROWS or characters >= CHARACTERS:
            yield batch
            batch, characters = [], 0
    yield batch


def _spoken_here() -> str:
    """Take the language that whoever runs this has set for her machine, where we have it."""
    said_so = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    spoken = said_so[:2].lower()
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
