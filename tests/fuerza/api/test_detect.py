"""`fuerza detect`: a line of JSON for each row that can be read, a sentence for each that can't, and nothing kept."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from fuerza.api import rows
from fuerza.api.management.commands import detect
from safeguard.classify.detector import Detector
from safeguard.classify.records import HEADS
from tests.fuerza.api.conftest import KIND, THREAT

KEYS = ["line", "abuse", *HEADS, "labels", "severity", "language", "why", "model", "point"]


class Terminal(io.StringIO):
    """Standard error as it is on a terminal."""

    def isatty(self) -> bool:
        return True


def run(*arguments: str, terminal: bool = False) -> tuple[list[dict[str, Any]], list[str], str]:
    """Run it; give its answers, what it said on standard error, and what it ended with."""
    out, err = io.StringIO(), Terminal() if terminal else io.StringIO()
    ended = ""
    try:
        call_command("detect", *arguments, "--words-in", "en", stdout=out, stderr=err)
    except CommandError as error:
        ended = str(error)
    return (
        [json.loads(line) for line in out.getvalue().splitlines()],
        err.getvalue().splitlines(),
        ended,
    )


def written(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def ndjson(*values: object) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


def test_each_row_gets_one_line_with_everything_but_its_text(tmp_path: Path) -> None:
    file = written(tmp_path, "a.ndjson", ndjson({"text": THREAT}, {"text": KIND, "language": "en"}))

    answers, complaints, ended = run(file)

    [score, _kind] = Detector().score([THREAT, KIND])
    assert (complaints, ended, [list(answer) for answer in answers]) == ([], "", [KEYS, KEYS])
    violence = {
        "code": "threat.violence.en",
        "head": "threat",
        "start": THREAT.index("I will"),
        "end": len(THREAT),
        "weight": 0.95,
        "words": "It threatens violence.",
    }
    assert [why for why in answers[0]["why"] if why["code"] == violence["code"]] == [violence]
    told = {
        name: answers[0][name]
        for name in ("line", "abuse", *HEADS, "severity", "language", "point")
    }
    assert told == {
        "line": 1,
        "abuse": max(score.heads[head] or 0 for head in HEADS[:-2]),
        **score.heads,
        "severity": 4,
        "language": "en",
        "point": "balanced",
    }
    assert (answers[0]["labels"], answers[0]["model"]) == (list(score.labels), score.model)
    assert (answers[1]["abuse"] < 0.3, answers[1]["labels"]) == (True, [])


def test_what_cannot_be_told_is_null_and_not_0(tmp_path: Path) -> None:
    [answer], _complaints, ended = run(written(tmp_path, "a.ndjson", ndjson({"text": "😀"})))

    assert [answer[name] for name in ("abuse", *HEADS)] == [None] * (1 + len(HEADS))
    assert (answer["language"], ended) == ("und", "")


def test_bad_rows_are_named_by_their_line_and_the_others_are_scored(tmp_path: Path) -> None:
    lines = [
        ndjson({"text": THREAT}).encode(),
        b"no json\n",
        b"\n",
        ndjson([1]).encode(),
        ndjson({"language": "en"}).encode(),
        ndjson({"text": 5}).encode(),
        ndjson({"text": KIND, "language": 5}).encode(),
        b'{"text":"\\ud800 half"}\n',
        b'{"text":"\xff"}\n',
        b"[" * 100_000 + b"\n",
        b'{"text":"' + b"a" * 1_100_000 + b'"}\n',
        ndjson({"text": KIND, "language": None, "more": 1}).encode(),
    ]

    answers, complaints, ended = run(written(tmp_path, "a", b"".join(lines)))

    assert [answer["line"] for answer in answers] == [1, 12]
    assert complaints == [
        "line 2: The line is not JSON.",
        "line 4: The line is JSON, but no object in curly brackets.",
        "line 5: The column “text” is missing.",
        "line 6: “text” holds something that is not text.",
        "line 7: “language” holds something that is not text.",
        "line 8: It holds half of a character.",
        "line 9: It is not written in UTF-8. Save it again as “CSV UTF-8”.",
        "line 10: The line is not JSON.",
        "line 11: The line is longer than 1048576 bytes.",
    ]
    assert ended == "Rows that could not be read: 9. The others were scored."


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_has_a_header_and_its_other_columns_are_passed_over(
    tmp_path: Path, delimiter: str
) -> None:
    rows = [
        ["id", "Text", "language"],
        ["1", f'"{THREAT}\nagain"', "en"],
        ["2", "one cell too few"],
        [],
        ["3", KIND, ""],
    ]
    content = "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows)

    answers, complaints, ended = run(written(tmp_path, "a.CSV", content))

    assert [(answer["line"], answer["severity"]) for answer in answers] == [(2, 4), (6, 0)]
    assert complaints == ["line 4: The row has 2 cells, which is not the number of columns."]
    assert ended.startswith("Rows that could not be read: 1.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file: The file is empty."),
        (b"words,language\nhello,en\n", "line 1: The column “text” is missing."),
        (b"\ntext,text\nhello,hi\n", "line 2: The column “text” is there twice."),
        (b"PK\x03\x04 zip", "the file: This is no table: it looks like zip."),
        (b'text\n"never closed\n', "line 2: A quotation mark is opened and never closed."),
        (b"text\n\xff\n", "line 2: It is not written in UTF-8. Save it again as “CSV UTF-8”."),
    ],
)
def test_a_table_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    answers, complaints, ended = run(written(tmp_path, "a.csv", content))

    assert (answers, complaints, ended != "") == ([], [said], True)


def test_the_format_can_be_said(tmp_path: Path) -> None:
    [answer], _complaints, _ended = run(
        written(tmp_path, "a.txt", f"text\n{KIND}\n"), "--format", "csv"
    )

    assert answer["line"] == 2


def test_standard_input_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BytesIO(ndjson({"text": THREAT}).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(content))

    [answer], _complaints, _ended = run("-")

    assert answer["severity"] == 4


def test_a_point_decides_on_labels_and_is_said(tmp_path: Path) -> None:
    texts = ["you deserve it", "what a stupid cow", "something bad will happen", THREAT, KIND]
    file = written(tmp_path, "a", ndjson(*[{"text": text} for text in texts]))
    points = ("more", "balanced", "fewer")

    answers = {point: run(file, "--point", point)[0] for point in points}

    labels = {point: [answer["labels"] for answer in answers[point]] for point in points}
    assert labels == {
        point: [list(score.labels) for score in Detector(point).score(texts)] for point in points
    }
    assert labels["more"] != labels["fewer"]
    assert {answer["point"] for answer in answers["fewer"]} == {"fewer"}


def test_reasons_are_in_the_readers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, "a", ndjson({"text": THREAT}))
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    by_machine, by_name = io.StringIO(), io.StringIO()

    call_command("detect", file, stdout=by_machine)
    call_command("detect", file, "--words-in", "fr", stdout=by_name)

    words = [
        {why["words"] for why in json.loads(out.getvalue())["why"]} for out in (by_machine, by_name)
    ]
    assert ["Amenaza con violencia." in words[0], "Le texte menace de violence." in words[1]] == [
        True,
        True,
    ]


def test_a_terminal_sees_how_far_it_is_and_a_file_does_not(tmp_path: Path) -> None:
    file = written(tmp_path, "a", ndjson(*[{"text": KIND * 20}] * 1_200))
    total = Path(file).stat().st_size // 1024 + 1

    answers, on_terminal, _ended = run(file, terminal=True)
    _answers, in_file, _ended = run(file)

    bars = [line.rpartition("] ") for line in on_terminal[1:]]
    done = [int(bar[2].removesuffix(f"/{total}")) for bar in bars]
    assert (len(answers), in_file, {bar[0][:16] for bar in bars}) == (
        1_200,
        [],
        {"Scoring, in KB ["},
    )
    assert (len(done), done == sorted(done), done[0] < total / 2, done[-1]) == (
        4,
        True,
        True,
        total,
    )


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none")) == (
        [],
        [],
        "Reading or writing failed: No such file or directory.",
    )


def test_a_batch_never_holds_more_than_it_should(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect, "ROWS", 3)
    monkeypatch.setattr(detect, "CHARACTERS", 10)
    made = [rows.Row(number, text) for number, text in enumerate(["a" * 10, *"bcdef"])]

    sizes = [len(batch) for batch in detect._batches(iter(made))]

    assert sizes == [1, 3, 2]


def test_whoever_stops_listening_ends_it_without_a_fuss(tmp_path: Path) -> None:
    file = written(tmp_path, "a", ndjson(*[{"text": KIND}] * 3_000))
    command = f"{sys.executable} -m fuerza detect {file} | head -n 1"

    done = subprocess.run(
        ["bash", "-c", command],
        env=os.environ | {"FUERZA_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (json.loads(done.stdout)["line"], done.stderr) == (1, "")
    assert not list((tmp_path / "data").rglob("*.sqlite3"))  # no database was made
