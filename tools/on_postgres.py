"""Run pytest on a throw-away PostgreSQL: `python tools/on_postgres.py [what pytest takes]`.

Two databases are made in it, as the site has two. Without a PostgreSQL it says "not run" and why, and ends with 1.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.real.postgres import NotHere, server  # noqa: E402 -- found only once the root is on the path


def main(arguments: list[str]) -> int:
    try:
        with server() as address:
            print(f"PostgreSQL at {address}", flush=True)
            environ = os.environ | {"FUERZA_TEST_DATABASE_URL": address}
            command = [sys.executable, "-m", "pytest", *arguments]
            return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode
    except NotHere as why:
        print(f"not run: {why}")
        return 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped too
    sys.exit(main(sys.argv[1:]))
