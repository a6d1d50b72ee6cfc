"""Every tool that is here gives each vector the verdict that the table lists, on a machine that has nothing of ours."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from safeguard import evidence
from tests.vectors.make import GIVEN, PACKAGES, TABLE, TOOLS, table, vectors

VERIFIERS = Path(evidence.__file__).parent
READ = json.loads(TABLE.read_text())
ROWS = {row["name"]: row for row in READ["vectors"]}
NEEDED = {
    "sha256sum": ("sha256sum",),
    "bagit": ("bagit.py",),
    "bdbag": ("bdbag",),
    "ssh-keygen": ("ssh-keygen",),
    "openssl": ("openssl",),
    "verify.py": ("openssl",),
    "verify.sh": ("sha256sum", "ssh-keygen", "openssl", "unzip"),
    "verify.py alone": (),
    "verify.sh alone": ("sha256sum", "unzip"),
}
PATH = os.pathsep.join([os.defpath, str(Path(sys.executable).parent)])


def machine(folder: Path, row: dict[str, str]) -> str:
    """Lay out a stranger's folder; give the package's name in it."""
    for path in [*GIVEN.iterdir(), VERIFIERS / "verify.py", VERIFIERS / "verify.sh"]:
        shutil.copy(path, folder / path.name)
    package = shutil.copy(PACKAGES.parent / row["package"], folder / "package.zip")
    if row["form"] == "zip":
        return "package.zip"
    if shutil.which("unzip") is None:
        pytest.skip("not run: unzip is not installed")
    subprocess.run(["unzip", "-qq", package], cwd=folder, check=True)
    return "package"


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", ROWS)
def test_a_tool_gives_the_verdict_of_the_table(name: str, tool: str, tmp_path: Path) -> None:
    row = ROWS[name]
    if tool not in row["verdicts"]:
        return  # this tool reads no ZIP
    missing = [each for each in NEEDED[tool] if shutil.which(each, path=PATH) is None]
    if missing:
        pytest.skip(f"not run: {missing[0]} is not installed")
    package = machine(tmp_path, row)
    command = TOOLS[tool].replace("PACKAGE", package).replace("python3", f"{sys.executable} -I -S")

    done = subprocess.run(
        ["sh", "-c", command],
        cwd=tmp_path,
        env={"PATH": PATH, "HOME": str(tmp_path), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )

    said = done.stdout + done.stderr
    assert ("refuses" if done.returncode else "accepts") == row["verdicts"][tool], said
    assert "Traceback" not in said or tool in {"bagit", "bdbag"}


def test_the_vectors_are_those_that_the_script_makes() -> None:
    made = list(vectors())

    files = {path.name: path.read_bytes() for path in PACKAGES.iterdir()}
    assert {f"{each.name}.zip": each.package for each in made} == files
    assert table(made) == TABLE.read_text()


def test_every_tool_accepts_and_refuses_something() -> None:
    verdicts = {
        (tool, verdict) for row in ROWS.values() for tool, verdict in row["verdicts"].items()
    }

    assert verdicts == {(tool, verdict) for tool in TOOLS for verdict in ("accepts", "refuses")}


def test_the_two_verifiers_differ_on_what_the_shell_does_not_read_alone() -> None:
    """Records, receipts, the log, and how a ZIP was packed: `verify.sh` says that it has not checked them."""
    verdicts = {name: row["verdicts"] for name, row in ROWS.items()}

    differ = {name for name, each in verdicts.items() if each["verify.py"] != each["verify.sh"]}

    assert all(verdicts[name]["verify.py"] == "refuses" for name in differ)
    assert differ == {
        "file-that-no-record-names",
        "proof-of-another-place",
        "receipt-missing",
        "record-in-another-form",
        "log-rewritten",
        "zip-more-behind",
        "zip-packed-anew",
    }
