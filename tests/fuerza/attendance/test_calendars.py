"""Her calendar: a word that tells nothing, her hours to the minute in every zone, and nothing once she has no place."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from fuerza.attendance import queries, services
from fuerza.attendance.models import Calendar, Registration
from fuerza.core import hooks
from fuerza.people.adapter import Adapter
from fuerza.people.models import Person
from fuerza.programme import services as programme
from fuerza.programme.models import Edition
from fuerza.programme.services import Hours, NewPlace
from tests.fuerza.attendance.conftest import NOW, AddSession, Come, OpenEdition, signed_in
from tests.safeguard.publish.test_ics import EDGES

LATER = NOW + timedelta(days=1)
QUERIES = 10


@pytest.fixture
def ana(come: Come) -> Registration:
    return come("ana", badge="Ana A.")


@pytest.fixture
def token(ana: Registration) -> str:
    return services.begin_feed(registration=ana, now=NOW)


def told(registration: Registration, now: datetime = NOW) -> list[Any]:
    fresh = Registration.objects.select_related("edition", "person").get(pk=registration.pk)
    return opened(queries.calendar_file(fresh, now))


def opened(body: bytes, what: str = "VEVENT") -> list[Any]:
    """Read a calendar by another implementation, whose types are of no use here."""
    return [*icalendar.Calendar.from_ical(body).walk(what)]


def follow(token: str, browser: Client | None = None) -> tuple[int, dict[str, str], bytes]:
    reply = (browser or Client()).get(reverse("attendance:feed", args=[token]))
    return reply.status_code, dict(reply.headers), reply.content


def test_a_day_is_one_stretch_with_a_word_the_city_and_a_way_to_her_page(
    ana: Registration, edition: Edition, add_session: AddSession
) -> None:
    add_session(edition, "Who pays", starts=time(9, 30), ends=time(10, 45))
    add_session(edition, "In the room", attribution_rule="sealed", starts=time(15), ends=time(17))
    services.settle_venue(
        edition=edition,
        where=queries.Where(district="Chapinero", exact="7 Lane", note="Ring", phone="+57 1"),
        release_at=LATER,
        by=ana.person,
        now=NOW,
    )

    [event] = told(ana)

    assert {
        name: str(event[name]) for name in ("SUMMARY", "LOCATION", "URL", "CLASS", "STATUS")
    } == {
        "SUMMARY": "Appointment",
        "LOCATION": "Bogotá, Colombia",
        "URL": f"http://localhost:8000/e/{edition.pk}/mine/",
        "CLASS": "PRIVATE",
        "STATUS": "CONFIRMED",
    }
    assert (event["TRANSP"], "DESCRIPTION" in event) == ("OPAQUE", False)
    assert [event[name].dt.replace(tzinfo=None) for name in ("DTSTART", "DTEND")] == [
        datetime(2027, 4, 9, 9, 30),  # noqa: DTZ001 -- by the clocks there
        datetime(2027, 4, 9, 17),  # noqa: DTZ001 -- by the clocks there
    ]
    body = queries.calendar_file(ana, NOW).decode()
    words = ("Fuerza", "Who pays", "Ana", "Chapinero", "7 Lane", "Ring", "+57", str(ana.pk))
    assert [word for word in words if word in body] == []
    assert str(edition.pk) not in str(event["UID"])


@pytest.mark.parametrize("edge", EDGES)
def test_her_hours_are_right_where_clocks_change_by_two_other_parsers(
    edge: tuple[str, tuple[int, int, int], float],
    open_edition: OpenEdition,
    add_session: AddSession,
    olivia: Person,
) -> None:
    zone, day, hours = edge
    place = programme.add_place(new=NewPlace(names={"en": "Here"}, country="ZZ", zone=zone))
    edition = open_edition(date(*day).isoformat(), place=place)
    add_session(edition, starts=time(12), ends=time(13))
    edition = programme.move_on(edition=edition, to="announced", now=NOW)
    services.settle_seats(edition=edition, capacity=1, by=olivia, now=NOW)
    row = Registration.objects.create(
        edition=edition, person=olivia, state="confirmed", number=1, registered_at=NOW, moved_at=NOW
    )
    then = datetime(*day, tzinfo=UTC)

    body = queries.calendar_file(row, then)

    meant = datetime(*day, 12, tzinfo=UTC) - timedelta(hours=hours)
    [event], [rules] = opened(body), opened(body, "VTIMEZONE")
    by_rules = event["DTSTART"].dt.replace(tzinfo=rules.to_tz(lookup_tzid=False))
    assert (event["DTSTART"].params["TZID"], by_rules.astimezone(UTC)) == (zone, meant)
    vobject = pytest.importorskip("vobject", reason="not run: vobject is not installed")
    getattr(vobject.icalendar, "__tzidMap").clear()
    [again] = vobject.readOne(body.decode()).vevent_list
    assert again.dtstart.value.astimezone(UTC) == meant


@pytest.mark.parametrize("starts", ["", "2027", "2027-04"])
def test_a_partial_date_is_no_event_of_hers(
    starts: str, ana: Registration, edition: Edition
) -> None:
    [whole] = told(ana)
    details = replace(programme.details_of(edition), starts=starts)

    programme.change_edition(edition=edition, details=details, now=LATER)

    assert (whole["DTSTART"].dt, whole["TRANSP"]) == (date(2027, 4, 9), "TRANSPARENT")
    assert told(ana) == []


def test_each_change_keeps_the_uids_and_raises_the_sequence(
    ana: Registration, edition: Edition, add_session: AddSession, olivia: Person
) -> None:
    seen: list[Any] = []

    def look() -> None:
        seen.append(told(ana)[0])

    look()
    session = add_session(edition)
    look()
    services.settle_title(registration=ana, title="course", now=LATER)
    services.settle_title(registration=ana, title="course", now=LATER)
    look()
    programme.move_session(session=session, to=Hours(time(11), time(12)), now=LATER)
    look()
    programme.write_text(holder=session, field="title", language="en", text="Another")
    look()
    edition.refresh_from_db()
    moved = replace(programme.details_of(edition), starts="2027-04-16")
    programme.change_edition(edition=edition, details=moved, now=LATER)
    look()
    programme.take_away(edition=edition, kind="sessions", pk=session.pk, by=olivia, now=LATER)
    look()
    programme.move_on(edition=edition, to="cancelled", now=LATER)
    look()

    counts = [int(one["SEQUENCE"]) for one in seen]
    assert counts == sorted(set(counts))
    assert len({str(one["UID"]) for one in seen}) == 1
    assert [str(one["SUMMARY"]) for one in seen[1:3]] == ["Appointment", "Course"]
    assert [str(one["STATUS"]) for one in seen[-2:]] == ["CONFIRMED", "CANCELLED"]


def leave(ana: Registration) -> None:
    services.leave(registration=ana, now=LATER)


def close(ana: Registration) -> None:
    services.close_for_good(edition=ana.edition, by=ana.person, now=LATER)


def end(ana: Registration) -> None:
    services.end_feed(registration=ana, now=LATER)
    services.end_feed(registration=ana, now=LATER)


def make_anew(ana: Registration) -> None:
    services.begin_feed(registration=ana, now=LATER)


def let_expire(ana: Registration) -> None:
    Calendar.objects.filter(pk=ana.pk).update(expires_at=NOW)


def be_over(ana: Registration) -> None:
    Edition.objects.filter(pk=ana.edition_id).update(first_day="2020-01-01", last_day="2020-01-01")


def wait(ana: Registration) -> None:
    Registration.objects.filter(pk=ana.pk).update(state="waitlisted")


@pytest.mark.parametrize("ends", [leave, close, end, make_anew, let_expire, be_over, wait])
def test_whatever_ends_it_her_address_answers_as_one_that_never_was(
    ends: Callable[[Registration], None], ana: Registration, token: str
) -> None:
    before = follow(token)

    ends(ana)

    unknown = follow("x" * 43)
    assert (len(opened(before[2])), opened(unknown[2])) == (1, [])
    assert follow(token) == unknown
    assert (before[0], before[1].keys()) == (unknown[0], unknown[1].keys())


@pytest.fixture
def out() -> Iterator[set[UUID]]:
    """Have a hook keep out whoever is put into the set."""
    kept: set[UUID] = set()
    registered = hooks._registered["kept_out"]
    registered["test"] = lambda _edition_id, person_ids: kept & {*person_ids}
    yield kept
    del registered["test"]


def test_who_is_kept_out_has_an_empty_calendar(
    ana: Registration, token: str, out: set[UUID]
) -> None:
    before = follow(token)

    out.add(ana.person_id)

    assert (len(opened(before[2])), follow(token)[2]) == (1, follow("x" * 43)[2])
    assert told(ana) == []


def test_her_address_says_nothing_of_her_and_signs_nobody_in(
    ana: Registration, token: str, edition: Edition
) -> None:
    browser = Client()

    status, headers, _body = follow(token, browser)

    assert (status, headers["Cache-Control"], headers["Content-Type"]) == (
        200,
        "no-store",
        "text/calendar; charset=utf-8",
    )
    assert browser.get(reverse("attendance:mine", args=[edition.pk])).status_code == 302
    assert dict(browser.session) == {}
    own = Calendar.objects.get(pk=ana.pk)
    assert (token.encode() in bytes(own.token_hash or b""), str(ana.pk) in token) == (False, False)
    assert queries.invitation_by(token) is None


def test_an_invitations_token_is_no_address_of_a_calendar(ana: Registration, invite: Any) -> None:
    made = invite()

    assert (opened(follow(made.token)[2]), ana.state) == ([], "confirmed")


def test_on_her_page_she_gets_a_file_and_an_address_that_is_shown_once(
    ana: Registration, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Adapter, "elsewhere_to_show_again", lambda *_: None)
    browser = signed_in(ana.person)

    def at(name: str) -> str:
        return reverse(f"attendance:{name}", args=[edition.pk])

    file = browser.get(at("calendar"))
    browser.post(at("call"), {"title": "busy"})
    browser.post(at("call"), {"title": "a riot"})
    [token] = re.findall(r"/e/c/([\w-]+)\.ics", browser.post(at("follow")).text)
    followed = opened(follow(token)[2])
    page = browser.get(at("mine")).text
    browser.post(at("unfollow"))

    assert (len(opened(file.content)), file["Content-Disposition"], file["Cache-Control"]) == (
        1,
        'attachment; filename="calendar.ics"',
        "no-store",
    )
    assert [str(one["SUMMARY"]) for one in (*followed, *told(ana))] == ["Busy", "Busy"]
    assert ("Make a new address" in page, "/e/c/" in page) == (True, False)
    assert Calendar.objects.get().token_hash is None


def test_who_only_waits_has_no_calendar(ana: Registration, come: Come, edition: Edition) -> None:
    come("bea")
    third = come("carla")

    reply = signed_in(third.person).get(reverse("attendance:calendar", args=[edition.pk]))

    assert (reply.status_code, ana.state) == (404, "confirmed")


def test_a_feed_takes_the_same_queries_however_many_sessions_there_are(
    token: str,
    edition: Edition,
    add_session: AddSession,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for minute in range(5):
        add_session(edition, starts=time(9, minute))

    with django_assert_num_queries(QUERIES):
        follow(token)
