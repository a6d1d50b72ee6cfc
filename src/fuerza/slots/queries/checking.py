"""Her check-up list: opened by her keyring, read by nobody else."""

import uuid

import msgspec

from fuerza.core import crypto
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from fuerza.slots.models import CheckList


class Looked(msgspec.Struct, frozen=True):
    """One platform of her list: what was looked at, what she does next, and a note."""

    done: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    note: str = ""


Noted = dict[str, Looked]


def check_list_of(person: Person) -> CheckList | None:
    return CheckList.objects.filter(person=person).first()


def noted_in(kept: CheckList | None, opened: Opened | None) -> Noted | None:
    """Open her list; empty where there is none yet, None where it is locked or this key does not open it."""
    if opened is None:
        return None
    if kept is None:
        return {}
    secret = opened.content_key(kept.content_key_id)
    if secret is None:
        return None
    plain = crypto.decrypt(secret, bytes(kept.sealed), list_place(kept.person_id))
    return msgspec.json.decode(plain, type=Noted)


def list_place(person_id: uuid.UUID) -> bytes:
    return crypto.place("slots_checklist", person_id, "sealed")
