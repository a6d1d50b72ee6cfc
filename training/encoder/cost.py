"""What the shipped encoder costs: speed on one thread, memory, and the wait until the first answer."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from safeguard.classify import encoder

_FIRST_ANSWER = """
import sys, time
started = time.perf_counter()
from pathlib import Path
from safeguard.classify import encoder
folder = Path(sys.argv[1])
using = encoder.read(str(folder / encoder.NETWORK), (folder / encoder.TABLES).read_bytes())
encoder.predict(["good morning"], using=using)
print(time.perf_counter() - started)
for line in Path("/proc/self/status").read_text().splitlines():
    if line.startswith("VmRSS"):
        print(int(line.split()[1]) / 1024)
"""


def measure(folder: Path, texts: Sequence[str]) -> dict[str, float]:
    """Measure the files in `folder` on folded texts."""
    using = encoder.read(str(folder / encoder.NETWORK), (folder / encoder.TABLES).read_bytes())
    encoder.predict(texts[:20], using=using)
    started = time.process_time()
    encoder.predict(texts, using=using)
    spent = time.process_time() - started
    told = subprocess.run(  # noqa: S603 -- our own interpreter and words
        [sys.executable, "-c", _FIRST_ANSWER, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    waited, megabytes = map(float, told.stdout.split())
    return {
        "posts_per_cpu_second": round(len(texts) / spent, 1),
        "seconds_to_first_answer": round(waited, 2),
        "resident_megabytes": round(megabytes, 1),
        "megabytes": round(sum(path.stat().st_size for path in folder.iterdir()) / 1e6, 2),
    }
