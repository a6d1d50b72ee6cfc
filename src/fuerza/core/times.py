"""Times as people read them: in her zone, with the zone said, short where the day is clear."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def local(moment: datetime, zone: str = "UTC") -> datetime:
    """Move `moment` into the named zone; an unknown name means UTC, which is then also what is said."""
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(UTC)


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


def _zone_name(moment: datetime) -> str:
    name = moment.tzname() or "UTC"
    return f"UTC{name}" if name[0] in "+-" else name
