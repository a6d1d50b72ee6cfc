"""A thousand random schedules of faults: no mention lost or given twice, no act done twice, no report sent again."""

from collections import Counter
from functools import partial

import pytest

from tests.safeguard.platforms.faults.mastodon import MastodonNetwork
from tests.safeguard.platforms.faults.proxy import Fault
from tests.safeguard.platforms.faults.storm import Storm
from tests.safeguard.platforms.faults.wrong import WRONG, Wrapped, wrap

SCHEDULES = 1_000
AT_ONCE = 100


@pytest.mark.parametrize("begin", range(0, SCHEDULES, AT_ONCE))
def test_nothing_is_lost_or_done_twice_on_mastodon(begin: int) -> None:
    faults: Counter[Fault] = Counter()
    unsure = 0
    for seed in range(begin, begin + AT_ONCE):
        storm = Storm(MastodonNetwork(), seed)
        try:
            storm.run()
        except Exception as error:
            error.add_note(f"schedule {seed}: {storm.proxy.faults}")
            raise
        faults.update(storm.proxy.faults)
        unsure += sum(it.state == "unsure" for it in storm.wishes)

    assert set(faults) == set(Fault)  # each of them really happened
    assert unsure > 0  # and reports whose answer was lost were among it


@pytest.mark.parametrize("wrong", WRONG)
def test_a_connector_with_one_thing_wrong_is_noticed(wrong: type[Wrapped]) -> None:
    def weather() -> None:
        for seed in range(100):
            Storm(MastodonNetwork(), seed, wrap=partial(wrap, wrong)).run()

    with pytest.raises(AssertionError):
        weather()
