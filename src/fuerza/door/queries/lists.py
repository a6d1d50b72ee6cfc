"""The list that a phone takes along: each entry opens with its own ticket, and with nothing else.

For each ticket that holds there is a place to find it by and a sealed box, both made from the ticket's code by PBKDF2.
Whoever has the list and no ticket learns from it neither a name nor, since it is filled up, how many come.
"""

import base64
import hashlib
import random
import secrets
from typing import Any

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import Exists, OuterRef

from fuerza.attendance import queries as attendance
from fuerza.attendance.choices import RegistrationState
from fuerza.attendance.models import Need
from fuerza.door.choices import LIST_MULTIPLE, LIST_ROUNDS, TicketState
from fuerza.door.models import Door, Ticket
from fuerza.door.queries.tickets import code_for, public_key

_PLACE, _KEY, _NONCE, _TAG = 16, 32, 12, 16
_BOX = 320  # all boxes are as long as each other: a badge has 60 signs at most


def list_for(door: Door) -> dict[str, Any]:
    """Make the list of one door; made again, no entry is the same as before."""
    salt = secrets.token_bytes(16)
    entries = [_entry(ticket, salt) for ticket in _tickets(door)]
    missing = -len(entries) % LIST_MULTIPLE
    entries += [_decoy() for _one in range(missing or LIST_MULTIPLE * (not entries))]
    random.SystemRandom().shuffle(entries)
    return {
        "salt": _text(salt),
        "rounds": LIST_ROUNDS,
        "key": public_key(),
        "until": int(door.ends_at.timestamp()),
        "entries": entries,
    }


def _tickets(door: Door) -> list[Ticket]:
    needs = Need.objects.filter(registration=OuterRef("registration"))
    found = Ticket.objects.filter(
        edition=door.edition_id,
        state=TicketState.ISSUED,
        registration__state=RegistrationState.CONFIRMED,
    )
    rows = found.select_related("registration").annotate(has_needs=Exists(needs))
    held = [row for row in rows if row.number == row.registration.number]
    out = attendance.kept_out(door.edition_id, [row.registration.person_id for row in held])
    return [row for row in held if row.registration.person_id not in out]


def _entry(ticket: Any, salt: bytes) -> list[str]:
    derived = hashlib.pbkdf2_hmac(
        "sha256", code_for(ticket.pk).encode(), salt, LIST_ROUNDS, _PLACE + _KEY
    )
    badge = attendance.names_of(ticket.registration).badge
    told = {"badge": badge, "photo": ticket.registration.photo, "needs": ticket.has_needs}
    plain = msgspec.json.encode(told).ljust(_BOX)
    nonce = secrets.token_bytes(_NONCE)
    box = nonce + AESGCM(derived[_PLACE:]).encrypt(nonce, plain, None)
    return [_text(derived[:_PLACE]), _text(box)]


def _decoy() -> list[str]:
    return [_text(secrets.token_bytes(size)) for size in (_PLACE, _NONCE + _BOX + _TAG)]


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
