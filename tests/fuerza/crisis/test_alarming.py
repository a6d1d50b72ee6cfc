"""The alarm: when it goes out, in which words, on which ways, and what is said of it."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any, NoReturn

import httpx2
import msgspec
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from fuerza.connections.models import Connection
from fuerza.connections.services import link
from fuerza.core import hooks, http, jobs
from fuerza.core.models import Job
from fuerza.crisis import queries, services
from fuerza.crisis.models import Alarm, Listening
from fuerza.desk import services as desk
from fuerza.desk.models import Mention, PileOn
from fuerza.people.models import Person
from safeguard.push import Subscription
from safeguard.records import Page
from tests.fuerza.acts.acting_double import Clock
from tests.fuerza.acts.conftest import work
from tests.fuerza.connections.conftest import text_of
from tests.fuerza.crisis.conftest import NOW
from tests.fuerza.crisis.test_pages import words_of
from tests.fuerza.crisis.test_switching import a_flood
from tests.fuerza.desk.conftest import post, score
from tests.security.canaries import SAID

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
CHOICE = services.Choice(
    is_on=True,
    by_mail=True,
    by_push=False,
    by_call=False,
    line="",
    minutes=60,
    quiet_from=None,
    quiet_to=None,
    wakes_for_danger=False,
)
PAGE = reverse("crisis:alarm")
ABUSE = f"i will kill you, {SAID['text']}"


class Browser:
    """A browser of hers, and the push service behind it: it opens what it is sent."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"0123456789abcdef"
        self.sent: list[httpx2.Request] = []
        self.status = 201

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request)
        return httpx2.Response(self.status)

    @property
    def subscription(self) -> Subscription:
        return Subscription(
            "https://push.example/abc", text(point(self.key.public_key())), text(self.secret)
        )

    @property
    def lines(self) -> list[str]:
        return [json.loads(self.opened(request.content))["line"] for request in self.sent]

    def opened(self, body: bytes) -> bytes:
        """Open a message as RFC 8291 says that a browser does."""
        salt, theirs, rest = body[:16], body[21:86], body[86:]
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self.key.exchange(ec.ECDH(), sender)
        info = b"WebPush: info\x00" + point(self.key.public_key()) + theirs
        secret = derived(shared, self.secret, info, 32)
        key = derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
        return AESGCM(key).decrypt(nonce, rest, None).rstrip(b"\x02")


def text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=salt, info=info).derive(secret)


@pytest.fixture
def berta(person: Person) -> Person:
    person.email = "her@b.test"
    person.save()
    return person


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, berta: Person) -> Browser:
    made = Browser()
    assert services.listen(
        person=berta, subscription=made.subscription, user_agent="Firefox/1 Android", now=NOW
    )

    def client(**_options: object) -> httpx2.Client:
        return httpx2.Client(transport=httpx2.MockTransport(made))

    monkeypatch.setattr(http, "client", client)
    return made


def chosen(person: Person, now: datetime, **fields: Any) -> Alarm:
    choice = msgspec.structs.replace(CHOICE, **fields)
    return services.set_alarm(person=person, choice=choice, now=now)


def danger(person: Person, at: datetime) -> None:
    """Let something come in that may put her in danger."""
    account = Connection.objects.first() or link(
        person=person,
        platform="bluesky",
        connector="sample",
        account="did:her",
        handle="her.example",
        now=NOW,
    )
    page = Page(posts=(post(ABUSE, at=at),))
    desk.take_in(origin=account, page=page, scores=score([ABUSE]), now=at)
    Mention.objects.update(urgency=100)


def ring(clock: Clock, seconds: float = 60) -> None:
    """Have it looked whether there is something to tell, and told."""
    clock.go_on(seconds)
    jobs.enqueue("desk.alarm", now=clock())
    work(clock, until=clock() + timedelta(seconds=30))


def mails() -> list[str]:
    return [str(mail.subject) for mail in outbox.outbox]


def test_it_is_off_until_she_switches_it_on(berta: Person, clock: Clock) -> None:
    danger(berta, clock())
    ring(clock)

    assert (mails(), queries.alarm_of(berta).is_on) == ([], False)


def test_danger_is_told_once_and_not_what_came_before_it_was_on(
    berta: Person, clock: Clock
) -> None:
    danger(berta, clock())
    clock.go_on(60)
    chosen(berta, clock())
    ring(clock)
    before = mails()
    danger(berta, clock())
    ring(clock)
    ring(clock, 2 * 3600)

    assert (before, mails()) == ([], ["You have a new note."])


def test_a_flood_is_told_when_it_begins_and_once(berta: Person, clock: Clock) -> None:
    chosen(berta, clock())
    flood = a_flood(berta)
    PileOn.objects.filter(pk=flood.pk).update(began_at=clock() + timedelta(seconds=1))
    ring(clock)
    ring(clock, 2 * 3600)

    assert (len(mails()), Alarm.objects.get().told_flood) == (1, flood.pk)


def test_no_word_of_what_came_in_goes_out_on_any_way(
    berta: Person, browser: Browser, clock: Clock
) -> None:
    chosen(berta, clock(), by_push=True)
    danger(berta, clock() + timedelta(seconds=1))
    ring(clock)

    [mail] = outbox.outbox
    [request] = browser.sent
    sent = str(mail.message()) + str(request.headers) + browser.opened(request.content).decode()
    assert [word in sent.casefold() for word in ("kill", SAID["text"], "threat", "danger")] == [
        False
    ] * 4
    assert browser.lines == ["You have a new note."]


def test_it_speaks_in_her_own_words_and_says_how_it_went(
    berta: Person, browser: Browser, clock: Clock, hers: Client
) -> None:
    chosen(berta, clock(), by_push=True, line="Call the dentist")
    danger(berta, clock() + timedelta(seconds=1))
    ring(clock)

    page = words_of(text_of(hers, PAGE))
    assert (mails(), browser.lines) == (["Call the dentist"], ["Call the dentist"])
    assert "Mail · sent Browsers · sent" in page
    [request] = browser.sent
    assert (request.headers["ttl"], request.headers["urgency"]) == ("3600", "high")
    assert request.headers["authorization"].startswith("vapid t=")


def test_there_is_no_second_one_too_soon(berta: Person, clock: Clock) -> None:
    chosen(berta, clock(), minutes=30)
    for _ in range(4):
        danger(berta, clock() + timedelta(seconds=1))
        ring(clock, 11 * 60)

    assert len(mails()) == 2


@pytest.mark.parametrize(
    ("quiet", "is_told"),
    [((22, 7), False), ((2, 5), False), ((5, 22), True), ((None, None), True)],
)
def test_in_her_quiet_hours_it_waits_until_they_are_over(
    berta: Person, clock: Clock, quiet: tuple[int | None, int | None], is_told: bool
) -> None:
    clock.now = clock().replace(hour=2, minute=30)  # in Bogota, where she is
    clock.go_on(5 * 3600)
    Person.objects.update(zone="America/Bogota")
    chosen(berta, clock(), quiet_from=quiet[0], quiet_to=quiet[1])
    danger(berta, clock() + timedelta(seconds=1))
    ring(clock)
    at_night = len(mails())
    ring(clock, 6 * 3600)

    assert (at_night == 1, len(mails())) == (is_told, 1)


def test_danger_may_wake_her_where_she_said_so(berta: Person, clock: Clock) -> None:
    clock.now = clock().replace(hour=23)
    chosen(berta, clock(), quiet_from=22, quiet_to=7, wakes_for_danger=True)
    PileOn.objects.filter(pk=a_flood(berta).pk).update(began_at=clock() + timedelta(seconds=1))
    ring(clock)
    for_the_flood = len(mails())
    danger(berta, clock())
    ring(clock)

    assert (for_the_flood, len(mails())) == (0, 1)


def test_where_no_way_works_it_is_tried_again_and_the_page_says_so(
    berta: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch, hers: Client
) -> None:
    def refuse(*_args: object) -> NoReturn:
        raise OSError

    chosen(berta, clock())
    danger(berta, clock() + timedelta(seconds=1))
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        ring(clock)
    page = words_of(text_of(hers, PAGE))
    work(clock, until=clock() + timedelta(hours=1))

    assert ("Mail · could not be sent" in page, mails()) == (True, ["You have a new note."])


def test_without_an_address_or_a_browser_there_is_nobody_to_send_it_to(
    person: Person, clock: Clock, hers: Client
) -> None:
    chosen(person, clock(), by_push=True)
    hers.post(reverse("crisis:try_out"), {"desk": "own"})
    work(clock, until=clock() + timedelta(minutes=1))

    page = words_of(text_of(hers, PAGE))
    assert "Mail · there was nobody to send it to Browsers · there was nobody to send it to" in page


def test_a_trial_goes_out_at_any_hour_and_does_not_count_as_one(
    berta: Person, clock: Clock
) -> None:
    alarm = chosen(berta, clock(), quiet_from=0, quiet_to=23)
    services.try_out(person=berta, now=clock())
    work(clock, until=clock() + timedelta(minutes=1))

    alarm.refresh_from_db()
    assert (len(mails()), alarm.sent_at, alarm.mail_went) == (1, None, "sent")


@pytest.mark.parametrize(("status", "left"), [(410, 0), (404, 0), (500, 1), (429, 1)])
def test_a_browser_that_is_gone_is_forgotten_and_one_that_fails_is_not(
    berta: Person, browser: Browser, clock: Clock, status: int, left: int
) -> None:
    browser.status = status
    chosen(berta, clock(), by_mail=False, by_push=True)
    services.try_out(person=berta, now=clock())
    work(clock, until=clock() + timedelta(minutes=1))

    assert (Listening.objects.count(), Alarm.objects.get().push_went) == (left, "failed")


def test_a_push_service_that_does_not_answer_is_said(
    berta: Person, browser: Browser, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_self: Browser, request: httpx2.Request) -> NoReturn:
        raise httpx2.ConnectError("no", request=request)

    monkeypatch.setattr(Browser, "__call__", nobody)
    chosen(berta, clock(), by_mail=False, by_push=True)
    services.try_out(person=berta, now=clock())
    work(clock, until=clock() + timedelta(minutes=1))

    assert (browser.sent, Alarm.objects.get().push_went) == ([], "failed")


def test_nothing_on_or_near_this_machine_is_ever_pushed_to(berta: Person, clock: Clock) -> None:
    near = msgspec.structs.replace(Browser().subscription, endpoint="https://localhost/abc")
    services.listen(person=berta, subscription=near, user_agent="", now=clock())
    chosen(berta, clock(), by_mail=False, by_push=True)
    services.try_out(person=berta, now=clock())
    work(clock, until=clock() + timedelta(minutes=1))

    assert Alarm.objects.get().push_went == "failed"


@pytest.mark.parametrize("is_there", [True, False])
def test_the_adviser_on_duty_is_asked_by_name(
    berta: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    monkeypatch.setitem(
        hooks._registered["advisers"], "test", lambda _who, *, now: is_there and now
    )
    chosen(berta, clock(), by_mail=False, by_call=True)
    services.try_out(person=berta, now=clock())
    work(clock, until=clock() + timedelta(minutes=1))

    assert Alarm.objects.get().call_went == ("sent" if is_there else "nowhere")


def test_what_is_over_when_its_turn_comes_is_not_told(berta: Person, clock: Clock) -> None:
    chosen(berta, clock())
    jobs.enqueue("desk.alarm", key="x", now=clock(), person=berta.pk)
    jobs.enqueue("desk.alarm", key="y", now=clock(), person=Person.objects.create_user("eve").pk)
    jobs.enqueue("desk.alarm", key="z", now=clock(), person=clock_id())
    work(clock, until=clock() + timedelta(minutes=1))

    assert (mails(), Job.objects.exclude(state="done").count()) == ([], 0)


def clock_id() -> str:
    return "00000000-0000-4000-8000-000000000000"


def test_the_newest_five_browsers_are_told_each_once(berta: Person, clock: Clock) -> None:
    made = [Browser().subscription for _ in range(6)]
    told = [
        msgspec.structs.replace(it, endpoint=f"https://push.example/{n}")
        for n, it in enumerate(made)
    ]
    for each in (*told, told[5]):
        clock.go_on(1)
        services.listen(person=berta, subscription=each, user_agent="", now=clock())

    found = [queries.subscription_of(it).endpoint for it in queries.listening_of(berta)]
    assert found == [f"https://push.example/{n}" for n in range(1, 6)]


def test_changed_by_page(berta: Person, hers: Client) -> None:
    form = {
        "desk": "own",
        "is_on": "on",
        "by_mail": "on",
        "line": "Milk",
        "minutes": "30",
        "quiet_from": "22",
        "quiet_to": "7",
    }
    odd = hers.post(PAGE, form | {"quiet_to": ""}).status_code
    kept = hers.post(PAGE, form)
    page = text_of(hers, PAGE)

    alarm = queries.alarm_of(berta)
    assert (odd, kept.headers["Location"], 'value="Milk"' in page) == (422, PAGE, True)
    assert (alarm.is_on, alarm.quiet_from, alarm.quiet_to, alarm.minutes) == (True, 22, 7, 30)
    hers.post(PAGE, form | {"line": "", "quiet_from": "", "quiet_to": ""})
    again = queries.alarm_of(berta)
    assert (again.on_at, queries.line_of(again)) == (alarm.on_at, "")


def test_a_browser_is_added_and_ended_by_page(berta: Person, hers: Client) -> None:
    made = Browser().subscription
    form = {"desk": "own"} | msgspec.structs.asdict(made)
    for odd in ({"endpoint": "http://push.example/x"}, {"auth": ""}):
        hers.post(reverse("crisis:listen"), form | odd)
    refused = words_of(text_of(hers, PAGE))

    hers.post(reverse("crisis:listen"), form, headers={"User-Agent": "Firefox/1 Android"})
    page = words_of(text_of(hers, PAGE))
    [row] = queries.listening_of(berta)
    hers.post(reverse("crisis:stop_listening", args=[row.pk]), {"desk": "own"})

    assert "This browser gave nothing that an alarm could be sent to." in refused
    assert ("Firefox · Android" in page, Listening.objects.count()) == (True, 0)


def test_the_page_says_what_it_cannot_do_and_what_was_looked_at(hers: Client) -> None:
    page = words_of(text_of(hers, PAGE))

    assert "It is off." in page
    assert "A laptop that is off, asleep or offline reads nothing and tells nothing." in page
    assert "No account is connected" in page
