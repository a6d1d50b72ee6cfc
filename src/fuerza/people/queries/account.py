"""What happened to an account: its devices and sessions, its notices, its one-time links."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from fuerza.core.bidi import name_apart
from fuerza.people.choices import NoticeKind
from fuerza.people.models import Device, Notice, Person, SignInLink

HISTORY = 200  # lines shown; none is ever deleted


def devices_of(person: Person) -> QuerySet[Device]:
    return Device.objects.filter(person=person).order_by("-began_at")


class Event(msgspec.Struct, frozen=True):
    """One line of the history of her account, in words."""

    at: datetime
    words: str


def history_of(person: Person) -> list[Event]:
    """Say what happened to her account, newest first."""
    devices = {device.id: device for device in devices_of(person)}
    return [Event(notice.at, _said(notice, devices)) for notice in notices_of(person)[:HISTORY]]


def _said(notice: Notice, devices: dict[uuid.UUID, Device]) -> str:
    device = devices.get(notice.object_id) if notice.object_id else None
    if device is not None:
        named = {
            "browser": name_apart(device.get_browser_display()),
            "system": name_apart(device.get_system_display()),
        }
        return _("Signed in with %(browser)s, %(system)s") % named
    return str(NoticeKind(notice.kind).label)


class OpenDevice(msgspec.Struct, frozen=True):
    """A device on which she is signed in now, and when it last showed a page."""

    device: Device
    seen_at: datetime


def open_devices_of(person: Person) -> list[OpenDevice]:
    """List where she is signed in now, the device seen last first."""
    devices = {str(device.id): device for device in devices_of(person)}
    found = []
    for _key, data in sessions_of(person):
        device = devices.get(str(data.get("device")))
        if device is not None:
            seen = data.get("seen", device.began_at.timestamp())
            found.append(OpenDevice(device, datetime.fromtimestamp(float(seen), UTC)))
    return sorted(found, key=lambda one: one.seen_at, reverse=True)


def sessions_of(person: Person) -> Iterator[tuple[str, dict[str, Any]]]:
    """Look into every session row, and give key and content of those that are hers."""
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if data.get("_auth_user_id") == str(person.pk):
            yield session.session_key, data


def notices_of(person: Person) -> QuerySet[Notice]:
    """Read what happened to her account, newest first: none can be deleted."""
    return Notice.objects.filter(person=person).order_by("-at")


def notices_to_show(person: Person, now: datetime | Now) -> QuerySet[Notice]:
    """List the notices that stand on every page until their time is over: resets and new helpers."""
    return notices_of(person).filter(until__gt=now).exclude(kind=NoticeKind.SIGN_IN)


def open_links_of(person: Person, now: datetime) -> QuerySet[SignInLink]:
    """List one-time links to her account that somebody could still use."""
    return SignInLink.objects.filter(person=person, used_at=None, expires_at__gt=now)


def usable_link(token_hash: bytes, now: datetime) -> SignInLink | None:
    return SignInLink.objects.filter(
        token_hash=token_hash, used_at=None, expires_at__gt=now, person__is_active=True
    ).first()
