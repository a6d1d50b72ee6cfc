"""Pins the whole tree: exact versions in pyproject.toml, and with hashes in requirements.lock, from one resolution.

Neither file names where packages come from: whoever installs chooses the index. What is pinned stays as it is, and only
what is new gets a pin; `--upgrade` takes the newest of everything. `--check` compares only.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements.lock"
_BLOCK = re.compile(r"\nconstraint-dependencies = \[\n(?:  \"[^\n]*\n)*\]\n")
_PIN = re.compile(r"^([A-Za-z0-9_.-]+(?:\[[^\]]*\])?)==([^\s;\\]+)( *;[^\\\n]*)?", re.MULTILINE)


def pins(lock: str) -> list[str]:
    """List what requirements.lock pins, as requirements without hashes."""
    found = (
        f"{name.partition('[')[0]}=={version}{marker.rstrip()}"
        for name, version, marker in _PIN.findall(lock)
    )
    return sorted({re.sub(r"\s*;\s*", " ; ", pin).replace('"', "'") for pin in found})


def with_pins(pyproject: str, wanted: list[str]) -> str:
    """Put the pins into [tool.uv], in place of those that stand there."""
    bare = _BLOCK.sub("\n", pyproject)
    block = "constraint-dependencies = [\n" + "".join(f'  "{pin}",\n' for pin in wanted) + "]\n"
    return bare.replace("[tool.uv]\n", f"[tool.uv]\n{block}", 1)


def resolve() -> str:
    subprocess.run(["uv", "lock", "--quiet"], cwd=ROOT, check=True)
    command = ["uv", "export", "--quiet", "--all-groups", "--all-extras", "--no-emit-project"]
    text = subprocess.run(
        [*command, "--no-header", "--no-annotate"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return (
        "# Made by `just lock`: install with `pip install --require-hashes -r requirements.lock`.\n"
        + text
    )


def main() -> None:
    if "--check" in sys.argv:
        here = PYPROJECT.read_text()
        sys.exit(
            0
            if with_pins(here, pins(LOCK.read_text())) == here
            else "run `just lock`: the pins differ"
        )
    if "--upgrade" in sys.argv:
        PYPROJECT.write_text(_BLOCK.sub("\n", PYPROJECT.read_text()))
        (ROOT / "uv.lock").unlink(missing_ok=True)
    lock = resolve()
    LOCK.write_text(lock)
    PYPROJECT.write_text(with_pins(PYPROJECT.read_text(), pins(lock)))


if __name__ == "__main__":
    main()
