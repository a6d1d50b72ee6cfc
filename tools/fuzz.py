"""Sends damaged files through everything that reads files, for as long as it is told: what `just fuzz` runs.

    uv run tools/fuzz.py [--seconds 60] [--seed N] [--only NAME] [--keep FOLDER]

The seconds are shared among all readers. A file that made one raise, or take too long, is written to FOLDER.
"""

import argparse
import hashlib
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.safeguard.platforms.fuzzing import fuzz, targets  # noqa: E402 -- found by the line above


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path, default=ROOT / "var" / "fuzz")
    options = parser.parse_args()
    chosen = [it for it in targets() if options.only in {"", it.name}]
    crashes = 0
    print(f"seed {options.seed}")
    for target in chosen:
        count, crash = fuzz(target, options.seconds / len(chosen), options.seed)
        print(f"{target.name:28} {count:8,} files  {crash.error if crash else 'none raised'}")
        if crash:
            crashes += 1
            options.keep.mkdir(parents=True, exist_ok=True)
            path = options.keep / hashlib.sha256(crash.file).hexdigest()[:16]
            path.write_bytes(crash.file)
            print(f"  kept as {path}")
    sys.exit(1 if crashes else 0)


if __name__ == "__main__":
    main()
