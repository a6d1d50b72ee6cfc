"""Feeds and calendars: hours come back right, nothing is more exact than is known, and calendars notice changes."""

from datetime import UTC, date, datetime, time
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from fuerza.programme import services
from fuerza.programme.models import Edition, Place
from fuerza.programme.services import Hours
from tests.fuerza.programme.conftest import NOW, AddSession, OpenEdition

LATER = datetime(2026, 12, 1, 9, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
QUERIES = 7


def events(client: Client, edition: Edition | None = None) -> list[Any]:
    name, args = ("edition_calendar", [edition.pk, "en"]) if edition else ("calendar", ["en"])
    reply = client.get(reverse(f"programme:{name}", args=args))
    assert reply["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(reply.content).walk("VEVENT")


def test_a_partial_date_is_in_no_calendar_and_a_bare_day_is_a_whole_day(
    client: Client, open_edition: OpenEdition, sydney: Place
) -> None:
    why = "made for this test"
    undated = open_edition("", distinct_because=why)
    services.move_on(edition=undated, to="completed", now=LATER)
    for starts in ("2027", "2027-04"):
        open_edition(starts, "announced", distinct_because=why)
    day = open_edition("2027-04-09", "announced", place=sydney)

    [told] = events(client)

    assert (told["UID"], told["DTSTART"].dt, told["DTEND"].dt) == (
        str(day.pk),
        date(2027, 4, 9),
        date(2027, 4, 10),
    )
    assert (told["SUMMARY"], told["LOCATION"]) == ("Who pays for silence", "Sydney")


def test_a_session_stands_at_its_local_hour_and_an_unsettled_one_nowhere(
    client: Client, open_edition: OpenEdition, add_session: AddSession, sydney: Place
) -> None:
    edition = open_edition("2015-05-21", "announced", place=sydney)
    add_session(edition, "Morning")
    unsettled = add_session(edition, "Some time")
    unsettled.on = None
    unsettled.save()

    [told] = events(client, edition)

    assert told["DTSTART"].params["TZID"] == "Australia/Sydney"
    assert told["DTSTART"].dt.astimezone(UTC) == datetime(2015, 5, 20, 23, 30, tzinfo=UTC)
    assert (told["SUMMARY"], told["STATUS"], told["CLASS"]) == ("Morning", "CONFIRMED", "PUBLIC")


def test_a_change_keeps_the_uid_and_raises_the_sequence(
    client: Client, open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition("2027-04-09", "announced")
    session = add_session(edition)
    [before] = events(client, edition)

    services.move_session(session=session, to=Hours(time(11), time(12)), now=LATER)
    [moved] = events(client, edition)
    services.move_on(edition=edition, to="cancelled", now=LATER)
    [off] = events(client, edition)

    assert before["UID"] == moved["UID"] == off["UID"] == str(session.pk)
    assert before["SEQUENCE"] < moved["SEQUENCE"] < off["SEQUENCE"]
    assert [one["STATUS"] for one in (before, moved, off)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert (moved["DTSTART"].dt.hour, moved["LAST-MODIFIED"].dt) == (11, LATER)


def test_what_is_renamed_or_taken_away_is_noticed_by_calendars(
    client: Client, open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition("2027-04-09", "announced")
    session, other = add_session(edition), add_session(edition, "Round two")
    counts = []

    def count() -> None:
        told = {str(one["UID"]): int(one["SEQUENCE"]) for one in events(client, edition)}
        counts.append(told[str(session.pk)])

    count()
    services.write_text(holder=session, field="title", language="en", text="Round three")
    count()
    services.move_session(session=other, to=Hours(time(11), time(12)), now=LATER)
    services.take_away(edition=edition, kind="sessions", pk=other.pk, now=LATER)
    count()
    services.write_text(holder=session, field="title", language="en", text="")
    count()
    services.write_text(holder=edition, field="issue", language="en", text="Who pays")
    count()

    assert counts == sorted(set(counts))


def test_a_made_up_edition_says_so_first_and_an_unlisted_one_is_marked_private(
    client: Client, open_edition: OpenEdition, add_session: AddSession
) -> None:
    made_up = open_edition("2027-04-09", "announced", is_fictional=True)
    unlisted = open_edition("2028-04-09", "announced", visibility="unlisted")
    for edition in (made_up, unlisted):
        add_session(edition)

    [of_made_up], [of_unlisted] = events(client, made_up), events(client, unlisted)

    assert (of_made_up["SUMMARY"], of_made_up["CLASS"]) == ("Made up: Round one", "PUBLIC")
    assert (of_unlisted["SUMMARY"], of_unlisted["CLASS"]) == ("Round one", "PRIVATE")
    assert [one["UID"] for one in events(client)] == [of_made_up["UID"]]


def test_the_feed_names_each_edition_with_its_hours_and_their_offset(
    client: Client, open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition("2027-04-09", "announced")
    add_session(edition)
    add_session(edition, titles={}, starts=time(10))
    services.write_text(
        holder=edition, field="issue", language="es", text="Quién paga", status="reviewed"
    )

    feed = ET.fromstring(client.get("/e/es.atom").content)  # noqa: S314 -- our own

    [entry] = feed.findall(f"{ATOM}entry")
    told = {child.tag.removeprefix(ATOM): child.text for child in entry}
    assert told == {
        "title": "Quién paga",
        "link": None,
        "published": NOW.isoformat(),
        "updated": NOW.isoformat(),
        "id": f"urn:uuid:{edition.pk}",
        "summary": "9 de abril de 2027 · Bogotá, Colombia\n"
        "viernes 9 de abril de 2027, 09:30 UTC−5 · Round one\n"
        "viernes 9 de abril de 2027, 10:00 UTC−5 · mesa redonda",
    }


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize("address", ["/e/xx.ics", "/e/xx.atom"])
def test_a_language_that_is_not_ours_is_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_without_any_edition_feed_and_calendar_are_empty_and_named(client: Client) -> None:
    feed, calendar = client.get("/e/en.atom").text, client.get("/e/en.ics").text

    assert ("<title>Programme</title>" in feed, "<entry>" in feed) == (True, False)
    assert ("X-WR-CALNAME:Programme" in calendar, "VEVENT" in calendar) == (True, False)


@pytest.mark.parametrize("count", [1, 30])
def test_feed_and_calendar_take_the_same_queries_however_many_editions_there_are(
    client: Client,
    open_edition: OpenEdition,
    add_session: AddSession,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        add_session(open_edition(f"20{number + 30}-04-09", "announced"))

    with django_assert_num_queries(QUERIES):
        assert len(events(client)) == count
    with django_assert_num_queries(QUERIES):
        client.get("/e/en.atom")


def test_structured_data_of_a_country_has_no_locality_and_a_partial_date_stays_partial(
    client: Client, open_edition: OpenEdition, colombia: Place
) -> None:
    edition = open_edition("2015-03", "announced", place=colombia, host_event="A forum")

    page = client.get(reverse("programme:show", args=[edition.pk])).text

    assert '"startDate": "2015-03"' in page
    assert '"superEvent": {"@type": "Event", "name": "A forum"}' in page
    assert "addressLocality" not in page


def test_words_that_would_end_the_script_are_written_so_that_they_cannot(
    client: Client, open_edition: OpenEdition
) -> None:
    edition = open_edition("2027", "announced", issue="</script><b>&x")

    page = client.get(reverse("programme:show", args=[edition.pk])).text

    assert "</script><b>" not in page
    assert '"name": "\\u003c/script\\u003e\\u003cb\\u003e\\u0026x"' in page


def test_the_front_shows_thirty_and_the_way_to_the_rest(
    client: Client, open_edition: OpenEdition
) -> None:
    why = "made for this test"
    for number in range(31):
        open_edition(f"{1980 + number}", "announced", distinct_because=why)

    first, second = (client.get(f"/e/?page={number}").text for number in (0, 1))

    assert (first.count("row-name"), second.count("row-name")) == (30, 1)
    assert ("?page=1" in first, "?page=2" in second) == (True, False)
    assert (">2010<" in first, ">1980<" in second) == (True, True)
    assert client.get("/e/?page=x").text.count("row-name") == 30
