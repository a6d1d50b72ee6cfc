"""Saying yes to one thing, taking it back, and the receipts."""

from django.urls import reverse

from fuerza.people import queries, services
from fuerza.people.choices import Purpose
from fuerza.people.models import Consent, Person
from tests.fuerza.people.conftest import NOW, SignIn


def test_a_yes_is_given_and_taken_back_on_one_page(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)
    empty = client.get(reverse("people:consents")).text

    client.post(reverse("people:consents"), {"purpose": "photo", "days": "90"})
    given = client.get(reverse("people:consents")).context["standing"]
    client.post(reverse("people:withdraw"), {"purpose": "photo", "scope_id": ""})

    assert "Nothing so far" in empty
    assert [entry.purpose for entry in given] == ["photo"]
    assert list(client.get(reverse("people:consents")).context["standing"]) == []
    assert Consent.objects.count() == 2


def test_a_yes_can_be_without_an_end(berta: Person, sign_in: SignIn) -> None:
    sign_in(berta).post(reverse("people:consents"), {"purpose": "quote", "days": "0"})

    assert Consent.objects.get().expires_at is None


def test_an_unknown_purpose_writes_nothing(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)

    replies = [
        client.post(reverse(name), {"purpose": "everything", "days": "0"})
        for name in ("people:consents", "people:withdraw")
    ]

    assert [reply.status_code for reply in replies] == [200, 302]
    assert Consent.objects.count() == 0


def test_receipts_are_a_file_of_hers_alone_with_a_name_that_tells_nothing(
    berta: Person, clara: Person, sign_in: SignIn
) -> None:
    mine = services.consent_give(person=berta, purpose=Purpose.PHOTO, now=NOW)
    services.consent_give(person=clara, purpose=Purpose.NAMING, now=NOW)

    reply = sign_in(berta).get(reverse("people:receipts"))

    assert reply.json() == {"receipts": [queries.receipt(mine)]}
    assert reply["Content-Disposition"] == 'attachment; filename="documents.json"'
