"""Read chats, mail and exports of made messages: how many a CPU second, and the peak memory of the process.

    python bench/chats.py [--rows 100000] [NAME ...]

Best of two, in a process of its own for each kind; the file is made first and is part of the peak.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

from safeguard.platforms.base import Problem, Reading, Skipped
from safeguard.platforms.registry import importer

START = datetime(2025, 3, 25, 9, 0, tzinfo=UTC)
READING = Reading(now=datetime(2026, 11, 23, tzinfo=UTC), assume_zone=UTC)
WORDS = "what I said to you yesterday, sé dónde vives مرحبا नमस्ते 🙂 and so on"
ESCAPED = "".join(
    it if it.isascii() else "".join(f"\\u{byte:04x}" for byte in it.encode()) for it in WORDS
)


def whatsapp(rows: int) -> Iterator[str]:
    for n in range(rows):
        yield f"[{START + timedelta(seconds=n):%d/%m/%Y, %H:%M:%S}] Person {n % 9}: {WORDS} {n}\n"


def sms(rows: int) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='UTF-8'?>\n<smses>\n"
    for n in range(rows):
        yield (
            f'<sms protocol="0" address="+34{n % 99}" date="{1741169673000 + n}" type="1" subject="null"'
            f' body="{WORDS} {n}" read="1" readable_date="x" contact_name="(Unknown)" />\n'
        )
    yield "</smses>\n"


def telegram(rows: int) -> Iterator[str]:
    yield '{"name": "x", "type": "personal_chat", "id": 9, "messages": [\n'
    for n in range(rows):
        value = {"id": n, "type": "message", "date": "2025-03-05T10:14:33", "date_unixtime": "1741169673",
                 "from": "B", "from_id": "user9", "text": f"{WORDS} {n}",
                 "text_entities": [{"type": "plain", "text": f"{WORDS} {n}"}]}  # fmt: skip
        yield json.dumps(value, ensure_ascii=False) + (",\n" if n + 1 < rows else "\n")
    yield "]}"


def meta(rows: int) -> Iterator[str]:
    yield '{"participants": [{"name": "B"}], "messages": [\n'
    for n in range(rows):
        head = f'{{"sender_name": "B", "timestamp_ms": {1741169673000 + n}'
        yield f'{head}, "content": "{ESCAPED} {n}"}}' + (",\n" if n + 1 < rows else "\n")
    yield "]}"


def tiktok(rows: int) -> Iterator[str]:
    yield '{"Direct Message": {"Direct Messages": {"ChatHistory": {"Chat History with b:": [\n'
    for n in range(rows):
        value = {"Date": f"{START + timedelta(seconds=n):%F %T} UTC", "From": "b", "Content": WORDS}
        yield json.dumps(value, ensure_ascii=False) + (",\n" if n + 1 < rows else "\n")
    yield "]}}}}"


def mail(rows: int) -> Iterator[str]:
    for n in range(rows):
        yield (
            f"From 1@x Wed Mar 05 10:14:33 +0000 2025\nFrom: B <b@x.example>\nTo: ana@y.example\n"
            f"Subject: =?utf-8?q?hol=C3=A1?= {n}\nDate: Wed, 5 Mar 2025 10:14:33 +0100\nMessage-ID: <{n}@x>\n"
            f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{WORDS}\n\n"
        )


def youtube(rows: int) -> Iterator[str]:
    yield '{"id": "v", "comments": [\n'
    for n in range(rows):
        value = {"id": f"Ug{n}", "text": f"{WORDS} {n}", "timestamp": 1741169673, "author": "@b",
                 "author_id": "UCb", "parent": "root", "like_count": 0}  # fmt: skip
        yield json.dumps(value, ensure_ascii=False) + (",\n" if n + 1 < rows else "\n")
    yield "]}"


KINDS: dict[str, Callable[[int], Iterator[str]]] = {
    it.__name__: it for it in (whatsapp, sms, telegram, meta, tiktok, mail, youtube)
}


def measure(name: str, rows: int) -> None:
    file = "".join(KINDS[name](rows)).encode()
    times = []
    for _ in range(2):
        started = time.process_time()
        found = sum(
            1
            for it in importer(name)(READING).read(BytesIO(file))
            if not isinstance(it, Problem | Skipped)
        )
        times.append(time.process_time() - started)
        if found != rows:
            raise SystemExit(f"{found} posts came of {rows} messages")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name:>9}: {rows / min(times):>8,.0f} messages a CPU second, {len(file) >> 20} MB, peak {peak} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(KINDS))
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    if len(options.names) == 1:
        measure(options.names[0], options.rows)
        return
    for name in options.names:
        subprocess.run([sys.executable, __file__, "--rows", str(options.rows), name], check=True)


if __name__ == "__main__":
    main()
