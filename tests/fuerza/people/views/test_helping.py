"""Letting somebody in, by code and by link; ending it; and what others' grants look like."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from fuerza.core import hooks
from fuerza.core.panels import Scope
from fuerza.people import queries, services
from fuerza.people.choices import Capability, RoleName
from fuerza.people.models import Grant, Person
from tests.fuerza.people.conftest import Make, SignIn

TERMS = {"capabilities": ["document", "triage"], "days": "7"}


def give(client: Client, code: str, **more: object) -> str:
    reply = client.post(reverse("people:give_by_code"), TERMS | {"code": code} | more)
    return "let in" if reply.status_code == 302 else reply.text


def test_a_code_shown_and_typed_in_lets_in_at_once(
    berta: Person, clara: Person, sign_in: SignIn
) -> None:
    hers = sign_in(clara)
    unasked = hers.get(reverse("people:show_code")).context["code"]
    code = hers.post(reverse("people:show_code")).context["code"]

    said = give(sign_in(berta), code)

    assert (unasked, said) == ("", "let in")
    [grant] = queries.grants_held(clara, now())
    assert (grant.owner, grant.capabilities) == (berta, ["document", "triage"])
    assert "berta" in hers.get(reverse("people:helpers")).text


def test_a_code_nobody_shows_is_refused(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)
    seen = client.get(reverse("people:give_by_code"))

    said = give(client, "AAAA AAAA")

    assert (seen.status_code, "Nobody shows this code now" in said) == (200, True)
    assert Grant.objects.count() == 0


def test_the_sixth_code_in_five_minutes_is_refused(
    berta: Person, clara: Person, sign_in: SignIn
) -> None:
    client = sign_in(berta)
    for _ in range(5):
        give(client, "AAAA AAAA")

    said = give(client, services.show_code(person=clara, now=now()))

    assert "Too many tries" in said
    assert Grant.objects.count() == 0


def test_an_adviser_can_only_be_let_in_to_read(berta: Person, make: Make, sign_in: SignIn) -> None:
    dora = make("dora", RoleName.ADVISER)

    said = give(sign_in(berta), services.show_code(person=dora, now=now()))

    assert "A safety adviser can read and document, no more." in said


def test_an_adviser_from_the_list_waits_a_day(berta: Person, make: Make, sign_in: SignIn) -> None:
    dora = make("dora", RoleName.ADVISER)
    client = sign_in(berta)
    address = reverse("people:let_in", args=[dora.pk])
    listed = client.get(reverse("people:helpers")).text.count(address)
    asked = client.get(address)

    client.post(address, {"days": "7"})

    grant = Grant.objects.get()
    assert (listed, asked.status_code) == (1, 200)
    assert (grant.actor, grant.capabilities) == (dora, ["document"])
    assert grant.starts_at - grant.given_at == timedelta(days=1)
    assert client.post(address, {"days": "7"}).status_code == 404


def test_somebody_who_is_no_adviser_looks_like_nobody(
    berta: Person, clara: Person, sign_in: SignIn
) -> None:
    client = sign_in(berta)

    replies = [client.get(reverse("people:let_in", args=[pk])) for pk in (clara.pk, uuid.uuid4())]

    assert [reply.status_code for reply in replies] == [404, 404]
    assert len(replies[0].content) == len(replies[1].content)


def test_a_link_for_a_helper_is_shown_once(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)
    seen = client.get(reverse("people:give_by_link"))

    reply = client.post(reverse("people:give_by_link"), TERMS)

    address = reply.context["address"]
    visitor = Client().get(address.removeprefix("http://localhost:8000"))
    assert (seen.status_code, visitor.status_code) == (200, 200)
    assert "invited, not here yet" in client.get(reverse("people:helpers")).text
    assert Grant.objects.get().starts_at > now() + timedelta(hours=23)


def test_one_tap_ends_it(berta: Person, clara: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)
    give(client, services.show_code(person=clara, now=now()))

    reply = client.post(reverse("people:end_grant", args=[Grant.objects.get().pk]))

    assert reply.status_code == 302
    assert not queries.may(clara, berta, Capability.DOCUMENT, now=now())
    assert "clara" in client.get(reverse("people:helpers")).text  # under what has ended


def test_a_grant_of_somebody_else_looks_like_none(
    berta: Person, clara: Person, make: Make, sign_in: SignIn
) -> None:
    give(sign_in(berta), services.show_code(person=clara, now=now()))
    stranger = sign_in(make("dora"))

    replies = [
        stranger.post(reverse("people:end_grant", args=[pk]))
        for pk in (Grant.objects.get().pk, uuid.uuid4())
    ]

    assert [reply.status_code for reply in replies] == [404, 404]
    assert len(replies[0].content) == len(replies[1].content)
    assert Grant.objects.get().ended_at is None


def test_she_lets_a_helper_see_the_words_and_takes_that_back(
    berta: Person, clara: Person, sign_in: SignIn
) -> None:
    client = sign_in(berta)
    give(client, services.show_code(person=clara, now=now()))
    grant = Grant.objects.get()

    pages = []
    for act in ("unmask", "mask"):
        client.post(reverse(f"people:{act}", args=[grant.pk]))
        pages.append(client.get(reverse("people:helpers")).text)

    words = "Sees the words on every list."
    assert [words in page for page in pages] == [True, False]


def test_help_can_be_given_for_a_part_of_what_is_hers_and_for_no_other(
    berta: Person, clara: Person, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = uuid.uuid4()
    monkeypatch.setitem(
        hooks._registered["panels"],
        "test",
        lambda place, _person: [Scope(id=case, text="A case")] if place == "scopes" else [],
    )
    client = sign_in(berta)
    shown = client.get(reverse("people:give_by_code")).text
    code = services.show_code(person=clara, now=now())

    other = give(client, code, scope=str(uuid.uuid4()))
    given = give(client, code, scope=str(case))
    client.post(reverse("people:give_by_link"), TERMS | {"scope": ""})

    assert ("A case" in shown, "let in" in other, given) == (True, False, "let in")
    scopes = Grant.objects.order_by("given_at").values_list("scope_id", flat=True)
    assert list(scopes) == [case, None]
