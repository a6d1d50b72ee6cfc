"""A calendar is read back by outside parsers, and every moment in it is the one that went in, by its own zone rules."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from safeguard.publish.ics import OCTETS, Event, calendar

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
# Around each change of clocks, or far from one: the zone, the local day, and the hours by which UTC is ahead that day.
EDGES = [
    ("Australia/Sydney", (2015, 3, 3), 11),
    ("Australia/Sydney", (2015, 5, 21), 10),
    ("Australia/Sydney", (2015, 4, 5), 10),
    ("America/Mexico_City", (2016, 4, 3), -5),
    ("America/Mexico_City", (2016, 4, 28), -5),
    ("America/Mexico_City", (2026, 4, 28), -6),
    ("Europe/Dublin", (2026, 3, 29), 1),
    ("Europe/Dublin", (2026, 10, 25), 0),
    ("Asia/Kolkata", (2016, 10, 14), 5.5),
    ("Africa/Casablanca", (2026, 2, 15), 0),
    ("America/Bogota", (1992, 5, 3), -4),
]


def event(begins: datetime | date, ends: datetime | date, **more: Any) -> Event:
    fields: dict[str, Any] = {"uid": "a", "summary": "Round table", "changed_at": NOW} | more
    return Event(begins=begins, ends=ends, **fields)


def written(*events: Event) -> bytes:
    return calendar(events, name="Fuerza", product="Fuerza")


def opened(body: bytes) -> Any:
    """Read a calendar by another implementation, whose types are of no use here."""
    return icalendar.Calendar.from_ical(body)


def instant(one: Event) -> datetime:
    assert isinstance(one.begins, datetime)
    return one.begins.astimezone(UTC)


def at_noon(zone: str, day: tuple[int, int, int]) -> Event:
    begins = datetime(*day, 12, tzinfo=ZoneInfo(zone))
    return event(begins, begins + timedelta(hours=1), uid=f"{zone} {begins:%Y-%m-%d}")


@pytest.mark.parametrize(("zone", "day", "hours"), EDGES)
def test_a_moment_is_the_same_by_the_zone_that_is_written_in_the_file(
    zone: str, day: tuple[int, int, int], hours: float
) -> None:
    meant = at_noon(zone, day)

    read = opened(written(meant))

    [told] = read.walk("VEVENT")
    [rules] = read.walk("VTIMEZONE")
    local = told["DTSTART"].dt.replace(tzinfo=None)
    by_rules = local.replace(tzinfo=rules.to_tz(lookup_tzid=False))
    assert by_rules.utcoffset() == timedelta(hours=hours)
    assert by_rules.astimezone(UTC) == instant(meant)
    assert told["DTSTART"].dt.astimezone(UTC) == instant(meant)


@pytest.mark.parametrize("zone", sorted({zone for zone, _day, _hours in EDGES}))
def test_every_hour_of_a_fortnight_around_each_edge_keeps_its_offset(zone: str) -> None:
    days = [day for name, day, _hours in EDGES if name == zone]
    read = opened(written(*(at_noon(zone, day) for day in days)))
    [rules] = read.walk("VTIMEZONE")
    told = rules.to_tz(lookup_tzid=False)

    for day in days:
        for hour in range(-12, 36):
            meant = datetime(*day, 0, tzinfo=UTC) + timedelta(hours=hour)
            local = meant.astimezone(ZoneInfo(zone))
            if local.fold:
                continue  # of an hour that comes twice a file means the first
            assert local.replace(tzinfo=told).utcoffset() == local.utcoffset(), local


def test_another_parser_that_knows_no_zones_of_its_own_reads_the_same_moments() -> None:
    vobject = pytest.importorskip("vobject", reason="not run: vobject is not installed")
    events = [at_noon(zone, day) for zone, day, _hours in EDGES]
    meant = {each.uid: instant(each) for each in events}

    read = vobject.readOne(written(*events).decode())

    found = {each.uid.value: each.dtstart.value.astimezone(UTC) for each in read.vevent_list}
    assert found == meant


def test_words_in_any_script_come_back_whole_and_no_line_is_too_long() -> None:
    words = "शक्ति; voix, القوة \\ fuerza\nsegunda línea " * 6
    day = date(2027, 4, 9)

    body = written(
        event(day, date(2027, 4, 10), summary=words + "\x07\x7f", description=words, location="मुंबई")
    )

    [told] = opened(body).walk("VEVENT")
    assert (str(told["SUMMARY"]), str(told["DESCRIPTION"])) == (words, words)
    assert (told["DTSTART"].dt, told["DTEND"].dt) == (day, date(2027, 4, 10))
    assert max(map(len, body.split(b"\r\n"))) <= OCTETS


def test_what_a_calendar_is_told_beside_the_hours() -> None:
    begins = datetime(2027, 4, 9, 9, tzinfo=UTC)
    event_ = event(
        begins,
        begins + timedelta(hours=1),
        sequence=4,
        is_cancelled=True,
        url="https://fuerza.example/e/1/",
    )

    body = written(event_).decode()

    assert body.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Fuerza//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Fuerza",
        "BEGIN:VEVENT",
        "UID:a",
        "DTSTAMP:20261130T120000Z",
        "LAST-MODIFIED:20261130T120000Z",
        "SEQUENCE:4",
        "DTSTART:20270409T090000Z",
        "DTEND:20270409T100000Z",
        "SUMMARY:Round table",
        "URL:https://fuerza.example/e/1/",
        "STATUS:CANCELLED",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_zone_of_odd_seconds_is_written_to_the_second() -> None:
    begins = datetime(1910, 6, 1, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))

    body = written(event(begins, begins + timedelta(hours=1)))

    offset = begins.utcoffset()
    assert offset is not None
    [rules] = opened(body).walk("VTIMEZONE")
    assert {each["TZOFFSETTO"].td for each in rules.subcomponents} == {offset}


def test_a_moment_in_no_named_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        written(event(datetime(2027, 4, 9), datetime(2027, 4, 10)))  # noqa: DTZ001 -- that is the point
