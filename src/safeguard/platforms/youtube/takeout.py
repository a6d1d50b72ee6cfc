"""Comments and live chat out of a Google Takeout: all of them her own, in columns named in her language."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from safeguard.platforms.base import Problem, Readable
from safeguard.platforms.cells import Record, cut
from safeguard.platforms.codes import Code
from safeguard.platforms.intake import Intake, Said
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import Source
from safeguard.records import Post

_CHANNEL = re.compile(r"UC[\w-]{10,40}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_COLUMNS = 6


def is_own_row(cells: Sequence[str]) -> bool:
    """Whether cells are those of a comment, whatever their header calls them."""
    has_channel = any(_CHANNEL.fullmatch(cell) for cell in cells)
    return len(cells) >= _COLUMNS and has_channel and any(_TIME.match(cell) for cell in cells)


def read_own(stream: Readable, intake: Intake, *, is_given: bool) -> Iterator[Post | Problem]:
    """Count her own comments, or give them; a table of something else is one other file."""
    source = Source(stream)
    if source.look.problem:
        yield source.look.problem
        return
    lines = iter(source)
    next(lines, None)
    is_known = False
    for record in cut(lines, ",", 2):
        if record.flaw is not None:
            yield intake.refuse(record.line, record.flaw)
        elif is_own_row(record.cells):
            is_known = True
            if (taken := _take(record, source, intake, is_given=is_given)) is not None:
                yield taken
        elif is_known and any(record.cells):
            detail = str(len(record.cells))
            yield intake.refuse(record.line, RowRefused(Code.CELL_COUNT, detail=detail))
        elif not is_known:
            intake.skip(Code.OTHER_FILES)
            return


def _take(
    record: Record, source: Source, intake: Intake, *, is_given: bool
) -> Post | Problem | None:
    if not is_given:
        intake.skip(Code.OWN)
        return None
    cells = record.cells
    try:
        written_at = datetime.fromisoformat(next(cell for cell in cells if _TIME.match(cell)))
    except ValueError:
        return intake.refuse(record.line, RowRefused(Code.BAD_TIME, "created_at"))
    said = Said(
        kind="comment",
        handle=next(cell for cell in cells if _CHANNEL.fullmatch(cell)),
        id=cells[0],
        text=max(map(_text, cells[_COLUMNS - 1 :]), key=len),
        written_at=written_at,
        raw=source.original(record.raw),
        is_hers=True,
    )
    return intake.take(record.line, said)


def _text(cell: str) -> str:
    """Put a text together from its fragments, JSON objects with or without a list around them."""
    try:
        value = json.loads(f"[{cell}]", strict=False)
    except (ValueError, RecursionError):
        return cell
    return "".join(_fragments(value)) if "{" in cell else cell


def _fragments(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for it in value:
            yield from _fragments(it)
    elif isinstance(value, dict):
        yield from _fragments(value.get("takeoutSegments"))
        if isinstance(text := value.get("text"), str):
            yield text
