"""Pages of the clinic: tables she can take, an ambassador's own, and what organisers make without seeing who comes."""

from datetime import time
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.people.models import Person
from fuerza.programme.models import Edition, Session
from fuerza.slots.models import Booking, Table
from tests.fuerza.slots.conftest import Avoid, Come, Hall, Make, Sit, signed_in


def at(name: str, session: Session, *more: object) -> str:
    return reverse(f"slots:{name}", args=[session.edition_id, session.pk, *more])


@pytest.fixture
def as_ana(come: Come) -> Client:
    return signed_in(come("ana", badge="Ana A.").person)


def test_she_takes_a_table_sees_its_hours_in_both_zones_and_gives_it_up(
    as_ana: Client, clinic: Session, lay: Make
) -> None:
    [table] = lay()
    offered = as_ana.get(at("tables", clinic)).text
    refused = as_ana.post(at("tables", clinic), {"name": "", "table": str(table.pk)})
    as_ana.post(at("tables", clinic), {"name": "A.", "table": str(table.pk)})

    hers = as_ana.get(at("tables", clinic)).text
    as_ana.post(at("tables", clinic), {"act": "cancel"})

    words = ("14:00–14:30, UTC−5", "for you 21:00–21:30, UTC+2", "Español", "WhatsApp")
    assert [one for one in words if one not in offered] == []
    assert ("fay" in offered, "With <bdi>fay</bdi>" in hers) == (False, True)
    assert (refused.status_code, Booking.objects.count()) == (422, 0)


def test_without_a_free_table_she_can_wait_and_stop_waiting(
    as_ana: Client, clinic: Session
) -> None:
    none_free = as_ana.get(at("tables", clinic)).text
    as_ana.post(at("tables", clinic), {"name": "A."})
    waiting = as_ana.get(at("tables", clinic)).text
    mine = as_ana.get(reverse("attendance:mine", args=[clinic.edition_id])).text

    as_ana.post(at("tables", clinic), {"act": "cancel"})

    assert ("Wait for a table" in none_free, "You wait for a table" in waiting) == (True, True)
    assert ("You wait for a table" in mine, Booking.objects.count()) == (True, 0)


def test_a_table_that_she_is_kept_from_looks_like_one_that_is_taken(
    hall: Hall, as_ana: Client, clinic: Session, avoid: Avoid
) -> None:
    [table] = hall.lay()
    hall.sit("bea", table)
    taken = as_ana.get(at("tables", clinic)).text
    Booking.objects.all().delete()
    avoid(hall.fay, Person.objects.get(username="ana"))

    kept_apart = as_ana.get(at("tables", clinic)).text
    refused = as_ana.post(
        at("tables", clinic), {"name": "A.", "table": str(table.pk)}, follow=True
    ).text

    def body(page: str) -> str:
        return page.partition("<main")[2].partition("csrfmiddlewaretoken")[0]

    assert body(kept_apart) == body(taken)
    assert ("can&#x27;t be had any more" in refused, Booking.objects.count()) == (True, 0)


def test_an_ambassador_sees_her_tables_and_the_name_somebody_gave(
    clinic: Session, lay: Make, sit: Sit, fay: Person, as_olivia: Client
) -> None:
    table, _free = lay(count=2)
    sit("ana", table)
    address = reverse("slots:my_tables", args=[clinic.edition_id])
    as_fay = signed_in(fay)

    page = as_fay.get(address).text

    assert [one for one in ("<bdi>Ana</bdi>", "free") if one not in page] == []
    assert as_olivia.get(address).status_code == 404


def test_organisers_make_tables_and_take_them_away_and_never_see_who_took_one(
    clinic: Session, fay: Person, as_olivia: Client, sit: Sit
) -> None:
    address = at("make_tables", clinic)
    empty = as_olivia.get(address).text
    sent = {"first": "14:30", "minutes": 20, "count": 2, "ambassador": str(fay.pk)}
    wrong = as_olivia.post(address, sent)
    as_olivia.post(address, sent | {"language": "ar", "topics": ["x"]})
    late = as_olivia.post(address, sent | {"language": "ar", "count": 9}, follow=True).text
    first, _second = Table.objects.order_by("begins_at")
    sit("ana", first)

    page = as_olivia.get(address).text
    as_olivia.post(at("take_table_away", clinic, first.pk))
    absent = as_olivia.post(at("take_table_away", clinic, uuid4()))

    assert ("No table yet" in empty, wrong.status_code, absent.status_code) == (True, 422, 404)
    assert ("do not fit" in late, "fay" in page, "Ana" in page) == (True, True, False)
    assert [one.begins_at.time() for one in Table.objects.all()] == [time(19, 50)]
    assert Booking.objects.get().table_id == Table.objects.get().pk


def test_only_organisers_of_the_edition_make_tables(
    clinic: Session, lay: Make, fay: Person, as_ana: Client
) -> None:
    [table] = lay()

    answers = [
        browser.post(address, {}).status_code
        for browser in (signed_in(fay), as_ana)
        for address in (at("make_tables", clinic), at("take_table_away", clinic, table.pk))
    ]

    assert (answers, Table.objects.count()) == ([404] * 4, 1)


def test_a_clinic_that_does_not_take_place_says_so(as_ana: Client, clinic: Session) -> None:
    Edition.objects.update(state="cancelled")

    page = as_ana.get(at("tables", clinic)).text

    assert ("does not take place" in page, "Wait for a table" in page) == (True, False)
