"""Roles: given for the whole programme, or for one edition or circle; never a power over what is somebody's own."""

import uuid
from datetime import datetime

from django.db import transaction

from fuerza.core import audit
from fuerza.people import queries
from fuerza.people.choices import RoleName
from fuerza.people.models import Person, Role

_ORGANISERS_GIVE = frozenset({RoleName.PARTICIPANT})


class NotAllowed(PermissionError):
    """A role was to be given or taken by somebody who may not."""


def check_may_give(by: Person | None, name: str, scope_id: uuid.UUID | None) -> None:
    """Let operators (and the command line) give every role, and organisers invite participants.

    Raises:
        NotAllowed: `by` may not give this role for this scope.

    """
    if by is None or queries.has_role(by, RoleName.OPERATOR):
        return
    if name in _ORGANISERS_GIVE and queries.has_role(by, RoleName.ORGANISER, scope_id):
        return
    raise NotAllowed(name)


@transaction.atomic
def give_role(
    *,
    person: Person,
    name: str,
    by: Person | None,
    now: datetime,
    scope_id: uuid.UUID | None = None,
) -> Role:
    """Give a role from now on; giving one that she has changes nothing.

    Raises:
        NotAllowed: `by` may not give it.

    """
    check_may_give(by, name, scope_id)
    role, is_new = Role.objects.get_or_create(
        person=person,
        name=RoleName(name),
        scope_id=scope_id,
        defaults={"given_by": by, "given_at": now},
    )
    if role.ends_at is not None and role.ends_at <= now:
        role.ends_at, role.given_at, role.given_by = None, now, by
        role.save(update_fields=["ends_at", "given_at", "given_by"])
        is_new = True
    if is_new:
        audit.note(person.id, by.id if by else None, "role given", name, at=now)
    return role


@transaction.atomic
def take_role(*, role: Role, by: Person | None, now: datetime) -> Role:
    """End a role now.

    Raises:
        NotAllowed: `by` may not give this role, so may not take it.

    """
    check_may_give(by, role.name, role.scope_id)
    role.ends_at = now
    role.save(update_fields=["ends_at"])
    audit.note(role.person_id, by.id if by else None, "role taken", role.name, at=now)
    return role
