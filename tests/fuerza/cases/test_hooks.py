"""What cases show on pages of the desk, and the job that lets go."""

import threading
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.cases import services
from fuerza.cases.hooks import panels
from fuerza.cases.models import Case
from fuerza.cases.queries import CaseAt
from fuerza.core import jobs
from fuerza.core.models import Job
from fuerza.core.panels import Card, Scope
from fuerza.desk.models import Mention
from tests.fuerza.cases.conftest import NOW
from tests.fuerza.cases.test_gathering import Said
from tests.fuerza.desk.conftest import post


def test_the_desk_leads_to_her_open_cases(at: CaseAt) -> None:
    [card] = panels("desk", at.owner)
    services.close(at=at, now=NOW)
    [none] = panels("desk", at.owner)

    assert isinstance(card, Card)
    assert isinstance(none, Card)
    assert (card.values["number"], none.values["number"]) == (1, 0)


def test_help_can_be_given_with_one_open_case_which_is_named_by_when_it_was_opened(
    at: CaseAt, hers: Client
) -> None:
    [scope] = panels("scopes", at.owner)
    offered = hers.get(reverse("people:give_by_link")).text
    services.close(at=at, now=NOW)

    assert isinstance(scope, Scope)
    assert (scope.id, scope.text) == (at.case.pk, "Case of 23 November, 14:05 UTC")
    assert (f'value="{at.case.pk}"' in offered, scope.text in offered) == (True, True)
    assert panels("scopes", at.owner) == []


@pytest.mark.parametrize("place", ["today", "connections", "mention:", "list:", "case:1"])
def test_other_pages_show_nothing_of_cases(at: CaseAt, place: str) -> None:
    assert panels(place, at.owner) == []


def test_a_message_and_a_list_can_be_put_into_a_case(at: CaseAt, said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot canarytext"))
    pages = [
        hers.get(reverse("desk:open", args=[mention.pk])),
        hers.get(reverse("desk:category", args=["A1"])),
        hers.get(reverse("desk:watch")),
    ]

    one, many, desk = [page.content.decode() for page in pages]
    assert f'name="mention" value="{mention.pk}"' in one
    assert 'name="of" value="in:A1"' in many
    assert f'<option value="{at.case.pk}">' in one
    assert "Cases: 1 open" in desk


def test_the_card_is_sent_as_it_stands(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot canarytext"))

    reply = hers.post(
        reverse("cases:gather"), {"desk": "own", "case": "", "mention": str(mention.pk)}
    )

    case = Case.objects.get()
    assert reply.headers["Location"] == reverse("cases:case", args=[case.pk])
    assert Mention.objects.get().exhibit == case.case_exhibits.get().exhibit


def test_the_job_drops_what_is_old(at: CaseAt) -> None:
    services.put_away(at=at, now=NOW)
    later = NOW + services.CAN_COME_BACK + timedelta(hours=1)
    run = jobs.Run(Job(name="cases.drop"), clock=lambda: later, stop=threading.Event())

    jobs.handler_of("cases.drop")(run)

    assert not Case.objects.exists()
