"""Through RabbitMQ: killed consumers, doubled and lost messages, and a broker that isn't there do no harm."""

import signal

import pytest

from tests.real.conftest import Fuerza
from tests.real.test_crashes import STEPS, Hold

pytestmark = pytest.mark.real


def is_done(fuerza: Fuerza, jobs: int) -> bool:
    return fuerza.run("count").endswith(f" done={jobs}")


def test_a_consumer_killed_in_the_middle_loses_nothing_and_repeats_nothing(
    through_rabbitmq: Fuerza,
) -> None:
    fuerza = through_rabbitmq
    hold = Hold(fuerza)
    fuerza.run("add=3")
    consumer = fuerza.start("work")
    fuerza.wait_for(hold.is_reached)

    fuerza.kill(consumer)

    hold.let_go()
    fuerza.start("work")
    freed, sent = fuerza.run("free", "send").splitlines()
    assert int(freed) in {1, 2}  # a consumer holds as many jobs as it has processes
    assert sent == "True"
    fuerza.wait_for(lambda: is_done(fuerza, 3))
    assert fuerza.run("count") == f"{3 * STEPS} {3 * STEPS} done=3"


def test_messages_that_come_three_times_are_done_once(through_rabbitmq: Fuerza) -> None:
    fuerza = through_rabbitmq
    fuerza.run("add=5", "send_thrice")

    fuerza.start("work")

    fuerza.wait_for(lambda: is_done(fuerza, 5))
    said = fuerza.run("count", "attempts").splitlines()
    assert said == [f"{5 * STEPS} {5 * STEPS} done=5", "1 1 1 1 1"]


def test_a_consumer_told_to_stop_finishes_what_it_has(through_rabbitmq: Fuerza) -> None:
    fuerza = through_rabbitmq
    hold = Hold(fuerza)
    fuerza.run("add=1")
    consumer = fuerza.start("work")
    fuerza.wait_for(hold.is_reached)

    consumer.send_signal(signal.SIGTERM)
    hold.let_go()

    assert consumer.wait(60) == 0
    assert fuerza.run("count") == f"{STEPS} {STEPS} done=1"


def test_lost_messages_are_sent_again(through_rabbitmq: Fuerza) -> None:
    fuerza = through_rabbitmq
    lost = fuerza.run("add=4", "purge")
    fuerza.start("work")

    sent = fuerza.run("send")

    assert (lost, sent) == ("4", "True")
    fuerza.wait_for(lambda: is_done(fuerza, 4))
    assert fuerza.run("attempts") == "1 1 1 1"


def test_without_its_broker_the_loop_beside_the_server_does_the_work(on_sqlite: Fuerza) -> None:
    pytest.importorskip("celery", reason="not run: celery is not installed (--extra rabbitmq)")
    on_sqlite.environ["BROKER_URL"] = "amqp://guest:guest@127.0.0.1:1//"

    said = on_sqlite.run("add=2", "step_as_the_server_does", "count")

    assert said == f"{2 * STEPS} {2 * STEPS} done=2"
