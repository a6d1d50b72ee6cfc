"""Every address declares who may call it, and gives each role exactly what table.txt says (G3, G4)."""

import uuid
from collections.abc import Iterator

import pytest
from django.test import Client

from fuerza.api import callers
from fuerza.core import access, keyrings
from fuerza.core.models import AuditEntry
from fuerza.desk.models import Mention
from fuerza.guides import queries as guides
from fuerza.people import queries
from fuerza.people.choices import Capability
from fuerza.people.models import Grant
from tests.security.addresses import ABSENT, Route, routes, undescribed
from tests.security.asking import VERBS, ask, taken_back, without_chances
from tests.security.canaries import found_in
from tests.security.expected import expected
from tests.security.world import ROLES, World, browser

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
RULES = {
    access.public,
    access.signed_in,
    access.debug_only,
    callers.asker,
    callers.reader,
    queries.operator,
    queries.organiser,
    queries.inviter,
    queries.adviser,
    queries.facilitator,
    guides.writer,
}
MAY_READ = {"owner", "helper"}
STRANGERS = [role for role in ROLES if role not in {"anon", "owner"}]
PLACE = {"arrival", "district", "exact place", "number on the way"}
MEANT_FOR = {  # whom she asked, and what that one wrote down; and what has to be there for those who come
    ("helping:taken", "get", "adviser"): {"asking"},
    ("helping:waiting", "get", "adviser"): {"debrief"},
    ("attendance:people", "get", "organiser"): {"need"},
    ("apart:exclusions", "get", "organiser"): {"how to reach"},
    ("vetting:asked", "get", "organiser"): {"asks as"},
    ("incidents:cover", "get", "organiser"): {"number on call"},
    **{
        ("incidents:record", "get", role): {"note on a report", "what she reported"}
        for role in ("adviser", "facilitator")
    },
    ("slots:queue", "get", "organiser"): {"turn"},
    ("slots:queue", "get", "facilitator"): {"turn"},
    ("slots:my_tables", "get", "facilitator"): {"name at a table"},
    ("attendance:venue", "get", "organiser"): PLACE,
    ("attendance:venue", "put", "organiser"): PLACE,
    ("attendance:venue", "delete", "organiser"): PLACE,
    ("impact:words", "post", "organiser"): {"own words"},
}
ASKED = {"asks as", "what she answers", "what she asks"}
MEANT_FOR |= {  # the two who decide, and who reads an appeal; never a reader's reason before she gave hers
    (route, verb, "organiser"): words
    for route, words in {
        "apart:settle": {"kept out because", "told why"},
        "apart:read_appeal": {"kept out because", "objection", "told why"},
        "vetting:ask": {"what she asks"},
        "vetting:one": ASKED | {"known how"},
        "vetting:opening": {"what she asks"},
    }.items()
    for verb in VERBS
    if (route, verb) != ("vetting:opening", "post")
}
TO_WHOEVER_HOLDS_IT = {
    "attendance:answer": {"why invited"},  # an invitation that nobody answered
    "vetting:mine": ASKED,
}


def of(route: Route) -> object:
    return getattr(route.pattern.callback, "access", None)


def test_every_route_declares_a_rule_that_says_whom_it_lets_in() -> None:
    undeclared = [route.key for route in routes() if of(route) not in RULES]

    assert undeclared == []
    assert [rule.__name__ for rule in RULES if not rule.__doc__] == []


def test_every_placeholder_of_every_route_names_an_object() -> None:
    assert undescribed() == {}


def test_every_route_is_in_the_table_and_every_row_is_a_route() -> None:
    assert {key for key, _verb, _role in expected()} == {route.key for route in routes()}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says_and_nothing_said_to_another(
    world: World, role: str
) -> None:
    client = browser(world, role, is_open=role != "anon")

    answers = {
        (route.key, verb, role): ask(client, verb, route, world)
        for route in routes()
        for verb in VERBS
    }

    table = {cell: what for cell, what in expected().items() if cell[2] == role}
    assert {cell: it.what for cell, it in answers.items() if table[cell] != it.what} == {}
    assert answers.keys() == table.keys()
    if role not in MAY_READ:
        told = {
            cell: found_in(it.body + it.head) - TO_WHOEVER_HOLDS_IT.get(cell[0], set())
            for cell, it in answers.items()
        }
        meant = {cell: words for cell, words in MEANT_FOR.items() if cell[2] == role}
        assert {cell: words for cell, words in told.items() if words} == meant


def objects(role: str) -> Iterator[tuple[Route, str]]:
    """Name the requests for an object of hers that this role must be refused."""
    table = expected()
    for route in routes():
        for verb in VERBS:
            if route.has_object and table[route.key, verb, role] in {"404", "405"}:
                yield route, verb


@pytest.mark.parametrize("role", STRANGERS)
def test_what_is_hers_looks_like_what_is_not_there(world: World, role: str) -> None:
    client = browser(world, role, is_open=True)

    differing = {}
    for route, verb in objects(role):
        hers = ask(client, verb, route, world)
        absent = ask(client, verb, route, world, absent=True)
        if (hers.what, without_chances(hers.body)) != (absent.what, without_chances(absent.body)):
            differing[route.key, verb] = (hers.what, absent.what)

    assert differing == {}
    assert len(list(objects(role))) > 60


def test_an_id_inside_a_form_is_no_way_in_either(world: World) -> None:
    client = browser(world, "other", is_open=True)
    ticked = {"desk": "own", "of": "in:T1", "which": "ticked", "act": "hidden"}
    forms = [
        ("/d/do/", "mention", ticked),
        ("/k/zip/", "exhibit", {"act": "chosen"}),
    ]

    said = []
    for address, kind, form in forms:
        field = "exhibits" if kind == "exhibit" else kind
        for pk in (world.ids[kind], ABSENT):
            with taken_back(client):
                reply = client.post(address, form | {field: pk})
                said.append((reply.status_code, reply.get("Location", ""), len(reply.content)))

    assert [said[0] == said[1], said[2] == said[3]] == [True, True]
    assert Mention.objects.get(pk=world.ids["mention"]).decision == "waiting"


@pytest.mark.parametrize("of", ["a:{mention}", "g:{group}"])
def test_a_list_of_hers_named_in_a_form_is_no_way_in(world: World, of: str) -> None:
    client = browser(world, "other", is_open=True)
    named = of.format(**{key: world.ids[key] for key in ("mention", "group")})
    form = {"desk": "own", "of": named, "which": "all", "act": "hidden"}

    replies = [client.post("/d/do/", form), client.post("/d/do/", form | {"of": f"a:{ABSENT}"})]

    assert [reply.status_code for reply in replies] == [404, 404]
    assert set(Mention.objects.filter(decision="hidden")) == set()


@pytest.mark.parametrize(
    "change",
    [
        {"ended_at": "now"},
        {"ends_at": "now"},
        {"starts_at": "later"},
        {"scope_id": "another"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_helper_at_her_desk_is_out_the_moment_her_grant_is_over(
    world: World, change: dict[str, str]
) -> None:
    client = browser(world, "helper", is_open=True)
    address = f"/d/{world.ids['mention']}/"
    before = client.get(address)
    values = {
        "now": world.now,
        "later": world.now.replace(year=world.now.year + 1),
        "another": uuid.uuid4(),
    }
    grant = Grant.objects.filter(pk=world.ids["grant of helper"])
    grant.update(**{name: values[value] for name, value in change.items()})

    after = client.get(address)
    sent = browser_at_desk(world).post(
        f"{address}do/", {"desk": str(world.ids["grant of helper"]), "act": "hidden"}
    )

    assert (before.status_code, found_in(before.content) >= {"text", "handle"}) == (200, True)
    assert (after["Location"], sent["Location"]) == ("/d/", "/d/")
    assert (client.get(address).status_code, found_in(after.content)) == (404, set())
    assert Mention.objects.get(pk=world.ids["mention"]).decision == "waiting"


def browser_at_desk(world: World) -> Client:
    return browser(world, "helper", is_open=True)


@pytest.mark.parametrize(
    ("capability", "done"),
    [
        (Capability.DOCUMENT, {"kept"}),
        (Capability.TRIAGE, {"fine", "hidden"}),
        (Capability.ACT, {"muted", "blocked"}),
        (Capability.PREPARE, set()),
    ],
)
def test_a_helper_does_what_she_was_let_do_and_no_more(
    world: World, capability: str, done: set[str]
) -> None:
    Grant.objects.filter(pk=world.ids["grant of helper"]).update(capabilities=[capability])
    client = browser(world, "helper", is_open=True)
    at = str(world.ids["grant of helper"])
    acts = ("fine", "hidden", "kept", "muted", "blocked", "reported")

    changed = set()
    for act in acts:
        with taken_back(client):
            client.post(f"/d/{world.ids['mention']}/do/", {"desk": at, "act": act, "sure": "on"})
            changed |= set(
                Mention.objects.filter(pk=world.ids["mention"], decision=act).values_list(
                    "decision", flat=True
                )
            )

    assert changed == done


def test_a_helper_whose_help_ended_holds_no_key_of_hers(world: World) -> None:
    ended = keyrings.open_with_server(world.people["helper_ended"].pk, now=world.now)
    helping = keyrings.open_with_server(world.people["helper"].pk, now=world.now)
    mention = Mention.objects.get(pk=world.ids["mention"])

    assert len(helping.content_keys([mention.content_key_id])) == 1
    assert ended.content_keys([mention.content_key_id]) == {}


def test_what_a_helper_reads_stands_in_her_trail(world: World) -> None:
    client = browser(world, "helper", is_open=True)
    reading = [
        f"/d/of/{world.ids['grant of helper']}/",
        "/d/",
        "/d/in/T1/",
        f"/d/g/{world.ids['group']}/",
        f"/d/a/{world.ids['mention']}/",
        f"/d/{world.ids['mention']}/",
    ]
    before = AuditEntry.objects.count()
    last = AuditEntry.objects.latest("id").pk

    for address in reading:
        client.get(address)

    rows = AuditEntry.objects.filter(actor_id=world.people["helper"].pk, id__gt=last)
    noted = list(rows.order_by("id").values_list("person_id", "verb", "object_id"))
    owner = world.owner.pk
    assert noted == [
        (owner, "desk.entered", str(world.ids["grant of helper"])),
        (owner, "desk.watched", "numbers"),
        (owner, "desk.read", "T1"),
        (owner, "desk.read", str(world.ids["group"])),
        (owner, "desk.read", str(world.ids["mention"])),
        (owner, "desk.opened", str(world.ids["mention"])),
    ]
    assert AuditEntry.objects.count() == before + len(noted)
