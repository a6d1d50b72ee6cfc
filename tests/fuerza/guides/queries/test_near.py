"""Help by place comes from the files of routes, dated, and says when it has expired."""

from datetime import date

from fuerza.guides.queries import contacts_by_place
from fuerza.packs.choices import PLACES
from tests.fuerza.guides.conftest import TODAY


def test_every_place_has_somebody_and_what_holds_everywhere_comes_first() -> None:
    rows = contacts_by_place(TODAY)

    assert rows[0].place == ""
    assert [contact.name for contact, _expired in rows[0].contacts] == [
        "Access Now Digital Security Helpline",
        "StopNCII.org",
        "Take It Down (National Center for Missing and Exploited Children)",
    ]
    places = [at.place for at in rows[1:]]
    assert places == sorted(places, key=str.casefold)
    assert len(places) == len(PLACES)


def test_what_is_past_its_day_says_so() -> None:
    before, after = contacts_by_place(TODAY), contacts_by_place(date(2027, 5, 1))

    assert {expired for at in before for _contact, expired in at.contacts} == {False}
    assert {expired for at in after for _contact, expired in at.contacts} == {True}


def test_what_to_know_first_stands_beside_whom_it_is_about() -> None:
    india = next(at for at in contacts_by_place(TODAY) if at.place == "India")

    told = {contact.name: len(contact.notes) for contact, _expired in india.contacts}
    assert told["National Cyber Crime Reporting Portal"] == 1
    assert told["Women helpline 181"] == 0
