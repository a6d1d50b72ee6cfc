"""What is read of registrations: hers by herself, badges only of those who agreed, needs without names."""

from datetime import timedelta

from fuerza.attendance import queries, services
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import NOW, Come
from tests.fuerza.programme.conftest import OpenEdition


def test_organisers_read_badges_of_those_alone_who_have_a_place_and_agreed(
    edition: Edition, come: Come
) -> None:
    agreed = come("ana", badge="Ana A.", purposes=("room_list",))
    come("bea", badge="Bea B.")
    come("carla", badge="Carla C.", purposes=("room_list",))
    shown = queries.badges_at(edition, NOW)
    later = NOW + timedelta(minutes=1)

    services.settle_consent(registration=agreed, purposes=(), photo="red", now=later)

    assert (shown, queries.badges_at(edition, later)) == ([("Ana A.", "")], [])


def test_needs_are_read_with_their_notes_and_without_whose_they_are(
    edition: Edition, come: Come
) -> None:
    come("ana", needs=(("diet", "no nuts"), ("access", "")))
    gone = come("bea", needs=(("diet", "vegan"),))
    services.leave(registration=gone, now=NOW)

    rows = [(need.kind, note) for need, note in queries.needs_at(edition)]

    assert rows == [("access", ""), ("diet", "no nuts")]


def test_who_waits_sees_how_many_are_before_her(come: Come) -> None:
    for name in ("ana", "bea", "carla"):
        come(name)

    assert queries.ahead_of(come("dana")) == 1


def test_she_reads_her_own_registration_and_nobody_elses(edition: Edition, come: Come) -> None:
    ana, bea = come("ana"), come("bea")

    assert queries.registration_of(ana.person, edition.pk) == ana
    assert list(queries.registrations_of(bea.person)) == [bea]


def test_without_a_date_nothing_is_said_to_end(open_edition: OpenEdition) -> None:
    edition = open_edition("")

    assert queries.consent_ends(edition) is None
