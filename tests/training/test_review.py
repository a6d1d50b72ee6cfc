"""A native speaker's sheet goes out, comes back filled in, and changes the rows it names, or nothing at all."""

import csv
import json
from pathlib import Path

import pytest

from training import review

ROWS = [
    {"language": "es", "kind": "insult", "text": "uno"},
    {"language": "es", "kind": "threat", "text": "dos"},
    {"language": "es", "kind": "neutral", "text": "tres"},
]


@pytest.fixture
def authored(tmp_path: Path) -> Path:
    lines = (json.dumps(row) for row in ROWS)
    (tmp_path / "es-XX.ndjson").write_text("\n".join(lines) + "\n")
    return tmp_path


def sheet_of(authored: Path, **filled: dict[str, str]) -> Path:
    """Write the sheet and fill in what is given for the texts named."""
    sheet = authored / "sheet.csv"
    review.write("es-XX", sheet, authored)
    with sheet.open(encoding="utf-8-sig", newline="") as given:
        rows = [row | filled.get(row["text"], {}) for row in csv.DictReader(given)]
    with sheet.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, review.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return sheet


def rows_in(authored: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (authored / "es-XX.ndjson").read_text().splitlines()]


def test_verdicts_are_carried_out_and_the_order_stays(authored: Path) -> None:
    sheet = sheet_of(
        authored,
        uno={"verdict": "change", "right kind": "misogyny", "right text": "otro"},
        dos={"verdict": "Drop"},
        tres={"verdict": "ok"},
    )

    counts = review.read(sheet, authored)

    assert counts == {"change": 1, "drop": 1, "ok": 1}
    assert rows_in(authored) == [ROWS[0] | {"kind": "misogyny", "text": "otro"}, ROWS[2]]


@pytest.mark.parametrize(
    ("filled", "why"),
    [
        ({"verdict": "maybe"}, "a verdict is ok, change or drop"),
        ({"verdict": "change"}, "nothing to change was given"),
        ({"verdict": "change", "right kind": "rude"}, "'rude' is no kind"),
        ({"verdict": "ok", "id": "0"}, "this row was changed since"),
        ({"verdict": "ok", "variety": "xx"}, "there is no variety xx"),
        ({"verdict": "ok", "variety": "../es-XX"}, "there is no variety es-XX"),
    ],
)
def test_a_sheet_that_cannot_be_read_changes_nothing(
    authored: Path, filled: dict[str, str], why: str
) -> None:
    sheet = sheet_of(authored, uno={"verdict": "drop"}, dos=filled)

    with pytest.raises(review.SheetRefused, match=why):
        review.read(sheet, authored)

    assert rows_in(authored) == ROWS


def test_the_command_says_how_much_there_is_to_review(
    authored: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "AUTHORED", authored)

    code = review.main(["write", "es-XX", str(authored / "sheet.csv")])

    assert (code, capsys.readouterr().out) == (0, "3 rows to review\n")
