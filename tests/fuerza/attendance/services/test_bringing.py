"""Somebody with a name of her own comes along only by two private yeses, and stays away by one silent no."""

from datetime import timedelta

import pytest
from django.core import mail

from fuerza.attendance import queries, services
from fuerza.attendance.choices import Refusal
from fuerza.attendance.models import Brought, Invitation, Registration
from fuerza.attendance.services import Refused, Reply
from fuerza.core import audit, jobs, worker
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import NOW, Come, Invite, MakePerson, state_of, states

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ana(come: Come) -> Registration:
    return come("ana")


@pytest.fixture
def asked(ana: Registration) -> Brought:
    return services.ask_to_bring(registration=ana, now=NOW)


@pytest.fixture
def made(asked: Brought, olivia: Person) -> services.Made:
    return services.agree_to_bring(brought=asked, by=olivia, now=NOW)


def bring(made: services.Made, person: Person, **reply: object) -> Registration:
    said = Reply(**{"keeps_rules": True} | reply)  # type: ignore[arg-type]  # the test says which
    return services.accept(invitation=made.invitation, person=person, reply=said, now=NOW)


def test_asking_sends_nothing_and_organisers_learn_how_many_ask_and_no_more(
    asked: Brought, ana: Registration, edition: Edition
) -> None:
    before = Invitation.objects.count()

    found = (
        queries.asked_for_at(edition),
        queries.asked_for_by(ana),
        list(queries.brought_by(ana)),
    )

    assert found == (1, asked, [asked])
    assert (Invitation.objects.count(), mail.outbox) == (before, [])


def test_what_was_only_asked_for_ends_without_a_trace(asked: Brought) -> None:
    services.stop_bringing(brought=asked, now=LATER)

    assert (Brought.objects.count(), mail.outbox) == (0, [])


def test_at_most_three_are_asked_for(asked: Brought, ana: Registration) -> None:
    for _each in range(2):
        services.ask_to_bring(registration=ana, now=NOW)

    with pytest.raises(Refused) as refused:
        services.ask_to_bring(registration=ana, now=NOW)

    assert (refused.value.why, asked.registration) == (Refusal.TOO_MANY, ana)


def test_whoever_is_brought_agrees_to_the_rules_takes_a_seat_and_is_verified_apart(
    made: services.Made, make: MakePerson, edition: Edition, olivia: Person, ana: Registration
) -> None:
    theo = make("theo")
    services.verify(registration=ana, is_early=True, by=olivia, now=NOW)

    with pytest.raises(Refused) as refused:
        bring(made, theo, keeps_rules=False)
    came = bring(made, theo)

    assert refused.value.why == Refusal.RULES
    assert states(edition) == {"ana": "confirmed", "theo": "confirmed"}
    assert (queries.taken(edition, NOW), came.verified_at, came.place_from) == (2, None, None)
    assert queries.asked_for_at(edition) == 0


def test_an_ordinary_invitation_asks_for_no_rules(invite: Invite) -> None:
    assert queries.is_brought(invite().invitation) is False


def test_her_no_before_the_answer_reads_like_any_invitation_that_was_taken_back(
    made: services.Made, asked: Brought, make: MakePerson
) -> None:
    services.stop_bringing(brought=asked, now=LATER)

    assert queries.refusal_of(Invitation.objects.get(pk=made.invitation.pk), LATER) == (
        Refusal.REVOKED
    )
    with pytest.raises(Refused):
        bring(made, make("theo"))


def test_her_no_after_the_answer_gives_the_place_on_and_says_nothing_of_her(
    made: services.Made, asked: Brought, make: MakePerson, edition: Edition, come: Come
) -> None:
    theo = make("theo")
    bring(made, theo)
    come("bea")
    asked.refresh_from_db()
    ana = asked.registration

    services.stop_bringing(brought=asked, now=NOW)

    with pytest.raises(Refused) as refused:
        bring(made, theo)  # the same link does not bring him back
    assert refused.value.why == Refusal.REVOKED
    assert states(edition) == {"ana": "confirmed", "theo": "cancelled", "bea": "offered"}
    assert {entry.actor_id for entry in audit.trail_of(theo.pk)} <= {theo.pk, None}
    assert ana is not None
    assert (Brought.objects.count(), list(queries.brought_by(ana))) == (0, [])


@pytest.mark.parametrize("goes", ["leaves", "is erased"])
def test_who_was_brought_does_not_stay_without_her(
    goes: str, made: services.Made, make: MakePerson, edition: Edition, ana: Registration
) -> None:
    bring(made, make("theo"))
    stays = services.ask_to_bring(registration=_other(edition, make), now=NOW)
    if goes == "leaves":
        services.leave(registration=ana, now=LATER)
    else:
        ana.delete()

    services.stop_for_who_left(now=LATER)

    assert states(edition)["theo"] == "cancelled"
    assert list(Brought.objects.all()) == [stays]


def _other(edition: Edition, make: MakePerson) -> Registration:
    return Registration.objects.create(
        edition=edition,
        person=make("uma"),
        state="confirmed",
        number=900,
        registered_at=NOW,
        moved_at=NOW,
    )


def test_while_she_is_at_the_door_before_the_other_nothing_ends(
    made: services.Made, make: MakePerson, edition: Edition, ana: Registration
) -> None:
    bring(made, make("theo"))
    Registration.objects.filter(pk=ana.pk).update(state="attended")

    services.stop_for_who_left(now=LATER)

    assert states(edition)["theo"] == "confirmed"


def test_a_declined_invitation_of_hers_can_not_become_a_yes_once_she_said_no(
    made: services.Made, asked: Brought
) -> None:
    services.decline(invitation=made.invitation, now=NOW)
    asked.refresh_from_db()

    services.stop_bringing(brought=asked, now=LATER)

    assert state_of(made.invitation) == "revoked"


def test_closing_for_good_takes_what_was_asked_for(
    asked: Brought, edition: Edition, olivia: Person
) -> None:
    services.close_for_good(edition=edition, by=olivia, now=LATER)

    assert (Brought.objects.count(), asked.edition_id) == (0, edition.pk)


def test_the_job_ends_it_before_it_looks_at_the_offers(
    made: services.Made, make: MakePerson, edition: Edition, ana: Registration
) -> None:
    bring(made, make("theo"))
    services.leave(registration=ana, now=LATER)

    jobs.enqueue("attendance.expire_offers", now=LATER)
    while worker.run_due(clock=lambda: LATER):
        pass

    assert states(edition)["theo"] == "cancelled"
