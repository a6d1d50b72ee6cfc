"""Before a bad day: her plan is sealed to her, her accounts are looked over, what of hers can be found is counted."""

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.connections.models import Connection
from fuerza.connections.services import link, tokens
from fuerza.core import keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.crisis import queries, services
from fuerza.crisis.choices import LOOK_YOURSELF, SETTINGS
from fuerza.crisis.models import CheckUp, Prepared
from fuerza.crisis.queries import Contact, Hers, Place, Written
from fuerza.desk import services as desk
from fuerza.desk.models import Mention
from fuerza.people.models import Person
from safeguard.records import Page
from tests.fuerza.acts.acting_double import Clock
from tests.fuerza.connections.conftest import text_of
from tests.fuerza.crisis.conftest import NOW, World, switch_on
from tests.fuerza.crisis.test_pages import SWITCH, words_of
from tests.fuerza.desk.conftest import post, score, signed_in
from tests.safeguard.platforms.bluesky.double import HER
from tests.safeguard.platforms.mastodon.double import HER as HER_NUMBER

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WRITTEN = Written(
    contacts=(Contact("Ana", "+57 300 123 45 67", "I need you"), Contact("Lawyer", "signal", "")),
    switch="the old account first",
    place="at my sister's",
    note="you have been here before",
    words=("traitor",),
)
PLAN, CHANGE = reverse("crisis:plan"), reverse("crisis:change_plan")
CHECK_UP, EXPOSURE = reverse("crisis:check_up"), reverse("crisis:exposure")


# Her plan


def test_her_plan_opens_with_her_key_alone_and_the_one_before_is_gone(
    person: Person, opened: Opened, clock: Clock
) -> None:
    first = services.prepare(person=person, written=Written(note="before"), now=clock())
    old = first.content_key_id
    made = services.prepare(person=person, written=WRITTEN, now=clock())
    eve = Person.objects.create_user("eve")
    keyrings.make_keyring(eve.pk, now=NOW)
    hers = keyrings.open_with_server(eve.pk, now=NOW)

    read = [queries.written_in(made, key) for key in (opened, hers, None)]

    assert (read, queries.written_in(None, opened)) == ([WRITTEN, None, None], None)
    assert SealedKey.objects.filter(key_id=old).count() == 0
    assert b"sister" not in bytes(Prepared.objects.get().sealed)


def test_written_by_page_and_shown_on_one(person: Person, hers: Client) -> None:
    empty = words_of(text_of(hers, PLAN))
    form = {
        "desk": "own",
        "name_1": "Ana",
        "reach_1": "+57 300 123 45 67",
        "say_1": "I need you",
        "name_2": "Lawyer",
        "reach_2": "signal",
        "switch": "the old account first",
        "place": "at my sister's",
        "note": "you have been here before",
        "words": "traitor\n",
    }
    refused = hers.post(CHANGE, form | {"words": "x" * 101}).status_code
    kept = hers.post(CHANGE, form)
    page = text_of(hers, PLAN)
    again = text_of(hers, CHANGE)

    assert ("For a bad day" in empty, refused, kept.headers["Location"]) == (True, 422, PLAN)
    opened = keyrings.open_with_server(person.pk, now=NOW)
    assert queries.written_in(queries.prepared_of(person), opened) == WRITTEN
    assert ('href="tel:+573001234567"' in page, 'href="tel:signal' in page) == (True, False)
    assert 'value="Ana"' in again


def test_while_her_desk_is_locked_no_word_of_it_is_shown(person: Person, clock: Clock) -> None:
    services.prepare(person=person, written=WRITTEN, now=clock())
    locked = signed_in(person, is_open=False)

    page = words_of(text_of(locked, PLAN))
    told = locked.get(CHANGE, follow=True)

    assert ("sister" in page, "Ana" in page, "Open the desk" in page) == (False, False, True)
    assert "Open the desk first" in words_of(told.content.decode())


def test_after_a_reset_it_says_that_it_cannot_be_opened(person: Person, clock: Clock) -> None:
    services.prepare(person=person, written=WRITTEN, now=clock())
    SealedKey.objects.all().delete()

    assert "It can't be opened with the key you have now." in words_of(
        text_of(signed_in(person), PLAN)
    )


def test_it_is_at_hand_when_everything_is_tightened(
    person: Person, hers: Client, clock: Clock
) -> None:
    services.prepare(person=person, written=WRITTEN, now=clock())
    before = text_of(hers, SWITCH)
    switch_on(person, None, clock)

    page = words_of(text_of(hers, SWITCH))

    assert "traitor</textarea>" in before
    assert "Ana +57 300 123 45 67 I need you" in page


# How her accounts are set


@pytest.mark.usefixtures("bluesky", "mastodon")
def test_each_account_says_how_it_is_set_and_what_to_do(
    hers: Client, world: World, person: Person
) -> None:
    world.mastodon.meet(HER_NUMBER, "her", locked=False, discoverable=False)
    world.mastodon.policy["for_not_following"] = "drop"

    hers.post(CHECK_UP, {"desk": "own"})
    page = words_of(text_of(hers, CHECK_UP))

    assert "You say yes to each new follower · no Say yes to each follower yourself" in page
    assert "Your profile and posts are suggested to strangers · no Where:" in page
    assert (
        "Notifications from people you don't follow · thrown away before anybody sees it What is"
        in page
    )
    assert "Who may answer your new posts · everybody If strangers" in page
    assert "Moderation services that you chose besides the network's own · 0 Where:" in page
    assert (
        "Look yourself A second step when you sign in Where: Settings, Privacy and security" in page
    )
    assert "X Not connected. If you have an account there, look yourself:" in page
    assert CheckUp.objects.filter(person=person, is_told=True).count() == 2
    assert list(Connection.objects.exclude(lent_token=b"")) == []


def test_a_network_that_does_not_tell_is_said_and_what_it_told_before_stays(
    hers: Client, world: World, bluesky: Connection
) -> None:
    hers.post(CHECK_UP, {"desk": "own"})
    world.bluesky.says("app.bsky.actor.getPreferences", 503, json={})
    hers.post(CHECK_UP, {"desk": "own"})

    page = words_of(text_of(hers, CHECK_UP))

    assert "it did not tell. What stands below, if anything, is older. Who may answer" in page
    assert CheckUp.objects.get().connection == bluesky


def by_signing_in(account: Connection) -> Connection:
    """Have an account's right to act sealed to her keyring, as one that was signed in to has it."""
    account.act_token = tokens.sealed(account, tokens.access_to(account), "act_token")
    account.is_whole = False
    account.save()
    return account


@pytest.mark.parametrize("is_lent", [True, False])
def test_the_right_to_act_is_lent_for_the_look_alone(
    person: Person, opened: Opened, bluesky: Connection, clock: Clock, is_lent: bool
) -> None:
    account = by_signing_in(bluesky)
    if is_lent:
        tokens.lend(account, opened)

    services.check_up(person=person, opened=opened, now=clock())

    account.refresh_from_db()
    assert (bool(account.lent_token), CheckUp.objects.get().is_told) == (is_lent, True)


def test_without_the_right_to_act_it_is_not_told(
    person: Person, opened: Opened, bluesky: Connection, clock: Clock
) -> None:
    Connection.objects.filter(pk=bluesky.pk).update(is_whole=False)

    services.check_up(person=person, opened=opened, now=clock())

    assert (CheckUp.objects.get().is_told, queries.told_in(CheckUp.objects.get())) == (False, {})


def test_locked_it_looks_at_nothing_and_where_nothing_tells_it_says_so(
    person: Person, opened: Opened, clock: Clock
) -> None:
    locked = signed_in(person, is_open=False)
    told = locked.post(CHECK_UP, {"desk": "own"}, follow=True)
    link(
        person=person,
        platform="bluesky",
        connector="sample",
        account="did:her",
        handle="her.example",
        now=NOW,
    )
    services.check_up(person=person, opened=opened, now=clock())

    page = words_of(text_of(locked, CHECK_UP))

    assert "Open the desk first" in words_of(told.content.decode())
    assert (
        "Not looked at yet, or its platform tells nothing." in page,
        CheckUp.objects.count(),
    ) == (True, 0)


def test_a_value_nobody_knows_is_shown_as_it_came_and_without_advice(
    hers: Client, world: World, mastodon: Connection
) -> None:
    world.mastodon.policy["for_new_accounts"] = "sieve"
    hers.post(CHECK_UP, {"desk": "own"})

    page = words_of(text_of(hers, CHECK_UP))

    assert "Notifications from accounts of the last 30 days · sieve Where:" in page
    assert mastodon.platform in SETTINGS


def test_every_platform_that_can_be_linked_has_what_to_look_at() -> None:
    assert set(LOOK_YOURSELF) == {"bluesky", "mastodon", "x", "youtube", "instagram"}
    assert set(SETTINGS) == {"bluesky", "mastodon"}


# What of hers can be found


HERS = Hers(
    phone="+57 300 123 45 67", mail="her@mail.test", street="Calle 12", workplace="The Mill"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("call 300-123 4567 now", {"phone"}),
        ("call 0057 300 1234567", {"phone"}),
        ("call 300-123 4568 now", set()),
        ("write to HER@mail.test", {"mail"}),
        ("she lives in  calle\n12", {"street"}),
        ("at the mill", {"workplace"}),
        ("nothing of it", set()),
        ("at the mill, 300 123 4567", {"workplace", "phone"}),
    ],
)
def test_what_she_named_is_found_however_it_is_spaced(text: str, found: set[str]) -> None:
    places = [Place(where="", text=text, url="/x")]

    assert {it.what for it in queries.find_hers(HERS, places)} == found


def test_in_her_own_texts_what_looks_like_it_is_found_too_and_not_twice() -> None:
    places = [
        Place(
            where="Bluesky",
            text="my number is +57 311 765 43 21",
            url="https://a.test",
            is_hers=True,
        ),
        Place(where="Bluesky", text="my number is +57 300 123 45 67", url="", is_hers=True),
        Place(where="", text="her number is +57 311 765 43 21", url="/x"),
    ]

    found = queries.find_hers(HERS, places)

    assert [(it.what, it.where, it.count, it.urls) for it in found] == [
        ("like_phone", "Bluesky", 1, ("https://a.test",)),
        ("phone", "Bluesky", 1, ()),
    ]


def test_of_many_places_the_first_five_are_led_to() -> None:
    places = [Place(where="", text="the mill", url=f"/{n}") for n in range(9)]

    [found] = queries.find_hers(HERS, places)

    assert (found.count, found.urls) == (9, ("/0", "/1", "/2", "/3", "/4"))


def test_what_is_too_short_to_mean_anything_is_not_looked_for() -> None:
    short = Hers(phone="12345", mail="a@b", street="", workplace="it")

    assert queries.find_hers(short, [Place(where="", text="it is a@b 12345", url="")]) == []


@pytest.mark.usefixtures("mastodon")
def test_found_by_page_in_what_she_linked_and_what_was_said_to_her(
    person: Person, hers: Client, world: World, bluesky: Connection, clock: Clock
) -> None:
    world.bluesky.write(HER, "come to The Mill", NOW)
    world.mastodon.missing = {"verify_credentials"}
    desk.take_in(
        origin=bluesky,
        page=Page(posts=(post("she works at the mill"), post("hello"))),
        scores=score(["x", "y"]),
        now=clock(),
    )
    other = link(
        person=person, platform="x", connector="sample", account="1", handle="her", now=NOW
    )
    before = {model: model.objects.count() for model in (Mention, CheckUp, Prepared)}

    reply = hers.post(EXPOSURE, {"desk": "own", "workplace": "the mill"})

    page = words_of(reply.content.decode())
    assert "Bluesky · 1 text of yours the newest 2 messages that were said to you" in page
    assert "not looked through: Mastodon not looked through: X What was found" in page
    assert "where you work Bluesky 1 time Place 1" in page
    assert "where you work said to you 1 time Place 1" in page
    assert {model: model.objects.count() for model in before} == before
    assert other.connector == "sample"


def test_locked_nothing_is_looked_for(person: Person) -> None:
    locked = signed_in(person, is_open=False)

    page = words_of(
        locked.post(EXPOSURE, {"desk": "own", "workplace": "the mill"}).content.decode()
    )

    assert ("What was looked through" in page, "Open the desk" in page) == (False, True)


def test_where_nothing_is_found_only_these_texts_are_spoken_of(hers: Client) -> None:
    page = words_of(hers.post(EXPOSURE, {"desk": "own", "workplace": "the mill"}).content.decode())

    assert "0 of what you named. That says nothing of any other place." in page


def test_what_is_too_long_is_refused(hers: Client) -> None:
    assert hers.post(EXPOSURE, {"desk": "own", "phone": "1" * 41}).status_code == 422
