"""What every answer says to the browser and to whatever stands between, at every address (G8, G21, R3, R4, A13)."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from fuerza.core.access import public
from tests.security.addresses import Route, routes
from tests.security.asking import drained, form_for, taken_back
from tests.security.canaries import found_in
from tests.security.world import World, browser

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
POLICY = {
    "default-src": "'none'",
    "script-src": "'nonce'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "default",
}
WITHOUT_SCRIPT = POLICY | {"script-src": ""}  # no page, no nonce: nothing may run
PICTURES = {"cases:picture", "vault:picture"}  # a stricter one: nothing may run at all
SAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
NOT_OURS = re.compile(
    r"""(?:href|src|action|srcset|poster|data|content)=["'](?:https?:)?//[^"']+"""
)
MINE = {"person", "mention", "exhibit", "plan", "connection", "device", "grant of helper", "import"}
HERS = (
    "http://testserver",
    "https://social.example/",
    "https://chat.example/",
    "https://auth.example/",  # where she goes to sign in: a link on a page that names it
    "https://takeitdown.ncmec.org",  # where to turn with pictures of a minor, or of herself
    "https://stopncii.org",
    "https://www.inhope.org/",
)


def answers(client: Client, world: World, route: Route) -> list[Any]:
    """Ask by each verb, and take it back."""
    found = []
    for verb in ("get", "head", "post", "put"):
        with taken_back(client):
            form = form_for(route, world, client) if verb == "post" else None
            send = getattr(client, verb)
            found.append(send(route.address(world), form) if form else send(route.address(world)))
            drained(found[-1])
    return found


def policy(reply: Any) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in reply["Content-Security-Policy"].split(";"))
    return {name: re.sub(r"nonce-[\w+/=-]{16,}", "nonce", value) for name, _space, value in parts}


def is_barred(reply: Any, route: Route) -> bool:
    """Say whether no page may use what a device has; at a door the camera alone, for tickets."""
    allowed = reply["Permissions-Policy"].replace(", ", ",").split(",")
    used = {"camera=(self)"} if route.key in AT_A_DOOR else set()
    return len(allowed) > 9 and {one for one in allowed if not one.endswith("=()")} <= used


AT_A_DOOR = {"door:door", "door:ticket"}
COOKIES = {
    (settings.CSRF_COOKIE_NAME, True, "Lax", "", "/"),
    (settings.SESSION_COOKIE_NAME, True, "Lax", "", "/"),
    (settings.OPENED_COOKIE_NAME, True, "Strict", "", "/"),
    (settings.LANGUAGE_COOKIE_NAME, True, "Lax", "", "/"),
    (settings.LOOK_COOKIE_NAME, True, "Lax", "", "/"),
    (settings.DOOR_COOKIE_NAME, True, "Lax", "", "/"),
}


@pytest.mark.parametrize("role", ["anon", "owner", "helper", "organiser", "operator"])
def test_every_answer_is_guarded_stored_nowhere_and_names_no_other_site(
    world: World, role: str
) -> None:
    client = browser(world, role, is_open=role != "anon")

    lax, kept, named, cookies = {}, set(), {}, set()
    for route in routes():
        is_public = getattr(route.pattern.callback, "access", None) is public
        for number, reply in enumerate(answers(client, world, route)):
            said = {name: reply.get(name) for name in SAYS}
            says_policy = policy(reply) in (POLICY, WITHOUT_SCRIPT) or route.key in PICTURES
            if said != SAYS or not says_policy or not is_barred(reply, route):
                lax[route.key, number] = said
            told = reply.get("Cache-Control", "")
            if "no-store" not in told and not (role == "anon" and is_public):
                kept.add((route.key, number))
            if elsewhere := others_in(reply):
                named[route.key, number] = elsewhere
            cookies |= cookies_of(reply)

    assert lax == {}
    assert kept == set()
    assert named == {}
    assert cookies == COOKIES if role == "owner" else cookies <= COOKIES


def others_in(reply: Any) -> list[str]:
    """Name the addresses of other sites that a page of ours holds, but for those she was sent or is about to go to."""
    if reply.streaming or "html" not in reply.get("Content-Type", ""):
        return []
    found = NOT_OURS.findall(reply.text)
    return [one for one in found if not any(hers in one for hers in HERS)]


def cookies_of(reply: Any) -> set[tuple[str, bool, str, str, str]]:
    return {
        (name, bool(morsel["httponly"]), morsel["samesite"], morsel["domain"], morsel["path"])
        for name, morsel in reply.cookies.items()
        if morsel.value
    }


def test_a_picture_of_hers_is_a_page_that_can_do_nothing(world: World) -> None:
    reply = browser(world, "owner", is_open=True).get(f"/k/{world.ids['seen exhibit']}/1/")

    assert (reply["Content-Security-Policy"], reply["Content-Type"]) == (
        "default-src 'none'; sandbox",
        "image/webp",
    )


def test_a_link_out_tells_nothing_of_where_it_stood(world: World) -> None:
    body = browser(world, "owner", is_open=True).get(f"/d/{world.ids['mention']}/").text

    links = re.findall(r'<a href="https://[^"]+"([^>]*)>', body)

    assert [
        {"noreferrer", "noopener"} <= set(re.findall(r'rel="([^"]*)"', one)[0].split())
        for one in links
    ] == [True] * len(links)
    assert len(links) > 0


@pytest.mark.parametrize(
    ("origin", "prefix", "secure"),
    [("http://localhost:8000", "", False), ("https://fuerza.example.org", "__Host-", True)],
)
def test_cookies_are_read_by_no_script_and_go_to_no_other_site(
    origin: str, prefix: str, secure: bool
) -> None:
    names = """SESSION_COOKIE_NAME SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE
    CSRF_COOKIE_NAME CSRF_COOKIE_SECURE CSRF_COOKIE_HTTPONLY OPENED_COOKIE_NAME SECURE_HSTS_SECONDS""".split()
    code = (
        "import json, fuerza.settings as s; print(json.dumps({n: getattr(s, n, None) for n in %r}))"
    )

    run = subprocess.run(
        [sys.executable, "-c", code % names],
        env=os.environ | {"FUERZA_ORIGIN": origin},
        capture_output=True,
        text=True,
        check=True,
    )

    said = json.loads(run.stdout)
    assert said == {
        "SESSION_COOKIE_NAME": f"{prefix}s",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": None,  # Django's own default: yes
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": f"{prefix}c",
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "OPENED_COOKIE_NAME": f"{prefix}o",
        "SECURE_HSTS_SECONDS": 63_072_000 if secure else 0,
    }


class Cache:
    """A careless cache between people and the site: it keeps whatever it is not told not to keep, by address alone."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def get(self, client: Client, address: str) -> Any:
        if address in self.kept:
            return self.kept[address]
        reply = client.get(address)
        told = reply.get("Cache-Control", "")
        if not any(word in told for word in ("no-store", "private")):
            self.kept[address] = reply
        return reply


def test_behind_a_careless_cache_nobody_sees_what_was_another_womans(world: World) -> None:
    cache = Cache()
    hers, others = browser(world, "owner", is_open=True), browser(world, "other", is_open=True)
    held = {"attendance:answer", "vetting:mine"}  # who asks is told to whoever holds the link
    apart = {"account_logout", *held}
    addresses = [route.address(world) for route in routes() if route.key not in apart]
    mine = {"owner-name", *(str(pk) for name, pk in world.ids.items() if name in MINE)}

    for address in addresses:
        cache.get(hers, address)
    seen = {address: cache.get(others, address) for address in addresses}
    visitor = {address: cache.get(Client(), address) for address in addresses}

    told = {
        (who, address)
        for who, replies in (("other", seen), ("visitor", visitor))
        for address, reply in replies.items()
        if not reply.streaming
        and (
            found_in(reply.content) or named(reply.content.decode(errors="replace"), address, mine)
        )
    }
    assert told == set()
    assert {settings.SESSION_COOKIE_NAME} & {
        name for reply in cache.kept.values() for name in reply.cookies
    } == set()
    assert len(cache.kept) < len(addresses) / 4


def named(body: str, address: str, mine: set[str]) -> set[str]:
    return {word for word in mine if word in body.replace(address, "")}


def test_a_public_page_varies_with_the_cookie(world: World) -> None:
    """What a visitor gets may be kept, but not given to somebody with a cookie."""
    lacking = {
        route.key
        for route in routes()
        for reply in [Client().get(route.address(world))]
        if "no-store" not in reply.get("Cache-Control", "")
        and reply.status_code == 200
        and "html" in reply["Content-Type"]
        and "Cookie" not in reply.get("Vary", "")
    }

    assert lacking - {"site:away"} == set()
