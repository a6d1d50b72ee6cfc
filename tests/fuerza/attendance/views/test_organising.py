"""What organisers see and do: counts, badges of those who agreed, and inviting only after the count was restated."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from fuerza.attendance import queries, services
from fuerza.attendance.models import Invitation, Reveal, Seats, Venue
from fuerza.core import audit
from fuerza.core.models import Job
from fuerza.people.models import Person
from fuerza.programme import services as programme
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import (
    NOW,
    Come,
    Invite,
    MakePerson,
    OpenEdition,
    signed_in,
    state_of,
)


def at(name: str, edition: Edition, *more: object) -> str:
    return reverse(f"attendance:{name}", args=[edition.pk, *more])


@pytest.fixture(autouse=True)
def _just_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have her just shown that it is she: when that is asked, tests/security tells."""
    from fuerza.people.adapter import Adapter

    monkeypatch.setattr(Adapter, "elsewhere_to_show_again", lambda *_: None)


BULK = {
    "channel": "mail",
    "addresses": "ana@b.test\nbea@b.test\nnone",
    "language": "es",
    "days": "14",
}


def test_the_count_and_the_language_are_restated_before_anybody_is_invited(
    as_olivia: Client, edition: Edition
) -> None:
    asked = as_olivia.post(at("invite", edition), BULK).text
    before = Invitation.objects.count()

    as_olivia.post(at("invite", edition), BULK | {"confirmed": "2"})

    seen = [words in asked for words in ("Invite 2 people?", "Español", "left out: none")]
    assert (seen, before) == ([True] * 3, 0)
    assert set(Invitation.objects.values_list("channel", "language")) == {("mail", "es")}
    assert Job.objects.filter(name="attendance.send_invitation").count() == 2


def test_a_list_that_changed_since_it_was_confirmed_is_restated(
    as_olivia: Client, edition: Edition
) -> None:
    sent = BULK | {"addresses": "ana@b.test", "confirmed": "2"}

    page = as_olivia.post(at("invite", edition), sent).text

    assert ("Invite 1 person?" in page, Invitation.objects.count()) == (True, 0)


def test_whoever_was_invited_already_is_left_out_and_a_list_of_nobody_new_is_refused(
    as_olivia: Client, edition: Edition
) -> None:
    as_olivia.post(at("invite", edition), BULK | {"confirmed": "2"})

    again = as_olivia.post(at("invite", edition), BULK)
    more = as_olivia.post(at("invite", edition), BULK | {"addresses": "ana@b.test, c@b.test"})

    assert (again.status_code, "Invited already" in more.text) == (422, True)


def test_codes_are_shown_once_for_paper(as_olivia: Client, edition: Edition) -> None:
    sent = {"channel": "code", "number": "3", "language": "en", "days": "7", "confirmed": "3"}

    page = as_olivia.post(at("invite", edition), sent).text
    asked = as_olivia.post(at("invite", edition), sent | {"confirmed": ""}).text

    assert page.count('class="row-name"') == 3
    assert "You see the links once" in asked


@pytest.mark.parametrize("sent", [{"channel": "mail"}, {"channel": "link"}])
def test_without_addresses_or_a_number_nothing_is_asked(
    sent: dict[str, str], as_olivia: Client, edition: Edition
) -> None:
    reply = as_olivia.post(at("invite", edition), sent | {"language": "en", "days": "7"})

    assert (reply.status_code, Invitation.objects.count()) == (422, 0)


def test_inviting_to_a_closed_edition_is_refused_in_words(
    as_olivia: Client, edition: Edition
) -> None:
    programme.move_on(edition=edition, to="closed", now=edition.made_at)

    page = as_olivia.post(at("invite", edition), BULK | {"confirmed": "2"}, follow=True).text

    assert ("Answers are not taken" in page, Invitation.objects.count()) == (True, 0)


def test_her_page_shows_counts_and_the_badges_of_those_alone_who_agreed(
    as_olivia: Client, edition: Edition, come: Come
) -> None:
    come("ana", badge="Ana A.", purposes=("room_list",), needs=(("diet", "no nuts"),))
    come("bea", badge="Bea B.")
    come("carla", badge="Carla C.", purposes=("room_list",))

    page = as_olivia.get(at("people", edition)).text

    seen = {
        words: words in page for words in ("Ana A.", "no nuts", "2 of 2", "Bea", "Carla", "bea")
    }
    assert seen == {
        "Ana A.": True,
        "no nuts": True,
        "2 of 2": True,
        "Bea": False,
        "Carla": False,
        "bea": False,
    }


def test_an_invitation_is_taken_back_or_made_anew_and_an_answered_one_is_neither(
    as_olivia: Client, edition: Edition, invite: Invite, come: Come
) -> None:
    one, answered = invite().invitation, come("ana").invitation
    assert answered is not None

    fresh = as_olivia.post(at("send_anew", edition, one.pk)).text
    as_olivia.post(at("revoke", edition, one.pk))
    refused = [
        as_olivia.post(at(name, edition, answered.pk), follow=True).text
        for name in ("revoke", "send_anew")
    ]

    assert ("/e/i/" in fresh, state_of(one), state_of(answered)) == (True, "revoked", "accepted")
    assert ["answered from another account" in page for page in refused] == [True, True]


def test_a_mail_is_sent_anew(as_olivia: Client, edition: Edition) -> None:
    as_olivia.post(at("invite", edition), BULK | {"confirmed": "2"})
    one = Invitation.objects.first()
    assert one is not None

    page = as_olivia.post(at("send_anew", edition, one.pk), follow=True).text

    assert "Sent anew" in page


def test_another_editions_invitation_and_another_organisers_edition_are_not_there(
    as_olivia: Client, open_edition: OpenEdition, invite: Invite, make: MakePerson
) -> None:
    one, other = invite().invitation, open_edition("2028-04-09", "open")
    paula = signed_in(make("paula", "organiser", other.pk))

    answers = [
        as_olivia.post(at("revoke", other, one.pk)).status_code,
        *(paula.get(at(name, one.edition)).status_code for name in ("people", "seats", "invite")),
    ]

    assert (answers, state_of(one)) == ([404] * 4, "created")


def test_seats_are_settled_and_never_below_what_is_spoken_for(
    as_olivia: Client, edition: Edition, come: Come, olivia: Person
) -> None:
    sent = {"capacity": "5", "offer_hours": "12", "answers_until": "2027-04-01"}
    as_olivia.post(at("seats", edition), sent)
    come("ana")
    come("bea")

    page = as_olivia.get(at("seats", edition)).text
    reply = as_olivia.post(at("seats", edition), sent | {"capacity": "1"})

    seats = Seats.objects.get()
    assert (seats.capacity, seats.offer_hours, str(seats.answers_until)) == (
        5,
        12,
        "2027-04-02 04:59:59+00:00",
    )
    assert (reply.status_code, 'value="2027-04-01"' in page) == (422, True)
    assert olivia.pk == Person.objects.get(username="olivia").pk


PLACE = {"district": "North", "exact": "Gate 12", "release_at": "2999-04-08T09:00"}


def test_where_it_is_is_written_released_by_its_own_clocks_and_taken_back(
    as_olivia: Client, edition: Edition
) -> None:
    absent = as_olivia.post(at("take_back", edition)).status_code
    as_olivia.post(at("venue", edition), PLACE)
    page = as_olivia.get(at("venue", edition)).text
    venue = Venue.objects.get()
    people = as_olivia.get(at("people", edition)).text

    as_olivia.post(at("take_back", edition))

    assert (absent, str(venue.release_at)) == (404, "2999-04-08 14:00:00+00:00")
    assert ("Gate 12" in page, "2999-04-08T09:00" in page, "Gate 12" in people) == (
        True,
        True,
        False,
    )
    assert "nobody reads the address" in as_olivia.get(at("people", edition)).text


def test_a_place_without_a_moment_ahead_is_kept_and_said_to_be_read_by_nobody(
    as_olivia: Client, edition: Edition
) -> None:
    sent = PLACE | {"release_at": "2020-01-01T09:00"}

    page = as_olivia.post(at("venue", edition), sent, follow=True).text

    assert ("read by nobody" in page, Venue.objects.get().release_at) == (True, None)


def test_whoever_reads_out_her_code_is_verified_and_nobody_else(
    as_olivia: Client, edition: Edition, come: Come
) -> None:
    ana, bea = come("ana"), come("bea")

    wrong = as_olivia.post(at("verify", edition), {"code": "AAAA-AAAA"})
    as_olivia.post(at("verify", edition), {"code": queries.code_of(ana), "is_early": "on"})

    ana.refresh_from_db()
    bea.refresh_from_db()
    assert wrong.status_code == 422
    assert (ana.verified_at is None, ana.place_from is None, bea.verified_at) == (
        False,
        False,
        None,
    )


def test_closing_for_good_is_asked_about_first(
    as_olivia: Client, edition: Edition, come: Come
) -> None:
    come("ana")
    asked = as_olivia.get(at("close", edition)).text
    before = Invitation.objects.count()

    page = as_olivia.post(at("close", edition), follow=True).text

    assert ("Close this edition for good?" in asked, before) == (True, 1)
    assert ("Invited: 1; had a place: 1" in page, Invitation.objects.count()) == (True, 0)


def test_before_seats_are_settled_her_page_asks_for_them(
    as_olivia: Client, open_edition: OpenEdition
) -> None:
    page = as_olivia.get(at("people", open_edition("2028-01-02", "open"))).text

    assert "Say how many can come" in page


def test_a_note_is_shown_once_for_one_who_may_read_the_address_now_and_counts_as_her_reading(
    as_olivia: Client, edition: Edition, come: Come, olivia: Person
) -> None:
    ana, bea = come("ana"), come("bea")
    where = queries.Where(exact="Seven Lane", note="Ring", phone="+57 1 555")
    services.settle_venue(edition=edition, where=where, release_at=None, by=olivia, now=NOW)
    services.verify(registration=bea, is_early=False, by=olivia, now=NOW)
    address = reverse("attendance:note", args=[edition.pk])

    before = as_olivia.post(address, {"code": queries.code_of(ana)})
    waits = as_olivia.post(address, {"code": queries.code_of(bea)})
    services.verify(registration=ana, is_early=True, by=olivia, now=NOW)
    note = as_olivia.post(address, {"code": queries.code_of(ana)})
    nobody = as_olivia.post(address, {"code": "AAAA-AAAA"})

    assert [one.status_code for one in (before, waits, note, nobody)] == [422, 422, 200, 422]
    said = [word in note.text for word in ("Seven Lane", "Ring", "+57 1 555", "ana")]
    assert (said, note["Cache-Control"]) == ([True, True, True, False], "no-store")
    assert [reveal.person for reveal in Reveal.objects.all()] == [ana.person]
    assert audit.was_noted(ana.person_id, olivia.pk, "place printed", edition.pk)


def test_a_code_on_paper_has_a_picture_of_its_link(as_olivia: Client, edition: Edition) -> None:
    sent = {"channel": "code", "number": 1, "language": "en", "days": 14, "confirmed": 1}

    page = as_olivia.post(reverse("attendance:invite", args=[edition.pk]), sent).text

    [code] = re.findall(r"(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}", page)
    assert escape(queries.picture_of(queries.link_of(code))) in page
