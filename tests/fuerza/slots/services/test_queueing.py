"""The queue is strict: who joins first speaks first, unless she or whoever runs it lets others go first."""

import pytest

from fuerza.attendance import services as attendance
from fuerza.people.models import Person
from fuerza.programme import services as programme
from fuerza.programme.models import Session
from fuerza.slots import queries, services
from fuerza.slots.choices import Refusal
from fuerza.slots.models import Turn
from fuerza.slots.queries import Words
from tests.fuerza.slots.conftest import AFTER, NOW, Come, Join


def order(session: Session) -> list[str]:
    return [queries.words_of(one).name for one in queries.queue_of(session)]


def test_who_joins_first_speaks_first_and_changing_her_words_keeps_her_place(
    soapbox: Session, join: Join
) -> None:
    join("ana")
    join("bea")

    again = join("ana", title="Another", note="Loud")

    assert order(soapbox) == ["Ana", "Bea"]
    assert queries.words_of(again) == Words(name="Ana", title="Another", note="Loud")


def test_she_lets_one_go_first_or_everybody_and_the_last_stays_the_last(
    soapbox: Session, join: Join
) -> None:
    ana, _bea, carla = (join(name) for name in ("ana", "bea", "carla"))

    services.later(turn=ana)
    one_later = order(soapbox)
    services.later(turn=carla)
    last_later = order(soapbox)
    bea = queries.queue_of(soapbox)[0]
    services.to_the_end(turn=bea)

    assert (one_later, last_later, order(soapbox)) == (
        ["Bea", "Ana", "Carla"],
        ["Bea", "Ana", "Carla"],
        ["Ana", "Carla", "Bea"],
    )


def test_whoever_is_called_can_still_let_others_go_first(
    soapbox: Session, join: Join, olivia: Person
) -> None:
    join("ana")
    join("bea")
    called = services.call(session=soapbox, by=olivia, now=NOW)
    assert called is not None

    services.later(turn=called)

    assert order(soapbox) == ["Bea", "Ana"]
    assert {one.state for one in queries.queue_of(soapbox)} == {"waiting"}


def test_calling_ends_the_turn_before_and_what_was_written_for_it(
    soapbox: Session, join: Join, olivia: Person
) -> None:
    join("ana", title="Title")
    join("bea")

    steps = [services.call(session=soapbox, by=olivia, now=NOW) for _ in range(3)]

    ana = Turn.objects.get(registration__person__username="ana")
    assert [queries.words_of(one).name if one else None for one in steps] == ["Ana", "Bea", None]
    assert (ana.state, queries.words_of(ana), order(soapbox)) == ("done", Words(), [])


def test_whoever_has_spoken_can_take_another_turn_behind_the_others(
    soapbox: Session, join: Join, olivia: Person
) -> None:
    join("ana")
    join("bea")
    services.call(session=soapbox, by=olivia, now=NOW)
    services.finish(session=soapbox)

    join("ana")

    assert order(soapbox) == ["Bea", "Ana"]


def test_whoever_runs_it_changes_the_order_among_those_who_wait(
    soapbox: Session, join: Join, olivia: Person
) -> None:
    ana, bea, carla = (join(name) for name in ("ana", "bea", "carla"))
    services.call(session=soapbox, by=olivia, now=NOW)
    ana.refresh_from_db()

    services.reorder(turn=carla, is_up=True)
    up = order(soapbox)
    carla.refresh_from_db()
    services.reorder(turn=carla, is_up=True)
    services.reorder(turn=ana, is_up=False)
    not_past_the_speaker = order(soapbox)
    services.reorder(turn=carla, is_up=False)

    assert (up, not_past_the_speaker, order(soapbox)) == (
        ["Ana", "Carla", "Bea"],
        ["Ana", "Carla", "Bea"],
        ["Ana", "Bea", "Carla"],
    )
    bea.refresh_from_db()
    assert bea.number < Turn.objects.get(pk=carla.pk).number


def test_leaving_deletes_what_she_wrote(soapbox: Session, join: Join) -> None:
    turn = join("ana")

    services.leave(turn=turn)

    assert (order(soapbox), Turn.objects.count()) == ([], 0)


def test_whoever_gives_up_her_place_is_out_of_the_queue_at_once(
    soapbox: Session, join: Join
) -> None:
    turn = join("ana")
    bea = join("bea")

    attendance.leave(registration=turn.registration, now=NOW)
    seen, ahead = order(soapbox), queries.ahead_of(bea)
    services.to_the_end(turn=bea)

    assert (seen, ahead, Turn.objects.get()) == (["Bea"], 0, bea)


def test_a_session_that_is_over_or_called_off_takes_nobody(soapbox: Session, come: Come) -> None:
    registration = come("ana")
    words = Words(name="A.")

    def refused(session: Session, now: object) -> str:
        with pytest.raises(services.Refused) as error:
            services.join(
                session=session,
                registration=registration,
                words=words,
                is_named=False,
                now=now,  # type: ignore[arg-type]  # a moment
            )
        return error.value.why

    over = refused(soapbox, AFTER)
    programme.move_on(edition=soapbox.edition, to="cancelled", now=NOW)
    soapbox.edition.refresh_from_db()

    assert (over, refused(soapbox, NOW), Turn.objects.count()) == (Refusal.OVER, Refusal.OVER, 0)
