"""Kill -9 in the middle of a plan, three times: each account is blocked once, and each is unblocked once."""

import pytest

from tests.real.conftest import Fuerza

ACTS = 90
MODULE = "tests.real.blocking"
pytestmark = pytest.mark.real


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def fuerza(request: pytest.FixtureRequest) -> Fuerza:
    found: Fuerza = request.getfixturevalue(request.param)
    return found


def test_a_plan_whose_worker_is_killed_three_times_blocks_and_unblocks_each_once(
    fuerza: Fuerza,
) -> None:
    sent = fuerza.folder / "data" / "sent"
    fuerza.run(f"plan={ACTS}", module=MODULE)
    for number in (20, 41, 63):
        worker = fuerza.start("drain", module=MODULE)
        fuerza.wait_for(lambda number=number: sent.read_text().count("\n") >= number)  # type: ignore[misc]  # bound in the loop
        fuerza.kill(worker)

    blocked = fuerza.run("drain", "count", module=MODULE)
    worker = fuerza.start("take_back", "drain", module=MODULE)
    fuerza.wait_for(lambda: sent.read_text().count("\n") >= ACTS + 30)
    fuerza.kill(worker)
    undone = fuerza.run("drain", "count", module=MODULE)

    assert blocked == f"{ACTS} {ACTS} done={ACTS}"
    assert undone == f"{2 * ACTS} {2 * ACTS} undone={ACTS}"
