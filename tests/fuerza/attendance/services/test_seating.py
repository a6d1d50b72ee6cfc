"""Seats and the queue: never more than there are, in order, and what comes free is offered for a while."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuerza.attendance import queries, services
from fuerza.attendance.choices import Refusal
from fuerza.attendance.models import Need, Offer, Registration, Seats
from fuerza.core import jobs, worker
from fuerza.core.models import Job
from fuerza.people.models import Person
from fuerza.programme import services as programme
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import LATER, NOW, Come, states
from tests.fuerza.programme.conftest import OpenEdition


def test_who_comes_first_has_a_place_and_the_rest_wait_in_order(
    edition: Edition, come: Come
) -> None:
    for name in ("ana", "bea", "carla", "dana"):
        come(name)

    assert states(edition) == {
        "ana": "confirmed",
        "bea": "confirmed",
        "carla": "waitlisted",
        "dana": "waitlisted",
    }


def test_a_companion_takes_a_seat_and_a_party_is_not_passed_over(
    edition: Edition, come: Come
) -> None:
    come("ana")
    come("bea", companions=("carer",))
    come("carla")

    assert states(edition) == {"ana": "confirmed", "bea": "waitlisted", "carla": "waitlisted"}


def test_a_seat_given_up_is_offered_to_whoever_is_next_and_she_is_written_to(
    edition: Edition, come: Come
) -> None:
    first = come("ana")
    come("bea")
    third = come("carla")
    come("dana")
    Person.objects.filter(pk=third.person_id).update(email="carla@b.test")
    Job.objects.all().delete()

    services.leave(registration=first, now=LATER)

    assert states(edition) == {
        "ana": "cancelled",
        "bea": "confirmed",
        "carla": "offered",
        "dana": "waitlisted",
    }
    jobs = [(job.name, job.ids) for job in Job.objects.all()]
    assert jobs == [("core.send_mail", {"person": str(third.person_id), "kind": "date"})]


def test_an_offer_is_claimed_while_it_holds_and_refused_after(edition: Edition, come: Come) -> None:
    first, second = come("ana"), come("bea")
    third, fourth, fifth = come("carla"), come("dana"), come("elif")
    services.leave(registration=first, now=NOW)
    services.leave(registration=second, now=NOW)

    services.claim(registration=third, now=NOW + timedelta(hours=23))
    with pytest.raises(services.Refused) as refused:
        services.claim(registration=fourth, now=NOW + timedelta(hours=24))

    services.expire_offers(now=NOW + timedelta(hours=24))

    assert refused.value.why == Refusal.OFFER_OVER
    assert fifth.offers.get().expires_at == NOW + timedelta(hours=48)
    assert states(edition) == {
        "ana": "cancelled",
        "bea": "cancelled",
        "carla": "confirmed",
        "elif": "offered",
        "dana": "waitlisted",
    }


def test_an_offer_let_pass_goes_on_and_whoever_let_two_pass_is_asked_no_more(
    edition: Edition, come: Come
) -> None:
    first = come("ana")
    come("bea")
    come("carla")
    come("dana")
    services.leave(registration=first, now=NOW)

    seen = []
    for hours in (23, 24, 48, 72, 96):
        services.expire_offers(now=NOW + timedelta(hours=hours))
        seen.append({name: state for name, state in states(edition).items() if name > "c"})

    assert seen == [
        {"carla": "offered", "dana": "waitlisted"},
        {"dana": "offered", "carla": "waitlisted"},
        {"carla": "offered", "dana": "waitlisted"},
        {"carla": "cancelled", "dana": "offered"},
        {"carla": "cancelled", "dana": "cancelled"},
    ]


def test_whoever_leaves_while_she_is_offered_a_seat_passes_it_on(
    edition: Edition, come: Come
) -> None:
    first = come("ana")
    come("bea")
    third = come("carla")
    come("dana")
    services.leave(registration=first, now=NOW)

    services.leave(registration=third, now=NOW)

    assert states(edition) == {
        "ana": "cancelled",
        "bea": "confirmed",
        "carla": "cancelled",
        "dana": "offered",
    }
    assert third.offers.get().state == "passed_on"


def test_the_jobs_let_offers_lapse_and_purge(edition: Edition, come: Come) -> None:
    first = come("ana", needs=(("diet", "no nuts"),))
    come("bea")
    come("carla")
    services.leave(registration=first, now=NOW)
    come("dana", needs=(("access", ""),))
    for name in ("expire_offers", "purge"):
        jobs.enqueue(f"attendance.{name}", now=NOW)

    while worker.run_due(clock=lambda: datetime(2027, 4, 20, tzinfo=UTC)):
        pass

    assert states(edition)["dana"] == "offered"
    assert Need.objects.count() == 0


def test_the_seat_of_somebody_who_was_erased_is_offered_on(edition: Edition, come: Come) -> None:
    first = come("ana")
    come("bea")
    come("carla")
    first.delete()

    services.expire_offers(now=NOW)

    assert states(edition) == {"bea": "confirmed", "carla": "offered"}


def test_more_seats_are_offered_at_once_and_fewer_than_spoken_for_are_refused(
    edition: Edition, come: Come, olivia: Person
) -> None:
    for name in ("ana", "bea", "carla"):
        come(name)

    services.settle_seats(edition=edition, capacity=3, by=olivia, now=NOW)
    with pytest.raises(services.TooFew):
        services.settle_seats(edition=edition, capacity=2, by=olivia, now=NOW)

    assert states(edition)["carla"] == "offered"
    assert Seats.objects.get().capacity == 3


def test_nothing_is_offered_once_an_edition_is_cancelled(edition: Edition, come: Come) -> None:
    first = come("ana")
    come("bea")
    come("carla")
    programme.move_on(edition=edition, to="cancelled", now=NOW)
    first.refresh_from_db()

    services.leave(registration=first, now=NOW)

    assert states(edition)["carla"] == "waitlisted"


def test_without_seats_nobody_can_be_held_one(open_edition: OpenEdition, come: Come) -> None:
    first = come("ana")
    first.edition = open_edition("2028-04-09", "open")

    with pytest.raises(services.Refused) as refused:
        services.claim(registration=first, now=NOW)

    assert refused.value.why == Refusal.NOT_OPEN


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["come", "leave", "claim", "wait"]), st.integers(0, 5)),
        max_size=14,
    )
)
def test_whatever_happens_no_more_are_promised_than_there_are_seats(
    steps: list[tuple[str, int]], edition: Edition, come: Come
) -> None:
    Registration.objects.all().delete()
    clock = NOW
    for what, number in steps:
        clock += timedelta(hours=5)
        row = Registration.objects.filter(person__username=f"p{number}").first()
        if what == "come" and row is None:
            come(f"p{number}", companions=("carer",) if number % 2 else ())
        elif what == "leave" and row is not None:
            services.leave(registration=row, now=clock)
        elif what == "claim" and row is not None and queries.offer_to(row, clock):
            services.claim(registration=row, now=clock)
        else:
            services.expire_offers(now=clock)

        assert queries.taken(edition, clock) <= 2
        assert Offer.objects.filter(state="pending").count() <= 2
