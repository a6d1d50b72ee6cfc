"""A double of a server that speaks Mastodon's API: written from its documentation, and no server of anybody's.

It keeps what the real ones keep (who may do what by scope, what is muted, what is held back), so that a
connector can be seen to work. How the real ones differ from it is said in docs/platforms/mastodon.md.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs

import httpx2

from tests.safeguard.platforms.mastodon.things import Thing, account, notification, status

HOST = "https://mastodon.example"
HER = "1"
WATCH, ACT = "token-to-watch", "token-to-act"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BEGIN = datetime(2026, 11, 1, 10, tzinfo=UTC)
POLICY = {
    "for_not_following": "accept",
    "for_not_followers": "accept",
    "for_new_accounts": "accept",
    "for_private_mentions": "filter",
    "for_limited_accounts": "filter",
}
Fields = dict[str, list[str]]


class Said(Exception):
    """An answer that is a no."""

    def __init__(self, code: int, error: str) -> None:
        super().__init__(error)
        self.code = code
        self.error = error


@dataclass
class Double:
    """`missing` are paths this server does not have, `tokens` what each token may, `clock` its own time."""

    clock: Callable[[], datetime] = lambda: NOW
    tokens: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, Thing] = field(default_factory=dict)
    statuses: dict[str, Thing] = field(default_factory=dict)
    notifications: list[Thing] = field(default_factory=list)
    follows: set[str] = field(default_factory=set)
    mutes: dict[str, Thing] = field(default_factory=dict)
    blocks: set[str] = field(default_factory=set)
    domains: list[str] = field(default_factory=list)
    muted_threads: set[str] = field(default_factory=set)
    filters: list[Thing] = field(default_factory=list)
    policy: dict[str, str] = field(default_factory=lambda: dict(POLICY))
    reports: list[Thing] = field(default_factory=list)
    versions: dict[str, list[Thing]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    done: list[str] = field(default_factory=list)  # what was changed, one line each
    remaining: int = 300

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        headers = {
            "Date": format_datetime(self.clock(), usegmt=True),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": (self.clock() + timedelta(minutes=5)).isoformat(),
        }
        try:
            body, more = self._answer(request)
        except Said as said:
            return httpx2.Response(said.code, headers=headers, json={"error": said.error})
        return httpx2.Response(200, headers=headers | more, json=body)

    def _answer(self, request: httpx2.Request) -> tuple[object, dict[str, str]]:
        path = request.url.path
        if any(path == it or path.endswith("/" + it) for it in self.missing):
            raise Said(404, "Not Found")
        for method, pattern, scope, answer in ROUTES:
            if request.method == method and (match := re.fullmatch(pattern, path)):
                self._allow(request, scope)
                fields = parse_qs(request.url.query.decode(), keep_blank_values=True) | _sent(
                    request
                )
                if method != "GET":
                    self.done.append(f"{method} {path} {json.dumps(fields, sort_keys=True)}")
                found = answer(self, fields, *match.groups())
                return found if isinstance(found, tuple) else (found, {})
        raise Said(404, "Not Found")

    def _allow(self, request: httpx2.Request, scope: str) -> None:
        if not scope:
            return
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            raise Said(401, "The access token is invalid")
        granted = self.tokens[token].split()
        if scope not in granted and scope.partition(":")[0] not in granted:
            raise Said(403, "This action is outside the authorized scopes")

    # What tests put in

    def meet(self, number: str, name: str, **more: object) -> Thing:
        self.accounts[number] = account(number, name, **more)
        return self.accounts[number]

    def notify(
        self, kind: str, by: str, at: datetime, post: Thing | None = None, **more: object
    ) -> Thing:
        """Let something be said to her; by whom she has muted or blocked nothing is."""
        made = notification(
            str(len(self.notifications) + 1), kind, self.accounts[by], at, post, **more
        )
        if by not in self.blocks and by not in self.mutes:
            self.notifications.append(made)
        return made

    def mention(self, number: str, by: str, words: str, at: datetime, **more: object) -> Thing:
        kind = str(more.pop("kind", "mention"))
        is_filtered = bool(more.pop("is_filtered", False))
        post = status(number, self.accounts[by], words, at, **more)
        self.statuses[number] = post
        self.notify(kind, by, at, post, **({"filtered": True} if is_filtered else {}))
        return post

    # What she asks for

    def listed(self, fields: Fields) -> tuple[object, dict[str, str]]:
        excluded = fields.get("exclude_types[]", [])
        shown = [
            it
            for it in self.notifications
            if it["type"] not in excluded
            and it["account"]["id"] not in self.blocks
            and ("filtered" not in it or fields.get("include_filtered") == ["true"])
        ]
        return page("/api/v1/notifications", shown, fields)

    def written(self, fields: Fields, number: str) -> object:
        """Give what one account wrote, the newest first."""
        theirs = [it for it in self.statuses.values() if it["account"]["id"] == number]
        return theirs[::-1][: int(fields["limit"][0])]

    def around(self, _: Fields, number: str) -> object:
        here = self._status(number)
        above: list[Thing] = []
        answers = here["in_reply_to_id"]
        while answers in self.statuses:
            above.insert(0, self.statuses[answers])
            answers = self.statuses[answers]["in_reply_to_id"]
        below = [it for it in self.statuses.values() if it["in_reply_to_id"] == number]
        return {"ancestors": above, "descendants": below}

    def show(self, _: Fields, number: str) -> object:
        return self._status(number) | {"muted": number in self.muted_threads}

    def history(self, _: Fields, number: str) -> object:
        return self.versions.get(number, [self._status(number)])

    def quotes(self, fields: Fields, number: str) -> object:
        found = [
            it
            for it in self.statuses.values()
            if it["quote"] and it["quote"]["quoted_status"]["id"] == number
        ]
        return page(f"/api/v1/statuses/{number}/quotes", found, fields)

    def relation(self, number: str) -> Thing:
        return {
            "id": number,
            "following": number in self.follows,
            "muting": number in self.mutes,
            "muting_notifications": self.mutes.get(number, {}).get("notifications", False),
            "blocking": number in self.blocks,
        }

    def relate(self, fields: Fields) -> object:
        return [self.relation(it) for it in fields.get("id[]", []) if it in self.accounts]

    def muted(self, fields: Fields) -> object:
        found = [
            self.accounts[it] | {"mute_expires_at": mute["expires_at"]}
            for it, mute in self.mutes.items()
        ]
        return page("/api/v1/mutes", found, fields)

    def blocked(self, fields: Fields) -> object:
        return page("/api/v1/blocks", [self.accounts[it] for it in sorted(self.blocks)], fields)

    def blocked_domains(self, fields: Fields) -> object:
        begin = int(fields.get("max_id", ["0"])[0])
        limit = int(fields.get("limit", ["100"])[0])
        more = {}
        if begin + limit < len(self.domains):
            query = f"limit={limit}&max_id={begin + limit}"
            more = {"Link": f'<{HOST}/api/v1/domain_blocks?{query}>; rel="next"'}
        return self.domains[begin : begin + limit], more

    # What she does

    def mute(self, fields: Fields, number: str) -> object:
        self._known(number)
        seconds = int(fields.get("duration", ["0"])[0])
        ends = (self.clock() + timedelta(seconds=seconds)).isoformat() if seconds else None
        hides = fields.get("notifications") == ["true"]
        self.mutes[number] = {"expires_at": ends, "notifications": hides}
        return self.relation(number)

    def unmute(self, _: Fields, number: str) -> object:
        self._known(number)
        self.mutes.pop(number, None)
        return self.relation(number)

    def block(self, _: Fields, number: str) -> object:
        self._known(number)
        self.blocks.add(number)
        return self.relation(number)

    def unblock(self, _: Fields, number: str) -> object:
        self._known(number)
        self.blocks.discard(number)
        return self.relation(number)

    def mute_thread(self, fields: Fields, number: str) -> object:
        self._status(number)
        self.muted_threads.add(number)
        return self.show(fields, number)

    def unmute_thread(self, fields: Fields, number: str) -> object:
        self._status(number)
        self.muted_threads.discard(number)
        return self.show(fields, number)

    def block_domain(self, fields: Fields) -> object:
        domain = fields["domain"][0]
        if domain not in self.domains:
            self.domains.append(domain)
        return {}

    def unblock_domain(self, fields: Fields) -> object:
        if fields["domain"][0] in self.domains:
            self.domains.remove(fields["domain"][0])
        return {}

    def make_filter(self, fields: Fields) -> object:
        sent: Thing = json.loads(fields["json"][0])
        made = {"id": str(len(self.done)), **sent, "keywords": sent["keywords_attributes"]}
        self.filters.append(made)
        return made

    def drop_filter(self, _: Fields, number: str) -> object:
        if number not in {it["id"] for it in self.filters}:
            raise Said(404, "Record not found")
        self.filters = [it for it in self.filters if it["id"] != number]
        return {}

    def change_policy(self, fields: Fields) -> object:
        self.policy |= {it: fields[it][0] for it in fields if it in self.policy}
        return self.show_policy(fields)

    def show_policy(self, _: Fields) -> object:
        held = sum("filtered" in it for it in self.notifications)
        return self.policy | {"summary": {"pending_notifications_count": held}}

    def report(self, fields: Fields) -> object:
        self._known(fields["account_id"][0])
        if len(fields.get("comment", [""])[0]) > 1_000:
            raise Said(422, "Validation failed: Comment is too long")
        made = {
            "id": str(len(self.reports) + 1),
            "action_taken": False,
            "category": fields["category"][0],
            "comment": fields["comment"][0],
            "forwarded": fields["forward"] == ["true"],
            "status_ids": fields.get("status_ids[]", []),
            "rule_ids": fields.get("rule_ids[]"),
            "target_account": self.accounts[fields["account_id"][0]],
        }
        self.reports.append(made)
        return made

    def reported(self, _: Fields, number: str) -> object:
        for each in self.reports:
            if each["id"] == number:
                return each
        raise Said(404, "Record not found")

    def verify(self, _: Fields) -> object:
        return self.accounts[HER]

    def _known(self, number: str) -> None:
        if number not in self.accounts:
            raise Said(404, "Record not found")

    def _status(self, number: str) -> Thing:
        if number not in self.statuses:
            raise Said(404, "Record not found")
        return self.statuses[number]


def page(path: str, things: Iterable[Thing], fields: Fields) -> tuple[list[Thing], dict[str, str]]:
    """Cut a page as Mastodon does: `min_id` is just above, `max_id` just below, the newest first."""
    limit = min(int(fields.get("limit", ["40"])[0]), 80)
    shown = sorted(things, key=_order)
    if "max_id" in fields:
        shown = [it for it in shown if _order(it) < _key(fields["max_id"][0])]
    if "min_id" in fields:
        shown = [it for it in shown if _order(it) > _key(fields["min_id"][0])][:limit]
    shown = shown[-limit:][::-1]
    if not shown:
        return [], {}
    older, newer = f"max_id={shown[-1]['id']}", f"min_id={shown[0]['id']}"
    is_end = "min_id" not in fields and len(shown) < limit
    links = [f'<{HOST}{path}?limit={limit}&{newer}>; rel="prev"']
    if not is_end:
        links.insert(0, f'<{HOST}{path}?limit={limit}&{older}>; rel="next"')
    return shown, {"Link": ", ".join(links)}


def _order(thing: Thing) -> tuple[int, str]:
    return _key(str(thing["id"]))


def _key(number: str) -> tuple[int, str]:
    return len(number), number


def _sent(request: httpx2.Request) -> Fields:
    if request.headers.get("content-type") == "application/json":
        return {"json": [request.content.decode()]}
    return parse_qs(request.content.decode(), keep_blank_values=True)


Route = tuple[str, str, str, Callable[..., object]]
ONE = r"([^/]+)"
ROUTES: tuple[Route, ...] = (
    ("GET", "/api/v1/accounts/verify_credentials", "read:accounts", Double.verify),
    ("GET", "/api/v1/notifications", "read:notifications", Double.listed),
    ("GET", "/api/v2/notifications/policy", "read:notifications", Double.show_policy),
    ("PATCH", "/api/v2/notifications/policy", "write:notifications", Double.change_policy),
    ("GET", f"/api/v1/accounts/{ONE}/statuses", "read:statuses", Double.written),
    ("GET", f"/api/v1/statuses/{ONE}", "read:statuses", Double.show),
    ("GET", f"/api/v1/statuses/{ONE}/context", "read:statuses", Double.around),
    ("GET", f"/api/v1/statuses/{ONE}/history", "read:statuses", Double.history),
    ("GET", f"/api/v1/statuses/{ONE}/quotes", "read:statuses", Double.quotes),
    ("POST", f"/api/v1/statuses/{ONE}/mute", "write:mutes", Double.mute_thread),
    ("POST", f"/api/v1/statuses/{ONE}/unmute", "write:mutes", Double.unmute_thread),
    ("POST", "/api/v1/statuses", "write:statuses", lambda *_: {}),
    ("POST", f"/api/v1/accounts/{ONE}/follow", "write:follows", lambda *_: {}),
    ("PATCH", "/api/v1/accounts/update_credentials", "write:accounts", lambda *_: {}),
    ("GET", "/api/v1/conversations", "read:statuses", lambda *_: []),
    ("GET", "/api/v1/accounts/relationships", "read:follows", Double.relate),
    ("POST", f"/api/v1/accounts/{ONE}/mute", "write:mutes", Double.mute),
    ("POST", f"/api/v1/accounts/{ONE}/unmute", "write:mutes", Double.unmute),
    ("POST", f"/api/v1/accounts/{ONE}/block", "write:blocks", Double.block),
    ("POST", f"/api/v1/accounts/{ONE}/unblock", "write:blocks", Double.unblock),
    ("GET", "/api/v1/mutes", "read:mutes", Double.muted),
    ("GET", "/api/v1/blocks", "read:blocks", Double.blocked),
    ("GET", "/api/v1/domain_blocks", "read:blocks", Double.blocked_domains),
    ("POST", "/api/v1/domain_blocks", "write:blocks", Double.block_domain),
    ("DELETE", "/api/v1/domain_blocks", "write:blocks", Double.unblock_domain),
    ("GET", "/api/v2/filters", "read:filters", lambda double, _: double.filters),
    ("POST", "/api/v2/filters", "write:filters", Double.make_filter),
    ("DELETE", f"/api/v2/filters/{ONE}", "write:filters", Double.drop_filter),
    ("POST", "/api/v1/reports", "write:reports", Double.report),
    ("GET", "/api/v1/reports", "read:reports", lambda double, _: double.reports),
    ("GET", f"/api/v1/reports/{ONE}", "read:reports", Double.reported),
    ("GET", "/api/v1/instance/rules", "", lambda *_: [{"id": "1", "text": "Be kind"}]),
)
