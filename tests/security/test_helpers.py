"""Every capability, at every address, in scope and out of it, in force, not yet, over and ended: what a helper can do.

helpers.txt says what may be done. Whatever is done or seen stands in the owner's trail; whatever is refused shows no
word of hers, leaves no line there, and changes nothing.
"""

from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.acts.models import Plan
from fuerza.cases.models import Case, Incident, Note
from fuerza.core import audit, keyrings
from fuerza.core.models import AuditEntry
from fuerza.desk import queries as desks
from fuerza.desk import services as desk
from fuerza.desk.choices import Decision
from fuerza.desk.models import DecisionEntry, Mention
from fuerza.helping.models import Draft, Question, Turn
from fuerza.people.choices import Capability
from fuerza.people.models import Consent, Grant, Person
from fuerza.vault import services as vault
from fuerza.vault.models import Exhibit
from tests.security.addresses import Route, routes
from tests.security.asking import drained, taken_back
from tests.security.canaries import found_in
from tests.security.world import World, browser

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DOMAINS = ("cases:", "desk:", "helping:")
PARTS = ("desk", "case")
FAILED = 400
HERS = (Case, Incident, Note, DecisionEntry, Draft, Exhibit, Plan, Question, Turn)


class Line(msgspec.Struct, frozen=True):
    """One line of helpers.txt."""

    route: str
    verb: str
    form: str
    part: str
    who: str

    @property
    def key(self) -> str:
        return self.route.removesuffix("/her own")

    def lets(self, capability: str, part: str) -> bool:
        return part == self.part and (self.who == "any" or capability in self.who.split(","))


class Outcome(msgspec.Struct, frozen=True):
    """What one request came to: whether the owner's trail has it, whether her rows moved, which words came out."""

    status: int
    is_noted: bool
    has_moved: bool
    words: frozenset[str]


def lines() -> list[Line]:
    found = []
    for row in (Path(__file__).parent / "helpers.txt").read_text().splitlines():
        if row and not row.startswith("#"):
            route, sent, part, who = (cell.strip() for cell in row.split("|"))
            verb, _space, form = sent.partition(" ")
            found.append(Line(route, verb, form, part, who))
    return found


STATES = {
    "in force": {},
    "not yet": {"starts_at": timedelta(hours=1)},
    "over": {"ends_at": timedelta(seconds=-1)},
    "ended": {"ended_at": timedelta(seconds=-1)},
}


def narrow(world: World, capability: str, state: str, part: str) -> None:
    """Make the helper's grant allow one thing alone, for one part of what is hers, in this state."""
    now = timezone.now()
    values: dict[str, object] = {name: now + by for name, by in STATES[state].items()}
    scope = world.ids["case"] if part == "case" else None
    grants = Grant.objects.filter(pk=world.ids["grant of helper"])
    grants.update(capabilities=[capability], scope_id=scope, **values)
    if part == "case":  # the key too, so that only the grant stands in the way
        opened = keyrings.open_with_server(world.owner.pk, now=now)
        vault.let_into_case(grant=grants.get(), opened=opened, now=now)


@pytest.fixture
def ready(world: World) -> World:
    """Have the helper decide one thing and read one text, so that there is something to undo and to prepare."""
    grant = Grant.objects.get(pk=world.ids["grant of helper"])
    at = desks.desk_let_into(grant.actor, grant.pk, timezone.now())
    assert at is not None
    hidden = desk.decide(
        desk=at,
        mentions=Mention.objects.filter(pk=world.ids["another mention"]),
        choice=desk.Choice(decision=Decision.HIDDEN),
        opened=keyrings.open_with_server(grant.actor_id, now=timezone.now()),
        now=timezone.now(),
    )
    audit.note(world.owner.pk, grant.actor_id, "desk.opened", world.ids["mention"], at=world.now)
    world.ids["entry of helper"] = hidden.entry.pk
    return world


def address_of(line: Line, world: World, known: dict[str, Route]) -> str:
    if line.route.endswith("/her own"):
        return reverse(line.key, args=[world.ids["entry of helper"]])
    return known[line.key].address(world)


def state_of(world: World) -> tuple[object, ...]:
    """Sum up what of hers an act could move."""
    decisions = Mention.objects.filter(person=world.owner).order_by("pk")
    begun = list(Plan.objects.order_by("pk").values_list("pk", "begun_at", "taken_back_at"))
    counts = [model._default_manager.count() for model in HERS]
    answered = list(Question.objects.order_by("pk").values_list("answered_at", flat=True))
    spared = list(Person.objects.filter(pk=world.owner.pk).values_list("spared_until", flat=True))
    dropped = list(Draft.objects.order_by("pk").values_list("dropped_at", flat=True))
    return (list(decisions.values_list("decision")), begun, counts, answered, spared, dropped)


def ask(client: Client, line: Line, world: World, known: dict[str, Route]) -> Outcome:
    """Ask for one line and take it back."""
    ids = {name.replace(" ", "_"): pk for name, pk in world.ids.items()}
    form = dict(parse_qsl(line.form.format(**ids)), desk=str(world.ids["grant of helper"]))
    trail = AuditEntry.objects.filter(person_id=world.owner.pk, actor_id=world.people["helper"].pk)
    with taken_back(client):
        if line.form.startswith("show="):  # only one who is masked has something to unfold
            Grant.objects.update(is_masked=True)
        before, noted = state_of(world), trail.count()
        address = address_of(line, world, known)
        reply = client.post(address, form) if line.verb == "post" else client.get(address)
        return Outcome(
            status=reply.status_code,
            is_noted=trail.count() > noted,
            has_moved=state_of(world) != before,
            words=frozenset(found_in(drained(reply))),
        )


def fits(outcome: Outcome, *, is_let: bool) -> bool:
    """Say whether what came of it is what it should be: done and noted, or nothing at all."""
    if is_let:
        return outcome.is_noted and outcome.status < FAILED
    return not (outcome.is_noted or outcome.has_moved or outcome.words)


def test_each_address_says_what_a_helper_may_do_there() -> None:
    known = {route.key for route in routes() if route.key.startswith(DOMAINS)}

    assert {line.key for line in lines()} == known
    named = {who for line in lines() for who in line.who.split(",")}
    assert named == {"any", "none", "self", *Capability.values}
    assert {line.part for line in lines()} <= set(PARTS)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("capability", list(Capability))
def test_a_helper_can_do_what_the_table_says_and_nothing_else(
    ready: World, capability: str, state: str, part: str
) -> None:
    narrow(ready, capability, state, part)
    client = browser(ready, "helper", is_open=True)
    known = {route.key: route for route in routes()}

    outcomes = {line: ask(client, line, ready, known) for line in lines()}

    in_force = state == "in force"
    wrong = {
        (line.route, line.form): outcome
        for line, outcome in outcomes.items()
        if not fits(outcome, is_let=in_force and line.lets(capability, part))
    }
    assert wrong == {}


@pytest.mark.parametrize("part", PARTS)
def test_a_helper_who_has_yet_to_agree_to_the_rules_can_do_nothing_and_is_shown_nothing(
    ready: World, part: str
) -> None:
    narrow(ready, Capability.DOCUMENT, "in force", part)
    Grant.objects.update(capabilities=list(Capability))
    Consent.objects.filter(person=ready.people["helper"]).update(policy_version="2025-01")
    client = browser(ready, "helper", is_open=True)
    known = {route.key: route for route in routes()}

    outcomes = {(line.route, line.form): ask(client, line, ready, known) for line in lines()}

    assert {key: it for key, it in outcomes.items() if not fits(it, is_let=False)} == {}


@pytest.mark.parametrize("capability", list(Capability))
def test_a_masked_helper_is_shown_no_word_but_the_one_she_unfolds(
    ready: World, capability: str
) -> None:
    narrow(ready, capability, "in force", "desk")
    Grant.objects.update(is_masked=True)
    client = browser(ready, "helper", is_open=True)
    known = {route.key: route for route in routes()}

    outcomes = {(line.route, line.verb): ask(client, line, ready, known).words for line in lines()}

    own = {"question", "answer"}  # what she asked herself, and was answered
    shown = {key for key, words in outcomes.items() if words - own}
    assert shown == {("desk:open", "post")}


def test_a_helper_in_a_case_is_shown_its_name_and_no_word_but_those_she_unfolds(
    ready: World,
) -> None:
    narrow(ready, Capability.DOCUMENT, "in force", "case")
    Grant.objects.update(is_masked=True)
    client = browser(ready, "helper", is_open=True)
    known = {route.key: route for route in routes()}

    outcomes = {(line.route, line.verb): ask(client, line, ready, known).words for line in lines()}

    in_clear = {"case title", "seen where"}  # its name, and which platform a thing was on
    shown = {key: words - in_clear for key, words in outcomes.items()}
    assert {key for key, words in shown.items() if words} == {("cases:case", "post")}
    assert {key for key, words in outcomes.items() if "case title" in words} >= {
        ("cases:all", "get"),
        ("cases:case", "get"),
    }


def test_no_capability_begins_a_block_or_a_report(ready: World) -> None:
    Grant.objects.filter(pk=ready.ids["grant of helper"]).update(
        capabilities=list(Capability), scope_id=None
    )
    client = browser(ready, "helper", is_open=True)
    at = str(ready.ids["grant of helper"])
    own = DecisionEntry.objects.filter(by=ready.people["helper"])

    for act in ("blocked", "reported"):
        for address, more in (
            (f"/d/{ready.ids['mention']}/do/", {}),
            ("/d/do/", {"of": f"g:{ready.ids['group']}", "which": "all"}),
        ):
            client.post(address, {"desk": at, "act": act, "sure": "on"} | more)

    begun = own.filter(plan__begun_at__isnull=False).values_list("decision", flat=True)
    proposed = own.filter(plan__begun_at=None, plan__isnull=False)
    assert (list(begun), Plan.objects.filter(kind="report").count()) == ([], 0)
    assert set(proposed.values_list("decision", flat=True)) == {"blocked"}


def test_the_clock_of_a_grant_is_to_the_second(ready: World) -> None:
    grant = Grant.objects.get(pk=ready.ids["grant of helper"])

    let_in = [
        desks.desk_let_into(grant.actor, grant.pk, at) is not None
        for at in moments_around(grant.starts_at, grant.ends_at)
    ]

    assert let_in == [False, True, True, False]


def moments_around(start: datetime, end: datetime) -> list[datetime]:
    second = timedelta(seconds=1)
    return [start - second, start, end - second, end]
