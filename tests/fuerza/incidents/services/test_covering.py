"""Who is on call is settled by organisers, from the team alone; what else is settled is written down."""

import pytest

from fuerza.core.models import AuditEntry
from fuerza.incidents import queries, services
from fuerza.incidents.models import Duty, Wall
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.incidents.conftest import FROM, NOW, SOON, UNTIL, MakePerson


def test_a_pair_is_on_call_with_numbers_that_lie_under_their_own_keys(
    edition: Edition, pair: tuple[Person, Person]
) -> None:
    fay, ada = pair

    duties = queries.duties_of(edition)

    assert {(one.person.username, queries.phone_of(one)) for one in duties} == {
        ("fay", "+57 1"),
        ("ada", ""),
    }
    assert {one.person for one in queries.on_call(edition, NOW)} == {fay, ada}
    assert (queries.on_call(edition, UNTIL), len(queries.on_call(edition, FROM))) == ([], 2)
    assert b"+57" not in b"".join(bytes(one.sealed_phone) for one in duties)
    assert AuditEntry.objects.filter(person_id=ada.pk, verb="put on call").count() == 1


def test_nobody_is_put_on_call_who_is_not_of_the_team_or_for_no_time(
    edition: Edition, fay: Person, olivia: Person, make: MakePerson
) -> None:
    stranger = make("zoe", "operator")

    for pair, ends in (((fay, stranger), UNTIL), ((fay, olivia), FROM)):
        with pytest.raises((services.NotOfTheTeam, services.EndedBeforeItBegan)):
            services.put_on_call(
                edition=edition,
                pair=tuple((one, "") for one in pair),
                starts_at=FROM,
                ends_at=ends,
                by=olivia,
                now=NOW,
            )

    assert Duty.objects.count() == 0


@pytest.mark.usefixtures("pair")
def test_whoever_is_taken_off_call_is_gone_from_it(edition: Edition, olivia: Person) -> None:
    services.put_on_call(
        edition=edition, pair=((olivia, ""),), starts_at=FROM, ends_at=UNTIL, by=olivia, now=NOW
    )
    for duty in queries.duties_of(edition):
        services.take_off_call(duty=duty, by=olivia, now=NOW)

    assert (Duty.objects.count(), queries.on_call(edition, NOW)) == (0, [])


def test_a_new_link_makes_the_one_before_stop_working(edition: Edition, olivia: Person) -> None:
    before = services.make_link(edition=edition, by=olivia, now=NOW)
    after = services.make_link(edition=edition, by=olivia, now=SOON)

    found = queries.wall_by(after, SOON)
    assert (queries.wall_by(before, SOON), found and found.edition) == (None, edition)
    assert after.encode() not in bytes(Wall.objects.get().token_hash)
    assert queries.wall_by(after, UNTIL) is None


@pytest.mark.usefixtures("contacts")
def test_contacts_are_kept_and_changed(
    edition: Edition, otto: Person, sofia: Person, olivia: Person
) -> None:
    services.settle_contacts(edition=edition, outside=None, safeguarding=sofia, by=olivia, now=SOON)

    kept = queries.contacts_of(edition)
    assert kept is not None
    assert (kept.outside, kept.safeguarding) == (None, sofia)
    assert set(queries.contacts_for(edition)) == {otto, sofia}
