"""Everything that must hold of the code without running it: what `just check` and CI run.

Each check is one command and its name; all run, and the failed ones are named at the end. A tool that is not here
makes its check "not run", which is a failure where CI=true.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PY = sys.executable
BIN = Path(PY).parent
CODE = ["src", "tests", "tools", "training", "bench"]
CHECKS: dict[str, list[str]] = {
    "lint": [str(BIN / "ruff"), "check", "--quiet", *CODE],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", *CODE],
    "imports": [str(BIN / "lint-imports"), "--no-logo"],
    "types": [str(BIN / "mypy")],
    "templates": [str(BIN / "djlint"), "src", "--lint", "--quiet"],
    "migrations": [PY, "manage.py", "makemigrations", "--check", "--dry-run", "--verbosity=1"],
    "pins": [PY, "tools/lock.py", "--check"],
    "words": [PY, "tools/messages.py", "--check"],
}
NEEDS = {"words": "msgfmt"}


def run(name: str) -> str:
    """Run one check; return passed, FAILED or NOT RUN."""
    needed = NEEDS.get(name)
    if needed and not shutil.which(needed):
        return f"NOT RUN: {needed} is not installed"
    began = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return f"passed in {time.monotonic() - began:.1f} s"
    print(done.stdout + done.stderr)
    return "FAILED"


def main() -> None:
    chosen = sys.argv[1:] or list(CHECKS)
    results = {name: run(name) for name in chosen}
    for name, result in results.items():
        print(f"{name:12} {result}")
    lost = [result for result in results.values() if not result.startswith("passed")]
    if os.environ.get("CI") != "true":
        lost = [result for result in lost if not result.startswith("NOT RUN")]
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
