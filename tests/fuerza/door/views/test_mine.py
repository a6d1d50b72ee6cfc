"""Her ticket is on her page alone: a picture without a script, a code, and a way to make a new one."""

from django.test import Client
from django.urls import reverse

from fuerza.attendance.models import Registration
from fuerza.core.codes import in_groups
from fuerza.door import queries, services
from fuerza.door.models import Ticket
from fuerza.programme.models import Edition
from tests.fuerza.door.conftest import DAY, Come, MakePerson, signed_in


def test_she_sees_her_ticket_and_a_new_one_ends_it(edition: Edition, come: Come) -> None:
    browser = signed_in(come("ana").person)
    at, renew = (reverse(f"door:{name}", args=[edition.pk]) for name in ("mine", "renew"))

    led = browser.get(reverse("attendance:mine", args=[edition.pk])).text
    first = browser.get(at)
    old = in_groups(queries.code_for(Ticket.objects.get().pk))
    second = browser.post(renew, follow=True).text

    assert (at in led, old in first.text, "data:image/svg+xml" in first.text) == (True, True, True)
    assert (old in second, "your new ticket" in second) == (False, True)
    assert first["Cache-Control"] == "no-store"


def test_used_it_is_not_shown_any_more(edition: Edition, come: Come, make: MakePerson) -> None:
    row = come("ana")
    Ticket.objects.filter(pk=services.ticket_for(registration=row, now=DAY).pk).update(state="used")
    Registration.objects.update(state="attended")
    at = reverse("door:mine", args=[edition.pk])

    page = signed_in(row.person).get(at).text

    assert ("You are in." in page, "data:image" in page) == (True, False)
    assert signed_in(row.person).post(reverse("door:renew", args=[edition.pk])).status_code == 404
    assert signed_in(make("zoe")).get(at).status_code == 404
    assert Client().get(at).status_code == 302


def test_who_waits_has_no_such_page(edition: Edition, come: Come) -> None:
    row = come("ana")
    Registration.objects.update(state="waitlisted")

    assert signed_in(row.person).get(reverse("door:mine", args=[edition.pk])).status_code == 404
