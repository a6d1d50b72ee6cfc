"""Her copy of what people hold of her, and giving it up."""

import json
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator

from fuerza.core import audit, hooks
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry
from fuerza.core.privacy import Part
from fuerza.people import queries
from fuerza.people.models import Avoid, Grant, HelperCode, Person, Role, SignInLink


@hooks.register("privacy", "people:export")
def export(person: Person, _key: Opened | None) -> Iterator[Part]:
    """Hand over account, roles, grants, receipts, avoided people's number, devices, notices, trail."""
    yield Part("account.json", _json(_account(person)))
    yield Part(
        "receipts.json", _json([queries.receipt(entry) for entry in queries.consents_of(person)])
    )
    yield Part("grants.json", _json([_grant(grant) for grant in _grants(person)]))
    events = [{"at": event.at, "what": event.words} for event in queries.history_of(person)]
    yield Part("history.json", _json(events))
    avoided = [{"made_at": edge.made_at, "lifted_at": edge.lifted_at} for edge in _avoids(person)]
    yield Part("avoided.json", _json(avoided))
    yield Part("trail.json", _json([_step(entry, person) for entry in audit.trail_of(person.pk)]))


@hooks.register("privacy", "people:erase")
def erase(person: Person) -> None:
    """Delete every row that is about her; the person's own row goes last, and is the caller's."""
    Authenticator.objects.filter(user=person).delete()
    Grant.objects.filter(owner=person).delete()
    Grant.objects.filter(actor=person).delete()
    Avoid.objects.filter(other=person).delete()
    HelperCode.objects.filter(person=person).delete()
    Role.objects.filter(person=person).delete()
    SignInLink.objects.filter(person=person).delete()
    for rows in (person.avoids, person.consents, person.notices, person.devices):
        rows.all().delete()


def _account(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "sign_in_name": person.username,
        "name": queries.name_of(person),
        "email": person.email,
        "language": person.language,
        "zone": person.zone,
        "address": person.address,
        "theme": person.theme,
        "is_discreet": person.is_discreet,
        "is_public_official": person.is_public_official,
        "reads_a_day": person.reads_a_day,
        "minutes_a_day": person.minutes_a_day,
        "spared_until": person.spared_until,
        "joined_at": person.joined_at,
        "roles": [
            {"name": role.name, "scope": role.scope_id, "given_at": role.given_at}
            for role in Role.objects.filter(person=person)
        ],
    }


def _grants(person: Person) -> Iterator[Grant]:
    yield from Grant.objects.filter(owner=person).order_by("given_at")


def _grant(grant: Grant) -> dict[str, Any]:
    return {
        "to": queries.name_of(grant.actor),
        "to_id": grant.actor_id,
        "kind": grant.kind,
        "may": grant.capabilities,
        "scope": grant.scope_id,
        "sees_words": not grant.is_masked,
        "from": grant.starts_at,
        "until": grant.ended_at or grant.ends_at,
    }


def _step(entry: AuditEntry, person: Person) -> dict[str, Any]:
    """Say who did what, and when; whom she let in by the id that her grants name, the machine as nobody."""
    who = "you" if entry.actor_id == person.pk else entry.actor_id
    return {"at": entry.at, "who": who, "did": entry.verb, "with": entry.object_id}


def _avoids(person: Person) -> Iterator[Avoid]:
    yield from Avoid.objects.filter(person=person).order_by("made_at")


def _json(value: object) -> bytes:
    return json.dumps(value, default=str, ensure_ascii=False, indent=2).encode()
