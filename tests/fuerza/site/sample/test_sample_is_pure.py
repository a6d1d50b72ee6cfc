"""The sample can be made anywhere: it needs no Django, no database and no clock."""

import subprocess
import sys


def test_the_sample_is_made_without_django() -> None:
    script = (
        "import sys\n"
        "from datetime import UTC, datetime\n"
        "from fuerza.site.sample.inbox import sample_inbox\n"
        "from fuerza.site.sample.programme import load_programme\n"
        "sample_inbox(seed=1, until=datetime(2026, 1, 1, tzinfo=UTC))\n"
        "load_programme()\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] == 'django'))\n"
    )

    made = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )

    assert made.stdout.strip() == "[]"
