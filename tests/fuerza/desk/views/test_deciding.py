"""Deciding by page: asked first where accounts are many, kept first always, undone with one tap."""

import errno
import sqlite3
import uuid
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.acts.models import Plan
from fuerza.core.models import AuditEntry
from fuerza.desk.choices import Decision
from fuerza.desk.models import DecisionEntry, Group, Mention
from fuerza.floods.services import find
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit, Fetching
from safeguard.records import Post
from tests.fuerza.desk.conftest import half_past, let_in, post, signed_in

Said = Callable[..., list[Mention]]
NOBODY = uuid.UUID(int=7)
INSULTS = reverse("desk:category", args=["A1"])
MANY = reverse("desk:decide_many")


def one(client: Client, mention: Mention, act: str, **fields: str) -> str:
    url = reverse("desk:decide", args=[mention.pk])
    form = {"desk": "own", "act": act, "back": INSULTS} | fields
    reply = client.post(url, form, follow=True)
    return reply.content.decode()


def many(client: Client, act: str, **fields: object) -> str:
    form = {"desk": "own", "act": act, "back": INSULTS, "of": "in:A1", "which": "all"} | fields
    reply = client.post(MANY, form, follow=True)
    return reply.content.decode()


def decisions() -> list[str]:
    return sorted(Mention.objects.values_list("decision", flat=True))


def test_hiding_one_is_said_and_undone(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot"))

    page = one(hers, mention, "hidden")
    after = decisions()
    entry = DecisionEntry.objects.get()
    undone = hers.post(reverse("desk:undo", args=[entry.pk]), {"desk": "own"}, follow=True)
    again = hers.post(reverse("desk:undo", args=[entry.pk]), {"desk": "own"}, follow=True)

    assert "1 message is hidden." in page
    assert (after, decisions()) == (["hidden"], ["waiting"])
    assert "Undone." in undone.content.decode()
    assert "That was undone before." in again.content.decode()


def test_what_was_done_is_said_once(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot"))
    one(hers, mention, "hidden")

    assert "1 message is hidden." not in hers.get(INSULTS).content.decode()


def test_muting_one_account_keeps_first_and_shows_its_plan(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot"))

    page = one(hers, mention, "muted")

    plan = Plan.objects.get()
    assert (decisions(), Exhibit.objects.count()) == (["muted"], 1)
    assert reverse("connections:review", args=[plan.pk]) in page


def test_deciding_the_same_again_changes_nothing(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot"))
    one(hers, mention, "hidden")

    assert "All of it was decided so before." in one(hers, mention, "hidden")
    assert DecisionEntry.objects.count() == 1


def test_all_of_a_list_is_hidden_at_once(said: Said, hers: Client) -> None:
    said(post("idiot one"), post("idiot two"), post("hello"))

    page = many(hers, "hidden")

    assert "2 messages are hidden." in page
    assert decisions() == ["hidden", "hidden", "waiting"]


def test_those_ticked_are_kept(said: Said, hers: Client) -> None:
    first, second, _third = said(post("idiot one"), post("idiot two"), post("idiot three"))

    many(hers, "kept", which="ticked", mention=[str(first.pk), str(second.pk)])

    assert decisions() == ["kept", "kept", "waiting"]


def test_nothing_ticked_is_said(said: Said, hers: Client) -> None:
    said(post("idiot one"))

    assert "Nothing was ticked" in many(hers, "kept", which="ticked")
    assert decisions() == ["waiting"]


def test_muting_many_is_asked_first_and_says_how_many(said: Said, hers: Client) -> None:
    said(post("idiot one", by="a"), post("idiot two", by="a"), post("idiot three", by="b"))

    asked = many(hers, "muted")
    before = decisions()
    many(hers, "muted", sure="on")

    assert "Mute 2 accounts" in asked
    assert "First 3 messages are kept as evidence" in asked
    assert (before, decisions()) == (["waiting"] * 3, ["muted"] * 3)
    assert Exhibit.objects.count() == 3


def test_asking_again_keeps_those_ticked(said: Said, hers: Client) -> None:
    first, second, _third = said(post("idiot one"), post("idiot two"), post("idiot three"))
    ticked = [str(first.pk), str(second.pk)]

    asked = many(hers, "blocked", which="ticked", mention=ticked)

    assert [f'name="mention" value="{pk}"' in asked for pk in ticked] == [True, True]


def test_a_public_official_is_warned_before_blocking_anybody(
    said: Said, hers: Client, person: Person
) -> None:
    Person.objects.filter(pk=person.pk).update(is_public_official=True)
    [mention] = said(post("you idiot"))

    asked = one(hers, mention, "blocked")
    before = decisions()
    one(hers, mention, "blocked", sure="on")

    assert "You hold a public office" in asked
    assert (before, decisions()) == (["waiting"], ["blocked"])


def test_a_pile_on_is_muted_without_her_friends(said: Said, hers: Client, person: Person) -> None:
    now = timezone.now()
    usual = [post(f"hello {day}", at=now - timedelta(days=day, hours=3)) for day in range(1, 30)]
    flood = [
        post(words, by=f"p{n}", at=half_past(4) - timedelta(seconds=n))
        for n, words in enumerate(["you idiot"] * 40 + ["thank you"] * 20 + ["I disagree"] * 20)
    ]
    said(*usual, *flood)
    find(person=person, now=now)
    group = Group.objects.get(kind="pile_on")

    many(hers, "muted", of=f"g:{group.pk}", sure="on")

    muted = Mention.objects.filter(decision=Decision.MUTED)
    assert set(muted.values_list("category", flat=True)) == {"A1"}
    assert muted.count() == 40


def test_a_pile_on_is_hidden_without_her_support(said: Said, hers: Client, person: Person) -> None:
    now = timezone.now()
    usual = [post(f"hello {day}", at=now - timedelta(days=day, hours=3)) for day in range(1, 30)]
    words = ["you idiot"] * 40 + ["thank you"] * 20 + ["I disagree"] * 20
    flood = [
        post(each, by=f"p{n}", at=half_past(4) - timedelta(seconds=n))
        for n, each in enumerate(words)
    ]
    said(*usual, *flood)
    find(person=person, now=now)
    group = Group.objects.get(kind="pile_on")

    offered = hers.get(reverse("desk:group", args=[group.pk])).text
    many(hers, "hidden", of=f"g:{group.pk}")

    hidden = Mention.objects.filter(decision=Decision.HIDDEN)
    assert set(hidden.values_list("category", flat=True)) == {"A1", "nothing"}
    assert hidden.count() == 60
    assert ("Hide all 60" in offered, "Keep all 80" in offered) == (True, True)


def test_what_she_kept_can_still_be_muted_and_then_blocked(said: Said, hers: Client) -> None:
    mentions = said(post("idiot one", by="a"), post("idiot two", by="a"))
    of = f"a:{mentions[0].pk}"

    for act in ("kept", "muted", "blocked"):
        many(hers, act, of=of, sure="on")

    assert decisions() == ["blocked", "blocked"]
    assert Exhibit.objects.count() == 2


def test_keeping_needs_an_open_desk(said: Said, locked: Client) -> None:
    [mention] = said(post("you idiot"))

    reply = locked.post(reverse("desk:decide", args=[mention.pk]), {"desk": "own", "act": "kept"})

    assert reply.status_code == 422
    assert "Open the desk first" in reply.content.decode()
    assert (decisions(), Exhibit.objects.count()) == (["waiting"], 0)


def test_what_another_key_sealed_says_so(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot"))
    Mention.objects.filter(pk=mention.pk).update(content_key_id=uuid.uuid4())

    assert "A part of it can't be opened" in one(hers, mention, "kept")


def full_disk(*_args: object, **_kwargs: object) -> None:
    cause = sqlite3.OperationalError("database or disk is full")
    cause.sqlite_errorname = "SQLITE_FULL"
    raise OperationalError(errno.ENOSPC) from cause


def test_a_full_disk_is_said_and_she_can_block_anyway(
    said: Said, hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    [mention] = said(post("you idiot"))
    monkeypatch.setattr(Exhibit.objects, "bulk_create", full_disk)

    failed = one(hers, mention, "blocked")
    before = decisions()
    one(hers, mention, "blocked", anyway="disk_full", sure="on")

    assert "disk is full" in failed
    assert "Block anyway" in failed
    assert (before, decisions(), Exhibit.objects.count()) == (["waiting"], ["blocked"], 0)
    action = Plan.objects.get().actions.get()
    assert action.without_exhibit_because == "disk_full"


def test_what_must_not_be_kept_is_said_and_the_way_round_it(said: Said, hers: Client) -> None:
    first, second = said(post("idiot one", by="a"), post("idiot two", by="b"))
    Mention.objects.filter(pk=first.pk).update(may_keep=False)
    ticked = [str(first.pk), str(second.pk)]

    failed = many(hers, "muted", which="ticked", mention=ticked, sure="on")
    many(hers, "muted", which="ticked", mention=ticked, sure="on", anyway="not_allowed")

    assert reverse("desk:add_seen") in failed
    assert "Mute anyway" in failed
    assert decisions() == ["muted", "muted"]
    assert Mention.objects.get(exhibit__isnull=False).pk == second.pk
    reasons = Plan.objects.get().actions.values_list("without_exhibit_because", flat=True)
    assert sorted(reasons) == ["", "not_allowed"]


def test_keeping_can_not_be_done_anyway(
    said: Said, hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    [mention] = said(post("you idiot"))
    monkeypatch.setattr(Exhibit.objects, "bulk_create", full_disk)

    failed = one(hers, mention, "kept")

    assert ("Try again" in failed, "anyway" in failed) == (True, False)


def test_a_form_made_for_another_desk_changes_nothing_here(said: Said, hers: Client) -> None:
    said(post("you idiot"))

    page = many(hers, "hidden", desk=str(uuid.uuid4()))

    assert "The desk you were at is closed to you" in page
    assert decisions() == ["waiting"]


@pytest.mark.parametrize(
    "fields",
    [
        {"of": "in:Z9"},
        {"of": "nonsense"},
        {"of": f"g:{NOBODY}"},
        {"of": "g:x"},
        {"of": "a:x"},
        {"of": f"a:{NOBODY}"},
        {"act": "reported"},
        {"act": "waiting"},
        {"which": "ticked", "mention": str(NOBODY)},
    ],
)
def test_what_nobody_offered_is_not_there(said: Said, hers: Client, fields: dict[str, str]) -> None:
    said(post("you idiot"))
    form = {"desk": "own", "act": "hidden", "of": "in:A1", "which": "all"} | fields

    assert hers.post(MANY, form).status_code == 404
    assert decisions() == ["waiting"]


def test_only_addresses_of_ours_are_gone_back_to(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot"))
    url = reverse("desk:decide", args=[mention.pk])

    reply = hers.post(url, {"desk": "own", "act": "hidden", "back": "https://evil.example/"})

    assert reply.headers["Location"] == reverse("desk:watch")


def test_a_row_is_answered_by_its_row(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot"))
    url = reverse("desk:decide", args=[mention.pk])

    reply = hers.post(url, {"desk": "own", "act": "hidden"}, headers={"HX-Request": "true"})

    page = reply.content.decode()
    assert page.startswith('<li class="row done-row"')
    assert reverse("desk:undo", args=[DecisionEntry.objects.get().pk]) in page


def test_a_page_where_a_row_was_asked_for_takes_the_place_of_the_page(
    said: Said, locked: Client
) -> None:
    [mention] = said(post("you idiot"))
    url = reverse("desk:decide", args=[mention.pk])

    reply = locked.post(url, {"desk": "own", "act": "kept"}, headers={"HX-Request": "true"})

    assert (reply.status_code, reply.headers["HX-Retarget"]) == (422, "#main")


def at(helper: Person, person: Person, *capabilities: str) -> tuple[Client, dict[str, str]]:
    grant = let_in(person, helper, *capabilities)
    client = signed_in(helper)
    client.get(reverse("desk:enter", args=[grant.pk]))
    return client, {"desk": str(grant.pk)}


def test_a_helper_decides_what_she_was_given_and_undoes_her_own(
    said: Said, person: Person, helper: Person, hers: Client
) -> None:
    first, second = said(post("idiot one"), post("idiot two"))
    one(hers, second, "hidden")
    client, form = at(helper, person, "triage")

    client.post(reverse("desk:decide", args=[first.pk]), form | {"act": "fine"})
    own, others = DecisionEntry.objects.get(by=helper), DecisionEntry.objects.get(by=person)
    undone = client.post(reverse("desk:undo", args=[own.pk]), form)
    refused = client.post(reverse("desk:undo", args=[others.pk]), form)

    assert (undone.status_code, refused.status_code) == (302, 404)
    assert decisions() == ["hidden", "waiting"]
    verbs = AuditEntry.objects.filter(actor_id=helper.pk).values_list("verb", flat=True)
    assert {"desk.decided_fine", "desk.undid"} <= set(verbs)


@pytest.mark.parametrize("act", ["kept", "muted", "blocked"])
def test_a_helper_can_not_do_what_she_was_not_given(
    said: Said, person: Person, helper: Person, act: str
) -> None:
    first, _second = said(post("idiot one", by="a"), post("idiot two", by="b"))
    client, form = at(helper, person, "triage")
    of = {"of": "in:A1", "which": "all", "act": act}

    replies = [
        client.post(reverse("desk:decide", args=[first.pk]), form | {"act": act}),
        client.post(MANY, form | of),
        client.post(MANY, form | of | {"sure": "on"}),
    ]

    assert [reply.status_code for reply in replies] == [404, 404, 404]
    assert decisions() == ["waiting", "waiting"]


def test_a_helper_acts_in_her_name_and_the_trail_says_who(
    said: Said, person: Person, helper: Person, hers: Client
) -> None:
    [mention] = said(post("you idiot"))
    client, form = at(helper, person, "act", "document")
    hers.get(reverse("desk:watch"))  # she hands the keys on

    page = client.post(
        reverse("desk:decide", args=[mention.pk]), form | {"act": "muted"}, follow=True
    )

    assert decisions() == ["muted"]
    assert "See how it goes" not in page.content.decode()
    trail = AuditEntry.objects.filter(person_id=person.pk, verb="connections.planned_mute")
    assert trail.get().actor_id == helper.pk


def test_a_helper_never_acts_without_evidence(said: Said, person: Person, helper: Person) -> None:
    [mention] = said(post("you idiot"))
    client, form = at(helper, person, "act", "document")

    reply = client.post(
        reverse("desk:decide", args=[mention.pk]), form | {"act": "muted", "anyway": "slow"}
    )

    assert (reply.status_code, decisions()) == (404, ["waiting"])


def test_undoing_a_plan_puts_the_desk_back_too(said: Said, hers: Client) -> None:
    [mention] = said(post("you idiot"))
    one(hers, mention, "muted")

    hers.post(reverse("desk:undo_plan", args=[Plan.objects.get().pk]), {"desk": "own"})

    assert decisions() == ["waiting"]
    assert Plan.objects.get().actions.get().state == "stopped"


def test_muting_more_than_twenty_accounts_shows_the_whole_plan_first(
    said: Said, hers: Client
) -> None:
    said(*[post(f"idiot {n}", by=f"p{n}") for n in range(21)])

    asked = many(hers, "muted")
    shown = many(hers, "muted", sure="on")

    plan = Plan.objects.get()
    assert "Then you see the whole plan, account by account." in asked
    assert "Nothing has been asked of a platform yet." in shown
    assert "21 pieces of evidence are kept behind it." in shown
    assert (plan.begun_at, set(decisions())) == (None, {"muted"})
    hers.post(reverse("desk:undo_plan", args=[plan.pk]), {"desk": "own"})
    assert set(decisions()) == {"waiting"}
    assert set(plan.actions.values_list("state", flat=True)) == {"stopped"}


def with_pictures(text: str = "you idiot") -> Post:
    return msgspec.structs.replace(post(text), media=("https://pictures.example/1",))


def fetchings() -> list[str]:
    return list(Fetching.objects.values_list("state", flat=True))


def test_pictures_are_asked_for_with_the_keep_and_only_where_there_are_some(
    said: Said, hers: Client
) -> None:
    without, mention = said(post("idiot"), with_pictures())
    opened = [
        hers.get(reverse("desk:open", args=[each.pk])).content.decode()
        for each in (without, mention)
    ]

    one(hers, without, "kept", pictures="kept")
    one(hers, mention, "kept", pictures="kept")
    after = hers.get(reverse("desk:open", args=[mention.pk])).content.decode()

    assert [each.count('name="pictures"') for each in [*opened, after]] == [0, 3, 0]
    assert "may see that somebody asked" in opened[1]
    assert (decisions(), fetchings()) == (["kept", "kept"], ["waiting"])


def test_nothing_is_fetched_that_was_not_asked_for(said: Said, hers: Client) -> None:
    one_of, other = said(with_pictures("idiot one"), with_pictures("idiot two"))

    one(hers, one_of, "kept", pictures="left")
    one(hers, other, "muted")

    assert (Exhibit.objects.count(), fetchings()) == (2, [])


def test_her_yes_to_the_question_stops_keeping_for_good_and_blocking_goes_on(
    said: Said, hers: Client
) -> None:
    [mention] = said(with_pictures())

    stopped = one(hers, mention, "blocked", sure="on", pictures="young")
    again = one(hers, mention, "kept")
    kept = Exhibit.objects.count()
    one(hers, mention, "blocked", sure="on", anyway="not_allowed")

    assert "takeitdown.ncmec.org" in stopped
    assert "Block anyway" in stopped
    assert "screenshot" not in stopped
    assert ("takeitdown.ncmec.org" in again, "anyway" in again) == (True, False)
    assert (kept, Exhibit.objects.count(), decisions()) == (0, 0, ["blocked"])
    assert Plan.objects.get().actions.get().without_exhibit_because == "not_allowed"


@pytest.mark.parametrize("by", ["label", "words"])
def test_what_a_label_or_its_words_say_stops_keeping_and_the_others_are_kept(
    said: Said, hers: Client, by: str
) -> None:
    bad = with_pictures("child porn pics, idiot") if by == "words" else with_pictures()
    if by == "label":
        bad = msgspec.structs.replace(bad, labels=("csam",))
    said(post("idiot one"), bad)

    stopped = many(hers, "muted", sure="on")
    kept = Exhibit.objects.count()
    many(hers, "muted", sure="on", anyway="not_allowed")

    assert "takeitdown.ncmec.org" in stopped
    assert (kept, Exhibit.objects.count(), decisions()) == (0, 1, ["muted", "muted"])


def test_it_may_be_said_and_hidden(said: Said, hers: Client) -> None:
    [mention] = said(with_pictures())

    one(hers, mention, "hidden", pictures="young")

    assert (decisions(), Mention.objects.get().shows_minor) == (["hidden"], True)


def test_a_helper_can_say_it_but_has_nothing_fetched(
    said: Said, person: Person, helper: Person, hers: Client
) -> None:
    [mention] = said(with_pictures())
    client, form = at(helper, person, "triage", "document")
    hers.get(reverse("desk:watch"))  # she hands the keys on
    offered = client.post(reverse("desk:open", args=[mention.pk]), form).content.decode()
    where = reverse("desk:decide", args=[mention.pk])

    fetched = client.post(where, form | {"act": "kept", "pictures": "kept"})
    before = Mention.objects.get().shows_minor
    told = client.post(where, form | {"act": "kept", "pictures": "young"})

    assert offered.count('name="pictures"') == 2
    assert (fetched.status_code, before, fetchings()) == (404, False, [])
    assert (told.status_code, "takeitdown.ncmec.org" in told.content.decode()) == (422, True)
    assert (Mention.objects.get().shows_minor, Exhibit.objects.count()) == (True, 0)
