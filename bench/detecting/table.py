"""A measurement as a row, and how rows are printed: one table a section, languages side by side."""

from collections.abc import Iterable, Sequence

import msgspec

from bench.detecting.figures import Interval

ALL = "all"
NOT_MEASURED = "not measured"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of one section; `goal` is what issue 3 asks for, `is_more` whether more is better.

    `value` None means that it was not measured, and `note` says why.
    """

    section: str
    measure: str
    column: str = ALL
    value: Interval | float | None = None
    goal: float | None = None
    is_more: bool = True
    digits: int = 2
    note: str = ""

    @property
    def figure(self) -> float | None:
        return self.value.value if isinstance(self.value, Interval) else self.value

    @property
    def is_met(self) -> bool | None:
        """Say whether the goal is reached; None without a goal or a figure."""
        if self.figure is None or self.goal is None:
            return None
        return self.figure >= self.goal if self.is_more else self.figure <= self.goal


def told(row: Row) -> str:
    """Tell a figure, its interval and, where there is a goal, whether it is met."""
    if row.value is None:
        return NOT_MEASURED
    text = f"{row.figure:,.{row.digits}f}"
    if isinstance(row.value, Interval):
        text += f" [{row.value.low:,.{row.digits}f}-{row.value.high:,.{row.digits}f}]"
    return text + {True: " ok", False: " MISSED", None: ""}[row.is_met]


def lines(rows: Iterable[Row]) -> list[str]:
    """Lay out the rows as Markdown, section by section in the order they come."""
    sections: dict[str, list[Row]] = {}
    for row in rows:
        sections.setdefault(row.section, []).append(row)
    return [line for name, inside in sections.items() for line in _section(name, inside)]


def _section(name: str, rows: Sequence[Row]) -> list[str]:
    columns = list(dict.fromkeys(row.column for row in rows))
    measures = list(dict.fromkeys(row.measure for row in rows))
    cells = {(row.measure, row.column): told(row) for row in rows}
    table = [["measure", *columns, "goal"]]
    for measure in measures:
        here = [row for row in rows if row.measure == measure]
        table.append(
            [measure, *[cells.get((measure, column), "-") for column in columns], _goals(here)]
        )
    notes = list(dict.fromkeys(f"{row.measure}: {row.note}" for row in rows if row.note))
    return [f"\n## {name}\n", *_markdown(table), *([""] if notes else []), *notes]


def _goals(rows: Sequence[Row]) -> str:
    goals = {row.goal: row for row in rows if row.goal is not None}
    if len(goals) == 1:
        (goal, row), *_ = goals.items()
        return f"{'>=' if row.is_more else '<='} {goal:,g}"
    return ", ".join(f"{row.column} {row.goal:g}" for row in rows if row.goal is not None)


def _markdown(table: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(line[at]) for line in table) for at in range(len(table[0]))]
    padded = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in table
    ]
    return [padded[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *padded[1:]]
