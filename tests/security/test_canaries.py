"""What was said to her comes out where it is meant to be read, folded, and nowhere else.

Not in a title, an address, a header, a notice, a mail, a job, the trail, a log or an error page (rules of care 2 and
7, R4, R8, G10, G19), and in workshop mode on no page at all.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile, is_zipfile

import httpx2
import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from fuerza.connections.models import Connection
from fuerza.core import http, worker
from fuerza.core.logs import NothingPersonal
from fuerza.core.models import AuditEntry, Job
from fuerza.crisis import services as crisis
from fuerza.crisis.models import Crisis
from fuerza.desk import services as desk
from fuerza.people.models import Notice, Person
from fuerza.sorting.forms import RuleForm
from safeguard.records import Page
from tests.fuerza.crisis.test_alarming import Browser
from tests.security.addresses import routes
from tests.security.asking import ask, drained
from tests.security.canaries import SAID, SECRET, found_in
from tests.security.world import World, browser, picture, post, score, table

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LISTED = {"text", "handle", "author name", "place"}
KEPT = {"kept text", "handle", "author name"}
# Which page shows what, and to whom; all others show nothing.
SEEN = {"address", "seen by", "seen link", "seen text", "seen where"}
IN_CASE = KEPT | {"case title", "incident"}
ASKED = {"asks as", "what she answers", "what she asks"}
COMES = {
    "apart:mine": {"not to meet", "not to meet because"},
    "apart:talk": {"how to reach"},
    "apart:told": {"objection", "told why"},
    "vetting:ask": {"what she asks"},
    "vetting:mine": ASKED,
    "vetting:vouch": {"asks as"},  # her own words stand in the field, which a wrong sending empties
    "attendance:answer": {"why invited"},
    "attendance:mine": {"badge", "district", "name in papers", "need", "number on call"},
    "attendance:place": {"arrival", "district", "exact place", "number on the way"},
    "campaigns:day": {"joined handle"},
    "slots:turn": {"turn"},
}
SHOWN = {
    "owner, unlocked": COMES
    | {
        "cases:all": {"case title"},
        "cases:case": IN_CASE | {"alias", "case note", "seen by", "seen text", "seen where"},
        "cases:change_incident": {"case title", "incident"},
        "cases:choose": {"case title"},
        "cases:hand_over": KEPT | {"address", "author id", "post id", "raw"},  # more in its PDFs
        "cases:incident": {"case title"},
        "cases:pack": KEPT | {"address", "author id", "pack answer", "post id"},
        "cases:paper": (IN_CASE | SEEN) - {"author name"},
        "cases:same": {"case title", "handle", "seen by", "seen where"},
        "cases:send": KEPT | {"address", "author id", "pack answer", "post id"},
        "cases:sheet": (IN_CASE | SEEN) - {"author name", "case title"},
        "connections:by_hand": {"address", "handle"},
        "connections:lists": {"her handle", "list name"},
        "connections:open": {"her handle"},
        "connections:review": {"handle"},
        "connections:show": {"her handle"},
        "connections:silenced": {"gathered handle", "list name"},
        "connections:take_along": {"gathered handle"},
        "crisis:alarm": {"alarm's words"},
        "crisis:change_plan": {"plan"},
        "crisis:check_up": {"her handle"},
        "crisis:on": {"her handle"},
        "crisis:plan": {"plan"},
        "crisis:switch": {"her handle"},
        "desk:author": LISTED | KEPT,
        "desk:category": LISTED,
        "desk:category/decision": KEPT,
        "desk:check": {"file handle", "file kind", "file platform", "file text"},
        "desk:group": LISTED,
        "desk:open": LISTED | {"address"},
        "desk:urgent": LISTED,
        "floods:danger": LISTED | KEPT,
        "floods:places": {"place"},
        "slots:check": {"check-up"},
        "slots:check_list": {"check-up"},
        "sorting:list": LISTED | {"list's name"},
        "sorting:lists": {"list's name"},
        "sorting:new_rule": {"handle", "kept text", "place", "seen by", "seen text", "text"},
        "sorting:rule": {"rule's account", "rule's word"},
        "sorting:rules": {"rule's account", "rule's word"},
        "incidents:copy": {"what she reported"},
        "incidents:hers": {"what she reported"},
        "helping:answer": {"question"},
        "helping:call": {"asking", "debrief"},
        "helping:draft": {"prepared note"},
        "vault:open": KEPT | {"address", "author id"},
        "vault:export": KEPT
        | {"address", "author id", "picture name", "post id", "raw"}
        | {"seen by", "seen link", "seen text", "seen where"}
        | {"text"},  # of what a helper proposed to block
    },
    "owner, locked": COMES
    | {
        "connections:lists": {"her handle"},
        "connections:open": {"her handle"},
        "connections:show": {"her handle"},
        "crisis:alarm": {"alarm's words"},
        "crisis:check_up": {"her handle"},
        "crisis:on": {"her handle"},
        "crisis:switch": {"her handle"},
    },
    "owner, workshop": COMES  # no word of anybody else's
    | {
        "crisis:alarm": {"alarm's words"},
        "slots:check": {"check-up"},
        "slots:check_list": {"check-up"},
    },
    "helper, unlocked": {
        "vetting:mine": ASKED,
        "attendance:answer": {"why invited"},
        "desk:author": LISTED,
        "desk:category": LISTED,
        "desk:group": LISTED,
        "desk:open": LISTED | {"address"},
        "desk:urgent": LISTED,
        "floods:danger": LISTED,
        "helping:queue": {"answer", "question"},
    },
    "helper, locked": {"attendance:answer": {"why invited"}, "vetting:mine": ASKED},
}
FILES = {
    "incidents:copy",
    "cases:hand_over",
    "cases:sheet",
    "vault:export",
    "site:export",
}  # handed to her as a file, which opens on no projector


@pytest.mark.parametrize("who", SHOWN)
def test_what_was_said_is_on_the_pages_that_show_it_and_on_no_other(world: World, who: str) -> None:
    role, state = who.split(", ")
    Person.objects.filter(pk=world.owner.pk).update(is_workshop=state == "workshop")
    client = browser(world, role, is_open=state != "locked")

    found = {
        route.key: words
        for route in routes()
        for verb in ("get", "post")
        for answer in [ask(client, verb, route, world)]
        if (words := found_in(answer.body)) and (state != "workshop" or route.key not in FILES)
    }

    assert found == SHOWN[who]


class Unfolded(HTMLParser):
    """Gathers the text of a page that stands outside closed folds."""

    def __init__(self) -> None:
        super().__init__()
        self.folds: list[bool] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "details":
            self.folds.append("open" not in dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self.folds.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.folds):
            self.text.append(data)


@pytest.mark.parametrize(
    "address",
    [
        "/d/in/T1/",
        "/d/in/T1/kept/",
        "/d/g/{group}/",
        "/d/a/{mention}/",
        "/d/{mention}/",
        "/d/{kept_mention}/",
        "/d/import/{import}/",
        "/d/s/v/{saved_view}/",
        "/k/{exhibit}/",
        "/f/to/{pack}/",
        "/f/to/{pack}/go/",
    ],
)
def test_a_text_stays_folded_until_she_opens_it(world: World, address: str) -> None:
    ids = {name.replace(" ", "_"): pk for name, pk in world.ids.items()}
    reply = browser(world, "owner", is_open=True).get(address.format(**ids))
    page = Unfolded()

    page.feed(reply.text)

    said = {"text", "kept text", "seen text", "file text"}
    assert (len(found_in(reply.text) & said) > 0, found_in("".join(page.text)) & said) == (
        True,
        set(),
    )


@contextmanager
def logged() -> Iterator[StringIO]:
    """Gather what the site's own handlers write, at the finest level of ours."""
    out = StringIO()
    ours = logging.getLogger("fuerza")
    handlers = [
        handler
        for name in ("", "django")
        for handler in logging.getLogger(name).handlers
        if isinstance(handler, logging.StreamHandler)
        and any(isinstance(each, NothingPersonal) for each in handler.filters)
    ]
    assert len(handlers) == 2
    before = [handler.setStream(out) for handler in handlers]
    ours.setLevel(logging.DEBUG)
    try:
        yield out
    finally:
        ours.setLevel(logging.NOTSET)
        for handler, stream in zip(handlers, before, strict=True):
            handler.setStream(stream)


def live(world: World, client: Client) -> Iterator[Any]:
    """Do everything a desk is for, and everything that goes wrong; give each answer."""
    pk, at = world.ids["mention"], {"desk": "own"}
    for act in ("fine", "hidden", "kept"):
        yield client.post(f"/d/{pk}/do/", at | {"act": act})
    yield client.get(f"/d/{world.ids['another mention']}/")
    yield client.post(
        f"/d/{world.ids['another mention']}/report/",
        at | {"label": "T1", "note": SAID["report note"], "sure": "on"},
    )
    yield client.post(
        "/d/do/", at | {"of": f"g:{world.ids['group']}", "which": "all", "act": "muted"}
    )
    yield client.post(
        "/d/do/",
        at | {"of": f"g:{world.ids['group']}", "which": "all", "act": "muted", "sure": "on"},
    )
    yield client.post(f"/d/undo/{world.ids['entry']}/", at)
    seen = {
        "young": "no",
        "text": SAID["seen text"],
        "platform": SAID["seen where"],
        "who": SAID["seen by"],
    }
    upload = SimpleUploadedFile(f"{SAID['picture name']}.png", picture())
    yield client.post("/d/seen/", at | seen | {"picture": upload})
    yield client.post("/d/seen/", at | seen | {"link": f"not-a-link {SAID['seen link']}"})
    yield client.post("/d/seen/", at | seen | {"young": "yes"})
    yield from bringing(world, client)
    yield from sorting(world, client)
    yield client.post("/k/zip/", {"act": "all"})
    yield from reporting(world, client)
    yield from gathering(world, client)
    yield from alarmed(world, client)
    yield client.post("/r/copy/", {})
    yield from linking(world, client)
    yield client.get(f"/{SAID['text']}/")
    yield client.get("/d/in/T1/", {"after": SAID["text"]})
    for _ in range(20):
        if not worker.run_due(20, clock=timezone.now):
            break
    yield client.get("/")


def bringing(world: World, client: Client) -> Iterator[Any]:
    """Bring a file that is none, one with a row that is wrong, and take in the one that waits."""
    at = {"desk": "own"}
    yield from locking(client)
    broken = SimpleUploadedFile(
        f"{SAID['file text']}.csv", f"{SAID['file text']},x\n1,2\n".encode()
    )
    yield client.post("/d/import/", at | {"file": broken, "zone": "", "mine": SAID["her handle"]})
    half = b"".join([*table(), f"x,2,,{SAID['file handle']},{SAID['file text']},never,\n".encode()])
    file = SimpleUploadedFile(f"{SAID['file text']}.csv", half)
    yield client.post("/d/import/", at | {"file": file, "zone": "", "mine": ""})
    yield client.post(f"/d/import/{world.ids['import']}/", at | {"act": "take"})


def sorting(world: World, client: Client) -> Iterator[Any]:
    """Correct, search, try and make a rule, look through what waits with it, name a list; and get each wrong."""
    at = {"desk": "own"}
    yield client.post("/d/s/put/", at | {"mention": SAID["text"], "label": "A1"})
    yield client.post("/d/s/put/", at | {"of": f"g:{world.ids['group']}", "label": "A1"})
    yield client.post("/d/s/f/", at | {"words": f"{SAID['sought']} {SAID['text']}"})
    yield client.get("/d/s/f/")
    yield client.post("/d/s/f/", at | {"words": SAID["sought"] * 300})
    yield client.post("/d/s/r/new/", at | {"words": SAID["rule's word"], "act": "try"})
    form = RuleForm({"words": SAID["rule's word"]})
    made = {
        "words": SAID["rule's word"],
        "act": "make",
        "tried": form.mark() if form.is_valid() else "",
    }
    yield client.post("/d/s/r/new/", at | made)
    yield client.post("/d/s/r/new/", at | {"accounts": SAID["rule's account"], "ends": "never"})
    yield client.post(f"/d/s/r/{world.ids['rule']}/", at | {"act": "look"})
    yield client.post("/d/s/v/", at | {"name": SAID["list's name"], "decision": "waiting"})
    yield client.post("/d/s/v/", at | {"name": SAID["list's name"] * 9, "decision": "none"})


def reporting(world: World, client: Client) -> Iterator[Any]:
    """Say where she is, fill a report, send it, hand it over, and note what came back."""
    pack, number = world.ids["pack"], {"number": SAID["pack note"], "sure": "on"}
    yield client.post("/f/at/", {"place": "FR"})
    yield client.post(f"/f/{world.ids['case']}/to/", {"route": SAID["pack answer"]})
    yield client.post(f"/f/to/{pack}/", {"what_happened": SAID["pack answer"] * 1_000})
    yield client.post(f"/f/to/{pack}/", {"what_happened": SAID["pack answer"]})
    yield client.post(f"/f/to/{pack}/go/", number)
    yield client.post(f"/f/to/{pack}/zip/", {})
    yield client.post(f"/f/to/{pack}/log/", {"verb": "answered", "note": SAID["pack note"]})


def locking(client: Client) -> Iterator[Any]:
    """Set a lock of her own, once wrong: without it nothing is imported or linked where others have a desk too."""
    page = client.get("/k/own/")
    yield page
    code = re.findall(r"<code>([0-9A-Z-]{34})</code>", page.text)[0]
    said = {"passphrase": SAID["passphrase"], "code": code, "last": code[-4:]}
    yield client.post("/k/own/", said | {"again": SAID["text"]})
    yield client.post("/k/own/", said | {"again": SAID["passphrase"]})


def gathering(world: World, client: Client) -> Iterator[Any]:
    """Write into a case, take it away on paper, name a place, see to a danger; and get some of it wrong."""
    at, case = {"desk": "own"}, f"/f/{world.ids['case']}"
    since = f"{timezone.now() - timedelta(days=30):%Y-%m-%d}"
    yield client.post("/f/least/", at)
    yield client.post("/f/least/", at | {"since": since})
    yield client.post(f"{case}/note/", at | {"text": SAID["case note"]})
    yield client.post(f"{case}/note/", at | {"text": ""})
    what = {"what": SAID["incident"], "exactness": "around", "zone": "UTC"}
    yield client.post(f"{case}/log/", at | what | {"when": "2026-11-01T10:00"})
    yield client.post(f"{case}/log/", at | {"what": SAID["incident"], "when": SAID["text"]})
    yield client.post(f"{case}/same/", at | {"reason": SAID["alias"], "handle": SAID["alias"]})
    yield client.get(f"{case}/paper/")
    yield client.get(f"{case}/sheet/")
    yield client.post("/d/q/w/", at | {"kind": "address", "text": f"{SAID['place']} road 9"})
    yield client.post("/d/q/w/", at | {"kind": "address", "text": SAID["place"]})
    yield client.post(f"/d/q/u/{world.ids['danger']}/seen/", at | {"seen": "yes"})


def alarmed(world: World, client: Client) -> Iterator[Any]:
    """Write a plan, have an alarm go out, tighten, have more come in, and end it; get some wrong."""
    at = {"desk": "own"}
    yield client.post("/d/c/p/change/", at | {"note": SAID["plan"], "name_1": SAID["plan"]})
    alarm = at | {"is_on": "on", "by_mail": "on", "by_push": "on", "minutes": "60"}
    yield client.post("/d/c/a/", alarm | {"line": SAID["alarm's words"] * 9})
    yield client.post("/d/c/a/", alarm | {"line": ""})
    yield client.post("/d/c/a/try/", at)
    yield client.post("/d/c/on/", at | {"who": SAID["text"], "words": SAID["plan"], "days": "7"})
    yield client.post("/d/c/on/", at | {"who": "known", "words": SAID["plan"], "days": "7"})
    now = timezone.now()
    more = post(90, f"{SAID['text']}, {SAID['place']} street 12", now)
    desk.take_in(
        origin=Connection.objects.get(pk=world.ids["connection"]),
        page=Page(posts=(more,), cursor="later"),
        scores=score([more.text]),
        now=now,
    )
    yield client.get("/d/")
    yield client.post("/d/c/go/", at)
    yield client.post("/d/c/off/", at)


def helped(world: World, helper: Client, hers: Client) -> Iterator[Any]:
    """Unfold, ask, prepare, hide and propose as a helper does; have her answer; and get some wrong."""
    at, own = {"desk": str(world.ids["grant of helper"])}, {"desk": "own"}
    pk, question = world.ids["mention"], world.ids["question"]
    yield helper.post(f"/d/{pk}/", at)
    yield helper.post(f"/d/h/ask/{pk}/", at | {"note": SAID["question"]})
    yield helper.post(f"/d/h/ask/{pk}/", at | {"note": SAID["question"] * 300})
    yield helper.post(f"/d/h/for/{pk}/", at | {"label": "T1", "note": SAID["prepared note"]})
    yield helper.post(f"/d/h/for/{pk}/", at | {"label": SAID["text"]})
    yield helper.post(f"/d/{pk}/do/", at | {"act": "hidden"})
    yield helper.post(f"/d/{pk}/do/", at | {"act": "blocked", "sure": "on"})
    yield hers.post(f"/d/h/asked/{question}/", own | {"text": SAID["answer"]})
    yield hers.post(f"/d/h/asked/{question}/", own | {"text": SAID["answer"] * 300})
    yield hers.post(f"/d/h/asked/for/{world.ids['draft']}/away/", own)


def linking(world: World, client: Client) -> Iterator[Any]:
    """Link an account in each way, come back with a wrong answer, let it act, and end it."""
    linked, handle = world.ids["linked"], {"where": f"{SAID['her handle']}.social.example"}
    yield client.post("/l/new/n2/p/", handle | {"password": SECRET["app password"]})
    yield client.post("/l/new/n2/p/", handle | {"password": "right"})
    yield client.post("/l/new/n2/", handle)
    yield client.get("/l/back/", {"state": "no such", "code": SECRET["token"]})
    yield client.post(f"/l/{linked}/more/", {})
    yield client.post(f"/l/{linked}/pause/", {})
    yield client.post(f"/l/{linked}/on/", {})
    yield client.post(f"/l/{linked}/end/", {})


def walked(client: Client, world: World) -> Iterator[Any]:
    """Look at every page as somebody who stays signed in."""
    for route in routes():
        if route.key != "account_logout":
            yield client.get(route.address(world))


def places(number: int, reply: Any) -> dict[str, str]:
    """Name what of an answer is not meant to hold a text: all but what stands on the page or in a file."""
    is_file = reply.streaming or "Content-Disposition" in reply
    whole = drained(reply) if is_file else b""
    body = "" if is_file else reply.text
    return {
        f"{number} headers": repr(list(reply.items())),
        f"{number} title": "".join(re.findall(r"<title>(.*?)</title>", body, re.DOTALL)),
        f"{number} our addresses": repr(re.findall(r'(?:href|action|src)="(/[^"]*)"', body)),
        f"{number} files": names_in(whole),
        f"{number} notices": repr([str(each) for each in get_messages(reply.wsgi_request)]),
    }


def names_in(whole: bytes) -> str:
    """Name the files in what was handed out, where it is a package."""
    if not is_zipfile(BytesIO(whole)):
        return ""
    with ZipFile(BytesIO(whole)) as package:
        return repr(package.namelist())


@pytest.fixture
def pushed(monkeypatch: pytest.MonkeyPatch, world: World) -> Browser:
    """Let a browser of hers take alarms, with the push service behind it in the place of the network."""
    made = Browser()
    monkeypatch.setattr(
        http, "client", lambda **_options: httpx2.Client(transport=httpx2.MockTransport(made))
    )
    crisis.listen(
        person=world.owner,
        subscription=made.subscription,
        user_agent="Firefox/1 Android",
        now=timezone.now(),
    )
    return made


def test_nothing_said_to_her_is_in_any_other_place(world: World, pushed: Browser) -> None:
    client = browser(world, "owner", is_open=True)
    helper = browser(world, "helper", is_open=True)
    statuses: list[int] = []
    ways: set[str] = set()
    told: dict[str, str] = {}

    with logged() as lines:
        for number, reply in enumerate(
            [*helped(world, helper, client), *live(world, client), *walked(helper, world)]
        ):
            statuses.append(reply.status_code)
            if reply.request["REQUEST_METHOD"] == "POST":
                ways.add(reply.headers.get("Location", ""))
            told |= places(number, reply)
    told["log"] = lines.getvalue()
    heard = [request for request in pushed.sent if str(request.url).endswith("/abc")]
    told["pushes"] = repr([pushed.opened(request.content) for request in heard])
    told["push headers"] = repr([dict(request.headers) for request in pushed.sent])
    told["mails"] = repr([message.message().as_string() for message in mail.outbox])
    for model in (Job, AuditEntry, Notice):
        told[model.__name__] = repr(list(model._default_manager.values_list()))
    told["sessions"] = repr([dict(client.session), dict(helper.session)])

    known = {
        "mails": {"asked from", "invited address"}
    }  # whom a link goes to, and nothing else of it
    assert {place: words for place, text in told.items() if (words := found_in(text))} == known
    assert (statuses.count(302) > 8, 500 in statuses, len(mail.outbox) > 0) == (True, False, True)
    assert "/k/own/" not in ways  # nothing stopped for want of a lock of her own
    assert (len(heard) > 0, Crisis.objects.get().off_at is not None) == (True, True)
    assert any("manifest-sha256.txt" in names for names in told.values())
    assert {"desk.alarm", "desk.import", "desk.find", "core.send_mail"} <= set(
        Job.objects.filter(state="done").values_list("name", flat=True)
    )


@pytest.mark.parametrize("status", [400, 403, 404, 500])
@pytest.mark.parametrize("role", ["anon", "owner"])
def test_what_breaks_tells_no_word_of_it(
    world: World, settings: Settings, status: int, role: str
) -> None:
    client = browser(world, role, is_open=role == "owner")
    client.raise_request_exception = False
    settings.ROOT_URLCONF = "tests.security.breaking"

    with logged() as lines:
        reply = client.post(
            f"/{status}/?q={SAID['handle']}",
            {"text": SAID["text"]},
            headers={"referer": f"http://testserver/{SAID['address']}"},
        )

    answered = 404 if status == 403 else status
    assert (reply.status_code, found_in(reply.content), found_in(repr(reply.items()))) == (
        answered,
        set(),
        set(),
    )
    assert (found_in(lines.getvalue()), "ValueError" in lines.getvalue()) == (set(), status == 500)
