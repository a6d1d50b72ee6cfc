"""Build and verify one package, beside what plain `zipfile` and SHA-256 cost for the same bytes.

    python bench/evidence.py [--items 500] [--megabytes 100]

CPU seconds, best of five rounds in which the four take turns. The limit does none of the checking: it writes
or reads each file once and hashes it once.
"""

import argparse
import hashlib
import io
import random
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from safeguard.evidence import (
    Assessment,
    Capture,
    Identity,
    Item,
    Medium,
    build_package,
    make_record,
    record_bytes,
    verify,
)
from safeguard.records import Author, Post

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WORDS = {"en": "How to check"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--megabytes", type=int, default=100)
    options = parser.parse_args()
    items = made(options.items, options.megabytes * 1_000_000 // options.items)
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = Path(folder, "ours.zip"), Path(folder, "plain.zip")
        written(items, ours)
        files = contents(ours)
        spent = best_of_five(
            {
                "build": lambda: written(items, ours),
                "build, plain": lambda: plainly_written(files, plain),
                "verify": lambda: checked(ours),
                "verify, plain": lambda: plainly_read(plain),
            }
        )
    print(f"{options.items} items, {options.megabytes} MB")
    for name in ("build", "verify"):
        ours_s, limit_s = spent[name], spent[f"{name}, plain"]
        each = ours_s / options.items * 1000
        ratio = ours_s / limit_s
        print(f"{name:<7} {ours_s:.3f} s CPU, {each:.3f} ms an item, {ratio:.2f} x the limit")


def made(count: int, size: int) -> list[Item]:
    source = random.Random(7)
    items = []
    for number in range(count):
        picture = Medium(name="p.jpg", media_type="image/jpeg", body=source.randbytes(size))
        post = Post(
            platform="bluesky",
            id=str(number),
            kind="reply",
            author=Author(handle="someone.example"),
            text="A sentence about as long as many are. " * 4,
            written_at=NOW,
            raw=source.randbytes(2_000),
        )
        record = make_record(
            identity=Identity(id=f"id-{number}", case=None, type="reply", sequence=None),
            post=post,
            capture=Capture(started_at=NOW, ended_at=NOW, method="api", tool="b", version="1"),
            salt=source.randbytes(32),
            media=[picture],
        )
        assessment = Assessment(model="m", heads={"insult": 0.5})
        bodies = [post.raw, picture.body]
        items.append(Item(record=record_bytes(record), bodies=bodies, assessment=assessment))
    return items


def written(items: list[Item], path: Path) -> None:
    with path.open("wb") as out:
        build_package(items, out=out, made_at=NOW, tool="b", language="en", how_to_check=WORDS)


def checked(path: Path) -> None:
    findings = verify(path)
    if findings:
        raise SystemExit(f"The package was refused: {findings[0].words}")


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def plainly_written(files: dict[str, bytes], path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, body in files.items():
            hashlib.sha256(body).hexdigest()
            archive.writestr(name, body)


def plainly_read(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as body:
                while piece := body.read(io.DEFAULT_BUFFER_SIZE * 128):
                    hashlib.sha256(piece)


def best_of_five(works: dict[str, Callable[[], None]]) -> dict[str, float]:
    spent: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(5):
        for name, work in works.items():
            began = time.process_time()
            work()
            spent[name].append(time.process_time() - began)
    return {name: min(rounds) for name, rounds in spent.items()}


if __name__ == "__main__":
    main()
