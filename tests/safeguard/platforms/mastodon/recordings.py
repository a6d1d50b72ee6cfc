"""Recorded replies of a real Mastodon 4.7.3: in the source of Mastodon.py 2.3.3, fetched by pip and never copied in.

pip checks the hash before it looks into what it fetched. What was fetched stays in pytest's cache.
"""

import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
import yaml

SOURCE = "Mastodon.py==2.3.3"
SHA256 = "a3cda3db86d65809957c978aef8ac7fb3dfc93abfeda3f1c6bdef4c79090ab7b"
FILE = "mastodon_py-2.3.3.tar.gz"
SECONDS = 240
Interaction = dict[str, Any]
# What vcr recorded of the transport and not of the server.
_TRANSPORT = {"content-encoding", "transfer-encoding", "content-length", "connection"}


class Recordings:
    """The recordings, by the name of the test that made them."""

    def __init__(self, archive: Path) -> None:
        self._texts: dict[str, bytes] = {}
        with tarfile.open(archive) as tar:
            for member in tar:
                path = Path(member.name)
                if path.suffix == ".yaml" and not path.name.endswith(".ws.yaml"):
                    file = tar.extractfile(member)
                    assert file is not None
                    self._texts[f"{path.parent.name}/{path.stem}"] = file.read()

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def of(self, name: str) -> list[Interaction]:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        found = yaml.load(self._texts[name], Loader=loader)  # noqa: S506 -- a safe loader, in C where there is one
        interactions: list[Interaction] = found["interactions"]
        return interactions


class Replay(httpx2.BaseTransport):
    """Answers what was asked when it was recorded, in that order, by method and path; each answer once."""

    def __init__(self, *interactions: Interaction) -> None:
        self._left = list(interactions)
        self.sent: list[
            tuple[str, str]
        ] = []  # what was sent, and what was sent when it was recorded

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        asked = (request.method, request.url.path.rstrip("/"))
        for number, each in enumerate(self._left):
            if (each["request"]["method"], path_of(each)) == asked:
                del self._left[number]
                self.sent.append((request.read().decode(), str(each["request"]["body"])))
                return reply_of(each)
        raise AssertionError(f"nothing was recorded for {asked}")

    def client(self) -> httpx2.Client:
        return httpx2.Client(transport=self)


def path_of(interaction: Interaction) -> str:
    return str(urlsplit(interaction["request"]["uri"]).path).rstrip("/")


def reply_of(interaction: Interaction) -> httpx2.Response:
    reply = interaction["response"]
    headers = [  # bytes on the wire, some of them UTF-8
        (name.encode(), value[0].encode("latin-1", "replace"))
        for name, value in reply["headers"].items()
        if name.lower() not in _TRANSPORT
    ]
    return httpx2.Response(reply["status"]["code"], headers=headers, content=body_of(interaction))


def body_of(interaction: Interaction) -> bytes:
    said = interaction["response"]["body"]["string"] or b""
    return said if isinstance(said, bytes) else said.encode()


def asked_again(interaction: Interaction, path: str) -> Interaction:
    """Give a reply to posting as the one to reading what was posted: the API says they are alike."""
    request = {"method": "GET", "uri": path, "body": None}
    return {"request": request, "response": interaction["response"]}


@pytest.fixture(scope="session")
def recordings(request: pytest.FixtureRequest) -> Recordings:
    cache = request.config.cache
    folder = Path(cache.mkdir("recordings")) if cache else Path(request.getfixturevalue("tmp_path"))
    if not _is_right(folder / FILE):
        _fetch(folder)
    if not _is_right(folder / FILE):
        pytest.skip(f"not run: the source of {SOURCE} could not be fetched")
    return Recordings(folder / FILE)


def _is_right(file: Path) -> bool:
    return file.exists() and sha256(file.read_bytes()).hexdigest() == SHA256


def _fetch(folder: Path) -> None:
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{SOURCE} --hash=sha256:{SHA256}\n")
    options = ["--no-deps", "--no-binary", ":all:", "--require-hashes", "--quiet"]
    for pip in _pips():
        command = [*pip, "download", *options, "--dest", str(folder), "-r", str(wanted)]
        try:
            done = subprocess.run(command, timeout=SECONDS, capture_output=True, check=False)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return


def _pips() -> Iterator[list[str]]:
    for name in ("pip", "pip3"):
        if found := shutil.which(name):
            yield [found]
    if found := shutil.which("uv"):
        yield [found, "tool", "run", "pip"]
    yield [sys.executable, "-m", "pip"]


def found_in(value: object, *fields: str) -> Iterator[Mapping[str, Any]]:
    """Give every object in some JSON that has all these fields."""
    if isinstance(value, dict):
        if all(it in value for it in fields):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from found_in(each, *fields)
