"""Pictures come by her word alone, through the safe way out, beside what was kept; one of a minor never."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from fuerza.core import http, worker
from fuerza.core.http import Guard, Transport
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry, Job, SealedKey
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.models import CaseKey, Exhibit, Fetching
from fuerza.vault.privacy import export as her_copy
from fuerza.vault.services import (
    ShowsAMinor,
    ask_for_pictures,
    erase,
    fetching,
    hold,
    join,
    keep,
    leave,
    log,
    never_fetch,
    new_case_key,
)
from fuerza.vault.services.log_checks import Check
from safeguard.evidence import read_record
from safeguard.records import Post
from tests.fuerza.core.test_http import Lookups, Wire
from tests.fuerza.vault.samples import NOW, keepable, picture
from tests.fuerza.vault.test_exporting import exported, unzipped

WHERE = ("https://pictures.example/secret-1", "https://pictures.example/secret-2")
PNG = picture()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
Answering = Callable[[httpx2.Request], httpx2.Response]


def shown(*addresses: str, text: str = "look", method: Any = "api") -> Any:
    item = keepable(text=text)
    return msgspec.structs.replace(
        item,
        post=msgspec.structs.replace(item.post, media=addresses),
        capture=msgspec.structs.replace(item.capture, method=method),
    )


@pytest.fixture
def exhibit(amal: Person) -> Exhibit:
    return keep(person=amal, items=[shown(*WHERE)], by=amal, now=NOW)[0]


def asked(exhibit: Exhibit, *, media: tuple[str, ...] = WHERE) -> bool:
    post: Post = shown(*media).post
    return ask_for_pictures(exhibit=exhibit, post=post, by=exhibit.person, now=NOW)


def ran(exhibit: Exhibit, answer: Answering, *, at: datetime = NOW) -> datetime | None:
    with httpx2.Client(transport=httpx2.MockTransport(answer)) as reach:
        return fetching.fetch_pictures(exhibit.pk, reach=reach, clock=lambda: at, beat=lambda: None)


def gives(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, content=PNG)


def away(_request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("no route")


def untouched(_request: httpx2.Request) -> httpx2.Response:
    raise AssertionError("something was asked for")


def told(exhibit: Exhibit) -> tuple[str, int, list[str], bytes]:
    row = Fetching.objects.get(exhibit=exhibit)
    return row.state, row.got, row.left, bytes(row.sealed)


def test_they_are_kept_beside_it_with_what_was_asked_and_what_came(
    amal: Person, opened: Opened, exhibit: Exhibit
) -> None:
    assert asked(exhibit)

    again = ran(exhibit, gives)

    [beside] = exhibit.pictures.all()
    body = queries.body_of(beside, opened=opened)
    assert again is None
    assert body
    record = read_record(body.record)
    digest = hashlib.sha256(PNG).hexdigest()
    assert (record.identity.type, record.source.native_id, record.content.text) == (
        "media",
        "at://example/1",
        "",
    )
    assert [(each.name, each.media_type, each.sha256) for each in record.integrity.files[1:]] == [
        (where, "image/png", digest) for where in WHERE
    ]
    assert [each.body for each in body.media] == [PNG, PNG]
    answers = json.loads(body.raw)
    assert [(each["address"], each["http_status"], each["sha256"]) for each in answers] == [
        (where, 200, digest) for where in WHERE
    ]
    assert (beside.number, beside.case_key_id, beside.person) == (2, exhibit.case_key_id, amal)
    assert [(line.verb, line.actor) for line in beside.custody.all()] == [("captured", None)]
    assert told(exhibit) == ("done", 2, [], b"")
    assert log.size() == 2
    assert Check().run() == []


def test_where_they_lie_waits_sealed_and_in_no_job(exhibit: Exhibit) -> None:
    asked(exhibit)

    waiting = bytes(Fetching.objects.get().sealed) + repr(list(Job.objects.values())).encode()
    assert b"secret" not in waiting
    assert b"loud" not in waiting
    assert Job.objects.get(name="vault.pictures").ids == {"exhibit": str(exhibit.pk)}


def test_it_is_asked_for_once_and_only_what_came_from_a_network(
    amal: Person, exhibit: Exhibit
) -> None:
    items = [shown(*WHERE, method="file"), shown()]
    of_a_file, without = keep(person=amal, items=items, by=amal, now=NOW)

    found = [
        asked(exhibit),
        asked(exhibit),
        asked(of_a_file),
        asked(without, media=()),
    ]
    ran(exhibit, gives)

    assert found == [True, False, False, False]
    assert (asked(exhibit), asked(exhibit.pictures.get())) == (False, False)
    assert AuditEntry.objects.filter(verb="vault.asked_for_pictures").count() == 1


def test_a_server_that_is_away_is_asked_again_ever_later_and_then_no_more(exhibit: Exhibit) -> None:
    asked(exhibit)

    waits = [ran(exhibit, away) for _ in range(fetching.MOST_TRIES)]

    minutes = [5, 10, 20, 40, 80, 160]
    assert waits == [*(NOW + timedelta(minutes=each) for each in minutes), None]
    assert told(exhibit) == ("done", 0, ["unreachable", "unreachable"], b"")
    assert not exhibit.pictures.exists()


def test_what_came_to_nothing_may_be_asked_for_again(exhibit: Exhibit) -> None:
    asked(exhibit)
    for _ in range(fetching.MOST_TRIES):
        ran(exhibit, away)

    again = asked(exhibit)
    ran(exhibit, gives)

    assert again
    assert told(exhibit) == ("done", 2, [], b"")


def test_what_is_away_does_not_keep_the_others_back_for_good(exhibit: Exhibit) -> None:
    def half(request: httpx2.Request) -> httpx2.Response:
        return gives(request) if request.url.path.endswith("1") else away(request)

    asked(exhibit)
    for _ in range(fetching.MOST_TRIES):
        ran(exhibit, half)

    assert told(exhibit) == ("done", 1, ["unreachable"], b"")
    assert exhibit.pictures.count() == 1


def test_what_is_no_picture_is_left_and_said(exhibit: Exhibit, opened: Opened) -> None:
    def scripted(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("1"):
            return httpx2.Response(200, headers={"Content-Type": "image/svg+xml"}, content=SVG)
        return gives(request)

    asked(exhibit)
    ran(exhibit, scripted)

    body = queries.body_of(exhibit.pictures.get(), opened=opened)
    assert told(exhibit) == ("done", 1, ["wrong_kind"], b"")
    assert body
    assert b"script" not in msgspec.msgpack.encode(body)


class Endless(httpx2.SyncByteStream):
    """Never comes to an end."""

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield PNG.ljust(1_000_000, b"\0")


def test_what_never_ends_is_left(exhibit: Exhibit) -> None:
    asked(exhibit)

    ran(exhibit, lambda _: httpx2.Response(200, stream=Endless()))

    assert told(exhibit) == ("done", 0, ["too_large", "too_large"], b"")
    assert not exhibit.pictures.exists()


@pytest.mark.parametrize(
    "where", ["https://127.0.0.1/x", "https://nearby.example/x", "http://pictures.example/x"]
)
def test_an_address_that_leads_here_is_not_reached(exhibit: Exhibit, where: str) -> None:
    wire = Wire()
    asked(exhibit, media=(where,))

    guard = Guard(look_up=Lookups(["127.0.0.1"]), beneath=wire)
    with httpx2.Client(transport=Transport(guard), trust_env=False) as reach:
        again = fetching.fetch_pictures(
            exhibit.pk, reach=reach, clock=lambda: NOW, beat=lambda: None
        )

    assert (again is None, wire.reached) == (False, [])


@pytest.mark.parametrize("to", ["https://127.0.0.1/x", "http://pictures.example/", "file:///etc/x"])
def test_being_led_here_is_not_followed(exhibit: Exhibit, to: str) -> None:
    wire, met = Wire(), list[str]()

    class Leading(Transport):
        """Answers the first request as a hostile server does, and sends the others on their real way."""

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            met.append(str(request.url))
            if len(met) == 1:
                return httpx2.Response(302, headers={"Location": to})
            return super().handle_request(request)

    asked(exhibit, media=WHERE[:1])
    guard = Guard(look_up=Lookups(["127.0.0.1"]), beneath=wire)
    with httpx2.Client(transport=Leading(guard), trust_env=False) as reach:
        fetching.fetch_pictures(exhibit.pk, reach=reach, clock=lambda: NOW, beat=lambda: None)

    assert (wire.reached, exhibit.pictures.count()) == ([], 0)
    assert Fetching.objects.get().state == "waiting"


def test_the_client_says_nothing_of_who_asks() -> None:
    with fetching.client() as reach:
        assert reach.headers["User-Agent"] == "Mozilla/5.0 (compatible)"
        assert isinstance(reach, http.Client)


def test_the_job_asks_again_by_itself(exhibit: Exhibit, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([away, gives])
    monkeypatch.setattr(
        fetching, "client", lambda: httpx2.Client(transport=httpx2.MockTransport(next(answers)))
    )
    asked(exhibit, media=WHERE[:1])

    worker.run_due(clock=lambda: NOW)
    waits = Job.objects.get(name="vault.pictures", state="ready").run_at
    worker.run_due(clock=lambda: waits)

    assert waits == NOW + timedelta(minutes=5)
    assert told(exhibit) == ("done", 1, [], b"")


def test_a_full_disk_is_tried_again_and_then_said(
    exhibit: Exhibit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_options: Any) -> None:
        raise OperationalError("database or disk is full")

    asked(exhibit)
    monkeypatch.setattr("fuerza.vault.services.keeping._store", full)
    waits = [ran(exhibit, gives) for _ in range(fetching.MOST_TRIES)]

    assert waits[-2:] == [NOW + timedelta(minutes=160), None]
    assert told(exhibit) == ("done", 0, ["not_kept"], b"")
    assert SealedKey.objects.filter(owner_id=exhibit.person_id).count() == 2  # case and exhibit


def test_what_was_destroyed_meanwhile_gets_no_pictures(exhibit: Exhibit) -> None:
    def destroys(request: httpx2.Request) -> httpx2.Response:
        erase(exhibits=[exhibit], by=None, now=NOW)
        return gives(request)

    asked(exhibit)
    again = ran(exhibit, destroys)

    assert (again, Exhibit.objects.count(), Fetching.objects.count()) == (None, 1, 0)
    assert not asked(exhibit)


def test_what_she_says_meanwhile_counts(exhibit: Exhibit) -> None:
    def hears(request: httpx2.Request) -> httpx2.Response:
        never_fetch(exhibit=exhibit, by=exhibit.person, now=NOW)
        return gives(request)

    asked(exhibit)
    ran(exhibit, hears)

    assert (told(exhibit), exhibit.pictures.count()) == (("never", 0, [], b""), 0)


def test_one_who_was_erased_has_none_fetched(exhibit: Exhibit) -> None:
    asked(exhibit)
    Exhibit.objects.all().delete()

    assert ran(exhibit, untouched) is None


def test_they_are_held_destroyed_handed_over_and_copied_with_it(
    amal: Person, opened: Opened, exhibit: Exhibit, tmp_path: Path
) -> None:
    asked(exhibit)
    ran(exhibit, gives)

    folder = unzipped(exported(amal, [exhibit], opened), tmp_path)
    copied = {part.path: part.content for part in her_copy(amal, opened)}
    hold(exhibit=exhibit, now=NOW)
    held = [each.held_at for each in Exhibit.objects.all()]
    Exhibit.objects.update(held_at=None)
    erase(exhibits=[exhibit], by=amal, now=NOW)

    listed = json.loads(copied["exhibits.json"])
    assert (folder / "data/0002/media/1.png").read_bytes() == PNG
    assert copied["0002/media/2.png"] == PNG
    assert [(each["pictures_of"], (each["pictures"] or {}).get("got")) for each in listed] == [
        (1, None),
        (None, 2),
    ]
    assert held == [NOW, NOW]
    assert {each.state for each in Exhibit.objects.all()} == {"shredded"}
    ids = list(Exhibit.objects.values_list("pk", flat=True))
    assert not SealedKey.objects.filter(key_id__in=ids).exists()


def test_whoever_reads_it_in_a_case_reads_its_pictures(amal: Person, exhibit: Exhibit) -> None:
    joined = CaseKey.objects.create(person=amal, public=b"\x09" + bytes(31), made_at=NOW)
    SealedKey.objects.create(
        owner_id=amal.pk, key_id=exhibit.pk, holder_id=joined.pk, sealed=b"so it is read there"
    )
    asked(exhibit)

    ran(exhibit, gives)

    beside = exhibit.pictures.get()
    holders = SealedKey.objects.filter(key_id=beside.pk).values_list("holder_id", flat=True)
    assert set(holders) == {exhibit.case_key_id, joined.pk}


def test_pictures_that_came_before_join_a_case_and_leave_it_with_their_exhibit(
    amal: Person, opened: Opened, exhibit: Exhibit
) -> None:
    asked(exhibit)
    ran(exhibit, gives)
    both = {exhibit.pk, exhibit.pictures.get().pk}
    case_key = new_case_key(amal, now=NOW)

    joined = join(exhibits=[exhibit], case_key=case_key, opened=opened)
    held = set(SealedKey.objects.filter(holder_id=case_key.pk).values_list("key_id", flat=True))
    shut = leave(exhibits=[exhibit], case_key=case_key)

    assert (joined, held, shut) == (both, both, 2)


def test_her_word_destroys_what_is_here_even_on_hold_and_lets_none_in_again(
    amal: Person, opened: Opened, exhibit: Exhibit
) -> None:
    asked(exhibit)
    ran(exhibit, gives)
    hold(exhibit=exhibit, now=NOW)

    never_fetch(exhibit=exhibit, by=amal, now=NOW)

    beside = exhibit.pictures.get()
    exhibit.refresh_from_db()
    assert (beside.state, bytes(beside.sealed), exhibit.state, exhibit.held_at) == (
        "shredded",
        b"",
        "kept",
        NOW,
    )
    assert not asked(exhibit)
    assert ran(exhibit, untouched) is None
    assert queries.pictures_of(exhibit, opened=opened) == []


def test_what_says_so_of_itself_is_neither_kept_nor_asked_for(
    amal: Person, exhibit: Exhibit
) -> None:
    item = shown(*WHERE, text="child porn pics here")

    with pytest.raises(ShowsAMinor) as refused:
        keep(person=amal, items=[keepable(7), item], by=amal, now=NOW)
    with pytest.raises(ShowsAMinor):
        ask_for_pictures(exhibit=exhibit, post=item.post, by=amal, now=NOW)

    assert refused.value.code == "not_allowed"
    assert list(Exhibit.objects.all()) == [exhibit]
    assert not Job.objects.filter(name="vault.pictures").exists()


def page_of(browser: Client, exhibit: Exhibit, name: str = "open") -> str:
    return browser.get(reverse(f"vault:{name}", args=[exhibit.pk])).content.decode()


def choose(browser: Client, exhibit: Exhibit, wanted: str) -> Any:
    return browser.post(reverse("vault:pictures", args=[exhibit.pk]), {"pictures": wanted})


def test_the_pages_ask_say_how_far_it_is_and_show_what_came(
    unlocked: Client, exhibit: Exhibit
) -> None:
    before = page_of(unlocked, exhibit)
    question = page_of(unlocked, exhibit, "pictures")
    nothing_chosen = choose(unlocked, exhibit, "").status_code
    done = choose(unlocked, exhibit, "kept")
    waiting = page_of(unlocked, exhibit)
    ran(
        exhibit, lambda request: gives(request) if "1" in request.url.path else httpx2.Response(404)
    )
    after = page_of(unlocked, exhibit)
    beside = exhibit.pictures.get()
    drawn = unlocked.get(reverse("vault:picture", args=[beside.pk, 1]))

    assert "only their addresses were kept" in before
    assert "may see that somebody asked" in question
    assert nothing_chosen == 422
    assert (done.status_code, done["Location"]) == (302, reverse("vault:open", args=[exhibit.pk]))
    assert "are being fetched" in waiting
    assert "1 picture was fetched and kept." in after
    assert "1 was not: it is no longer there." in after
    assert reverse("vault:picture", args=[beside.pk, 1]) in after
    assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/webp")
    assert (
        "the pictures of number 1"
        in page_of(unlocked, exhibit) + unlocked.get(reverse("vault:show")).content.decode()
    )
    assert reverse("vault:open", args=[exhibit.pk]) in page_of(unlocked, beside)


def test_her_yes_to_the_question_says_where_to_turn_and_stays(
    unlocked: Client, exhibit: Exhibit
) -> None:
    said = choose(unlocked, exhibit, "young")
    after = page_of(unlocked, exhibit)
    again = choose(unlocked, exhibit, "kept")

    page = said.content.decode()
    assert said.status_code == 200
    assert "takeitdown.ncmec.org" in page
    assert "inhope.org" in page
    assert "StopNCII is for adults only" in page
    assert "Where to turn" in after
    assert "Keep the pictures, too" not in after
    assert "takeitdown.ncmec.org" in again.content.decode()
    assert Fetching.objects.get().state == "never"


def test_locked_or_of_pictures_themselves_it_is_not_asked(locked: Client, exhibit: Exhibit) -> None:
    shut = choose(locked, exhibit, "kept")
    locked.post(reverse("vault:unlock"))
    asked(exhibit)
    ran(exhibit, gives)
    of_pictures = choose(locked, exhibit.pictures.get(), "kept")

    assert (shut.status_code, of_pictures.status_code) == (302, 302)
    assert Fetching.objects.count() == 1


def test_words_that_say_so_stop_at_the_page_too(
    amal: Person, unlocked: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fuerza.vault.services.keeping.said_to_show_a_minor", lambda _post: "")
    items = [shown(*WHERE, text="child porn pics here")]
    [older] = keep(person=amal, items=items, by=amal, now=NOW)

    page = choose(unlocked, older, "kept").content.decode()

    assert "takeitdown.ncmec.org" in page
    assert Fetching.objects.get().state == "never"
