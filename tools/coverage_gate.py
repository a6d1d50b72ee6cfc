"""Holds the line: every branch of the library, and of each domain's services and queries, is run by a test."""

import json
import re
import sys
from pathlib import Path

HELD = re.compile(r"src/(safeguard/|fuerza/[a-z]+/(services|queries)(\.py|/))")


def main() -> None:
    files = json.loads(Path(sys.argv[1]).read_text())["files"]
    held = {name: file["summary"] for name, file in files.items() if HELD.match(name)}
    short = {
        name: summary
        for name, summary in held.items()
        if summary["missing_lines"] or summary.get("missing_branches", 0)
    }
    for name, summary in sorted(short.items()):
        print(
            f"{name}: {summary['missing_lines']} lines and {summary['missing_branches']} branches not run"
        )
    print(f"{len(held) - len(short)} of {len(held)} files are run whole")
    sys.exit(1 if short or not held else 0)


if __name__ == "__main__":
    main()
