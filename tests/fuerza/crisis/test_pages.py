"""The switch by page: what it will do said beforehand, how it stands after; hers alone."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.acts.models import Action
from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Connection
from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.crisis import queries, services
from fuerza.crisis.models import Crisis, Unkept
from fuerza.desk import services as desk
from fuerza.desk.models import Mention
from fuerza.people import services as people
from fuerza.people.choices import Capability
from fuerza.people.models import Grant, Person
from fuerza.vault import services as vault
from fuerza.vault.choices import NotKept
from safeguard.records import Page
from tests.fuerza.acts.acting_double import Clock
from tests.fuerza.connections.conftest import text_of
from tests.fuerza.crisis.conftest import World, settle, switch_on
from tests.fuerza.crisis.test_keeping import refused
from tests.fuerza.crisis.test_switching import a_flood, lived_in
from tests.fuerza.desk.conftest import agree, post, score, signed_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SWITCH = reverse("crisis:switch")
FORM = {"desk": "own", "who": "known", "words": "", "days": "7"}


def words_of(page: str) -> str:
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0] if main else "")).split())


def let_in(person: Person, name: str) -> Grant:
    helper = Person.objects.create_user(name, email=f"{name}@b.test")
    agree(helper)
    return people.grant(
        owner=person,
        actor=helper,
        capabilities=list(Capability),
        ends_at=timezone.now() + timedelta(days=7),
        now=timezone.now(),
        begins_now=True,
    )


@pytest.mark.usefixtures("bluesky", "mastodon")
def test_before_it_is_on_the_page_says_what_it_does_on_each_account_and_what_it_cannot(
    hers: Client,
) -> None:
    page = words_of(text_of(hers, SWITCH))

    assert re.search(
        r"Bluesky her\.test It does: Words are muted Who may answer your newest threads Nobody new may quote your "
        r"newest posts Hurtful quotes are cut loose from your posts, once they are kept It can't do here: "
        r"Notifications from strangers are held back",
        page,
    )
    assert re.search(
        r"Mastodon her@mastodon\.example It does: Words are muted Notifications from strangers are held back, not "
        r"thrown away It can't do here: Who may answer",
        page,
    )
    assert "Not connected, so nothing can be done there: X " in page


def test_where_nothing_may_be_done_the_page_says_why(
    hers: Client, bluesky: Connection, mastodon: Connection
) -> None:
    Connection.objects.filter(pk=mastodon.pk).update(act_token=b"")
    Connection.objects.filter(pk=bluesky.pk).update(state=ConnectionState.PAUSED)

    page = words_of(text_of(hers, SWITCH))

    assert "You have not let this desk act here, so nothing is done." in page
    assert "This connection is paused or lost, so nothing is done here." in page
    assert "It does:" not in page


def test_an_account_on_which_nothing_can_be_done_is_said(hers: Client, bluesky: Connection) -> None:
    Connection.objects.filter(pk=bluesky.pk).update(connector="sample")

    assert "Nothing of this can be done on this platform from here." in words_of(
        text_of(hers, SWITCH)
    )


def test_without_an_account_it_says_so(hers: Client) -> None:
    assert "nothing can be tightened from here" in words_of(text_of(hers, SWITCH))


@pytest.mark.usefixtures("bluesky", "mastodon")
def test_switched_on_and_off_by_page(hers: Client, world: World, clock: Clock) -> None:
    lived_in(world)
    before = world.state

    on = hers.post(reverse("crisis:on"), FORM | {"words": "go home\n\n traitor \ngo home"})
    settle(clock)
    page = words_of(text_of(hers, SWITCH))
    again = hers.post(reverse("crisis:on"), FORM)
    crisis = Crisis.objects.get()
    off = hers.post(reverse("crisis:off"), {"desk": "own"})
    settle(clock)
    after = words_of(text_of(hers, SWITCH))

    assert {reply.headers["Location"] for reply in (on, again, off)} == {SWITCH}
    assert queries.words_of(crisis) == ("go home", "traitor")
    assert "Nobody new may quote your newest posts Bluesky done: 3" in page
    assert "Is it over? No answer is an answer too" in page
    assert ("3 put back" in after, world.state) == (True, before)


@pytest.mark.usefixtures("bluesky")
def test_what_could_not_be_put_back_is_said(
    person: Person, hers: Client, world: World, clock: Clock, opened: Opened
) -> None:
    lived_in(world)
    crisis = switch_on(person, opened, clock)
    settle(clock)
    services.turn_off(crisis=crisis, opened=opened, now=clock())
    acts = Action.objects.filter(plan__measure__kind="quotes").order_by("place")
    ends = ["failed", "by_hand", "planned"]
    for act, state in zip(acts, ends, strict=True):
        Action.objects.filter(pk=act.pk).update(state=state)

    page = words_of(text_of(hers, SWITCH))

    for said in ("could not be put back", "is yours to put back by hand", "is being put back"):
        assert f"1 {said}" in page


def test_too_many_words_are_refused_and_nothing_is_on(hers: Client) -> None:
    reply = hers.post(reverse("crisis:on"), FORM | {"words": "x" * 101})

    assert (reply.status_code, Crisis.objects.count()) == (422, 0)


def test_while_a_flood_goes_on_the_page_offers_no_way_back_and_none_works(
    person: Person, hers: Client, clock: Clock
) -> None:
    crisis = switch_on(person, None, clock)
    a_flood(person)

    page = words_of(text_of(hers, SWITCH))
    hers.post(reverse("crisis:off"), {"desk": "own"})
    said = words_of(text_of(hers, SWITCH))
    today = words_of(text_of(hers, reverse("site:today")))

    assert ("A flood goes on since" in page, "put back what stood before" in page) == (True, False)
    assert "so nothing was put back" in said
    assert "Everything is tightened, and a flood goes on." in today
    assert queries.crisis_on(person) == crisis


@pytest.mark.usefixtures("mastodon")
def test_what_waits_for_her_open_desk_goes_on_from_the_page(
    person: Person, clock: Clock, world: World, monkeypatch: pytest.MonkeyPatch, hers: Client
) -> None:
    locked = signed_in(person, is_open=False)
    locked.post(reverse("crisis:on"), FORM)
    [connection] = Connection.objects.all()
    with monkeypatch.context() as patch:
        patch.setattr(vault, "keep", refused(NotKept.SLOW))
        desk.take_in(
            origin=connection, page=Page(posts=(post("x"),)), scores=score(["x"]), now=clock()
        )
    Unkept.objects.update(because="slow")
    settle(clock)
    page = words_of(text_of(locked, SWITCH))
    locked.post(reverse("crisis:go_on"), {"desk": "own"})
    told = words_of(text_of(locked, SWITCH))

    hers.post(reverse("crisis:go_on"), {"desk": "own"})
    settle(clock)

    assert ("1 keeping took too long" in page, "Keep what is left, and go on" in page) == (
        True,
        True,
    )
    assert "It waits for you: open the desk, then go on here." in told
    assert (world.mastodon.policy["for_new_accounts"], Unkept.objects.count()) == ("filter", 0)


@pytest.mark.usefixtures("mastodon")
def test_switched_off_while_locked_it_is_put_back_once_her_desk_is_open(
    person: Person, hers: Client, world: World, clock: Clock, opened: Opened
) -> None:
    before = world.state
    switch_on(person, opened, clock)
    settle(clock)
    Connection.objects.update(lent_token=b"")
    locked = signed_in(person, is_open=False)
    locked.post(reverse("crisis:off"), {"desk": "own"})
    settle(clock)
    page, tight = words_of(text_of(locked, SWITCH)), world.state

    hers.post(reverse("crisis:go_on"), {"desk": "own"})
    settle(clock)

    assert ("1 is being put back" in page, "Go on putting back" in page) == (True, True)
    assert (tight == before, world.state == before) == (False, True)
    assert list(Connection.objects.exclude(lent_token=b"")) == []


def test_there_is_nothing_to_go_on_with_or_to_end_while_it_is_off(hers: Client) -> None:
    replies = [hers.post(reverse(name), {"desk": "own"}) for name in ("crisis:go_on", "crisis:off")]

    assert [reply.status_code for reply in replies] == [302, 302]


def test_helpers_and_an_adviser_are_called_and_a_called_helper_is_led_to_her_desk(
    person: Person, hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    berta, carla = let_in(person, "berta"), let_in(person, "carla")
    monkeypatch.setitem(hooks._registered["advisers"], "test", lambda _person, **_: True)
    people.give_role(
        person=Person.objects.create_user("vera"), name="adviser", by=None, now=timezone.now()
    )

    hers.post(reverse("crisis:on"), FORM | {"helpers": str(berta.pk), "adviser": "on"})

    page = words_of(text_of(hers, SWITCH))
    todays = [
        words_of(text_of(signed_in(it.actor, is_open=False), reverse("site:today")))
        for it in (berta, carla)
    ]
    assert "Who was called berta A safety adviser was asked at" in page
    assert ["calls you: she asks you to be at her desk now" in each for each in todays] == [
        True,
        False,
    ]


def test_without_advisers_the_page_says_so(person: Person, hers: Client, clock: Clock) -> None:
    switch_on(person, None, clock)

    assert "No safety adviser can be asked from here." in words_of(text_of(hers, SWITCH))


@pytest.mark.parametrize("name", ["crisis:on", "crisis:off", "crisis:go_on"])
def test_a_helper_never_switches(person: Person, clock: Clock, name: str) -> None:
    grant = let_in(person, "berta")
    crisis = switch_on(person, None, clock)
    helper = signed_in(grant.actor, is_open=False, desk=str(grant.pk))

    replies = [
        helper.post(reverse(name), FORM | {"desk": str(grant.pk)}).status_code,
        helper.get(SWITCH).status_code,
    ]

    assert (replies, queries.crisis_on(person)) == ([404, 404], crisis)


def test_the_first_page_of_the_desk_shows_support_and_danger_and_all_where_asked_for(
    person: Person, hers: Client, clock: Clock, bluesky: Connection
) -> None:
    texts = ["i will kill you", "you idiot", "thank you, well done"]
    posts = tuple(post(text, by=f"p{n}") for n, text in enumerate(texts))
    desk.take_in(origin=bluesky, page=Page(posts=posts), scores=score(texts), now=clock())
    Mention.objects.filter(category="T1").update(urgency=100)
    switch_on(person, None, clock)
    grant = let_in(person, "berta")
    helper = signed_in(grant.actor, is_open=False, desk=str(grant.pk))
    watch = reverse("desk:watch")

    tight = words_of(text_of(hers, watch))
    whole = words_of(text_of(hers, f"{watch}?all=1"))
    theirs = words_of(text_of(helper, watch))

    assert "This page shows support and danger, and nothing else." in tight
    assert "1 supportive message waits for you What may put you in danger 1 message waits" in tight
    shown = [("Insult" in page, "Threat" in page) for page in (tight, whole, theirs)]
    assert shown == [(False, False), (True, True), (True, True)]


def test_the_switch_is_nowhere_but_at_her_own_desk(
    person: Person, clock: Clock, opened: Opened
) -> None:
    crisis = switch_on(person, None, clock)
    other = signed_in(Person.objects.create_user("eve"), is_open=False)

    page = words_of(text_of(other, SWITCH))
    services.turn_off(crisis=crisis, opened=opened, now=clock())

    assert "It is off." in page
    assert "Nothing was changed on any account." in words_of(text_of(signed_in(person), SWITCH))
