"""How things stand, in one honest sentence made from what was looked at: no coverage, no reassurance (misuse.md).

`standing` is pure: the same facts, moment, zone and language give the same words. "Nothing found in 280" is a
count with its bounds, and is said only while everything that was ever connected is read; with a lost, paused or
late platform the count is a bare number. Only `is_covered` lets a page say anything warmer.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from fuerza.core.bidi import name_apart, time_apart
from fuerza.core.coverage import Coverage
from fuerza.core.times import said

LATE_AFTER = timedelta(hours=2)


class Standing(msgspec.Struct, frozen=True):
    """What to say, and whether all that she has is connected, read to now, and found free of anything hurtful."""

    text: str
    is_covered: bool


def standing(facts: Sequence[Coverage], *, now: datetime, zone: str = "UTC") -> Standing:
    """Say what was looked at, where, up to when, what was found, and what is not looked at."""
    gaps = [fact for fact in facts if _gap(fact, now)]
    sentences = [
        _found(facts, now=now, zone=zone, is_read=not any(_is_behind(f, now) for f in facts))
    ]
    sentences += [_behind(fact, now=now, zone=zone) for fact in facts if _is_behind(fact, now)]
    sentences += _never([fact for fact in facts if fact.state == "never"])
    is_live = any(fact.state in {"connected", "down"} for fact in facts)
    is_clean = not any(fact.found for fact in facts)
    return Standing(" ".join(sentences), is_live and is_clean and not gaps)


def _gap(fact: Coverage, now: datetime) -> bool:
    return fact.state == "never" or _is_behind(fact, now)


def _is_behind(fact: Coverage, now: datetime) -> bool:
    """Say whether posts may have come that nobody has looked at; a file is what it is."""
    if fact.state in {"never", "file"}:
        return False
    is_read = fact.state in {"connected", "down"}
    return not is_read or fact.up_to is None or now - fact.up_to > LATE_AFTER


def _found(facts: Sequence[Coverage], *, now: datetime, zone: str, is_read: bool) -> str:
    read = [fact for fact in facts if fact.state != "never" and (fact.up_to or fact.looked_at)]
    if not any(fact.state != "never" for fact in facts):
        return _(
            "No account is connected and no file was brought in, so we can't say how things stand."
        )
    if not read:
        return _("Reading has not begun, so we can't say how things stand.")
    found = sum(fact.found for fact in read)
    looked = sum(fact.looked_at for fact in read)
    where = pgettext("between platforms", "; ").join(
        _where(fact, now=now, zone=zone) for fact in read
    )
    values = {"found": _number(found), "looked": _number(looked), "where": where}
    if found:
        return (
            ngettext(
                "%(found)s of %(looked)s is hurtful or worse (%(where)s).",
                "%(found)s of %(looked)s are hurtful or worse (%(where)s).",
                found,
            )
            % values
        )
    if is_read and looked:
        return _("Nothing found in %(looked)s (%(where)s).") % values
    return _("%(looked)s looked at, %(found)s found (%(where)s).") % values


def _where(fact: Coverage, *, now: datetime, zone: str) -> str:
    if fact.up_to is None:
        return name_apart(fact.platform)
    return _("%(platform)s, up to %(time)s") % _values(fact, now=now, zone=zone)


def _behind(fact: Coverage, *, now: datetime, zone: str) -> str:
    if fact.up_to is None:
        return _BEFORE_READING[_kind(fact)]() % {"platform": name_apart(fact.platform)}
    return _BEHIND[_kind(fact)]() % _values(fact, now=now, zone=zone)


def _kind(fact: Coverage) -> str:
    return fact.state if fact.state in {"down", "lost", "paused"} else "late"


_BEHIND = {
    "lost": lambda: _(
        "%(platform)s has lost its connection: what came after %(time)s has not been looked at."
    ),
    "paused": lambda: _(
        "You paused %(platform)s: what came after %(time)s has not been looked at."
    ),
    "late": lambda: _("%(platform)s is late: what came after %(time)s has not been looked at yet."),
    "down": lambda: _(
        "%(platform)s can't be read at the moment: what came after %(time)s has not been looked at yet. It is tried "
        "again by itself."
    ),
}
_BEFORE_READING = {
    "lost": lambda: _("%(platform)s has lost its connection and was never read."),
    "paused": lambda: _("You paused %(platform)s before it was read."),
    "late": lambda: _("%(platform)s is connected and has not been read yet."),
    "down": lambda: _(
        "%(platform)s can't be read at the moment and has not been read yet. It is tried again by itself."
    ),
}


def _never(facts: Sequence[Coverage]) -> list[str]:
    if not facts:
        return []
    names = pgettext("between platforms", ", ").join(name_apart(fact.platform) for fact in facts)
    return [
        ngettext("%(names)s is not connected.", "%(names)s are not connected.", len(facts))
        % {"names": names}
    ]


def _values(fact: Coverage, *, now: datetime, zone: str) -> dict[str, str]:
    assert fact.up_to is not None
    return {
        "platform": name_apart(fact.platform),
        "time": time_apart(said(fact.up_to, now=now, zone=zone)),
    }


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
