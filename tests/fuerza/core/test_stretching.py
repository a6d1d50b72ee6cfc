"""A passphrase costs about a second to try, two tries at a time on a machine, and never less than is safe."""

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from pytest_django import Settings

from fuerza.core import stretching

ROOT = Path(__file__).resolve().parents[3]
HOLDS = """
import sys, time
from types import SimpleNamespace
from pathlib import Path
from django.conf import settings
settings.configure(ENV=SimpleNamespace(data=Path(sys.argv[1])))
from fuerza.core.stretching import place
sys.stdin.readline()
for _ in range(3):
    with place():
        print(time.monotonic(), 1)
        time.sleep(0.05)
        print(time.monotonic(), -1)
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of this test alone, in which nothing was measured yet."""
    settings.ENV = msgspec.structs.replace(settings.ENV, data=tmp_path)
    return tmp_path


def begun(data: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def test_processes_share_two_places(data: Path) -> None:
    processes = [begun(data) for _ in range(4)]
    for each in processes:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()

    said = [each.communicate(timeout=60)[0] for each in processes]

    changes = sorted(
        (float(at), int(by)) for out in said for at, by in re.findall(r"(\S+) (-?1)", out)
    )
    held = [sum(by for _at, by in changes[: number + 1]) for number in range(len(changes))]
    assert (len(changes), max(held)) == (24, 2)


def test_the_place_of_a_process_that_was_killed_is_free_again(data: Path) -> None:
    lost = [begun(data) for _ in range(2)]
    for each in lost:
        assert each.stdin
        assert each.stdout
        each.stdin.write("go\n")
        each.stdin.flush()
        each.stdout.readline()  # it holds one now
        each.kill()
        each.communicate()

    key = stretching.stretch("three green lanterns", salt=bytes(16), passes=3, memory=64)

    assert len(key) == 32


def test_it_is_measured_once_and_kept(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretching, "_one_pass", lambda _memory: 0.2)
    first = stretching.passes(64)
    monkeypatch.setattr(stretching, "_one_pass", lambda _memory: 0.1)

    assert (first, stretching.passes(64), stretching.passes(128)) == (5, 5, 10)
    assert (data / "stretching/passes.json").read_bytes() == b'{"64":5,"128":10}'


@pytest.mark.parametrize(("seconds", "number"), [(9.0, 3), (0.5, 3), (0.1, 10), (0.0001, 20)])
def test_never_fewer_passes_than_are_safe(
    monkeypatch: pytest.MonkeyPatch, seconds: float, number: int
) -> None:
    monkeypatch.setattr(stretching, "_one_pass", lambda _memory: seconds)

    assert stretching.passes(64) == number


@pytest.mark.parametrize("body", [b"", b"{", b'{"64":1}', b'{"64":4000}', b"[]"])
def test_a_file_that_was_changed_makes_nothing_cheaper(
    data: Path, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    monkeypatch.setattr(stretching, "_one_pass", lambda _memory: 0.25)
    (data / "stretching").mkdir()
    (data / "stretching/passes.json").write_bytes(body)

    assert stretching.passes(64) == 4


def test_a_real_pass_is_measured() -> None:
    assert stretching.FEWEST <= stretching.passes(64) <= stretching.MOST


def test_a_site_takes_twice_the_memory_that_the_standard_asks_for() -> None:
    said = (ROOT / "src/fuerza/settings.py").read_text()

    assert "\nLOCK_MEMORY = 128 * 1024 " in said  # RFC 9106's second choice: 64 MiB, three passes
