"""On a real disk: no file holds a word that was said to her, and nothing of her stays once she is erased (G6, G7)."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.security.canaries import found_in

ROOT = Path(__file__).resolve().parents[2]
OF_HER = [
    "acts.Plan",
    "content key, sealed",
    "data key",
    "desk.Mention",
    "e-mail",
    "private key, wrapped",
    "public key",
    "sign-in name",
    "vault.Exhibit",
]


def test_no_file_holds_a_word_of_hers_and_erasing_leaves_an_id(tmp_path: Path) -> None:
    others = {"DATABASE_URL", "KEYS_DATABASE_URL"}  # this test is about SQLite's files
    environ = {name: value for name, value in os.environ.items() if name not in others} | {
        "FUERZA_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "fuerza.settings",
        "PYTHONPATH": str(ROOT),
    }

    run = subprocess.run(
        [sys.executable, "-m", "tests.security.dumping"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert found_in(run.stderr) == set()
    told = json.loads(run.stdout)
    assert told["seen"] == {
        "in use": {},
        "after an act": {},
        "of her, before": {name: [] for name in OF_HER},  # what was sought could be found
        "erased": {},
    }
    # what remains: the erasure itself, and jobs that are over, by id alone, for a week
    assert told["tables"] == ["core.Erasure", "core.Job"]
    assert (told["files"], told["others"]) == ([], 9)
