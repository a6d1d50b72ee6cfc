"""Calendar files (RFC 5545): what calendars need to show a moment in its own zone, and nothing of a place but its area.

Start at `calendar`. A zone is written out as its clocks really went over the time of the events, from the same data
that the moments came from, so that a reader needs no list of zones. Two outside parsers check it in the tests.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

OCTETS = 75  # of a line, without its end
STEP = timedelta(days=7)  # clocks never change twice in a week, not even around Ramadan in Morocco
MARGIN = timedelta(days=1)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something to put into a calendar. `begins` and `ends` carry a ZoneInfo; a whole day has dates, its end not in it.

    `uid` never changes; `sequence` rises with each change that matters, and `changed_at` says when that was.
    """

    uid: str
    begins: datetime | date
    ends: datetime | date
    summary: str
    changed_at: datetime
    sequence: int = 0
    location: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False
    visibility: Literal["PUBLIC", "PRIVATE"] = "PRIVATE"


def calendar(events: Sequence[Event], *, name: str, product: str) -> bytes:
    """Write events as one calendar, each zone once; the same events make the same bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(product)}//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for zone, first, last in _spans(events):
        lines.extend(_zone(zone, first, last))
    for event in events:
        lines.extend(_event(event))
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_utc(event.changed_at)}"
    yield f"LAST-MODIFIED:{_utc(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART{_moment(event.begins)}"
    yield f"DTEND{_moment(event.ends)}"
    yield f"SUMMARY:{_text(event.summary)}"
    for word, text in (("LOCATION", event.location), ("DESCRIPTION", event.description)):
        if text:
            yield f"{word}:{_text(text)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield f"CLASS:{event.visibility}"
    yield f"TRANSP:{'OPAQUE' if isinstance(event.begins, datetime) else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _moment(at: datetime | date) -> str:
    if not isinstance(at, datetime):
        return f";VALUE=DATE:{at:%Y%m%d}"
    if at.tzinfo is UTC:
        return f":{_utc(at)}"
    return f";TZID={_zone_of(at).key}:{at:%Y%m%dT%H%M%S}"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _zone_of(at: datetime) -> ZoneInfo:
    if not isinstance(at.tzinfo, ZoneInfo):
        raise TypeError("a moment of a calendar was in no named zone")
    return at.tzinfo


def _spans(events: Sequence[Event]) -> list[tuple[ZoneInfo, datetime, datetime]]:
    """Name each zone in use, with the first and the last moment in it."""
    used: dict[str, list[datetime]] = {}
    for event in events:
        for at in (event.begins, event.ends):
            if isinstance(at, datetime) and at.tzinfo is not UTC:
                used.setdefault(_zone_of(at).key, []).append(at.astimezone(UTC))
    return [(ZoneInfo(key), min(used[key]), max(used[key])) for key in sorted(used)]


def _zone(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[str]:
    """Write how a zone's clocks stood just before the first event, and each change until just after the last."""
    began, ended = first - MARGIN, last + MARGIN
    onsets = [began, *_changes(zone, began, ended)]
    lowest = min(_offset(zone, at) for at in onsets)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone.key}"
    for number, at in enumerate(onsets):
        here = _offset(zone, at)
        before = _offset(zone, at - timedelta(seconds=1)) if number else here
        # Summer is when clocks are ahead, in Dublin too, whose law says it of winter the other way round.
        kind = "DAYLIGHT" if here > lowest else "STANDARD"
        yield f"BEGIN:{kind}"
        yield f"DTSTART:{(at + before).replace(tzinfo=None):%Y%m%dT%H%M%S}"
        yield f"TZOFFSETFROM:{_signed(before)}"
        yield f"TZOFFSETTO:{_signed(here)}"
        yield f"TZNAME:{_text(at.astimezone(zone).tzname() or zone.key)}"
        yield f"END:{kind}"
    yield "END:VTIMEZONE"


def _changes(zone: ZoneInfo, began: datetime, ended: datetime) -> Iterator[datetime]:
    """Find the moments, to the second, at which a zone's clocks change."""
    at = began
    while at < ended:
        after = min(at + STEP, ended)
        if _offset(zone, at) != _offset(zone, after):
            yield _change(zone, at, after)
        at = after


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    low, high = int(before.timestamp()), int(after.timestamp())
    was = _offset(zone, before)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, datetime.fromtimestamp(middle, UTC)) == was:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _signed(offset: timedelta) -> str:
    minutes, seconds = divmod(abs(int(offset.total_seconds())), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{minutes // 60:02d}{minutes % 60:02d}" + (f"{seconds:02d}" if seconds else "")


def _text(text: str) -> str:
    """Escape a text; what is no character of a text (a bell, a lone carriage return) is left out."""
    kept = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    return kept.replace("\x7f", "").translate(_ESCAPED)


def _folded(line: str) -> str:
    """Fold a line at 75 octets, never within a character."""
    return "\r\n ".join(_pieces(line)) if len(line.encode()) > OCTETS else line


def _pieces(line: str) -> Iterable[str]:
    piece, room = "", OCTETS
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield piece
            piece, room = "", OCTETS - 1  # the space that says that it goes on
        piece += sign
        room -= size
    yield piece
