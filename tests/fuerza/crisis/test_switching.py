"""On at once, off by her word: what is tightened on both doubles, and that exactly what stood before comes back."""

from copy import deepcopy
from datetime import timedelta

import httpx2
import pytest

from fuerza.acts import services as acts
from fuerza.acts.models import Action, Plan
from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Connection
from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.models import Job
from fuerza.crisis import queries, services
from fuerza.crisis.models import Crisis, Measure
from fuerza.desk.models import Group, PileOn
from fuerza.people import services as people
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from tests.fuerza.acts.acting_double import Clock, Killed
from tests.fuerza.crisis.conftest import NOW, WISH, World, settle, states, switch_on
from tests.safeguard.platforms.bluesky.double import HER, answers

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
GATE, QUOTES = "app.bsky.feed.threadgate", "app.bsky.feed.postgate"
OTHERS = {"$type": "app.bsky.actor.defs#labelersPref", "labelers": [{"did": "did:x"}]}


def lived_in(world: World) -> None:
    """Give her two threads and an answer, a gate of her own, a preference of another kind, and a policy that drops."""
    first = world.bluesky.write(HER, "one", NOW - timedelta(days=2))
    world.bluesky.write(HER, "two", NOW - timedelta(days=1))
    world.bluesky.write(HER, "an answer", NOW, reply=answers(first))
    own = {
        "$type": GATE,
        "post": first["uri"],
        "createdAt": "2026-11-18T10:00:00Z",
        "hiddenReplies": ["at://x"],
    }
    world.bluesky.records[GATE, f"{0:013d}"] = ("cid-of-hers", own)
    world.bluesky.preferences = [OTHERS]
    world.mastodon.policy["for_not_following"] = "drop"


def a_flood(person: Person, *, ended: bool = False) -> PileOn:
    group = Group.objects.create(person=person, kind="pile_on", since=NOW, until=NOW)
    return PileOn.objects.create(
        person=person,
        group=group,
        began_at=NOW,
        peak_at=NOW,
        ended_at=NOW if ended else None,
        usual_per_hour=1,
        peak_per_hour=90,
    )


@pytest.mark.usefixtures("bluesky", "mastodon")
def test_it_tightens_both_networks_and_puts_back_exactly_what_stood_before(
    person: Person, opened: Opened, world: World, clock: Clock
) -> None:
    lived_in(world)
    before = deepcopy(world.state)

    crisis = switch_on(person, opened, clock)
    settle(clock)
    tight, shown = deepcopy(world.state), states(crisis)
    services.turn_off(crisis=crisis, opened=opened, now=clock())
    settle(clock)

    rules = [{"$type": f"{GATE}#mentionRule"}, {"$type": f"{GATE}#followingRule"}]
    gates = {
        place: (value.get("allow"), value.get("hiddenReplies"), value.get("embeddingRules"))
        for place, value in tight["gates"].items()  # type: ignore[attr-defined]  # a dict by its making
    }
    closed = [{"$type": f"{QUOTES}#disableRule"}]
    assert gates == {
        (GATE, f"{0:013d}"): (rules, ["at://x"], None),
        (GATE, f"{1:013d}"): (rules, None, None),
        **{(QUOTES, f"{number:013d}"): (None, None, closed) for number in range(3)},
    }
    assert tight["policy"] == before["policy"] | {  # type: ignore[operator]  # as above
        "for_not_following": "filter",
        "for_new_accounts": "filter",
        "for_private_mentions": "filter",
    }
    assert shown == {
        "bluesky quotes 0": ["done"] * 3,
        "bluesky replies 0": ["done"] * 2,
        "bluesky words 0": ["done"],
        "mastodon notices 0": ["done"],
        "mastodon words 0": ["done"],
    }
    assert (before["preferences"] == [OTHERS], len(tight["filters"])) == (True, 1)  # type: ignore[arg-type]  # a list
    assert world.state == before
    assert set(Action.objects.values_list("state", flat=True)) == {"undone"}
    assert list(Connection.objects.exclude(lent_token=b"")) == []


@pytest.mark.usefixtures("bluesky", "mastodon")
@pytest.mark.parametrize("at", [1, 2, 4, 7, 9, 12, 16])
def test_killed_half_way_it_goes_on_and_does_nothing_twice(
    person: Person, opened: Opened, world: World, clock: Clock, at: int
) -> None:
    lived_in(world)
    before, asked = deepcopy(world.state), 0

    def die(_request: httpx2.Request) -> None:
        nonlocal asked
        asked += 1
        if asked == at:
            raise Killed

    world.ahead = die
    crisis = switch_on(person, opened, clock)
    deaths = 0
    for _ in range(3):
        try:
            settle(clock)
        except Killed:
            deaths += 1
            services.look_after(now=clock())

    assert deaths == 1
    assert {name: set(each) for name, each in states(crisis).items()} == {
        "bluesky quotes 0": {"done"},
        "bluesky replies 0": {"done"},
        "bluesky words 0": {"done"},
        "mastodon notices 0": {"done"},
        "mastodon words 0": {"done"},
    }
    assert (Plan.objects.count(), len(world.mastodon.filters)) == (5, 1)
    services.turn_off(crisis=crisis, opened=opened, now=clock())
    settle(clock)
    assert world.state == before


@pytest.mark.usefixtures("bluesky", "mastodon")
def test_while_her_desk_is_locked_what_needs_her_waits_and_goes_on_when_it_is_open(
    person: Person, opened: Opened, world: World, clock: Clock
) -> None:
    lived_in(world)
    crisis = switch_on(person, None, clock)
    settle(clock)
    locked = states(crisis)

    is_all = services.go_on(crisis=crisis, opened=opened, now=clock())
    settle(clock)

    assert {name: set(each) for name, each in locked.items() if name.startswith("mastodon")} == {
        "mastodon notices 0": {"planned"},
        "mastodon words 0": {"planned"},
    }
    assert is_all
    assert {state for each in states(crisis).values() for state in each} == {"done"}


def test_pressed_twice_it_is_on_once(person: Person, clock: Clock) -> None:
    first = switch_on(person, None, clock)
    second = switch_on(person, None, clock)

    assert (first, Crisis.objects.count()) == (second, 1)


@pytest.mark.usefixtures("mastodon")
def test_while_a_flood_goes_on_nothing_is_put_back(
    person: Person, opened: Opened, clock: Clock, world: World
) -> None:
    crisis = switch_on(person, opened, clock)
    settle(clock)
    tight, flood = deepcopy(world.state), a_flood(person)

    with pytest.raises(services.FloodGoesOn):
        services.turn_off(crisis=crisis, opened=opened, now=clock())
    settle(clock)
    still = deepcopy(world.state)
    PileOn.objects.filter(pk=flood.pk).update(ended_at=NOW)
    services.turn_off(crisis=crisis, opened=opened, now=clock())

    assert (still, queries.crisis_on(person)) == (tight, None)


@pytest.mark.usefixtures("bluesky", "mastodon")
def test_without_an_answer_it_stays_tight_and_words_are_muted_anew(
    person: Person, opened: Opened, world: World, clock: Clock
) -> None:
    lived_in(world)
    crisis = switch_on(person, opened, clock)
    settle(clock)

    for _ in range(10):
        clock.go_on(24 * 3600)
        services.look_after(now=clock())
        acts.end_due(now=clock())
        settle(clock)

    shown = states(crisis)
    assert {name: each for name, each in shown.items() if "words" in name} == {
        "bluesky words 0": ["undone"],
        "bluesky words 1": ["done"],
        "mastodon words 0": ["undone"],
        "mastodon words 1": ["done"],
    }
    assert {state for name, each in shown.items() if "words" not in name for state in each} == {
        "done"
    }
    muted = world.bluesky.preferences[-1]["items"]
    assert ([each["value"] for each in muted], len(world.mastodon.filters)) == (list(WISH.words), 1)


@pytest.mark.usefixtures("bluesky")
def test_a_network_that_does_not_answer_is_said_and_asked_again(
    person: Person, opened: Opened, world: World, clock: Clock
) -> None:
    lived_in(world)
    world.bluesky.says("com.atproto.repo.listRecords", 503, json={})
    world.bluesky.says("com.atproto.repo.listRecords", 401, json={"error": "AuthMissing"})
    crisis = switch_on(person, opened, clock)
    settle(clock)
    said = states(crisis)
    Connection.objects.update(state=ConnectionState.CONNECTED)
    services.look_after(now=clock())
    settle(clock)

    assert said == {
        "bluesky quotes 0": ["lost"],
        "bluesky replies 0": ["unread"],
        "bluesky words 0": said["bluesky words 0"],
    }
    assert {state for each in states(crisis).values() for state in each} == {"done"}


@pytest.mark.usefixtures("bluesky")
def test_where_she_wrote_nothing_there_is_nothing_to_limit(
    person: Person, opened: Opened, clock: Clock
) -> None:
    crisis = switch_on(person, opened, clock)
    settle(clock)
    services.look_after(now=clock())
    settle(clock)

    assert states(crisis) == {
        "bluesky quotes 0": ["nothing"],
        "bluesky replies 0": ["nothing"],
        "bluesky words 0": ["done"],
    }


def test_without_words_none_are_muted_and_an_account_that_may_not_act_is_left_alone(
    person: Person, opened: Opened, bluesky: Connection, mastodon: Connection, clock: Clock
) -> None:
    Connection.objects.filter(pk=mastodon.pk).update(act_token=b"")
    Connection.objects.filter(pk=bluesky.pk).update(state=ConnectionState.PAUSED)

    crisis = services.turn_on(person=person, wish=services.Wish(days=1), opened=opened, now=clock())

    reaches = queries.reaches_of(person)
    assert (list(crisis.measures.all()), queries.words_of(crisis)) == ([], ())
    assert sorted((it.is_connected, it.is_let, it.does) for it in reaches) == [
        (False, True, ()),
        (True, False, ()),
    ]


@pytest.mark.usefixtures("mastodon")
def test_what_is_planned_too_late_is_not_done(
    person: Person, opened: Opened, world: World, clock: Clock
) -> None:
    crisis = switch_on(person, opened, clock)
    services.turn_off(crisis=crisis, opened=opened, now=clock())
    before = deepcopy(world.state)

    services.turn_off(crisis=crisis, opened=opened, now=clock())
    settle(clock)

    assert (world.state, Plan.objects.count()) == (before, 0)


@pytest.mark.usefixtures("bluesky")
def test_what_was_asked_while_she_switched_it_off_is_not_planned_any_more(
    person: Person, opened: Opened, world: World, clock: Clock
) -> None:
    lived_in(world)
    crisis = switch_on(person, opened, clock)
    Measure.objects.exclude(kind="replies").delete()

    def off(_request: httpx2.Request) -> None:
        services.turn_off(crisis=crisis, opened=opened, now=clock())

    world.ahead = off
    settle(clock)

    assert (states(crisis), Plan.objects.count()) == ({"bluesky replies 0": [""]}, 0)


def test_an_account_that_was_deleted_meanwhile_is_lost(
    person: Person, opened: Opened, mastodon: Connection, clock: Clock
) -> None:
    crisis = switch_on(person, opened, clock)
    mastodon.delete()
    settle(clock)

    assert set(Measure.objects.filter(crisis=crisis).values_list("missed", flat=True)) == {"lost"}


def test_helpers_are_called_by_a_mail_that_tells_nothing_and_an_adviser_by_name(
    person: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    helper = Person.objects.create_user("berta", email="berta@b.test")
    grant = people.grant(
        owner=person,
        actor=helper,
        capabilities=[Capability.TRIAGE],
        ends_at=NOW + timedelta(days=7),
        now=NOW,
        begins_now=True,
    )
    asked: list[Person] = []

    def ask(who: Person, *, now: object) -> bool:
        asked.append(who)
        return bool(now)

    monkeypatch.setitem(hooks._registered["advisers"], "test", ask)
    wish = services.Wish(days=1, helpers=(grant,), asks_adviser=True)

    crisis = services.turn_on(person=person, wish=wish, opened=None, now=clock())

    mails = [job.ids for job in Job.objects.filter(name="core.send_mail")]
    assert {str(helper.pk), str(person.pk)} >= {mail["person"] for mail in mails}
    assert {"person": str(helper.pk), "kind": "note"} in mails
    assert (asked, crisis.asked_at) == ([person], clock())
    assert list(queries.calls_to(helper)) == [crisis]
