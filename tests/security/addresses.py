"""Every address of the site, and for each placeholder in it which object of hers it names.

A route with a placeholder that is missing in NAMES fails the tests: whoever adds one says whose object it is.
"""

import uuid
from collections.abc import Iterator, Mapping

import msgspec
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security.world import World

# route -> placeholder -> the object of hers it names (a key of World.ids, of World.tokens, or "=" and a word)
NAMES: dict[str, dict[str, str]] = {
    "people:enter": {"token": "invite"},
    "people:end_session": {"pk": "device"},
    "people:let_in": {"pk": "adviser"},
    "people:end_grant": {"pk": "grant of helper"},
    "people:unmask": {"pk": "grant of helper"},
    "people:mask": {"pk": "grant of helper"},
    "people:person": {"pk": "person"},
    "people:reset": {"pk": "person"},
    "people:take_role": {"pk": "person", "role_pk": "role"},
    "mfa_edit_webauthn": {"pk": "passkey"},
    "mfa_remove_webauthn": {"pk": "passkey"},
    "crisis:stop_listening": {"pk": "browser"},
    "desk:enter": {"pk": "grant of helper"},
    "desk:category": {"key": "=T1"},
    "desk:category/decision": {"key": "=T1", "decision": "=kept"},
    "desk:group": {"pk": "group"},
    "desk:author": {"pk": "mention"},
    "desk:seen": {"pk": "seen mention"},
    "desk:check": {"pk": "import"},
    "desk:undo_plan": {"pk": "plan"},
    "desk:undo": {"pk": "entry"},
    "desk:open": {"pk": "mention"},
    "desk:report": {"pk": "mention"},
    "desk:decide": {"pk": "mention"},
    "guides:read": {"pk": "=0ccd2cdb-bf64-43eb-89a6-73ecd70cc1e3"},
    "guides:work": {"pk": "=0ccd2cdb-bf64-43eb-89a6-73ecd70cc1e3"},
    "guides:write": {"pk": "=0ccd2cdb-bf64-43eb-89a6-73ecd70cc1e3", "language": "=en"},
    "guides:facts": {"pk": "=0ccd2cdb-bf64-43eb-89a6-73ecd70cc1e3"},
    "guides:fact": {"pk": "=0ccd2cdb-bf64-43eb-89a6-73ecd70cc1e3", "code": "=block-ends"},
    "guides:take_away": {"pk": "=0ccd2cdb-bf64-43eb-89a6-73ecd70cc1e3", "code": "=block-ends"},
    "guides:revision": {"pk": "proposed text"},
    "guides:propose": {"pk": "proposed text"},
    "guides:again": {"pk": "proposed text"},
    "guides:drop": {"pk": "proposed text"},
    "guides:send_back": {"pk": "proposed text"},
    "guides:show": {"pk": "proposed text"},
    "floods:show": {"pk": "group"},
    "floods:danger": {"pk": "danger"},
    "floods:settle": {"pk": "danger"},
    "floods:take_place_back": {"pk": "place"},
    "helping:take": {"pk": "grant of helper"},
    "helping:confirm": {"pk": "proposal"},
    "helping:ask": {"pk": "mention"},
    "helping:prepare": {"pk": "mention"},
    "helping:answer": {"pk": "question"},
    "helping:draft": {"pk": "draft"},
    "helping:drop": {"pk": "draft"},
    "helping:not_this_one": {"pk": "adviser"},
    "helping:singly": {"pk": "noted for many"},
    "helping:take_up": {"pk": "waiting asking"},
    "helping:taken": {"pk": "asking"},
    "cases:case": {"pk": "case"},
    "cases:choose": {"pk": "case"},
    "cases:do": {"pk": "case"},
    "cases:incident": {"pk": "case"},
    "cases:change_incident": {"pk": "case", "line": "incident"},
    "cases:line": {"pk": "case", "kind": "=note", "line": "note"},
    "cases:note": {"pk": "case"},
    "cases:paper": {"pk": "case"},
    "cases:picture": {"pk": "case", "exhibit": "number of seen exhibit", "number": "=1"},
    "cases:same": {"pk": "case"},
    "cases:sheet": {"pk": "case"},
    "cases:take_back": {"pk": "case put away"},
    "sorting:put_back": {"pk": "correction"},
    "sorting:rule": {"pk": "rule"},
    "sorting:hidden_by": {"pk": "rule"},
    "sorting:list": {"pk": "saved view"},
    "sorting:forget_list": {"pk": "saved view"},
    "vault:open": {"pk": "exhibit"},
    "vault:hold": {"pk": "exhibit"},
    "vault:release": {"pk": "exhibit"},
    "vault:destroy": {"pk": "exhibit"},
    "vault:receipt": {"pk": "exhibit"},
    "vault:receipt_file": {"pk": "exhibit"},
    "vault:pictures": {"pk": "exhibit"},
    "vault:picture": {"pk": "seen exhibit", "number": "=1"},
    "cases:prepare": {"pk": "case"},
    "cases:pack": {"pk": "pack"},
    "cases:send": {"pk": "pack"},
    "cases:hand_over": {"pk": "pack"},
    "cases:log": {"pk": "pack"},
    "connections:link": {"code": "=n2"},
    "connections:by_password": {"code": "=n2"},
    "connections:go": {"pk": "sign-in"},
    "connections:open": {"pk": "connection"},
    "connections:again": {"pk": "linked"},
    "connections:let_act": {"pk": "linked"},
    "connections:pause": {"pk": "connection"},
    "connections:read_on": {"pk": "connection"},
    "connections:end": {"pk": "connection"},
    "connections:review": {"pk": "plan"},
    "connections:run": {"pk": "plan"},
    "connections:stop": {"pk": "plan"},
    "connections:undo": {"pk": "plan of a list"},
    "connections:change": {"pk": "listed action"},
    "connections:done_by_hand": {"pk": "action"},
    "connections:by_hand": {"pk": "action"},
    "connections:silenced": {"pk": "gathering"},
    "connections:take_along": {"pk": "gathering"},
    "apart:appeal": {"pk": "exclusion"},
    "apart:end_talk": {"pk": "edition she goes to", "talk": "talk"},
    "apart:exclusions": {"pk": "edition she goes to"},
    "apart:meet_again": {"pk": "edge"},
    "apart:propose": {"pk": "edition she goes to"},
    "apart:read_appeal": {"pk": "exclusion"},
    "apart:settle": {"pk": "edition", "exclusion": "exclusion"},
    "apart:talk": {"pk": "edition she goes to"},
    "vetting:ask": {"pk": "edition she goes to"},
    "vetting:asked": {"pk": "edition she goes to"},
    "vetting:mine": {"token": "link of application"},
    "vetting:one": {"pk": "edition she goes to", "application": "application"},
    "vetting:opening": {"pk": "edition she goes to"},
    "vetting:vouch": {"token": "link to vouch"},
    "attendance:answer": {"token": "open invitation"},
    "attendance:decline": {"token": "open invitation"},
    "attendance:feed": {"token": "calendar"},
    "attendance:calendar": {"pk": "edition she goes to"},
    "attendance:call": {"pk": "edition she goes to"},
    "attendance:follow": {"pk": "edition she goes to"},
    "attendance:unfollow": {"pk": "edition she goes to"},
    "attendance:mine": {"pk": "edition she goes to"},
    "attendance:settle": {"pk": "edition she goes to"},
    "attendance:companions": {"pk": "edition she goes to"},
    "attendance:claim": {"pk": "edition she goes to"},
    "attendance:close": {"pk": "edition she goes to"},
    "attendance:place": {"pk": "edition she goes to"},
    "attendance:venue": {"pk": "edition she goes to"},
    "attendance:take_back": {"pk": "edition she goes to"},
    "attendance:verify": {"pk": "edition she goes to"},
    "attendance:leave": {"pk": "edition she goes to"},
    "attendance:agree": {"pk": "edition she goes to"},
    "attendance:bring": {"pk": "edition she goes to"},
    "attendance:bring_nobody": {"pk": "edition she goes to", "brought": "brought"},
    "attendance:note": {"pk": "edition she goes to"},
    "attendance:people": {"pk": "edition she goes to"},
    "attendance:seats": {"pk": "edition she goes to"},
    "attendance:invite": {"pk": "edition she goes to"},
    "attendance:send_anew": {"pk": "edition she goes to", "invitation": "invitation"},
    "attendance:revoke": {"pk": "edition she goes to", "invitation": "invitation"},
    "door:enter": {"code": "door's code"},
    "door:ticket": {"token": "=ABCDEFGHJKMN"},
    "door:mine": {"pk": "edition she goes to"},
    "door:renew": {"pk": "edition she goes to"},
    "door:doors": {"pk": "edition she goes to"},
    "door:take_back": {"pk": "edition she goes to", "door": "door"},
    "incidents:tell": {"pk": "edition she goes to"},
    "incidents:cover": {"pk": "edition she goes to"},
    "incidents:put_on_call": {"pk": "edition she goes to"},
    "incidents:contacts": {"pk": "edition she goes to"},
    "incidents:link": {"pk": "edition she goes to"},
    "incidents:unread": {"pk": "edition she goes to"},
    "incidents:take_off_call": {"pk": "edition she goes to", "duty": "time on call"},
    "incidents:wall": {"token": "wall"},
    "incidents:hers": {"pk": "incident report"},
    "incidents:add": {"pk": "incident report"},
    "incidents:copy": {"pk": "incident report"},
    "incidents:record": {"pk": "incident report"},
    "incidents:write": {"pk": "incident report"},
    "incidents:move": {"pk": "incident report"},
    "incidents:decide": {"pk": "incident report"},
    "incidents:agree": {"pk": "incident report"},
    "incidents:name": {"pk": "incident report"},
    "incidents:ask_in": {"pk": "incident report"},
    "incidents:step_aside": {"pk": "incident report"},
    "impact:draw": {"pk": "edition she goes to", "number": "round"},
    "impact:remind": {"pk": "edition she goes to", "number": "round"},
    "impact:answer": {"token": "page to answer on"},
    "impact:did": {"pk": "edition she goes to"},
    "impact:ask": {"pk": "edition she goes to"},
    "impact:heard": {"pk": "edition she goes to", "number": "closed round"},
    "impact:words": {"pk": "edition she goes to", "number": "closed round"},
    "impact:report": {"report": "report"},
    "impact:paper": {"report": "report"},
    "impact:review": {"report": "report"},
    "impact:publish": {"report": "report"},
    "impact:discard": {"report": "report"},
    "impact:published": {"report": "report that is out"},
    "impact:published_paper": {"report": "report that is out"},
    "impact:published_lines": {"report": "report that is out"},
    "campaigns:day": {"part": "day together"},
    "campaigns:show": {"campaign": "campaign"},
    "campaigns:file": {"campaign": "campaign", "part": "asset"},
    "campaigns:behind": {"campaign": "campaign"},
    "campaigns:add_asset": {"campaign": "campaign"},
    "campaigns:add_count": {"campaign": "campaign"},
    "campaigns:open_day": {"campaign": "campaign"},
    "campaigns:end_day": {"campaign": "campaign", "part": "day together"},
    "campaigns:take_away": {"campaign": "campaign", "kind": "=count", "part": "count"},
    "slots:check": {"platform": "=x"},
    "slots:my_tables": {"pk": "edition she goes to"},
    "slots:turn": {"pk": "edition she goes to", "part": "soapbox"},
    "slots:queue": {"pk": "edition she goes to", "part": "soapbox"},
    "slots:names": {"pk": "edition she goes to", "part": "soapbox"},
    "slots:tables": {"pk": "edition she goes to", "part": "clinic"},
    "slots:make_tables": {"pk": "edition she goes to", "part": "clinic"},
    "slots:take_table_away": {"pk": "edition she goes to", "part": "clinic", "table": "table"},
    "programme:show": {"pk": "edition"},
    "programme:look_as": {"pk": "edition", "who": "=1"},
    "programme:checklist": {"pk": "edition"},
    "programme:change": {"pk": "edition"},
    "programme:move": {"pk": "edition", "to": "=announced"},
    "programme:all_texts": {"pk": "edition"},
    "programme:texts": {"pk": "edition", "code": "=en"},
    "programme:parts": {"pk": "edition", "kind": "=sessions"},
    "programme:move_session": {"pk": "edition", "part": "session"},
    "programme:stage": {"pk": "edition", "part": "session"},
    "programme:write_agenda": {"pk": "edition"},
    "programme:feed": {"code": "=en"},
    "programme:calendar": {"code": "=en"},
    "programme:edition_calendar": {"pk": "edition", "code": "=en"},
    "programme:take_away": {"pk": "edition", "kind": "=sessions", "part": "session"},
}
ABSENT = uuid.UUID("00000000-0000-4000-8000-000000000000")


class Route(msgspec.Struct, frozen=True):
    """One pattern of the resolver: `key` is its name, and its placeholders where two share one name."""

    key: str
    name: str
    pattern: URLPattern

    @property
    def placeholders(self) -> set[str]:
        return set(self.pattern.pattern.converters)

    @property
    def has_object(self) -> bool:
        """Say whether its address names an object that is somebody's."""
        return any(not named.startswith("=") for named in NAMES.get(self.key, {}).values())

    def address(self, world: World, *, absent: bool = False) -> str:
        """Write its address with the owner's object in it, or with one that does not exist."""
        values = {
            placeholder: _value(named, world, absent=absent)
            for placeholder, named in NAMES.get(self.key, {}).items()
        }
        return reverse(self.name, kwargs=values)


def _value(named: str, world: World, *, absent: bool) -> object:
    if named.startswith("="):
        return named[1:]
    if absent:
        known = world.ids.get(named)
        return ABSENT if isinstance(known, uuid.UUID) else 9_999 if known else "no-such-token"
    return world.ids[named] if named in world.ids else world.tokens[named]


def routes() -> list[Route]:
    """Walk the resolver; a name that is there twice is told apart by its last placeholder."""
    found: dict[str, Route] = {}
    for name, pattern in _walk(get_resolver(), ""):
        last = list(pattern.pattern.converters)[-1:]
        key = f"{name}/{last[0]}" if name in found and last else name
        found[key] = Route(key, name, pattern)
    return sorted(found.values(), key=lambda route: route.key)


def _walk(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", one


def undescribed() -> Mapping[str, set[str]]:
    """Name the routes whose placeholders NAMES does not know, and the entries without a route."""
    known = {route.key: route.placeholders for route in routes() if route.placeholders}
    return {
        key: known.get(key, set()) ^ set(NAMES.get(key, {}))
        for key in known.keys() | NAMES.keys()
        if known.get(key, set()) != set(NAMES.get(key, {}))
    }
