"""Pages of the queue: the rule, her own place, the whole of it for whoever runs it, the stage's names."""

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.people.models import Person
from fuerza.programme.models import Edition, Session
from fuerza.slots import queries, services
from fuerza.slots.models import Turn
from tests.fuerza.slots.conftest import NOW, Come, Hall, Join, signed_in


def at(name: str, session: Session) -> str:
    return reverse(f"slots:{name}", args=[session.edition_id, session.pk])


@pytest.fixture
def as_ana(come: Come) -> Client:
    return signed_in(come("ana", badge="Ana A.").person)


def test_the_rule_stands_there_before_she_joins_and_her_badge_is_the_name_to_start_from(
    as_ana: Client, soapbox: Session
) -> None:
    page = as_ana.get(at("turn", soapbox)).text

    words = ("Nothing that is said here leaves the room.", 'value="Ana A."', "UTC−5", "Take a turn")
    assert [one for one in words if one not in page] == []
    assert "checked" not in page.split("is_named")[1].split(">")[0]


def test_she_joins_lets_others_go_first_and_leaves(
    as_ana: Client, soapbox: Session, join: Join
) -> None:
    refused = as_ana.post(at("turn", soapbox), {"name": ""})
    as_ana.post(at("turn", soapbox), {"name": "A.", "title": "Home", "is_named": "on"})
    join("bea")
    next_up = as_ana.get(at("turn", soapbox)).text

    as_ana.post(at("turn", soapbox), {"act": "later"})
    page = as_ana.get(at("turn", soapbox)).text
    as_ana.post(at("turn", soapbox), {"act": "leave"})

    assert (refused.status_code, "You are next" in next_up) == (422, True)
    assert ("1 voice before you" in page, Turn.objects.count()) == (True, 1)
    assert "Bea" not in page


def test_called_and_done_the_page_says_so(as_ana: Client, soapbox: Session, olivia: Person) -> None:
    as_ana.post(at("turn", soapbox), {"name": "A."})
    services.call(session=soapbox, by=olivia, now=NOW)
    called = as_ana.get(at("turn", soapbox)).text
    services.finish(session=soapbox)

    done = as_ana.get(at("turn", soapbox)).text

    assert ("It is your turn" in called, "You have spoken" in done) == (True, True)


def test_a_session_that_does_not_take_place_says_so_and_takes_nobody(
    as_ana: Client, soapbox: Session
) -> None:
    Edition.objects.update(state="cancelled")

    page = as_ana.get(at("turn", soapbox)).text
    said = as_ana.post(at("turn", soapbox), {"name": "A."}, follow=True).text

    assert ("Take a turn" in page, "does not take place" in said) == (False, True)
    assert Turn.objects.count() == 0


def test_whoever_runs_it_calls_and_reorders(soapbox: Session, join: Join, fay: Person) -> None:
    join("ana", title="Home", note="Loud")
    bea = join("bea")
    as_fay = signed_in(fay)

    as_fay.post(at("queue", soapbox), {"act": f"up {bea.pk}"})
    as_fay.post(at("queue", soapbox), {"act": "next"})
    page = as_fay.get(at("queue", soapbox)).text
    as_fay.post(at("queue", soapbox), {"act": "done"})
    gone = [
        as_fay.post(at("queue", soapbox), {"act": act}).status_code
        for act in ("up", f"down {bea.pk}")
    ]

    assert [one for one in ("Bea", "Ana", "Home", "Loud", "speaks now") if one not in page] == []
    assert [queries.words_of(one).name for one in queries.queue_of(soapbox)] == ["Ana"]
    assert gone == [404, 404]


def test_for_anybody_else_there_is_no_queue_and_no_names(
    hall: Hall, soapbox: Session, as_olivia: Client
) -> None:
    hall.join("ana")
    browsers = [signed_in(hall.come("bea").person), signed_in(hall.make("oda", "operator"))]

    answers = [
        (
            browser.get(at("queue", soapbox)).status_code,
            browser.get(at("names", soapbox)).status_code,
        )
        for browser in browsers
    ]

    assert answers == [(404, 404), (404, 404)]
    assert as_olivia.get(at("turn", soapbox)).status_code == 404
    assert as_olivia.get(at("queue", hall.clinic)).status_code == 404


def test_the_stage_gets_names_as_json_and_an_empty_queue_says_how_it_fills(
    soapbox: Session, as_olivia: Client, as_ana: Client
) -> None:
    empty = as_olivia.get(at("queue", soapbox)).text
    as_ana.post(at("turn", soapbox), {"name": "A."})

    told = as_olivia.get(at("names", soapbox)).json()

    turn = Turn.objects.get()
    assert told == {"queue": [{"turn": str(turn.pk), "name": ""}]}
    assert "Nobody waits" in empty


def test_the_stage_knows_where_its_names_are_and_her_page_leads_to_her_turn(
    soapbox: Session, clinic: Session, as_olivia: Client, as_ana: Client
) -> None:
    stage = as_olivia.get(reverse("programme:stage", args=[soapbox.edition_id, soapbox.pk])).text
    parts = as_olivia.get(reverse("programme:parts", args=[soapbox.edition_id, "sessions"])).text
    hers = as_ana.get(reverse("attendance:mine", args=[soapbox.edition_id])).text

    assert f'data-names="{at("names", soapbox)}"' in stage
    assert [
        one for one in (at("queue", soapbox), at("make_tables", clinic)) if one not in parts
    ] == []
    assert [one for one in (at("turn", soapbox), at("tables", clinic)) if one not in hers] == []
