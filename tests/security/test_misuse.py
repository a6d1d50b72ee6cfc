"""Who could turn this into a weapon, and the rule that stops it: the rows that the foundation answers.

Answered beside their own part: crisis settings that stay tight, and alarms (tests/fuerza/crisis).
Not answered here, and by which issue they will be: scoring as an oracle (3, the
endpoint isn't there: FUERZA_SCORING is off); "are you in this chat?" (4, no chat is read yet); "who began it" in words
(6, nobody is named yet: test_nobody_is_said_to_have_begun_it); an author who is in a case of hers is never support (6);
sealed mode and two-person rules (6); exclusions, the reveal log and its purge, legal names (7); avoid edges at a seat
(7); shared lists (after 9); unreviewed legal and helpline words (6, 8); legal hold (5). A reset hides
what was there before from its texts, not yet from its numbers: that row is held here only as far as it holds.
"""

import errno
import re
import sqlite3
from datetime import timedelta
from html import unescape
from typing import Any, NoReturn

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from fuerza import env
from fuerza.acts.choices import Category
from fuerza.acts.models import Action, Plan
from fuerza.connections.models import Connection, Import
from fuerza.core import keyrings, locks
from fuerza.core.models import AuditEntry, Keyring
from fuerza.desk import services as desk
from fuerza.desk.models import DecisionEntry, Mention, Score, Tally
from fuerza.people import services as people
from fuerza.people.models import Avoid, Grant, Notice, Person
from fuerza.programme.models import Partnership
from fuerza.vault.models import Exhibit
from safeguard.classify.detector import Detector
from tests.security.addresses import routes
from tests.security.asking import drained, taken_back
from tests.security.canaries import found_in
from tests.security.world import World, browser

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
CALMING = re.compile(
    r"Nothing found in|Nothing needs you|Nobody attacks|You are safe|All clear|All is well|quiet|"
    r"calm|No threats|Everything is fine|relax",
    re.IGNORECASE,
)
NOT_TOLD = re.compile(
    r"Quiet from|Quiet until|(?:in )?quiet hours"
)  # her own setting: hours without alarms
DAYS = timedelta(days=3)


def words_of(reply: Any) -> str:
    """Give what a person reads on a page: its main part, without marks."""
    body = "" if reply.streaming or "html" not in reply.get("Content-Type", "") else reply.text
    main = re.search(r"<main.*</main>", body, re.DOTALL)
    return NOT_TOLD.sub("", unescape(re.sub(r"<[^>]+>", " ", main[0]))) if main else ""


def pages(client: Client, world: World) -> dict[str, str]:
    """Read every page as this person; her settings speak of themselves."""
    found = {}
    for route in routes():
        with taken_back(client):
            found[route.key] = words_of(client.get(route.address(world)))
    return found


def make_it_kind(world: World) -> None:
    """Have nothing hurtful on her desk."""
    Mention.objects.filter(person=world.owner).update(category=Category.NOTHING, severity=0)
    Tally.objects.filter(person=world.owner).update(category=Category.NOTHING)
    Score.objects.update(labels=[], severity=0)


# The product itself


@pytest.mark.parametrize(
    "gap",
    [
        {"state": "lost", "covered_to": -DAYS},
        {"state": "paused", "covered_to": -DAYS},
        {"state": "connected", "covered_to": -DAYS},
        {"state": "connected", "covered_to": None},
        {"state": "ended", "covered_to": -DAYS},
    ],
    ids=["token is dead", "paused", "late", "never read", "not connected"],
)
def test_no_page_reassures_without_coverage(world: World, gap: dict[str, Any]) -> None:
    make_it_kind(world)
    client = browser(world, "owner", is_open=True)
    now = timezone.now()
    Connection.objects.update(state="connected", covered_to=now)
    covered = pages(client, world)
    until = gap["covered_to"] and now + gap["covered_to"]
    Connection.objects.update(state=gap["state"], covered_to=until)

    left = pages(client, world)

    assert {
        key: CALMING.findall(words) for key, words in covered.items() if CALMING.search(words)
    } == {
        "crisis:alarm": ["Nothing found in"],
        "desk:watch": ["Nothing found in"],
        "floods:show": ["Nothing found in"],
        "site:today": ["Nothing found in"],
    }
    assert {
        key: CALMING.findall(words) for key, words in left.items() if CALMING.search(words)
    } == {}


@pytest.mark.parametrize(
    "text",
    [
        "I will always protect you, I saw you leave work",
        "I love you so much. I was outside your house last night to keep you safe",
        "You are wonderful and you belong to me, nobody else may have you",
        "thank you for your speech, see you at the station at six like every day",
    ],
)
def test_a_threat_that_sounds_kind_is_never_shown_as_support(text: str) -> None:
    [scored] = Detector().score([text])

    assert desk.category_of(scored) is not Category.SUPPORT


def test_thanks_are_shown_as_support() -> None:
    [scored] = Detector().score(["We stand with you. Thank you for your courage"])

    assert desk.category_of(scored) is Category.SUPPORT


def full_disk(*_rows: object, **_options: object) -> NoReturn:
    cause = sqlite3.OperationalError("database or disk is full")
    cause.sqlite_errorname = "SQLITE_FULL"
    raise OperationalError(errno.ENOSPC) from cause


def test_she_can_block_at_once_where_nothing_can_be_kept_and_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(world, "owner", is_open=True)
    monkeypatch.setattr(Exhibit.objects, "bulk_create", full_disk)
    form = {"desk": "own", "act": "blocked", "sure": "on"}
    address = f"/d/{world.ids['mention']}/do/"
    before = Plan.objects.count()

    told = client.post(address, form)
    nothing = (Plan.objects.count() - before, Mention.objects.get(pk=world.ids["mention"]).decision)
    client.post(address, form | {"anyway": "disk_full"})

    assert (told.status_code, "Block anyway" in told.text, nothing) == (422, True, (0, "waiting"))
    action = Action.objects.order_by("plan__made_at").last()
    assert action is not None
    assert (action.kind, action.without_exhibit_because) == ("block", "disk_full")


def test_a_picture_of_a_child_is_not_looked_at_and_she_is_told_where_to_turn(world: World) -> None:
    client = browser(world, "owner", is_open=True)
    before = Exhibit.objects.count(), Mention.objects.count()

    reply = client.post("/d/seen/", {"desk": "own", "young": "yes", "text": "anything"})

    assert (reply.status_code, Exhibit.objects.count(), Mention.objects.count()) == (422, *before)
    assert len(words_of(reply)) > 200


# Reports


def report(client: Client, pk: object, **fields: str) -> Any:
    form = {"desk": "own", "label": "T1", "note": "", "sure": "on"} | fields
    return client.post(f"/d/{pk}/report/", form)


def test_a_report_needs_one_opened_item_her_label_and_her_yes_and_goes_out_once(
    world: World,
) -> None:
    client, pk = browser(world, "owner", is_open=True), world.ids["mention"]

    unopened = report(client, pk).status_code
    client.get(f"/d/{pk}/")
    refused = [
        report(client, pk, label="").status_code,
        report(client, pk, sure="").status_code,
        report(client, pk, label="nothing").status_code,
        report(client, pk, label="support").status_code,
    ]
    plans = Plan.objects.filter(kind="report").count()
    sent = report(client, pk).status_code
    again = report(client, pk).status_code

    assert (unopened, refused, plans, sent, again) == (422, [422] * 4, 0, 302, 422)
    assert Action.objects.filter(kind="report").count() == 1


@pytest.mark.parametrize("which", ["all", "ticked"])
def test_there_is_no_button_that_reports_many(world: World, which: str) -> None:
    client = browser(world, "owner", is_open=True)
    form = {"desk": "own", "of": f"g:{world.ids['group']}", "which": which, "act": "reported"}
    form |= {"mention": str(world.ids["mention"]), "sure": "on"}

    reply = client.post("/d/do/", form)

    assert (reply.status_code, Plan.objects.filter(kind="report").count()) == (404, 0)


def test_nobody_is_said_to_have_begun_it_and_nobody_is_ticked_for_her(world: World) -> None:
    client = browser(world, "owner", is_open=True)
    lists = [f"/d/g/{world.ids['group']}/", f"/d/a/{world.ids['mention']}/", "/d/in/T1/"]

    bodies = [client.get(address).text for address in lists]

    accusing = re.compile(r"\b(began it|started it|ringleader|instigator|behind it|to blame)\b")
    assert [accusing.findall(body) for body in bodies] == [[], [], []]
    assert [re.findall(r"<input[^>]*name=\"mention\"[^>]*checked", body) for body in bodies] == [
        [],
        [],
        [],
    ]


# Operator or hoster


@pytest.fixture
def reset(world: World) -> Client:
    """Have the operator reset her account and use the link herself."""
    operator = browser(world, "operator")
    page = operator.post(f"/me/people/{world.owner.pk}/reset/").text
    token = re.search(r"/in/([\w-]+)", page)
    assert token is not None
    as_her = Client()
    form = {"username": "owner-name", "by": "password", "password": "four words that are long"}
    assert as_her.post(f"/in/{token[1]}", form).status_code == 302
    return as_her


def test_a_reset_opens_no_text_of_hers_even_after_the_wait(world: World, reset: Client) -> None:
    for wait in (timedelta(0), timedelta(hours=80)):
        Keyring.objects.filter(person_id=world.owner.pk, retired_at=None).update(
            wait_until=timezone.now() + timedelta(hours=72) - wait
        )
        reset.post("/k/in/")

        found = {key for words in pages(reset, world).values() for key in found_in(words)}

        assert found & {"text", "kept text", "seen text", "author name", "address"} == set()


def test_a_reset_waits_72_hours_tells_her_and_nobody_can_take_that_back(
    world: World, reset: Client
) -> None:
    reset.post("/o/")
    reset.post("/k/in/")
    is_locked = "opened" not in reset.session
    notices = set(
        Notice.objects.filter(person=world.owner, kind="reset").values_list("pk", flat=True)
    )

    kept = set()
    for route in routes():
        for verb in ("post", "delete"):
            with taken_back(reset):
                drained(getattr(reset, verb)(route.address(world)))
                if route.key != "site:erase":
                    kept.add(Notice.objects.filter(pk__in=notices).count())

    [keyring] = Keyring.objects.filter(person_id=world.owner.pk, retired_at=None)
    assert keyring.wait_until is not None
    assert timedelta(hours=71) < keyring.wait_until - timezone.now() <= timedelta(hours=72)
    assert (is_locked, len(notices), kept) == (True, 1, {1})
    assert "reset" in words_of(reset.get("/me/"))


def test_the_old_keyring_keeps_no_lock_that_the_server_opens(world: World, reset: Client) -> None:
    assert reset is not None

    old = Keyring.objects.exclude(retired_at=None).get(person_id=world.owner.pk)

    assert "server" not in old.wraps


@pytest.mark.parametrize("kind", ["dm", "chat", "sms", "DM"])
def test_a_shared_server_takes_no_private_messages(world: World, kind: str) -> None:
    client = browser(world, "owner", is_open=True)
    rows = f"text,author_handle,created_at,kind\nhello,bob,2026-03-01T10:00:00Z,{kind}\n"
    before = Import.objects.count()
    opened = keyrings.open_with_server(world.owner.pk, now=timezone.now())
    locks.own_lock(opened=opened, passphrase="a passphrase", code="a code", now=timezone.now())

    reply = client.post(
        "/d/import/", {"desk": "own", "file": SimpleUploadedFile("a.csv", rows.encode())}
    )

    assert (reply.status_code, Import.objects.count()) == (422, before)
    assert "Whoever runs this server could read what you import" in words_of(reply)


# Whoever is close to her


def test_whoever_adds_a_helper_at_her_phone_waits_a_day_and_she_sees_it(world: World) -> None:
    stale = browser(world, "owner", proved_ago=400)
    fresh = browser(world, "owner")
    form = {"capabilities": "document", "days": "7"}
    Grant.objects.all().delete()
    Notice.objects.all().delete()

    asked = stale.post("/me/with/link/", form)
    made_by_cookie = Grant.objects.count()
    fresh.post("/me/with/link/", form)

    [grant] = Grant.objects.all()
    assert (asked["Location"][:10], made_by_cookie) == ("/me/again/", 0)
    assert grant.starts_at - grant.given_at == timedelta(hours=24)
    assert list(Notice.objects.filter(person=world.owner).values_list("kind", flat=True)) == [
        "helper"
    ]
    assert "invited, not here yet" in words_of(fresh.get("/w/"))
    assert "Somebody was let in to help you." in words_of(fresh.get("/"))


def test_a_helper_neither_reports_nor_brings_nor_unlocks_in_her_name(world: World) -> None:
    client = browser(world, "helper", is_open=True)
    at = str(world.ids["grant of helper"])
    pk = world.ids["mention"]
    client.get(f"/d/{pk}/")

    replies = [
        report(client, pk, desk=at),
        client.post(f"/d/{pk}/do/", {"desk": at, "act": "reported", "sure": "on"}),
        client.post("/d/seen/", {"desk": at, "young": "no", "text": "x"}),
        client.post("/d/import/", {"desk": at}),
        client.post("/k/zip/", {"act": "all"}),
    ]

    assert [reply.status_code for reply in replies] == [404, 404, 404, 404, 302]
    assert (Plan.objects.filter(kind="report").count(), DecisionEntry.objects.count()) == (0, 3)


def test_she_can_end_a_helper_at_once_without_being_asked_anything(world: World) -> None:
    client = browser(world, "owner", proved_ago=4000)

    client.post(f"/me/with/{world.ids['grant of helper']}/end/")

    assert Grant.objects.get(pk=world.ids["grant of helper"]).ended_at is not None


def test_nobody_makes_a_desk_about_somebody_else(world: World) -> None:
    """A file is taken into the desk of whoever is signed in, and the command refuses where more than one has one."""
    with pytest.raises(CommandError, match="Sign in and import there"):
        call_command("desk_import", "rows.csv")

    assert {person.pk for person in Person.objects.filter(imports__isnull=False)} == {
        world.owner.pk
    }


# Organisers and partners


@pytest.mark.parametrize("role", ["organiser", "operator", "facilitator"])
def test_nobody_who_runs_things_gets_a_file_of_people(world: World, role: str) -> None:
    client = browser(world, role, is_open=True)
    files = {}
    for route in routes():
        for verb in ("get", "post"):
            with taken_back(client):
                reply = getattr(client, verb)(route.address(world))
                if "attachment" in reply.get("Content-Disposition", ""):
                    files[route.key] = drained(reply)

    hers = {"people:receipts", "site:export", "desk:sample_file"}
    of_nobody = {"campaigns:file", "impact:published_lines", "impact:published_paper"}
    assert files.keys() <= hers | of_nobody | {"impact:paper"}  # counts and what is handed out
    names = {person.username for person in Person.objects.exclude(pk=world.people[role].pk)}
    assert [name for name in names for body in files.values() if name.encode() in body] == []


@pytest.mark.parametrize("kind", ["police", "state"])
def test_police_and_state_are_never_given_names(world: World, kind: str) -> None:
    client = browser(world, "organiser")
    form = {"name": "Office", "kind": kind, "role": "host", "data_access": "named_with_consent"}

    reply = client.post(f"/e/{world.ids['edition']}/partners/", form)

    assert (reply.status_code, Partnership.objects.count()) == (422, 0)


def test_ten_may_be_avoided_and_the_avoided_feel_nothing(world: World) -> None:
    client = browser(world, "other")
    before = pages(client, world)
    for number in range(9):
        other = Person.objects.create_user(f"n{number}")
        people.avoid(person=world.owner, other=other, now=world.now)

    with pytest.raises(people.TooManyAvoided):
        people.avoid(person=world.owner, other=world.people["adviser"], now=world.now)

    assert Avoid.objects.filter(person=world.owner).count() == 10
    Avoid.objects.all().delete()
    after = pages(client, world)
    same = {key for key, words in before.items() if after[key] == words}
    assert before.keys() - same <= {"mfa_activate_totp", "mfa_add_webauthn"}  # a fresh secret each


def test_an_official_is_warned_before_she_blocks(world: World) -> None:
    Person.objects.filter(pk=world.owner.pk).update(is_public_official=True)
    client = browser(world, "owner", is_open=True)
    before = Plan.objects.count()

    reply = client.post(f"/d/{world.ids['mention']}/do/", {"desk": "own", "act": "blocked"})

    assert (reply.status_code, Plan.objects.count()) == (200, before)
    assert "official" in words_of(reply) or "office" in words_of(reply)


# Promises


def test_what_was_sent_is_never_said_to_be_erased_everywhere(world: World) -> None:
    client = browser(world, "owner", is_open=True)

    said = {address: words_of(client.get(address)) for address in ("/r/end/", "/me/yes/", "/k/")}

    assert {address for address, words in said.items() if "can't be recalled" in words} == set(said)
    assert [words for words in said.values() if "everywhere" in words] == []


def test_scoring_is_off_unless_somebody_turned_it_on(world: World) -> None:
    answers = {
        (route.key, verb): getattr(Client(), verb)(route.address(world)).status_code
        for route in routes()
        for verb in ("get", "post")
        if route.key.startswith("api:")
    }

    assert env.read({"SECRET_KEY": "x", "FUERZA_MASTER_KEY": "A" * 43 + "="}).scoring == "off"
    assert (len(answers), set(answers.values())) == (8, {404})


def test_her_trail_says_who_did_it_and_holds_no_word(world: World) -> None:
    rows = AuditEntry.objects.filter(person_id=world.owner.pk)

    assert found_in(repr(list(rows.values_list()))) == set()
    assert rows.count() > 8
