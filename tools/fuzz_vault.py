"""Mutates packages of evidence at random and has a verifier outside them judge each: what `just fuzz-vault` runs.

    uv run tools/fuzz_vault.py [N] [--seed N]

Fails when one is accepted that differs from what was made, or one is refused that does not.
"""

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.safeguard.evidence.fuzzing import fuzz  # noqa: E402 -- found by the line above


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    options = parser.parse_args()
    print(f"seed {options.seed}")
    began = time.monotonic()
    result = fuzz(options.count, seed=options.seed)
    for kind, count in sorted(result.kinds.items()):
        print(f"{kind:60} {count:8,}")
    print(
        f"{options.count:,} packages in {time.monotonic() - began:.0f} s: {result.clean:,} were clean; "
        f"{len(result.wrongly_accepted)} wrongly accepted, {len(result.wrongly_refused)} wrongly refused"
    )
    for where in (*result.wrongly_accepted, *result.wrongly_refused)[:20]:
        print(where)
    sys.exit(1 if result.wrongly_accepted or result.wrongly_refused else 0)


if __name__ == "__main__":
    main()
