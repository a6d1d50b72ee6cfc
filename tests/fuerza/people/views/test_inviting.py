"""What organisers and operators see and do of people, and that it is not more."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from fuerza.people import queries, services
from fuerza.people.choices import RoleName
from fuerza.people.models import Person, Role
from fuerza.people.services.links import token_hash
from tests.fuerza.people.conftest import Make, SignIn


def test_an_operator_invites_with_any_role(olga: Person, sign_in: SignIn) -> None:
    client = sign_in(olga)
    offered = [
        value
        for value, _ in client.get(reverse("people:invite")).context["form"]["role"].field.choices
    ]

    reply = client.post(reverse("people:invite"), {"role": "adviser"})

    token = reply.context["address"].rpartition("/")[2]
    link = queries.usable_link(token_hash(token), now())
    assert offered == [*RoleName.values, ""]
    assert link is not None
    assert [role.name for role in link.person.roles.all()] == ["adviser"]


def test_an_organiser_invites_participants_and_helpers(make: Make, sign_in: SignIn) -> None:
    client = sign_in(make("anna", RoleName.ORGANISER))
    offered = [
        value
        for value, _ in client.get(reverse("people:invite")).context["form"]["role"].field.choices
    ]

    refused = client.post(reverse("people:invite"), {"role": "operator"})
    helper = client.post(reverse("people:invite"), {"role": ""})

    assert offered == ["participant", ""]
    assert (refused.context["form"].is_valid(), "address" in helper.context) == (False, True)
    assert Person.objects.filter(joined_at=None).count() == 1


def test_an_operators_list_shows_sign_in_names_and_roles_and_no_more(
    olga: Person, berta: Person, sign_in: SignIn
) -> None:
    services.settle(person=berta, name="Name canary", now=now())
    services.settle_mail(person=berta, email="canary@example.org", now=now())

    page = sign_in(olga).get(reverse("people:all"))

    assert ("berta" in page.text, "participant" in page.text, "canary" in page.text) == (
        True,
        True,
        False,
    )


def test_an_organisers_list_shows_no_names(make: Make, berta: Person, sign_in: SignIn) -> None:
    client = sign_in(make("anna", RoleName.ORGANISER))

    page = client.get(reverse("people:all"))

    assert (page.status_code, berta.username in page.text) == (200, False)


@pytest.mark.parametrize("name", ["people:all", "people:invite"])
def test_others_find_no_such_page(berta: Person, sign_in: SignIn, name: str) -> None:
    assert sign_in(berta).get(reverse(name)).status_code == 404
    assert Client().get(reverse(name)).status_code == 302


def test_roles_are_given_and_ended_on_an_accounts_page(
    olga: Person, berta: Person, sign_in: SignIn
) -> None:
    client = sign_in(olga)
    page = client.get(reverse("people:person", args=[berta.pk]))

    client.post(reverse("people:person", args=[berta.pk]), {"role": "facilitator"})
    given = queries.has_role(berta, RoleName.FACILITATOR)
    role = Role.objects.get(person=berta, name=RoleName.FACILITATOR)
    client.post(reverse("people:take_role", args=[berta.pk, role.pk]))

    assert (page.status_code, given) == (200, True)
    assert queries.has_role(berta, RoleName.FACILITATOR) is False


def test_a_reset_is_asked_about_and_shows_its_link_once(
    olga: Person, berta: Person, sign_in: SignIn
) -> None:
    client = sign_in(olga)
    address = reverse("people:reset", args=[berta.pk])
    asked = client.get(address)
    unasked = queries.open_links_of(berta, now()).count()

    done = client.post(address)

    assert ("72 hours" in asked.text, unasked) == (True, 0)
    assert done.context["address"].startswith("http://localhost:8000/in/")


@pytest.mark.parametrize("name", ["people:person", "people:reset"])
def test_an_organiser_reaches_no_account(
    make: Make, berta: Person, sign_in: SignIn, name: str
) -> None:
    client = sign_in(make("anna", RoleName.ORGANISER))

    replies = [client.post(reverse(name, args=[pk])) for pk in (berta.pk, uuid.uuid4())]

    assert [reply.status_code for reply in replies] == [404, 404]
    assert len(replies[0].content) == len(replies[1].content)
