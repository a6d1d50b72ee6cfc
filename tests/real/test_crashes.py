"""Kill -9 in the middle of a job: nothing is lost, and nothing is done twice."""

import signal
from pathlib import Path

import pytest

from tests.real.conftest import Fuerza

STEPS = 6  # of each job, see counting.py
pytestmark = pytest.mark.real


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def fuerza(request: pytest.FixtureRequest) -> Fuerza:
    found: Fuerza = request.getfixturevalue(request.param)
    return found


class Hold:
    """Holds job `number` in its middle until let go."""

    def __init__(self, fuerza: Fuerza, number: int = 0) -> None:
        self.file: Path = fuerza.folder / "data" / f"hold-{number}"
        self.file.touch()

    def is_reached(self) -> bool:
        return self.file.with_name(f"{self.file.name}-reached").exists()

    def let_go(self) -> None:
        self.file.unlink()


def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_nothing(fuerza: Fuerza) -> None:
    hold = Hold(fuerza)
    fuerza.run("add=3")
    worker = fuerza.start("work")
    fuerza.wait_for(hold.is_reached)

    fuerza.kill(worker)

    hold.let_go()
    before = fuerza.run("drain", "count")
    after = fuerza.run("free", "drain", "count", "attempts")
    # the dead worker's own, until the leases are over: it claims ten, and periodic jobs may be among them
    held = int(before.rpartition("running=")[2])
    attempts = " ".join(["1"] * (3 - held) + ["2"] * held)
    assert 1 <= held <= 3
    assert after.splitlines() == [str(held), f"{3 * STEPS} {3 * STEPS} done=3", attempts]


def test_a_worker_that_comes_back_from_the_dead_changes_nothing(fuerza: Fuerza) -> None:
    hold = Hold(fuerza)
    fuerza.run("add=1")
    sleeper = fuerza.start("work")
    fuerza.wait_for(hold.is_reached)
    sleeper.send_signal(signal.SIGSTOP)
    hold.let_go()
    fuerza.run("free", "drain")

    sleeper.send_signal(signal.SIGCONT)
    fuerza.wait_for(lambda: "job count.up was taken over" in fuerza.said())

    assert fuerza.run("count") == f"{STEPS} {STEPS} done=1"


def test_a_worker_told_to_stop_gives_its_jobs_back_at_once(fuerza: Fuerza) -> None:
    hold = Hold(fuerza)
    fuerza.run("add=2")
    worker = fuerza.start("work")
    fuerza.wait_for(hold.is_reached)

    worker.send_signal(signal.SIGTERM)
    hold.let_go()

    assert worker.wait(30) == 0
    before, attempts, after = fuerza.run("count", "attempts", "drain", "count").splitlines()
    assert before.endswith("ready=2")
    assert attempts == "0 0"
    assert after == f"{2 * STEPS} {2 * STEPS} done=2"


def test_a_process_killed_before_its_commit_leaves_neither_row_nor_job(fuerza: Fuerza) -> None:
    process = fuerza.start("die_before_commit")

    assert process.wait(60) == -signal.SIGKILL
    assert fuerza.run("count") == "0 0"


def test_two_who_ask_for_one_key_at_once_get_one_job(fuerza: Fuerza) -> None:
    assert fuerza.run("race") == "2 1 1"


def test_three_workers_killed_at_once_have_done_each_step_once(fuerza: Fuerza) -> None:
    hold = Hold(fuerza, number=17)
    fuerza.run("add=60")
    workers = [fuerza.start("work") for _ in range(3)]
    fuerza.wait_for(hold.is_reached)

    for worker in workers:
        fuerza.kill(worker)

    hold.let_go()
    fuerza.run("free")
    for process in [fuerza.start("drain") for _ in range(2)]:
        process.wait(60)
    assert fuerza.run("count") == f"{60 * STEPS} {60 * STEPS} done=60"


def test_three_workers_do_what_is_periodic_once_in_a_period(fuerza: Fuerza) -> None:
    workers = [fuerza.start("work_on_periods") for _ in range(3)]
    for worker in workers:
        assert worker.stdout
        worker.stdout.readline()  # "... is waiting for jobs"
    fuerza.wait_for(lambda: "done=" in fuerza.run("count"))

    for worker in workers:
        worker.send_signal(signal.SIGTERM)
        worker.wait(30)

    steps, counter, *states = fuerza.run("count").split()
    assert steps == "0"
    assert states == [f"done={counter}"]
    assert int(counter) in {1, 2}  # 2 when the minute turned meanwhile
