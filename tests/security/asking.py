"""Asking the site for something and taking it back; and what an answer looks like once its chances are taken out."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

import msgspec
from django.db import transaction
from django.test import Client

from tests.security.addresses import Route
from tests.security.canaries import SAID
from tests.security.world import World

VERBS = ("get", "post", "put", "delete")
_CHANCES = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"'
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
# What a form holds when it is really sent; {placeholders} are ids of hers.
SENT: dict[str, dict[str, str]] = {
    "cases:log": {"verb": "closed"},
    "cases:prepare": {"route": "any.police"},
    "cases:change_incident": {"what": "it", "exactness": "day", "zone": "UTC"},
    "cases:do": {"act": "close"},
    "cases:incident": {"what": "it", "exactness": "day", "zone": "UTC"},
    "cases:line": {"act": "out"},
    "cases:note": {"text": "it"},
    "connections:change": {"act": "out"},
    "connections:gather": {"connection": "{connection}", "kind": "mute"},
    "connections:link": {"where": "social.example"},
    "desk:decide": {"act": "hidden"},
    "desk:decide_many": {"of": "a:{mention}", "which": "all", "act": "hidden"},
    "helping:ask": {"note": "is this fine?"},
    "helping:answer": {"text": "it is"},
    "helping:prepare": {"label": "T1", "note": "please look"},
    "helping:switch": {"state": "on"},
    "helping:taken": {"act": "close"},
    "helping:limits": {"reads": "20"},
    "helping:spare": {"hours": "4"},
    "desk:report": {"label": "T1", "note": "please look", "sure": "on"},
    "desk:show_real": {"real": "yes"},
    "desk:check": {"act": "take"},
    "sorting:correct": {"mention": "{mention}", "label": "A1"},
    "sorting:find": {"words": SAID["sought"]},
    "sorting:new_rule": {"languages": "en", "act": "try"},
    "sorting:rule": {"act": "pause"},
    "vault:export": {"act": "all"},
    "site:language": {"language": "fr"},
    "site:look": {"theme": "dark"},
    "people:person": {"role": "adviser"},
    "people:let_in": {"days": "7"},
    "people:invite": {"role": ""},
    "people:mail": {"email": "someone@else.test"},
    "people:withdraw": {"purpose": "photo"},
    "people:consents": {"purpose": "photo", "days": "90"},
    "people:give_by_link": {"capabilities": "document", "days": "7"},
}


class Answer(msgspec.Struct, frozen=True):
    """What came back: `what` is a status, or "login" or "again" for the two redirects that mean "not like this"."""

    what: str
    body: str
    head: str


@contextmanager
def taken_back(client: Client) -> Iterator[None]:
    """Undo whatever the request changed: both databases (sessions and limits among them) and the browser's cookies."""
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    try:
        with transaction.atomic(), transaction.atomic(using="keys"):
            try:
                yield
            finally:
                transaction.set_rollback(True)
                transaction.set_rollback(True, using="keys")
    finally:
        client.cookies.clear()
        client.cookies.update(SimpleCookie(kept))


def ask(client: Client, verb: str, route: Route, world: World, *, absent: bool = False) -> Answer:
    """Ask once, as a form would be sent, and take it back."""
    address = route.address(world, absent=absent)
    with taken_back(client):
        if verb == "post":
            reply = client.post(address, form_for(route, world, client))
        else:
            reply = getattr(client, verb)(address)
        return answer(reply, address)


def form_for(route: Route, world: World, client: Client) -> dict[str, str]:
    at = client.session.get("desk", "own") if client.cookies else "own"
    return {"desk": at} | {
        name: value.format(**{key.replace(" ", "_"): pk for key, pk in world.ids.items()})
        for name, value in SENT.get(route.key, {}).items()
    }


def answer(reply: Any, address: str) -> Answer:
    """Read the answer; the address asked for, which a page may hold as the way back, is taken out of its body."""
    body = drained(reply)
    where = reply.get("Location", "")
    what = str(reply.status_code)
    if where == "/me/in/":
        what = "login"
    elif where.startswith("/me/again/"):
        what = "again"
    head = "\n".join(f"{name}: {value}" for name, value in reply.items())
    return Answer(what, body.decode("utf-8", "replace").replace(address, "(here)"), head)


def drained(reply: Any) -> bytes:
    """Read an answer to its end, so that whatever it holds open is closed."""
    return b"".join(reply.streaming_content) if reply.streaming else bytes(reply.content)


def without_chances(body: str) -> str:
    """Take out tokens, nonces and ids: what is left must be the same for what is not hers and what is not there."""
    return _CHANCES.sub("", body)
