"""Whoever is not let in gets no place by any way, keeps none, and reads no address (invariant 6)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fuerza.apart import services as apart
from fuerza.attendance import queries, services
from fuerza.attendance.choices import Layer, Refusal
from fuerza.attendance.models import Registration
from fuerza.attendance.queries import Where
from fuerza.attendance.services import Refused, Reply
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import NOW, Come, Invite, MakePerson, states


def keep_out(person: Person, edition: Edition, olivia: Person, second: Person) -> None:
    now = timezone.now()
    proposal = apart.Proposal(whom="x", reason="x", told="x", ends_at=now + timedelta(days=90))
    row = apart.propose(person=person, edition=edition, proposal=proposal, by=olivia, now=now)
    apart.confirm(exclusion=row, by=second, now=now)


@pytest.fixture
def paula(make: MakePerson, edition: Edition) -> Person:
    return make("paula", "organiser", edition.pk)


def test_she_reads_no_address_from_the_moment_on_though_she_is_verified_and_it_is_released(
    edition: Edition, olivia: Person, paula: Person, come: Come
) -> None:
    ana, bea = come("ana"), come("bea")
    where = Where(district="North", exact="12 Road")
    venue = services.settle_venue(
        edition=edition, where=where, release_at=NOW + timedelta(minutes=1), by=olivia, now=NOW
    )
    for row in (ana, bea):
        services.verify(registration=row, is_early=False, by=olivia, now=NOW)
    later = NOW + timedelta(minutes=2)
    before = queries.layer_of(venue, ana, later)

    keep_out(ana.person, edition, olivia, paula)

    after = [queries.layer_of(venue, row, later) for row in (ana, bea)]
    assert (before, after) == (Layer.EXACT, [Layer.AREA, Layer.EXACT])


def test_her_invitation_is_refused_in_plain_words(
    edition: Edition, invite: Invite, olivia: Person, paula: Person, make: MakePerson
) -> None:
    ana = make("ana")
    keep_out(ana, edition, olivia, paula)

    with pytest.raises(Refused) as refused:
        services.accept(invitation=invite().invitation, person=ana, reply=Reply(), now=NOW)

    assert refused.value.why == Refusal.KEPT_OUT
    assert not Registration.objects.exists()


def test_her_seat_goes_to_whoever_waits_and_nobody_elses_does(
    edition: Edition, olivia: Person, paula: Person, come: Come
) -> None:
    ana = come("ana")
    come("bea")
    come("carla")
    keep_out(ana.person, edition, olivia, paula)

    services.give_up(person_id=ana.person_id, now=NOW)
    services.give_up(person_id=paula.pk, now=NOW)

    assert states(edition) == {"ana": "cancelled", "bea": "confirmed", "carla": "offered"}


def test_what_she_holds_elsewhere_stays(
    edition: Edition, olivia: Person, paula: Person, come: Come
) -> None:
    ana = come("ana")
    other = Edition.objects.create(
        programme=edition.programme,
        place=edition.place,
        distinct_because="x",
        changed_at=NOW,
        made_at=NOW,
        zone="UTC",
    )
    keep_out(ana.person, other, olivia, paula)

    services.give_up(person_id=ana.person_id, now=NOW)

    assert states(edition) == {"ana": "confirmed"}


def test_the_queue_passes_her_over_and_an_offer_that_she_has_can_not_be_taken(
    edition: Edition, olivia: Person, paula: Person, come: Come
) -> None:
    first, _second, ana, _dora = (come(name) for name in ("first", "second", "ana", "dora"))
    services.leave(registration=first, now=NOW)
    ana.refresh_from_db()
    keep_out(ana.person, edition, olivia, paula)
    with pytest.raises(Refused) as refused:
        services.claim(registration=ana, now=NOW)
    ana.offers.update(expires_at=NOW)

    services.expire_offers(now=NOW)

    assert refused.value.why == Refusal.KEPT_OUT
    assert states(edition) == {
        "first": "cancelled",
        "second": "confirmed",
        "dora": "offered",
        "ana": "waitlisted",
    }


def test_closing_an_edition_for_good_has_the_other_rooms_delete_theirs(
    edition: Edition, olivia: Person, paula: Person, come: Come
) -> None:
    ana = come("ana")
    keep_out(ana.person, edition, olivia, paula)

    services.close_for_good(edition=edition, by=olivia, now=NOW)

    assert not ana.person.exclusions.exists()
