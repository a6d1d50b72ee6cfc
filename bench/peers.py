"""The same items packed and checked by us and by py-wacz, and hashed by auto-archiver.

    python bench/peers.py [--items 500] [--megabytes 100]

Each peer is installed from the package index into an environment of its own that is thrown away afterwards; one that
can't be had is "not run", with the reason. CPU seconds, best of three. They do the same work only in part: py-wacz
takes a WARC that was written before (not counted), makes an index of it and one hash a file, and its check reads the
hashes again; ours also writes custody and a manifest, and its check is strict about names and sets. auto-archiver's
hash enricher gives each file one SHA-256 and writes it down nowhere; its timestamping enricher asks authorities on
the network, which this bench does not reach, so that is not run.

500 items, 100 MB (2026-11-30, two busy cores): ours builds in 0.19 s and verifies in 0.15 s; py-wacz creates in 1.5 s
and validates in 1.8 s, 0.9 s of each its start; auto-archiver hashes in 0.08 s.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.evidence import checked, made, written
from safeguard.evidence import Item, read_record

ROUNDS = 3
INSTALLING = 600  # seconds
_WARC = """
import io, json, sys
from pathlib import Path
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
folder = Path(sys.argv[1])
with (folder / "in.warc").open("wb") as out:
    writer = WARCWriter(out, gzip=False)
    for url, kind, name in json.loads((folder / "files.json").read_text()):
        body = (folder / name).read_bytes()
        told = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        head = StatusAndHeaders("200 OK", told, protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head))
"""
_HASHES = """
import json, sys, time
from pathlib import Path
from auto_archiver.core import Media, Metadata
from auto_archiver.modules.hash_enricher import HashEnricher
folder = Path(sys.argv[1])
names = [name for _url, _kind, name in json.loads((folder / "files.json").read_text())]
enricher = HashEnricher()
enricher.algorithm, enricher.chunksize = "SHA-256", 16_000_000
item = Metadata().set_url("https://social.example/")
for name in names:
    item.add_media(Media(filename=str(folder / name)))
began = time.process_time()
enricher.enrich(item)
spent = time.process_time() - began
assert all(each.get("hash", "").startswith("SHA-256:") for each in item.media), "a file was not hashed"
print(spent)
"""


class NotRun(RuntimeError):
    """A peer can't be had, or did not do the work; the message says why."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--megabytes", type=int, default=100)
    options = parser.parse_args()
    items = made(options.items, options.megabytes * 1_000_000 // options.items)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        package = folder / "ours.zip"
        lay_out(items, folder)
        print(f"{options.items} items, {options.megabytes} MB; CPU seconds, best of {ROUNDS}")
        told("ours: build", lambda: spent(lambda: written(items, package)))
        told("ours: verify", lambda: spent(lambda: checked(package)))
        for peer in (wacz, hashes):
            try:
                peer(folder)
            except NotRun as why:
                print(f"{peer.__name__:<32} not run: {why}")


def lay_out(items: Sequence[Item], folder: Path) -> None:
    """Write each file of the items by itself, and a list of them."""
    listed = []
    for number, item in enumerate(items):
        for body, fact in zip(item.bodies, read_record(item.record).integrity.files, strict=True):
            name = f"{number}-{Path(fact.path).name}"
            (folder / name).write_bytes(body)
            listed.append((f"https://social.example/{name}", fact.media_type, name))
    (folder / "files.json").write_text(json.dumps(listed))


def wacz(folder: Path) -> None:
    """Let py-wacz pack and check."""
    python = installed("wacz", folder)
    run(python, "-c", _WARC, str(folder))
    tool, packed = python.with_name("wacz"), folder / "out.wacz"
    told("py-wacz: nothing but its start", lambda: run(tool, "--help"))
    told("py-wacz: create", lambda: run(tool, "create", "-o", str(packed), str(folder / "in.warc")))
    told("py-wacz: validate", lambda: run(tool, "validate", "-f", str(packed)))


def hashes(folder: Path) -> None:
    """Let auto-archiver hash."""
    python = installed("auto-archiver", folder, "pyopenssl")  # it uses that and does not ask for it
    told("auto-archiver: hash each file", lambda: float(said(python, "-c", _HASHES, str(folder))))


def installed(package: str, folder: Path, *more: str) -> Path:
    """Install a package, and what it forgets to name, into an environment of its own; return its Python."""
    uv = shutil.which("uv")
    if uv is None:
        raise NotRun("uv is not here")
    python = folder / package / "bin/python"
    for words in (
        ("venv", "--quiet", str(folder / package)),
        ("pip", "install", "--quiet", "--python", str(python), package, *more),
    ):
        said(Path(uv), *words)
    return python


def run(*words: object) -> float:
    """Run a program; return the CPU seconds that it and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said(*words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def said(*words: object) -> str:
    try:
        done = subprocess.run(
            [str(each) for each in words],
            capture_output=True,
            text=True,
            check=False,
            timeout=INSTALLING,
            cwd=tempfile.gettempdir(),  # away from our own pins
        )
    except subprocess.TimeoutExpired:
        raise NotRun(f"it took longer than {INSTALLING} seconds") from None
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise NotRun(" ".join(last)[:300])
    return done.stdout


def spent(work: Callable[[], None]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def told(name: str, work: Callable[[], float]) -> None:
    print(f"{name:<32} {min(work() for _ in range(ROUNDS)):7.3f} s")


if __name__ == "__main__":
    main()
