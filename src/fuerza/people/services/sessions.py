"""Sessions: what browser each began in, by family alone, and their ends.

A session row holds the id of its Device. Ending goes through all session rows and looks into each, rather than
trusting a kept key that a password change would have renewed: what must end, ends.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from fuerza.core import audit
from fuerza.people import queries
from fuerza.people.choices import Browser, NoticeKind, System
from fuerza.people.models import Device, Notice, Person

_BROWSERS = (  # the first mark found names the family: most browsers also claim to be others
    ("Firefox/", Browser.FIREFOX),
    ("FxiOS/", Browser.FIREFOX),
    ("SamsungBrowser/", Browser.SAMSUNG),
    ("OPR/", Browser.OPERA),
    ("Edg", Browser.EDGE),
    ("CriOS/", Browser.CHROME),
    ("Chrome/", Browser.CHROME),
    ("Safari/", Browser.SAFARI),
)
_SYSTEMS = (
    ("Android", System.ANDROID),
    ("iPhone", System.IOS),
    ("iPad", System.IOS),
    ("Windows", System.WINDOWS),
    ("Macintosh", System.MAC),
    ("Linux", System.LINUX),
)


@transaction.atomic
def began(*, person: Person, user_agent: str, now: datetime) -> Device:
    """Note a sign-in: the browser's family, and a line in her history that nobody can delete."""
    browser, system = seen_as(user_agent)
    device = Device.objects.create(person=person, browser=browser, system=system, began_at=now)
    Notice.objects.create(
        person=person, kind=NoticeKind.SIGN_IN, object_id=device.id, at=now, until=None
    )
    audit.note(person.id, person.id, "signed in", device.id, at=now)
    return device


def seen_as(user_agent: str) -> tuple[Browser, System]:
    """Name a browser and its system by family alone."""
    return (
        next((name for mark, name in _BROWSERS if mark in user_agent), Browser.OTHER),
        next((name for mark, name in _SYSTEMS if mark in user_agent), System.OTHER),
    )


def end_session(*, person: Person, device_id: uuid.UUID, now: datetime) -> int:
    """End what is signed in on this device of hers; return how many sessions that were."""
    ended = _delete(
        key for key, data in queries.sessions_of(person) if data.get("device") == str(device_id)
    )
    audit.note(person.id, person.id, "session ended", device_id, at=now)
    return ended


def end_other_sessions(*, person: Person, keep: str | None, now: datetime) -> int:
    """End all her sessions but the one whose key is `keep`; return how many."""
    ended = _delete(key for key, _data in queries.sessions_of(person) if key != keep)
    audit.note(person.id, person.id, "other sessions ended", at=now)
    return ended


def end_sessions(*, person: Person) -> int:
    """End all her sessions; return how many."""
    return _delete(key for key, _data in queries.sessions_of(person))


def _delete(keys: Iterator[str]) -> int:
    deleted, _ = Session.objects.filter(session_key__in=list(keys)).delete()
    return deleted
