"""The first page of the desk: numbers with their coverage, no word of anybody's, at one price for any number."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.connections.models import Connection
from fuerza.core.models import AuditEntry
from fuerza.desk.models import Mention
from fuerza.floods.services import find
from fuerza.people.models import Person
from tests.fuerza.desk.conftest import half_past, let_in, post, signed_in

Said = Callable[..., list[Mention]]
WATCH = reverse("desk:watch")


def text_of(client: Client, url: str = WATCH) -> str:
    reply = client.get(url)
    assert reply.status_code == 200
    return reply.content.decode()


def test_the_first_page_counts_and_quotes_nobody(said: Said, hers: Client) -> None:
    said(post("you idiot canarytext", by="canaryhandle"), post("thank you"))

    page = text_of(hers)

    assert "canary" not in page
    assert reverse("desk:category", args=["A1"]) in page


def test_numbers_stand_under_what_was_looked_at(
    said: Said, connection: Connection, hers: Client
) -> None:
    now = timezone.now()
    said(post("hello", at=now - timedelta(hours=1)))
    Connection.objects.filter(pk=connection.pk).update(state="connected", covered_to=now)

    page = text_of(hers)

    assert "Nothing found in 1 (Bluesky, up to" in page
    assert "X are not connected." in page


@pytest.mark.parametrize(
    "fields",
    [{"state": "lost"}, {"state": "paused"}, {"state": "connected"}],
    ids=["lost", "paused", "late"],
)
def test_nothing_reassures_while_a_connection_is_dead_or_late(
    said: Said, connection: Connection, hers: Client, fields: dict[str, object]
) -> None:
    said(post("hello", at=timezone.now() - timedelta(hours=6)))
    Connection.objects.filter(pk=connection.pk).update(
        covered_to=timezone.now() - timedelta(hours=5), **fields
    )

    page = text_of(hers)

    assert "Nothing found in" not in page
    assert "has not been looked at" in page


@pytest.mark.parametrize("number", [3, 300])
def test_the_first_page_costs_the_same_for_any_number(
    said: Said, hers: Client, number: int, django_assert_num_queries: Callable
) -> None:
    now = timezone.now()
    said(*[post(f"you idiot number {n}", by=f"p{n}", at=now) for n in range(number)])
    hers.get(WATCH)  # what a session learns once

    with django_assert_num_queries(20):
        hers.get(WATCH)


def test_a_raid_and_a_flood_are_one_row_each(said: Said, hers: Client, person: Person) -> None:
    now = timezone.now()
    raid = "Delete your article now, you idiot, everyone knows it is false"
    usual = [post(f"hello {day}", at=now - timedelta(days=day, hours=3)) for day in range(1, 30)]
    many = [
        post(f"idiot {n}", by=f"p{n}", at=half_past(4) - timedelta(seconds=n)) for n in range(60)
    ]
    said(*usual, *many, *[post(raid, by=f"r{n}", at=now - timedelta(days=20)) for n in range(5)])
    find(person=person, now=now)

    page = text_of(hers)

    assert "5 messages from 5 accounts" in page
    assert "60 messages from 60 accounts" in page
    assert page.count('class="row flood"') == 2


def test_thanks_that_many_say_alike_are_no_flood(said: Said, hers: Client, person: Person) -> None:
    now = timezone.now()
    said(*[post("thank you for your report on the bridge", by=f"p{n}", at=now) for n in range(9)])
    find(person=person, now=now)

    assert 'class="row flood"' not in text_of(hers)


def test_an_empty_desk_says_how_things_get_here(hers: Client) -> None:
    page = text_of(hers)

    assert "No account is connected and no file was brought in" in page
    assert reverse("desk:add_seen") in page


def test_workshop_mode_stands_in_for_texts_until_real_ones_are_asked_for(
    said: Said, person: Person
) -> None:
    Person.objects.filter(pk=person.pk).update(is_workshop=True)
    said(post("you idiot canarytext", by="canaryhandle"))
    client = signed_in(Person.objects.get(pk=person.pk))
    a_list = reverse("desk:category", args=["A1"])
    before = text_of(client, a_list)
    client.post(reverse("desk:show_real"), {"desk": "own", "real": "yes"})
    after = text_of(client, a_list)
    client.post(reverse("desk:show_real"), {"desk": "own", "real": "no"})

    assert ("canary" in before, "[insult, English]" in before) == (False, True)
    assert ("canarytext" in after, "[insult, English]" in after) == (True, False)
    assert "canary" not in text_of(client, a_list)


def test_a_helper_is_at_her_desk_by_name_and_leaves_it(
    said: Said, person: Person, helper: Person
) -> None:
    said(post("you idiot"))
    grant = let_in(person, helper, "document")
    client = signed_in(helper)

    client.get(reverse("desk:enter", args=[grant.pk]))
    at_hers = text_of(client)
    client.post(reverse("desk:leave"))

    assert "You are at the desk of <bdi>marisol</bdi> as a helper" in at_hers
    assert "as a helper" not in text_of(client)
    verbs = AuditEntry.objects.filter(person_id=person.pk, actor_id=helper.pk)
    assert list(verbs.order_by("id").values_list("verb", flat=True)) == [
        "desk.entered",
        "desk.watched",
    ]


def test_her_own_looking_leaves_no_trail(said: Said, hers: Client, person: Person) -> None:
    said(post("you idiot"))
    text_of(hers)
    text_of(hers, reverse("desk:category", args=["A1"]))

    assert not AuditEntry.objects.filter(person_id=person.pk, verb="desk.watched").exists()


def test_nobody_enters_a_desk_without_a_grant(person: Person, helper: Person) -> None:
    grant = let_in(person, helper, "document")
    stranger = Person.objects.create_user("berta")

    foreign = signed_in(stranger, is_open=False).get(reverse("desk:enter", args=[grant.pk]))
    absent = signed_in(stranger, is_open=False).get(reverse("desk:enter", args=[person.pk]))

    assert (foreign.status_code, len(foreign.content)) == (404, len(absent.content))


def test_a_desk_that_was_closed_meanwhile_is_left_and_said(
    said: Said, person: Person, helper: Person
) -> None:
    said(post("you idiot"))
    grant = let_in(person, helper, "document", "triage")
    client = signed_in(helper)
    client.get(reverse("desk:enter", args=[grant.pk]))
    grant.ended_at = timezone.now()
    grant.save()

    reply = client.get(WATCH, follow=True)

    assert "The desk you were at is closed to you" in reply.content.decode()
    assert "as a helper" not in reply.content.decode()


def test_the_first_look_of_all_comes_after_the_warning(person: Person) -> None:
    client = Client()
    client.force_login(person)

    assert client.get(WATCH).headers["Location"] == reverse("site:before_you_start")
