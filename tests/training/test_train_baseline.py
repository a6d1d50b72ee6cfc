"""The one command: it trains, twice the same, and refuses what it must not see."""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from safeguard.classify import baseline
from training.corpus import text_hash

SCRIPT = Path(__file__).resolve().parents[2] / "training" / "train_baseline.py"
AUTHORED = SCRIPT.with_name("authored")
HELD_OUT = "this very sentence is held out"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A tiny corpus of made-up rows; `posts` are plain, so that a test can add to them."""
    rows: list[dict[str, object]] = [
        {
            "source": "edos",
            "language": "en",
            "split": "dev" if number % 10 == 0 else "train",
            "text": f"{'awful' if number % 3 == 0 else 'lovely'} words number {number}",
            "abusive": int(number % 3 == 0),
            "sexist": int(number % 3 == 0),
            "label": "2. derogation" if number % 3 == 0 else "none",
            "target": "",
        }
        for number in range(60)
    ]
    write(tmp_path, rows)
    for language in ("ar", "en", "es", "fr", "hi", "hi-Latn"):  # the first and smallest of our own
        shutil.copy(AUTHORED / f"{language}.ndjson", tmp_path)
    for variety in ("en-IN", "es-CO"):
        shutil.copy(AUTHORED / f"{variety}.2.ndjson", tmp_path)
    held_out = f"{text_hash(HELD_OUT)}\n".encode()
    (tmp_path / "heldout-hashes.txt.gz").write_bytes(gzip.compress(held_out))
    return tmp_path


def write(folder: Path, rows: list[dict[str, object]]) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "posts.ndjson.gz").write_bytes(gzip.compress(lines.encode()))


def train(data: Path, out: Path) -> subprocess.CompletedProcess[str]:
    where = ["--out", str(out), "--metrics", str(out.with_suffix(".json")), "--authored", str(data)]
    return subprocess.run(
        [sys.executable, str(SCRIPT), str(data), *where, "--epochs", "1"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_training_twice_gives_the_same_weights(data: Path, tmp_path: Path) -> None:
    runs = [train(data, tmp_path / f"{name}.npz") for name in ("one", "two")]

    one, two = (baseline.read((tmp_path / f"{name}.npz").read_bytes()) for name in ("one", "two"))
    assert [run.returncode for run in runs] == [0, 0]
    for name in ("table", "scale", "bias", "thresholds"):
        assert np.array_equal(getattr(one, name), getattr(two, name))
    figures = json.loads((tmp_path / "one.json").read_text())
    assert (figures["edos_dev"]["rows"], figures["run"]["model"]) == (6, "fuerza-baseline-3")
    assert {"sexism_auc", "right_threat", "right_criticism"} < set(figures["seeds"])
    assert set(figures["authored"]["varieties"]) == {"en-IN", "es-CO"}


def test_a_held_out_row_stops_the_training(data: Path, tmp_path: Path) -> None:
    row = {"source": "edos", "language": "en", "split": "train", "text": HELD_OUT.upper()}
    write(data, [row | {"abusive": 0, "sexist": 0, "label": "none", "target": ""}])

    run = train(data, tmp_path / "none.npz")

    assert (run.returncode, (tmp_path / "none.npz").exists()) == (1, False)
    assert run.stderr.startswith("refused: 1 rows to train on are held out")
