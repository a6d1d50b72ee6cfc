"""Review sheets for native speakers: `python training/review.py write es-MX SHEET.csv`, then `... read SHEET.csv`.

A sheet has one row a line, in an order of its own so that two people can share the work, and three columns to fill in:
`verdict` (ok, change or drop), `right kind` and `right text`. Reading it back changes the rows in place, all or none.
"""

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from training.corpus import KINDS  # noqa: E402 -- found only once the root is on the path

AUTHORED = ROOT / "training" / "authored"
COLUMNS = ("variety", "id", "kind", "text", "verdict", "right kind", "right text")
VERDICTS = ("", "ok", "change", "drop")  # '' is: not looked at yet


class SheetRefused(Exception):
    """A sheet could not be read back; nothing was changed."""


def row_id(row: dict[str, str]) -> str:
    """Name a row by what it says, so that a sheet still fits after other rows were changed."""
    return hashlib.sha256(f"{row['kind']}|{row['text']}".encode()).hexdigest()[:12]


def write(variety: str, sheet: Path, authored: Path) -> int:
    """Write a variety's sheet (CSV, UTF-8 with a mark, so that spreadsheets read it); return how many rows it has."""
    rows = sorted(_rows(authored / f"{variety}.ndjson"), key=row_id)
    with sheet.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, restval="")
        writer.writeheader()
        for row in rows:
            writer.writerow(
                {"variety": variety, "id": row_id(row), "kind": row["kind"], "text": row["text"]}
            )
    return len(rows)


def read(sheet: Path, authored: Path) -> dict[str, int]:
    """Carry a filled sheet's verdicts out; return how many rows had each.

    Raises: SheetRefused, naming the sheet's line, for a verdict, kind or row that is not known.
    """
    with sheet.open(encoding="utf-8-sig", newline="") as given:
        filled = list(csv.DictReader(given))
    counts: dict[str, int] = {}
    changed: dict[Path, list[str]] = {}
    for path in {authored / f"{row.get('variety')}.ndjson" for row in filled}:
        if path.parent != authored or not path.is_file():
            raise SheetRefused(f"there is no variety {path.stem}")
        rows = {row_id(row): row for row in _rows(path)}
        for line, told in enumerate(filled, 2):
            if told["variety"] == path.stem:
                verdict = _carry_out(rows, told, line)
                counts[verdict] = counts.get(verdict, 0) + 1
        changed[path] = [json.dumps(row, ensure_ascii=False) for row in rows.values()]
    for path, lines in changed.items():
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return counts


def _carry_out(rows: dict[str, dict[str, str]], told: dict[str, str], line: int) -> str:
    verdict = told["verdict"].strip().casefold()
    kind = told["right kind"].strip()
    text = told["right text"].strip()
    if verdict not in VERDICTS:
        raise SheetRefused(f"line {line}: a verdict is ok, change or drop, not {verdict!r}")
    if told["id"] not in rows:
        raise SheetRefused(f"line {line}: this row was changed since the sheet was written")
    if verdict == "change" and not (kind or text):
        raise SheetRefused(f"line {line}: nothing to change was given")
    if kind and kind not in KINDS:
        raise SheetRefused(f"line {line}: {kind!r} is no kind; they are {', '.join(KINDS)}")
    if verdict == "drop":
        del rows[told["id"]]
    elif verdict == "change":
        row = rows[told["id"]]
        row["kind"], row["text"] = kind or row["kind"], text or row["text"]
    return verdict


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("do", choices=["write", "read"])
    parser.add_argument("names", nargs="+", metavar="VARIETY SHEET | SHEET")
    given = parser.parse_args(arguments)
    if len(given.names) != (2 if given.do == "write" else 1):
        parser.error("write takes a variety and a sheet, read takes a sheet")
    try:
        if given.do == "write":
            print(f"{write(given.names[0], Path(given.names[1]), AUTHORED)} rows to review")
        else:
            print(read(Path(given.names[0]), AUTHORED))
    except SheetRefused as why:
        print(why, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
