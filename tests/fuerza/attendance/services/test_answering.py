"""Answering: one place however often she says yes, an account with it, and all of it gone when she leaves."""

from datetime import timedelta

import pytest
from django.test import Client

from fuerza.attendance import queries, services
from fuerza.attendance.choices import Channel, Refusal
from fuerza.attendance.models import Invitation, Registration
from fuerza.attendance.services import Reply, Terms
from fuerza.people import queries as people
from fuerza.people.models import Person, SignInLink
from fuerza.people.services import LinkRefused, NameTaken, use_link
from fuerza.programme import services as programme
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import NOW, Come, Invite, state_of, states
from tests.fuerza.programme.conftest import MakePerson, OpenEdition

PASSWORD = "a long enough word"


def yes(invitation: Invitation, person: Person, **reply: object) -> Registration:
    return services.accept(invitation=invitation, person=person, reply=Reply(**reply), now=NOW)  # type: ignore[arg-type]  # the test says which


def refusal(invitation: Invitation, person: Person, **reply: object) -> str:
    with pytest.raises(services.Refused) as refused:
        yes(invitation, person, **reply)
    return refused.value.why


def test_a_yes_gives_a_place_and_lets_her_see_the_edition(
    edition: Edition, invite: Invite, make: MakePerson
) -> None:
    ana, made = make("ana"), invite(field="journalist")

    registration = yes(made.invitation, ana)

    assert (registration.state, registration.field) == ("confirmed", "journalist")
    assert people.has_role(ana, "participant", edition.pk)
    assert state_of(made.invitation) == "accepted"


def test_the_same_invitation_answered_twice_is_one_registration(
    edition: Edition, invite: Invite, make: MakePerson
) -> None:
    made, ana = invite(), make("ana")

    first, second = yes(made.invitation, ana), yes(made.invitation, ana)

    assert (first, Registration.objects.filter(edition=edition).count()) == (second, 1)


def test_an_invitation_answered_from_one_account_is_refused_to_another(
    invite: Invite, make: MakePerson
) -> None:
    made = invite()
    yes(made.invitation, make("ana"))

    assert refusal(made.invitation, make("bea")) == Refusal.USED


def test_invited_twice_she_has_one_place(
    edition: Edition, invite: Invite, make: MakePerson
) -> None:
    ana, first, second = make("ana"), invite(), invite()
    yes(first.invitation, ana, companions=("carer",))

    yes(second.invitation, ana)

    assert states(edition) == {"ana": "confirmed"}
    assert (state_of(first.invitation), state_of(second.invitation)) == ("accepted", "accepted")


def test_who_left_can_come_back_to_the_end_of_the_queue(
    edition: Edition, invite: Invite, make: MakePerson, come: Come
) -> None:
    made, ana = invite(), make("ana")
    registration = yes(made.invitation, ana)
    come("bea")
    come("carla")
    services.leave(registration=registration, now=NOW)

    yes(made.invitation, ana)

    assert states(edition) == {"bea": "confirmed", "carla": "offered", "ana": "waitlisted"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": "revoked"}, Refusal.REVOKED),
        ({"expires_at": NOW}, Refusal.EXPIRED),
    ],
)
def test_what_was_taken_back_or_is_too_old_is_refused_by_its_code(
    change: dict[str, object], why: str, invite: Invite, make: MakePerson
) -> None:
    invitation = invite().invitation
    Invitation.objects.update(**change)

    assert refusal(invitation, make("ana")) == why


def test_answers_are_refused_when_it_is_cancelled_closed_or_sealed(
    edition: Edition, invite: Invite, make: MakePerson, olivia: Person
) -> None:
    invitation, late, ana = invite().invitation, invite(waivers=["late"]).invitation, make("ana")
    services.settle_seats(edition=edition, capacity=2, answers_until=NOW, by=olivia, now=NOW)

    whys = [refusal(invitation, ana)]
    programme.move_on(edition=edition, to="closed", now=NOW)
    edition.refresh_from_db()
    invitation.edition = late.edition = edition
    whys += [refusal(invitation, ana), yes(late, ana).state]
    type(edition).objects.update(visibility="sealed")
    whys.append(refusal(late, make("bea")))
    programme.move_on(edition=edition, to="cancelled", now=NOW)
    whys.append(refusal(late, make("carla")))

    assert whys == [
        Refusal.NOT_OPEN,
        Refusal.NOT_OPEN,
        "confirmed",
        Refusal.USED,
        Refusal.USED,
    ]
    assert queries.closed_because(type(edition).objects.get(), NOW) == Refusal.CALLED_OFF


def test_a_sealed_edition_takes_no_answers(open_edition: OpenEdition, olivia: Person) -> None:
    edition = open_edition("2027-05-09", "open", visibility="sealed")
    services.settle_seats(edition=edition, capacity=2, by=olivia, now=NOW)

    assert queries.closed_because(edition, NOW) == Refusal.NOT_OPEN


def test_a_locked_invitation_is_answered_by_whoever_knows_its_address_which_proves_nobody(
    edition: Edition, olivia: Person, make: MakePerson
) -> None:
    terms = Terms(channel=Channel.MAIL, is_locked=True)
    [made] = services.invite(
        edition=edition, terms=terms, addresses=["Ana@b.test"], by=olivia, now=NOW
    )
    ana = make("ana")

    why = refusal(made.invitation, ana, address="eve@b.test")
    registration = yes(made.invitation, ana, address=" ana@B.test")

    assert (why, registration.verified_at) == (Refusal.OTHER_ADDRESS, None)


def test_a_yes_begins_an_account_that_only_her_own_words_open(invite: Invite) -> None:
    made = invite()

    person = services.begin_account(
        invitation=made.invitation,
        username="Ana",
        password=PASSWORD,
        reply=Reply(),
        language="ar",
        now=NOW,
    )

    assert (person.username, person.check_password(PASSWORD)) == ("ana", True)
    assert not SignInLink.objects.filter(used_at=None).exists()


def test_an_account_begun_in_the_demo_is_the_demos(invite: Invite, olivia: Person) -> None:
    Person.objects.filter(pk=olivia.pk).update(is_demo=True)
    invitation = Invitation.objects.select_related("edition").get(pk=invite().invitation.pk)

    person = services.begin_account(
        invitation=invitation,
        username="ana",
        password=PASSWORD,
        reply=Reply(),
        language="ar",
        now=NOW,
    )

    begun = Person.objects.get(pk=person.pk)
    assert (begun.is_demo, begun.language) == (True, "ar")


def test_the_token_of_an_invitation_signs_nobody_in_before_and_after(
    invite: Invite, client: Client
) -> None:
    made = invite()
    before = client.get(f"/in/{made.token}/").status_code
    person = services.begin_account(
        invitation=made.invitation,
        username="ana",
        password=PASSWORD,
        reply=Reply(),
        language="ar",
        now=NOW,
    )
    yes(made.invitation, person)

    for token in (made.token, made.token.replace("_", "-")):
        with pytest.raises(LinkRefused):
            use_link(token=token, now=NOW)
    page = client.get(f"/e/i/{made.token}/")

    assert (before, page.status_code, "_auth_user_id" in client.session) == (404, 410, False)


def test_no_account_begins_by_an_invitation_that_can_not_be_answered_or_with_a_taken_name(
    invite: Invite, make: MakePerson
) -> None:
    make("ana")
    fine, gone = invite().invitation, invite().invitation
    Invitation.objects.filter(pk=gone.pk).update(expires_at=NOW)
    gone.refresh_from_db()
    before = Person.objects.count()

    with pytest.raises(services.Refused):
        services.begin_account(
            invitation=gone,
            username="bea",
            password=PASSWORD,
            reply=Reply(),
            language="ar",
            now=NOW,
        )
    with pytest.raises(NameTaken):
        services.begin_account(
            invitation=fine,
            username="ana",
            password=PASSWORD,
            reply=Reply(),
            language="ar",
            now=NOW,
        )

    assert Person.objects.count() == before


def test_a_no_can_become_a_yes_until_it_is_too_old(invite: Invite, make: MakePerson) -> None:
    invitation = invite().invitation

    services.decline(invitation=invitation, now=NOW)
    said_no = state_of(invitation)
    registration = yes(invitation, make("ana"))
    with pytest.raises(services.Refused):
        services.decline(invitation=invitation, now=NOW)

    assert (said_no, registration.state) == ("declined", "confirmed")


def test_leaving_deletes_what_she_wrote_ends_what_she_agreed_to_and_hides_the_edition(
    edition: Edition, come: Come
) -> None:
    registration = come(
        "ana", badge="A.", photo="green", purposes=("room_list",), needs=(("diet", "no nuts"),)
    )
    ana = registration.person
    before = queries.agreed_to(registration, NOW)
    later = NOW + timedelta(minutes=1)

    services.leave(registration=registration, now=later)
    services.leave(registration=registration, now=later)

    registration.refresh_from_db()
    assert (before, queries.agreed_to(registration, later)) == (["photo", "room_list"], [])
    assert (queries.names_of(registration).badge, queries.needs_of(registration)) == ("", [])
    assert not people.has_role(ana, "participant", edition.pk)
