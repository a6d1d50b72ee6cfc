"""A week after the last day needs and names of the door list are gone; closed for good, everything but counts."""

from datetime import UTC, datetime, timedelta

from fuerza.attendance import queries, services
from fuerza.attendance.choices import Refusal
from fuerza.attendance.models import Invitation, Registration, Reveal, Seats, Venue
from fuerza.attendance.queries import Where
from fuerza.core.models import DataKey
from fuerza.people import queries as people
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import NOW, Come, Invite


def test_needs_and_legal_names_are_gone_a_week_after_and_not_before(come: Come) -> None:
    registration = come("ana", badge="A.", needs=(("diet", "no nuts"),))
    names = queries.names_of(registration)
    services.settle_names(registration=registration, names=names, legal="Paper", now=NOW)

    def left(at: datetime) -> tuple[int, str, str]:
        services.purge(now=at)
        registration.refresh_from_db()
        return (
            registration.needs.count(),
            queries.legal_name_of(registration),
            queries.names_of(registration).badge,
        )

    assert left(datetime(2027, 4, 17, 12, tzinfo=UTC)) == (1, "Paper", "A.")
    assert left(datetime(2027, 4, 18, 12, tzinfo=UTC)) == (0, "", "A.")


def test_closed_for_good_nothing_says_who_came_and_how_many_is_kept(
    edition: Edition, come: Come, invite: Invite, olivia: Person
) -> None:
    row = come("ana", badge="Ana A.", purposes=("room_list",), companions=("carer",))
    come("bea")
    unanswered = invite()
    place = Where(exact="Gate 12")
    services.settle_venue(edition=edition, where=place, release_at=None, by=olivia, now=NOW)
    Reveal.objects.create(edition=edition, person=row.person, at=NOW)

    services.close_for_good(edition=edition, by=olivia, now=NOW)
    services.close_for_good(edition=edition, by=olivia, now=NOW + timedelta(days=1))

    seats = Seats.objects.get()
    left = [model.objects.count() for model in (Registration, Invitation, Venue, Reveal)]
    assert (left, seats.closed_at) == ([0, 0, 0, 0], NOW)
    assert seats.totals == {
        "all": {"invited": 3, "companions": 1},
        "states": {"confirmed": 1, "waitlisted": 1},
        "fields": {},
    }
    assert not DataKey.objects.filter(pk=edition.pk).exists()
    assert not people.has_role(row.person, "participant", edition.pk)
    assert queries.invitation_by(unanswered.token) is None
    assert queries.closed_because(edition, NOW) == Refusal.NOT_OPEN
