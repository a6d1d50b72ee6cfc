"""What she does by hand: where, in which words, and what she got for it; the number stands with the evidence."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.acts import queries, services
from fuerza.acts.choices import ActionKind
from fuerza.acts.models import Action
from fuerza.acts.services import Target, Terms
from fuerza.connections.models import Connection
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit
from fuerza.vault.queries import custody_of
from fuerza.vault.queries import reference_of as number_on
from fuerza.vault.services import Keepable, capture_now, keep
from tests.fuerza.acts.conftest import NOW, Network, Planned, run
from tests.fuerza.connections.conftest import text_of
from tests.fuerza.desk.conftest import post, signed_in

WORDS = "a threat that nobody should have to read again"
POST = "https://x.com/bob/status/5"


@pytest.fixture
def kept(person: Person) -> Exhibit:
    item = Keepable(post=post(WORDS, at=NOW), capture=capture_now("file", now=NOW))
    [exhibit] = keep(person=person, items=[item], by=person, now=NOW)
    return exhibit


Aimed = Callable[..., Action]


@pytest.fixture
def on_x(person: Person, kept: Exhibit) -> Aimed:
    """An act on X, which lets nobody act from outside, against bob."""

    def make(
        kind: ActionKind = ActionKind.REPORT, *, terms: Terms | None = None, **fields: str
    ) -> Action:
        known = {"author": "9", "handle": "bob", "url": POST} | fields
        target = Target(
            author_key=b"bob",
            platform="x",
            post="5",
            connection=None,
            exhibits=(kept,),
            **known,  # type: ignore[arg-type]  # words, each of them
        )
        made = services.plan(
            person=person,
            kind=kind,
            targets=[target],
            by=person,
            now=NOW,
            terms=terms or Terms(code="T1", note="It is the third this week."),
        )
        return made.actions.get()

    return make


def page_of(client: Client, action: Action, **asked: str) -> str:
    url = reverse("connections:by_hand", args=[action.pk])
    return text_of(client, f"{url}?{'&'.join(f'{name}={one}' for name, one in asked.items())}")


def words_in(page: str) -> str:
    return page.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>", maxsplit=1)[0]


def test_a_report_has_its_link_and_a_text_that_repeats_no_abuse(hers: Client, on_x: Aimed) -> None:
    page = page_of(hers, on_x())

    assert f'href="{POST}"' in page
    assert words_in(page).split("\n\n") == [
        f"I report this to you: {POST}",
        "Account: @bob (9)",
        "Written: 2026-11-20 12:00 UTC",
        "What it is: threat",
        "It is the third this week.",
        "I have kept it as evidence. Please keep what you have of it, too.",
        "Please look at it under your rules, tell me what you decide, and give me a number for this report.",
    ]
    assert WORDS not in page


def test_what_was_written_stands_in_the_text_when_she_asks_for_it(
    hers: Client, on_x: Aimed
) -> None:
    assert f"What was written: “{WORDS}”" in words_in(page_of(hers, on_x(), quote="on"))


def test_a_report_is_worded_in_the_language_she_chooses(hers: Client, on_x: Aimed) -> None:
    page = page_of(hers, on_x(), language="ar")

    assert 'readonly autocomplete="off" dir="auto" lang="ar"' in page
    assert "تهديد" in words_in(page)
    assert page.startswith('<!doctype html>\n<html lang="en"')


@pytest.mark.parametrize("asked", [{"language": "xx"}, {"quote": "on", "language": "xx"}])
def test_a_language_that_is_none_is_answered_in_that_of_the_page(
    hers: Client, on_x: Aimed, asked: dict[str, str]
) -> None:
    page = page_of(hers, on_x(), **asked)

    assert ("What it is: threat" in words_in(page), WORDS in page) == (True, False)


def test_a_text_says_only_what_is_known(hers: Client, on_x: Aimed) -> None:
    action = on_x(terms=Terms(code="spam"), url="", author="", handle="bob")
    action.exhibits.clear()

    assert words_in(page_of(hers, action)).split("\n\n") == [
        "I report this account to you.",
        "Account: @bob",
        "Please look at it under your rules, tell me what you decide, and give me a number for this report.",
    ]


def test_an_account_without_a_name_is_named_by_its_id(hers: Client, on_x: Aimed) -> None:
    assert "Account: 9\n" in words_in(page_of(hers, on_x(handle="")))


@pytest.mark.parametrize(
    ("kind", "known", "way"),
    [
        (ActionKind.BLOCK, {}, "https://x.com/bob"),
        (ActionKind.REPORT, {}, POST),
        (ActionKind.MUTE, {"handle": "", "author": ""}, POST),
        (ActionKind.MUTE, {"handle": "", "author": "", "url": "javascript:alert(1)"}, ""),
        (ActionKind.MUTE, {"handle": "", "author": "", "url": "https://[broken"}, ""),
    ],
)
def test_the_way_leads_to_the_page_that_does_it_or_to_a_web_page_or_nowhere(
    on_x: Aimed, kind: ActionKind, known: dict[str, str], way: str
) -> None:
    action = on_x(kind, **known)

    aims = queries.aims_of(action.plan.person, [action])

    assert queries.way_to(kind, aims[action.pk]) == way


def test_a_block_has_its_page_and_no_text_and_is_ticked_off(hers: Client, on_x: Aimed) -> None:
    action = on_x(ActionKind.BLOCK)

    page = page_of(hers, action)

    assert 'href="https://x.com/bob"' in page
    assert ("<textarea" in page, "I did it" in page) == (False, True)


def test_an_act_without_any_link_says_how_to_find_it(hers: Client, on_x: Aimed) -> None:
    page = page_of(hers, on_x(ActionKind.MUTE, url="", author="", handle=""))

    assert "There is no link: look for the account by its name on the platform." in page


def test_the_number_she_got_is_written_down_with_the_evidence(
    hers: Client, person: Person, on_x: Aimed, kept: Exhibit
) -> None:
    action = on_x()
    Person.objects.filter(pk=person.pk).update(zone="Europe/Madrid")
    sent = {"reference": "case 0042-77", "at": "2026-11-21T09:30"}

    reply = hers.post(reverse("connections:by_hand", args=[action.pk]), sent, follow=True)

    action.refresh_from_db()
    line = custody_of(kept).get(verb="reported")
    at = datetime.fromisoformat("2026-11-21T09:30:00+01:00")
    assert (action.state, action.ended_at, queries.reference_of(action)) == (
        "done",
        at,
        "case 0042-77",
    )
    assert (line.at, line.actor, line.object_id, number_on(line)) == (
        at,
        person,
        str(action.pk),
        "case 0042-77",
    )
    assert b"0042" not in bytes(line.sealed_ref)
    assert "Written down, with what was kept of it." in reply.content.decode()
    assert "case 0042-77" in text_of(hers, reverse("vault:open", args=[kept.pk]))


def test_no_number_and_no_time_is_enough_and_is_written_as_now(
    hers: Client, on_x: Aimed, kept: Exhibit
) -> None:
    hers.post(reverse("connections:by_hand", args=[on_x().pk]), {"reference": "", "at": ""})

    line = custody_of(kept).get(verb="reported")
    assert (timezone.now() - line.at < timedelta(minutes=1), number_on(line)) == (True, "")


def test_a_time_that_has_not_come_is_refused_and_nothing_is_written(
    hers: Client, on_x: Aimed, kept: Exhibit
) -> None:
    action = on_x()
    sent = {"reference": "7", "at": "2126-01-01T00:00"}

    reply = hers.post(reverse("connections:by_hand", args=[action.pk]), sent)

    action.refresh_from_db()
    assert (reply.status_code, action.state) == (422, "by_hand")
    assert "That time has not come yet." in reply.content.decode()
    assert not custody_of(kept).filter(verb="reported").exists()


def test_sent_twice_it_is_written_down_once(hers: Client, on_x: Aimed, kept: Exhibit) -> None:
    url = reverse("connections:by_hand", args=[on_x().pk])

    for number in ("1", "2"):
        hers.post(url, {"reference": number, "at": ""})

    assert [number_on(line) for line in custody_of(kept).filter(verb="reported")] == ["1"]
    assert "Write down what you got" not in text_of(hers, url)


def test_a_report_that_is_sent_from_here_stands_with_the_evidence_too(
    person: Person, connection: Connection, planned: Planned, network: Network, kept: Exhibit
) -> None:
    plan = planned(ActionKind.REPORT, "bob")
    act = plan.actions.get()
    act.exhibits.add(kept)

    run(plan)

    line = custody_of(kept).get(verb="reported")
    assert (line.at, line.actor, number_on(line)) == (NOW, None, str(act.pk))
    assert network.kinds == ["report"]
    assert connection.person_id == person.pk


def test_a_mute_is_no_report_and_leaves_no_line(hers: Client, on_x: Aimed, kept: Exhibit) -> None:
    action = on_x(ActionKind.MUTE)

    hers.post(reverse("connections:done_by_hand", args=[action.pk]))

    action.refresh_from_db()
    assert (action.state, [line.verb for line in custody_of(kept)]) == ("done", ["captured"])


def test_names_and_words_wait_for_her_desk_to_be_open(
    person: Person, hers: Client, on_x: Aimed
) -> None:
    action = on_x()
    locked = signed_in(person, is_open=False)

    closed = page_of(locked, action, quote="on")
    Person.objects.filter(pk=person.pk).update(is_workshop=True)
    shown = page_of(hers, action, quote="on")

    assert [word in page for page in (closed, shown) for word in ("bob", WORDS)] == [False] * 4
    assert ("Names are shown while your desk is open." in closed, "as a workshop" in shown) == (
        True,
        True,
    )


def test_what_has_ended_names_nobody(hers: Client, person: Person, on_x: Aimed) -> None:
    action = on_x()
    services.stop(plan=action.plan, by=person, now=NOW)

    page = page_of(hers, action)

    assert "This has ended, and its name was deleted." in page
    assert "bob" not in page


def test_anothers_act_is_answered_like_one_that_is_not_there(on_x: Aimed) -> None:
    stranger = signed_in(Person.objects.create_user("berta"), is_open=False)
    action = on_x()

    for method in ("get", "post"):
        foreign = getattr(stranger, method)(reverse("connections:by_hand", args=[action.pk]))
        absent = getattr(stranger, method)(reverse("connections:by_hand", args=[uuid.uuid4()]))
        assert (foreign.status_code, len(foreign.content)) == (404, len(absent.content))
    action.refresh_from_db()
    assert action.state == "by_hand"
