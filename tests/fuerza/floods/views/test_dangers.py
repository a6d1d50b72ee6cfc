"""What may come to her door stands above all else, says what to do, and quotes nobody."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.core.models import AuditEntry
from fuerza.desk.models import Mention
from fuerza.floods.models import Danger, Place
from fuerza.floods.services import find, give_place
from fuerza.people.models import Person
from tests.fuerza.floods.conftest import let_in, post, signed_in

Said = Callable[..., list[Mention]]
DESK, ALL, PLACES = (reverse(name) for name in ("desk:watch", "floods:dangers", "floods:places"))


@pytest.fixture
def danger(said: Said, person: Person) -> Danger:
    """Give a danger of three messages by one hand, each with her address and a threat."""
    now = timezone.now()
    give_place(person=person, kind="address", text="Calle Mayor 12", now=now)
    said(
        *[
            post(f"kill canarytext {n}, Calle Mayor 12", by="canaryhandle", at=now - timedelta(n))
            for n in range(3)
        ]
    )
    find(person=person, now=now)
    return Danger.objects.get()


def page(client: Client, url: str) -> str:
    reply = client.get(url)
    assert reply.status_code == 200
    return reply.content.decode()


def test_it_stands_above_the_numbers_and_quotes_nobody(hers: Client, danger: Danger) -> None:
    desk, today = page(hers, DESK), page(hers, reverse("site:today"))

    assert desk.index("What may come to your door") < desk.index('class="dawn"')
    assert "One account says where you live." in desk
    assert "1 account may reach into your life offline." in today
    assert "canary" not in desk + today
    assert reverse("floods:danger", args=[danger.pk]) in desk


def test_its_page_says_what_to_do_now_above_what_was_said(hers: Client, danger: Danger) -> None:
    text = page(hers, reverse("floods:danger", args=[danger.pk]))

    assert text.index("What to do now") < text.index("canarytext")
    assert "It holds a place that you gave." in text
    assert f'value="d:{danger.pk}"' in text
    assert "<title>Desk" in text


def test_a_locked_desk_shows_it_without_its_words(locked: Client, danger: Danger) -> None:
    text = page(locked, reverse("floods:danger", args=[danger.pk])) + page(locked, ALL)

    assert ("canary" in text, "says where you live" in text) == (False, True)


def test_what_she_has_seen_to_stands_below_until_it_is_brought_up(
    hers: Client, danger: Danger
) -> None:
    settle = reverse("floods:settle", args=[danger.pk])
    hers.post(settle, {"desk": "own", "seen": "yes"})
    settled = page(hers, DESK), page(hers, ALL)
    hers.post(settle, {"desk": "own", "seen": "no"})

    assert "What may come to your door" not in settled[0]
    assert "1 that you have seen to" in settled[1]
    assert "What may come to your door" in page(hers, DESK)


def test_a_helper_sees_it_and_it_stands_in_her_log(
    person: Person, helper: Person, danger: Danger
) -> None:
    grant = let_in(person, helper, "triage")
    client = signed_in(helper, desk=str(grant.pk))

    text = page(client, ALL) + page(client, DESK)
    page(client, reverse("floods:danger", args=[danger.pk]))

    assert "says where you live" in text
    assert reverse("floods:places") not in text
    refused = client.post(reverse("floods:settle", args=[danger.pk]), {"desk": str(grant.pk)})
    assert (refused.status_code, client.get(PLACES).status_code) == (404, 404)
    seen = AuditEntry.objects.filter(person_id=person.pk, verb="desk.watched")
    assert {"dangers", str(danger.pk)} <= {entry.object_id for entry in seen}


@pytest.mark.parametrize("name", ["danger", "settle", "take_place_back"])
def test_what_is_not_hers_is_not_there(hers: Client, danger: Danger, name: str) -> None:
    stranger = signed_in(Person.objects.create_user("berta"), is_open=False)
    place = Place.objects.get().pk if name == "take_place_back" else danger.pk
    verb = "get" if name == "danger" else "post"

    replies = [
        getattr(client, verb)(reverse(f"floods:{name}", args=[pk]), {"desk": "own"})
        for client, pk in ((stranger, place), (hers, uuid.UUID(int=7)))
    ]

    assert [reply.status_code for reply in replies] == [404, 404]
    assert (Place.objects.count(), Danger.objects.get().settled_at) == (1, None)


def test_an_empty_page_does_not_reassure(hers: Client) -> None:
    text = page(hers, ALL)

    assert "It is looked for by words and patterns" in text


def test_of_many_the_most_urgent_are_shown_first(
    danger: Danger, hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fuerza.floods.views.dangers.ON_A_PAGE", 1)
    Danger.objects.update(urgency=1)
    graver = Danger.objects.get()
    graver.pk, graver.urgency = uuid.uuid4(), 2
    graver.save(force_insert=True)

    first, second = page(hers, ALL), page(hers, f"{ALL}?page=2")

    for pk, shown in ((graver.pk, [True, False]), (danger.pk, [False, True])):
        assert [f"/d/q/u/{pk}/" in each for each in (first, second)] == shown


def test_she_gives_a_place_reads_it_and_takes_it_back(hers: Client, locked: Client) -> None:
    given = hers.post(PLACES, {"desk": "own", "text": "Calle Mayor 12", "kind": "address"})
    read, closed = page(hers, PLACES), page(locked, PLACES)
    back = reverse("floods:take_place_back", args=[Place.objects.get().pk])
    hers.post(back, {"desk": "own"})

    assert given.status_code == 302
    assert ("Calle Mayor 12" in read, "Calle Mayor 12" in closed) == (True, False)
    assert "1 place is looked for" in closed
    assert Place.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Madrid", "One word alone"),
        ("one two three four five six seven", "more than is looked for"),
    ],
)
def test_a_place_that_can_not_be_looked_for_is_refused_with_why(
    hers: Client, text: str, why: str
) -> None:
    reply = hers.post(PLACES, {"desk": "own", "text": text, "kind": "address"})

    assert reply.status_code == 422
    assert why in reply.content.decode()


@pytest.mark.usefixtures("danger")
def test_on_a_projector_her_places_are_not_shown(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_workshop=True)

    text = page(signed_in(Person.objects.get(pk=person.pk)), PLACES)

    assert "Calle Mayor" not in text
