"""Times as people read them: in her zone, with the zone said, short where the day is clear."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from fuerza.core.bidi import time_apart

MINUTES_TO = 120


def local(moment: datetime, zone: str = "UTC") -> datetime:
    """Move `moment` into the named zone; an unknown name means UTC, which is then also what is said."""
    return moment.astimezone(zone_named(zone))


def zone_named(name: str) -> tzinfo:
    """Return a zone by its name, UTC for one that is not known."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def said(moment: datetime, *, now: datetime, zone: str = "UTC") -> str:
    """Say a moment: "14:05 UTC" today, else "3 November, 14:05 UTC", with the year where it is another one."""
    here, today = local(moment, zone), local(now, zone)
    time = f"{formats.date_format(here, 'H:i')} {_zone_name(here)}"
    if here.date() == today.date():
        return time
    return _("%(day)s, %(time)s") % {"day": day(moment, now=now, zone=zone), "time": time}


def day(moment: datetime, *, now: datetime, zone: str = "UTC") -> str:
    """Say a day: "3 November", or "3 November 2025" where the year is another one."""
    here, today = local(moment, zone), local(now, zone)
    shape = (
        pgettext("day as Django's date filter writes it", "j F")
        if here.year == today.year
        else pgettext("day as Django's date filter writes it", "j F Y")
    )
    return formats.date_format(here, shape)


def lasted(wait: timedelta) -> str:
    """Say how long something took: in minutes, from two hours on in hours."""
    minutes = int(wait.total_seconds()) // 60
    if minutes < MINUTES_TO:
        said = ngettext("%(n)s minute", "%(n)s minutes", minutes)
        return said % {"n": formats.number_format(minutes)}
    hours = round(minutes / 60)
    said = ngettext("%(n)s hour", "%(n)s hours", hours)
    return said % {"n": formats.number_format(hours, force_grouping=True)}


def in_utc(moment: datetime) -> str:
    """Say a moment on paper, to the second and in UTC, for whoever reads it anywhere."""
    there = moment.astimezone(UTC)
    on = formats.date_format(there, pgettext("day as Django's date filter writes it", "j F Y"))
    return time_apart(_("%(day)s, %(time)s") % {"day": on, "time": f"{there:%H:%M:%S} UTC"})


def offset(moment: datetime) -> str:
    """Say how far a moment's zone is from UTC, with a minus sign at which no line breaks."""
    away = moment.utcoffset() or timedelta()
    if not away:
        return "UTC"
    hours, minutes = divmod(abs(int(away.total_seconds())) // 60, 60)
    sign = "+" if away > timedelta() else "\u2212"
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")


def _zone_name(moment: datetime) -> str:
    name = moment.tzname() or "UTC"
    return offset(moment) if name[0] in "+-" else name


# Django's own names of days and months. Its Hindi misspells some, so our catalogues hold them all.
ALSO_SAID = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
    gettext_noop("Monday"),
    gettext_noop("Tuesday"),
    gettext_noop("Wednesday"),
    gettext_noop("Thursday"),
    gettext_noop("Friday"),
    gettext_noop("Saturday"),
    gettext_noop("Sunday"),
    gettext_noop("Mon"),
    gettext_noop("Tue"),
    gettext_noop("Wed"),
    gettext_noop("Thu"),
    gettext_noop("Fri"),
    gettext_noop("Sat"),
    gettext_noop("Sun"),
)
