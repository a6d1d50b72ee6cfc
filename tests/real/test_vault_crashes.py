"""Kill -9 while things are kept, signed and destroyed, on a full disk too: what was answered holds.

FUERZA_TEST_KILLS says how often (1000 takes a quarter of an hour); where root may mount a file system of memory, the
disk is really full in a quarter of the rounds, else SQLite is told not to grow.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.conftest import Fuerza

KILLS = int(os.environ.get("FUERZA_TEST_KILLS", "24"))
SECONDS_A_KILL = 5  # at most; on a busy machine
MODULE = "tests.real.keeping"
pytestmark = [pytest.mark.real, pytest.mark.xdist_group("servers")]


def crashed(
    fuerza: Fuerza, kills: int, *steps: str, module: str = MODULE
) -> tuple[dict[str, int], list[str]]:
    """Kill so often; give how many answers of which kind there were, and what was wrong."""
    process = fuerza.start(*steps, f"crash={kills}", module=module)
    said, _ = process.communicate(timeout=60 + kills * SECONDS_A_KILL)
    assert process.returncode == 0, fuerza.said()[-2000:]
    first, *rest = said.splitlines()
    counted = {word: int(number) for number, word in re.findall(r"(\d+) ([a-z ]+)", first)}
    return counted, [line for line in rest if line.startswith("WRONG")]


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Fuerza]:
    fuerza = Fuerza(tmp_path)
    yield fuerza
    fuerza.end()


@pytest.fixture
def on_a_small_disk(tmp_path: Path) -> Iterator[Fuerza]:
    """Yield an installation on a file system of its own, that can be filled."""
    data = tmp_path / "data"
    data.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", str(data)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("not run: no file system can be mounted here, so no disk be really full")
    fuerza = Fuerza(tmp_path, FUERZA_BALLAST=str(data / "ballast"))
    yield fuerza
    fuerza.end()
    subprocess.run(["umount", str(data)], check=True)


def assert_enough_happened(counted: dict[str, int], kills: int) -> None:
    """A run in which nothing was answered, or nothing failed, shows nothing."""
    assert counted["kills"] == kills
    assert min(counted[word] for word in ("kept", "signed", "erased")) > kills / 4


def test_on_a_disk_that_gets_full_nothing_that_was_answered_is_lost(
    on_a_small_disk: Fuerza,
) -> None:
    counted, wrong = crashed(on_a_small_disk, KILLS, "install")

    assert wrong == []
    assert_enough_happened(counted, KILLS)
    assert counted["failed"] > 0


def test_in_a_database_that_may_not_grow_nothing_that_was_answered_is_lost(bare: Fuerza) -> None:
    counted, wrong = crashed(bare, 8, "install")

    assert wrong == []
    assert_enough_happened(counted, 8)
    assert counted["failed"] > 0


def test_on_postgresql_nothing_that_was_answered_is_lost(on_postgres: Fuerza) -> None:
    counted, wrong = crashed(on_postgres, 8, "install")

    assert wrong == []
    assert_enough_happened(counted, 8)


@pytest.mark.parametrize("database", ["bare", "on_postgres"])
def test_erasing_somebody_is_ended_wherever_it_was_cut_off(
    request: pytest.FixtureRequest, database: str
) -> None:
    kills = KILLS if database == "bare" else 8

    counted, wrong = crashed(request.getfixturevalue(database), kills, module="tests.real.erasing")

    assert wrong == []
    assert counted["kills"] == kills
    assert counted["amid"] > 0  # else none was cut off
    if database == "bare":
        assert (
            counted["sought and found"] == 6
        )  # of nine: two keys and the words are never in clear


@pytest.mark.parametrize("database", ["on_sqlite", "on_postgres"])
def test_many_that_keep_and_destroy_at_once_leave_no_gap(
    request: pytest.FixtureRequest, database: str
) -> None:
    fuerza: Fuerza = request.getfixturevalue(database)

    said = fuerza.run("install", "race=4", module=MODULE)

    assert said.splitlines() == [f"{4 * 3 * 3} True"]
