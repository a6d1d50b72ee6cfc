"""Rows she alone sees have ids that lie in the order of time."""

import time

from fuerza.core.ids import uuid7


def test_ids_tell_their_time_and_lie_in_its_order() -> None:
    before = time.time_ns() // 1_000_000
    first = uuid7()
    time.sleep(0.002)
    second = uuid7()

    assert (first.version, first.variant) == (7, "specified in RFC 4122")
    assert before <= first.int >> 80 < second.int >> 80
    assert first < second
