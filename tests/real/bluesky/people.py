"""People on the network, and what they do there by hand: sign up, write, say yes to a desk. None of it is ours."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2

from safeguard.platforms.base import Started

PATIENCE = 60
PASSWORD = "a-password-of-her-own"
# A sign-in page is only shown to what looks like a browser that was sent there.
BROWSER = {"user-agent": "Mozilla/5.0", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
Ref = dict[str, str]


class Here(httpx2.BaseTransport):
    """Takes a request for the public network's own places to those of the test's network."""

    def __init__(self, info: Mapping[str, str], real: httpx2.BaseTransport | None = None) -> None:
        self._real = real or httpx2.HTTPTransport()
        self._info = info

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        places = {"plc.directory": self._info["plc"], "public.api.bsky.app": self._info["appview"]}
        host = request.url.host
        there = places.get(host) or (self._info["pds"] if host.endswith(".test") else "")
        if there:
            to = urlsplit(there)
            request.url = request.url.copy_with(scheme="http", host=to.hostname, port=to.port)
        return self._real.handle_request(request)

    def close(self) -> None:
        self._real.close()


def client(info: Mapping[str, str]) -> httpx2.Client:
    return httpx2.Client(transport=Here(info), timeout=PATIENCE)


class Control:
    """What tests may ask of the network as a whole."""

    def __init__(self, info: Mapping[str, str]) -> None:
        self.info = info

    def settle(self) -> None:
        """Wait until everybody has taken in what was written."""
        self._post("settle")

    def labels(self) -> None:
        self._post("labels")

    def serve(self, address: str, document: str) -> None:
        """Have the network find a client's document at an https address."""
        self._post("client", params={"at": address}, content=document)

    def moderate(self, method: str, **asked: str) -> Any:
        """Ask Ozone as its moderator."""
        return self._ozone("GET", method, params=asked)

    def decide(self, method: str, body: Mapping[str, Any]) -> Any:
        return self._ozone("POST", method, json=body)

    def _ozone(self, verb: str, method: str, **how: Any) -> Any:
        headers = httpx2.get(
            f"{self.info['control']}/modauth", params={"lxm": method}, timeout=PATIENCE
        ).json()
        address = f"{self.info['ozone']}/xrpc/{method}"
        return _told(httpx2.request(verb, address, headers=headers, timeout=PATIENCE, **how))

    def _post(self, way: str, **how: Any) -> None:
        address = f"{self.info['control']}/{way}"
        httpx2.post(address, timeout=PATIENCE, **how).raise_for_status()


class Someone:
    """An account, with the session of its owner."""

    def __init__(self, info: Mapping[str, str], name: str) -> None:
        self.handle = f"{name}-{secrets.token_hex(3)}.test"
        self.info = info
        body = {"handle": self.handle, "email": f"{self.handle}@example.com", "password": PASSWORD}
        told = _told(self._send("POST", "com.atproto.server.createAccount", json=body))
        self.did = str(told["did"])
        self._owner = {"authorization": f"Bearer {told['accessJwt']}"}

    def get(self, method: str, **asked: str) -> Any:
        return _told(self._send("GET", method, params=asked, headers=self._owner))

    def call(self, method: str, body: Mapping[str, Any]) -> Any:
        return _told(self._send("POST", method, json=body, headers=self._owner))

    def record(self, collection: str, value: Mapping[str, Any]) -> Ref:
        record = {"$type": collection, "createdAt": now(), **value}
        made = self.call(
            "com.atproto.repo.createRecord",
            {"repo": self.did, "collection": collection, "record": record},
        )
        return {"uri": made["uri"], "cid": made["cid"]}

    def post(self, text: str, **more: Any) -> Ref:
        return self.record("app.bsky.feed.post", {"text": text, **more})

    def posts(self, values: Sequence[Mapping[str, Any]]) -> list[Ref]:
        """Write many posts at once."""
        kind = "app.bsky.feed.post"
        create = "com.atproto.repo.applyWrites#create"
        writes = [
            {
                "$type": create,
                "collection": kind,
                "value": {"$type": kind, "createdAt": now(), **value},
            }
            for value in values
        ]
        done = self.call("com.atproto.repo.applyWrites", {"repo": self.did, "writes": writes})
        return [{"uri": made["uri"], "cid": made["cid"]} for made in done["results"]]

    def mention(self, whom: "Someone", text: str, **more: Any) -> Ref:
        return self.post(**mentioning(whom, text), **more)

    def reply(self, to: Ref, text: str, root: Ref | None = None, **more: Any) -> Ref:
        return self.post(text, reply={"root": root or to, "parent": to}, **more)

    def quote(self, what: Ref, text: str, **more: Any) -> Ref:
        return self.post(text, embed={"$type": "app.bsky.embed.record", "record": what}, **more)

    def app_password(self) -> str:
        made = self.call("com.atproto.server.createAppPassword", {"name": secrets.token_hex(4)})
        return str(made["password"])

    def _send(self, verb: str, method: str, **how: Any) -> httpx2.Response:
        address = f"{self.info['pds']}/xrpc/{method}"
        return httpx2.request(verb, address, timeout=PATIENCE, **how)


def mentioning(whom: Someone, text: str) -> dict[str, Any]:
    """Say what a post that mentions somebody holds."""
    name = f"@{whom.handle}"
    facet = {
        "index": {"byteStart": 0, "byteEnd": len(name)},
        "features": [{"$type": "app.bsky.richtext.facet#mention", "did": whom.did}],
    }
    return {"text": f"{name} {text}", "facets": [facet]}


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Browser:
    """A browser on the server's own pages; a client's own jar would not send their cookies without TLS."""

    def __init__(self) -> None:
        self._cookies: dict[str, str] = {}

    def go(self, address: str, come_from: str = "") -> httpx2.Response:
        site = "same-origin" if come_from else "cross-site"
        headers = {**BROWSER, "accept": "text/html", "sec-fetch-site": site}
        if come_from:
            headers["referer"] = come_from
        return self._send("GET", address, headers)

    def tell(self, page: str, way: str, body: Mapping[str, Any]) -> Any:
        """Do what a page's script does when a button is pressed."""
        parts = urlsplit(page)
        issuer = f"{parts.scheme}://{parts.netloc}"
        headers = {
            "user-agent": BROWSER["user-agent"],
            "origin": issuer,
            "referer": page,
            "sec-fetch-site": "same-origin",
            "sec-fetch-mode": "same-origin",
            "sec-fetch-dest": "empty",
            "x-csrf-token": self._cookies.get("csrf-token", ""),
        }
        address = f"{issuer}/@atproto/oauth-provider/~api/{way}"
        return _told(self._send("POST", address, headers, json=body))

    def _send(
        self, verb: str, address: str, headers: Mapping[str, str], **how: Any
    ) -> httpx2.Response:
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        more = {"cookie": cookie} if cookie else {}
        answer = httpx2.request(verb, address, headers={**headers, **more}, timeout=PATIENCE, **how)
        for each in answer.headers.get_list("set-cookie"):
            name, _, value = each.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer


def agrees(who: Someone, started: Started, scope: str, *, yes: bool = True) -> dict[str, str]:
    """Sign in on the server's own page and say yes (or no) there; give what she comes back with."""
    browser = Browser()
    browser.go(started.url)
    credentials = {"username": who.handle, "password": PASSWORD, "remember": True}
    browser.tell(started.url, "sign-in", {"locale": "en", **credentials})
    if yes:
        answered = browser.tell(started.url, "consent", {"did": who.did, "scope": scope})
    else:
        answered = browser.tell(started.url, "reject", {})
    back = browser.go(answered["url"], started.url)
    return dict(parse_qsl(urlsplit(back.headers["location"]).query))


def _told(answer: httpx2.Response) -> Any:
    assert answer.is_success, f"{answer.status_code} {answer.text[:500]}"
    return answer.json() if answer.content else None
