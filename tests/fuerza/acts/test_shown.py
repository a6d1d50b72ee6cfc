"""A plan by page before it runs: whom, whom not and why, what it takes, and nothing done before her yes."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fuerza.acts import services
from fuerza.acts.choices import ActionKind, Cause
from fuerza.acts.models import Action, Effort, Gathering, Plan
from fuerza.acts.views import wording
from fuerza.connections.models import Connection
from fuerza.core.models import AuditEntry
from fuerza.people.models import Person
from safeguard.platforms import registry
from safeguard.platforms.base import Limit
from tests.fuerza.acts.acting_double import Clock, Double
from tests.fuerza.acts.conftest import NOW, Planned, states, work
from tests.fuerza.acts.reader import PLACE
from tests.fuerza.desk.conftest import signed_in

LISTS = reverse("connections:lists")


def page(client: Client, plan: Plan) -> str:
    reply = client.get(reverse("connections:review", args=[plan.pk]))
    assert reply.status_code == 200
    return " ".join(reply.content.decode().split())


def send(client: Client, name: str, pk: object, **form: str) -> Any:
    return client.post(reverse(f"connections:{name}", args=[pk]), form)


@pytest.fixture
def many(asked: Planned) -> Plan:
    """Plan more than begins by itself."""
    return asked(ActionKind.BLOCK, *[f"p{n}" for n in range(30)])


def test_it_says_whom_how_many_what_it_costs_and_how_long(
    hers: Client, many: Plan, double: Double, clock: Clock
) -> None:
    double.followed = {"did:p1", "did:p2"}
    double.silenced_now = {("block", "did:p3")}
    before = page(hers, many)
    work(clock)

    after = page(hers, many)

    assert "Blocking 30 accounts" in after
    assert "Nothing has been asked of a platform yet." in after
    assert "Bluesky: 30 acts for 90 points, less than a minute." in before
    assert "For 30 accounts it was not asked yet whether you follow them." in before
    assert "Bluesky: 27 acts for 81 points, less than a minute." in after
    assert "5,000 points in 1 hour" in after
    assert "2 accounts that you follow." in after
    assert "1 account is so already by your own hand." in after
    assert "everybody can see whom you block" in after
    assert ("p4.example" in after, "Block 27 accounts" in after, double.sent) == (True, True, [])


def test_while_it_asks_whom_she_follows_it_shows_how_far_it_is(hers: Client, many: Plan) -> None:
    assert "Asking the platform whom of them you follow" in page(hers, many)


def test_hours_of_limits_are_said_in_hours(
    hers: Client, many: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Double, "limits", (Limit(points=20, seconds=3_600),))

    shown = page(hers, many)

    assert "30 acts for 90 points, about 4 hours." in shown
    assert "A twentieth of it stays yours" in shown


def test_what_is_ahead_and_what_is_spent_counts_into_how_long(
    hers: Client, many: Plan, asked: Planned, linked: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Double, "limits", (Limit(points=20, seconds=3_600),))
    from django.utils.timezone import now

    Effort.objects.create(connection=linked, minute=now(), points=19)
    asked(ActionKind.BLOCK, *[f"q{n}" for n in range(6)])

    assert "30 acts for 90 points, about 6 hours." in page(hers, many)


def test_her_yes_begins_it_and_then_it_shows_how_far_it_is(
    hers: Client, many: Plan, double: Double, clock: Clock
) -> None:
    begun = send(hers, "run", many.pk)
    running = page(hers, many)
    work(clock)

    done = page(hers, many)

    assert begun.status_code == 302
    assert "Bluesky: 30 acts are left." in running
    assert (len(double.sent), set(states(many))) == (30, {"done"})
    assert ("Go on now" in running, "Go on now" in done) == (True, False)


def test_what_undoes_it_says_so(hers: Client, asked: Planned, double: Double, clock: Clock) -> None:
    plan = asked(ActionKind.MUTE, "bob", "eve")
    work(clock)

    form = page(hers, plan).split(reverse("desk:undo_plan", args=[plan.pk]))[1]

    assert re.findall(r"<button[^>]*>([^<]*)</button>", form)[0] == "Undo it"
    assert len(double.sent) == 2


def test_her_no_puts_everything_back_by_the_desk(hers: Client, many: Plan) -> None:
    assert reverse("desk:undo_plan", args=[many.pk]) in page(hers, many)


def test_names_are_shown_while_her_desk_is_open_only(person: Person, many: Plan) -> None:
    closed = signed_in(person, is_open=False)
    Person.objects.filter(pk=person.pk).update(is_workshop=True)
    workshop = signed_in(person)

    in_workshop = page(workshop, many)
    Person.objects.filter(pk=person.pk).update(is_workshop=False)
    locked = page(closed, many)

    assert ("p4.example" in locked, "Names are shown while your desk is open." in locked) == (
        False,
        True,
    )
    assert ("p4.example" in in_workshop, "as a workshop" in in_workshop) == (False, True)


def test_a_public_official_is_warned_on_a_block_and_not_on_a_mute(
    hers: Client, person: Person, many: Plan, asked: Planned
) -> None:
    mute = asked(ActionKind.MUTE, *[f"p{n}" for n in range(30)])
    without = page(hers, many)
    Person.objects.filter(pk=person.pk).update(is_public_official=True)

    found = ["You hold a public office" in page(hers, each) for each in (many, mute)]

    assert ("You hold a public office" in without, found) == (False, [True, False])
    lists = hers.get(LISTS).content.decode()
    assert "You hold a public office" in lists
    chosen = re.findall(r'<input type="radio"[^>]*value="(\w+)"[^>]*checked', lists)
    assert chosen == ["mute"]


def test_one_she_follows_is_done_only_by_her_word_for_that_one(
    hers: Client, many: Plan, double: Double, clock: Clock
) -> None:
    double.followed = {"did:p1", "did:p2"}
    work(clock)
    act = Action.objects.get(author_key=b"p1")

    put_in = send(hers, "change", act.pk, act="in")
    send(hers, "run", many.pk)
    work(clock)

    assert put_in.status_code == 302
    assert ("block", "did:p1") in double.silenced_now
    assert ("block", "did:p2") not in double.silenced_now
    assert AuditEntry.objects.filter(verb="connections.put_in").count() == 1


def test_one_is_left_out_and_a_late_or_odd_word_changes_nothing(
    hers: Client, many: Plan, clock: Clock
) -> None:
    act = Action.objects.get(author_key=b"p1")
    send(hers, "change", act.pk, act="out")
    odd = send(hers, "change", act.pk, act="away")
    late = hers.post(reverse("connections:change", args=[act.pk]), {"act": "out"}, follow=True)
    shown = page(hers, many)
    send(hers, "run", many.pk)
    work(clock)

    assert (odd.status_code, "It was begun or changed meanwhile" in late.content.decode()) == (
        404,
        True,
    )
    assert "1 account that you left out." in shown
    assert sorted(set(states(many))) == ["done", "left_out"]


def test_what_failed_is_tried_again_by_her(
    hers: Client, asked: Planned, double: Double, clock: Clock
) -> None:
    plan = asked(ActionKind.MUTE, "bob")
    plan.actions.update(state="failed", failed_because="not_possible")
    shown = page(hers, plan)

    send(hers, "run", plan.pk, failed="on")
    work(clock)

    assert ("Try the 1 that failed again" in shown, "this platform can&#x27;t do it" in shown) == (
        True,
        True,
    )
    assert (states(plan), len(double.sent)) == (["done"], 1)


def test_a_plan_on_an_account_that_was_lost_says_what_to_do(
    hers: Client, asked: Planned, linked: Connection
) -> None:
    plan = asked(ActionKind.MUTE, "bob")
    Connection.objects.filter(pk=linked.pk).update(state="lost")

    assert "Bluesky lets Fuerza in no longer." in page(hers, plan)


def test_where_a_platform_does_not_tell_whom_she_follows_that_is_said(
    hers: Client, many: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Double, "capabilities", Double.capabilities - {"read.relations"})

    assert "Bluesky does not tell whom you follow" in page(hers, many)


def test_what_became_of_a_report_is_said_in_words(hers: Client, asked: Planned) -> None:
    plan = asked(ActionKind.REPORT, "bob")
    plan.actions.update(state="done", answer="closed")

    assert "the platform has closed it" in page(hers, plan)


def test_a_plan_of_another_kind_says_what_it_does(hers: Client, asked: Planned) -> None:
    plan = asked(ActionKind.MUTE_THREAD, "bob", waits=True)

    shown = page(hers, plan)

    assert ("1 act: mute a thread" in shown, "Do 1 thing" in shown) == (True, True)


def test_today_says_that_something_waits_for_her_yes(hers: Client, many: Plan) -> None:
    before = hers.get(reverse("site:today")).content.decode()
    send(hers, "stop", many.pk)

    after = hers.get(reverse("site:today")).content.decode()

    words = "Something that was planned waits for your yes"
    assert (words in before, words in after) == (True, False)


# Lists


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch, linked: Connection) -> dict[str, str]:
    """Have the one kind of list that tests know; give what a form about it holds."""
    monkeypatch.setattr(registry, "LISTS", {"names": PLACE})
    return {"connection": str(linked.pk), "kind": "mute", "days": "", "name": "from Ana"}


def bring(client: Client, form: dict[str, str], *lines: str) -> Any:
    body = "\n".join(["#names", *lines]).encode()
    return client.post(LISTS, form | {"file": SimpleUploadedFile("a.txt", body)}, follow=True)


def test_a_list_is_shown_as_a_plan_and_undone_as_one(
    hers: Client, names: dict[str, str], double: Double, clock: Clock
) -> None:
    double.followed = {"ana.example"}
    shown = bring(hers, names, "mute bob.example", "mute ana.example", "follow eve.example")
    plan = Plan.objects.get()
    work(clock)
    asked = page(hers, plan)
    send(hers, "run", plan.pk)
    work(clock)
    done = double.silenced_now

    send(hers, "undo", plan.pk)
    work(clock)

    text = shown.content.decode()
    assert ("Muting 2 accounts" in text, "from Ana" in text) == (True, True)
    assert '<span class="number">1</span> accounts to follow, which are not for muting' in text
    assert "1 account that you follow." in asked
    assert (done, double.silenced_now) == ({("mute", "bob.example")}, set())
    assert "from Ana" in hers.get(LISTS).content.decode()


def test_a_list_with_a_problem_goes_on_only_with_her_word(
    hers: Client, names: dict[str, str]
) -> None:
    shown = bring(hers, names, "mute bob.example", "mute").content.decode()
    plan = Plan.objects.get()

    refused = send(hers, "run", plan.pk)
    begun = send(hers, "run", plan.pk, keep_good="on")

    plan.refresh_from_db()
    assert ("“handle” is empty." in shown, refused.status_code, begun.status_code) == (
        True,
        422,
        302,
    )
    assert ("Tick this to go on with the others." in refused.content.decode(), plan.begun_at) == (
        True,
        plan.begun_at,
    )
    assert plan.begun_at is not None


def test_a_list_that_can_not_be_read_is_refused_in_words(
    hers: Client, names: dict[str, str]
) -> None:
    odd = hers.post(LISTS, names | {"file": SimpleUploadedFile("a.txt", b"hello")})
    nothing = bring(hers, names, "mute")

    assert odd.status_code == nothing.status_code == 422
    assert "It is no list of accounts that is known here." in odd.content.decode()
    assert "“handle” is empty." in nothing.content.decode()
    assert not Plan.objects.exists()


def test_a_list_for_a_week_says_until_when(hers: Client, names: dict[str, str]) -> None:
    bring(hers, names | {"days": "7"}, "mute bob.example")

    until = Action.objects.get().until

    assert until is not None
    assert timedelta(days=6) < until - Plan.objects.get().made_at <= timedelta(days=7)


def test_without_an_account_that_can_do_it_the_page_says_so(hers: Client) -> None:
    text = hers.get(LISTS).content.decode()

    assert "No account is connected on which something could be done." in text


def test_a_decision_is_undone_at_the_desk_and_a_report_never(
    hers: Client, many: Plan, asked: Planned
) -> None:
    report = asked(ActionKind.REPORT, "bob", cause=Cause.LIST)

    answers = [send(hers, "undo", each.pk).status_code for each in (many, report)]

    assert (answers, "Undo it" in page(hers, report)) == ([404, 404], False)


def test_whom_she_silenced_is_shown_with_where_it_came_from_and_taken_along(
    hers: Client, linked: Connection, asked: Planned, double: Double, clock: Clock
) -> None:
    double.silenced_now = {("mute", "did:hers")}
    asked(ActionKind.MUTE, "bob")
    work(clock)
    started = hers.post(
        reverse("connections:gather"), {"connection": str(linked.pk), "kind": "mute"}
    )
    waiting = hers.get(started["Location"]).content.decode()
    early = hers.get(f"{started['Location']}file/").status_code
    work(clock)

    shown = hers.get(started["Location"]).content.decode()
    file = hers.get(f"{started['Location']}file/")

    body = b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]  # it is streamed
    assert ("They are being gathered." in waiting, early) == (True, 404)
    assert "a decision on your desk" in shown
    assert "by your own hand on the platform" in shown
    assert body.splitlines() == ["bob.example", "hers.example"]
    assert file["Content-Disposition"] == 'attachment; filename="list.csv"'
    assert str(Gathering.objects.get().pk) in hers.get(LISTS).content.decode()


def test_what_is_gathered_is_shown_to_an_open_desk_only(
    person: Person, linked: Connection, double: Double, clock: Clock
) -> None:
    double.silenced_now = {("mute", "did:bob")}
    made = services.gather(connection=linked, kind=ActionKind.MUTE, by=person, now=NOW)
    work(clock)
    address = reverse("connections:silenced", args=[made.pk])
    closed = signed_in(person, is_open=False)
    stranger = signed_in(Person.objects.create_user("berta"), is_open=False)

    locked = closed.get(address)
    file = closed.get(f"{address}file/").status_code
    Person.objects.filter(pk=person.pk).update(is_workshop=True)
    workshop = signed_in(person).get(address).content.decode()

    assert ("bob" in locked.content.decode(), file) == (False, 404)
    assert ("bob.example" in workshop, "as a workshop" in workshop) == (False, True)
    assert stranger.get(address).status_code == stranger.get(f"{address}file/").status_code == 404


def test_only_an_account_of_hers_is_asked(person: Person, linked: Connection) -> None:
    stranger = signed_in(Person.objects.create_user("berta"), is_open=False)
    form = {"connection": str(linked.pk), "kind": "mute"}

    reply = stranger.post(reverse("connections:gather"), form)

    assert (reply.status_code, Gathering.objects.count()) == (404, 0)
    assert person.connections.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_cost_the_same_for_any_number(
    hers: Client, names: dict[str, str], number: int, django_assert_num_queries: Callable
) -> None:
    for n in range(number):
        bring(hers, names, f"mute b{n}.example")
    hers.get(LISTS)

    with django_assert_num_queries(10):
        hers.get(LISTS)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (10, "less than a minute"),
        (60, "about 1 minute"),
        (3_600, "about 1 hour"),
        (3_590, "about 1 hour"),
        (5_000, "about 1 hour"),
        (6 * 3_600, "about 6 hours"),
        (86_400, "about 1 day"),
        (50 * 3_600, "about 2 days"),
    ],
)
def test_how_long_it_takes_is_said_roughly(seconds: int, words: str) -> None:
    assert wording.about(timedelta(seconds=seconds)) == words


def test_nobody_is_named_where_every_platform_tells() -> None:
    tells: Any = SimpleNamespace(abilities=frozenset({"read.relations"}))

    assert wording.who_cannot_tell([tells]) == ""
