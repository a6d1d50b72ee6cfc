"""Whoever holds her cookie, long after she last showed that it is she, changes nothing that matters (G5, R15)."""

import hashlib
from itertools import product

import pytest
from django.apps import apps
from django.db import connections

from fuerza.core.interruption import VERB
from tests.security.addresses import Route, routes
from tests.security.asking import answer, form_for, taken_back
from tests.security.world import World, browser

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MUST_ASK = {
    "ending other sessions": {"people:end_session", "people:end_others"},
    "the address mail goes to": {"people:mail"},
    "ways in": {
        "account_change_password",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_deactivate_totp",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
    },
    "recovery codes": {"mfa_generate_recovery_codes", "mfa_view_recovery_codes"},
    "copies of what is hers": {
        "cases:hand_over",
        "cases:paper",
        "cases:sheet",
        "connections:take_along",
        "people:receipts",
        "site:export",
        "vault:export",
    },
    "letting the desk act": {"connections:let_act"},
    "letting somebody in": {
        "helping:let_adviser_in",
        "people:give_by_code",
        "people:give_by_link",
        "people:let_in",
        "people:unmask",
    },
    "the end of it": {
        "connections:end",
        "site:erase",
        "vault:destroy",
        "vault:pictures",
        "vault:release",
    },
    "loosening what was tightened": {"crisis:off"},
    "unlocking": {"vault:own_lock", "vault:take_up", "vault:unlock"},
    "letting a calendar follow her": {"attendance:follow"},
    "who comes to an edition": {
        "apart:propose",
        "apart:read_appeal",
        "apart:settle",
        "vetting:one",
        "vetting:opening",
        "attendance:agree",
        "attendance:close",
        "attendance:invite",
        "attendance:note",
        "attendance:send_anew",
        "attendance:venue",
        "attendance:verify",
        "door:doors",
    },
    "what everybody reads": {"guides:show"},
    "who reads what is reported": {
        "incidents:agree",
        "incidents:ask_in",
        "incidents:contacts",
        "incidents:link",
        "incidents:put_on_call",
        "incidents:record",
        "incidents:step_aside",
    },
    "what people said": {"impact:publish", "impact:review", "impact:words"},
    "other people's accounts": {
        "people:invite",
        "people:person",
        "people:reset",
        "people:take_role",
    },
}
MUST_WARN = {  # where somebody's words come up for the first time, or are written down (R6)
    "cases:all",
    "cases:case",
    "cases:pack",
    "cases:prepare",
    "cases:send",
    "connections:lists",
    "desk:add_seen",
    "desk:author",
    "desk:category",
    "desk:category/decision",
    "desk:group",
    "desk:import",
    "desk:open",
    "desk:urgent",
    "desk:watch",
    "floods:danger",
    "floods:dangers",
    "floods:show",
    "sorting:find",
    "sorting:hidden",
    "sorting:hidden_by",
    "sorting:list",
    "sorting:new_rule",
    "helping:queue",
}
CHANGES_BY_LOOKING = {"django_session", "core_cache"}


def sensitive() -> list[Route]:
    return [route for route in routes() if getattr(route.pattern.callback, "is_sensitive", False)]


def state() -> dict[str, str]:
    """Sum up every table of both databases."""
    sums = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in CHANGES_BY_LOOKING:
            alias = model.objects.db if hasattr(model, "objects") else "default"
            with connections[alias].cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- a table's own name
                rows = sorted(map(repr, cursor.fetchall()))
            sums[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return sums


def test_what_must_ask_again_asks_again_and_nothing_else_does() -> None:
    assert {route.key for route in sensitive()} == set().union(*MUST_ASK.values())


def test_what_must_warn_first_warns_first_and_nothing_else_does(world: World) -> None:
    client = browser(world, "owner", is_open=True)
    session = client.session
    del session[VERB]
    session.save()

    warned = set()
    for route in routes():
        with taken_back(client):
            if client.get(route.address(world)).get("Location") == "/o/":
                warned.add(route.key)

    assert warned == MUST_WARN


ON_CALL = {"incidents:contacts", "incidents:link", "incidents:put_on_call"}
ORGANISED = (
    MUST_ASK["who comes to an edition"]
    | MUST_ASK["what people said"]
    | MUST_ASK["what everybody reads"]
    | ON_CALL
)
NOT_THERE = {  # for whom what others do is not there at all
    "owner": ORGANISED | MUST_ASK["other people's accounts"],
    "operator": ORGANISED,
    "organiser": MUST_ASK["other people's accounts"] - {"people:invite"},
}


@pytest.mark.parametrize(
    ("role", "method"),
    [*product(["owner", "operator"], ["get", "post", "put", "delete"]), ("organiser", "post")],
)
def test_a_cookie_alone_is_asked_again_and_changes_nothing(
    world: World, role: str, method: str
) -> None:
    client = browser(world, role, proved_ago=301, is_open=True)
    before = state()

    answers, after = {}, {}
    for route in sensitive():
        address = route.address(world)
        with taken_back(client):
            form = form_for(route, world, client)
            reply = (
                client.post(address, form) if method == "post" else getattr(client, method)(address)
            )
            answers[route.key] = answer(reply, address).what
            after[route.key] = state() == before

    assert {key for key, what in answers.items() if what not in {"again", "404"}} == set()
    assert {key for key, what in answers.items() if what == "404"} == NOT_THERE[role]
    assert [key for key, is_same in after.items() if not is_same] == []


def test_the_same_requests_do_change_something_once_she_has_shown_that_it_is_she(
    world: World,
) -> None:
    client = browser(world, "owner", is_open=True)
    before = state()

    changed = set()
    for route in sensitive():
        address = route.address(world)
        with taken_back(client):
            answer(client.post(address, form_for(route, world, client)), address)
            if state() != before:
                changed.add(route.key)

    assert changed >= {
        "connections:end",
        "connections:let_act",
        "people:end_others",
        "people:end_session",
        "people:give_by_link",
        "people:let_in",
        "people:mail",
        "mfa_remove_webauthn",
        "mfa_generate_recovery_codes",
        "site:export",
        "vault:export",
    }
