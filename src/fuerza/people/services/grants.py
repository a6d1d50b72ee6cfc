"""Grants: what she lets one helper or adviser do, for a time, after a wait, ended with one tap.

The wait is for the partner at her unlocked phone (misuse.md): without a code read out in person, a day passes in
which she is told and can end it. Whoever holds keys listens (the hooks of kind `grants`): while her keyring is open,
what a grant needs is handed on, and what one held is put under a new key.
"""

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from fuerza.core import audit, codes, hooks, keyrings, mail
from fuerza.core.choices import MailKind
from fuerza.core.keyrings import Opened
from fuerza.core.models import Keyring, SealedKey
from fuerza.people import queries
from fuerza.people.choices import UNNAMED, Capability, GrantKind, LinkPurpose, NoticeKind, RoleName
from fuerza.people.models import Grant, HelperCode, Notice, Person
from fuerza.people.services.links import make_link

WAIT = timedelta(hours=24)
LONGEST = timedelta(days=30)
CODE_LIVES = timedelta(minutes=10)
_CODE_LENGTH = 8


class BadTerms(ValueError):
    """A grant was asked for to oneself, for nothing, for too long, or to act when only reading is allowed."""


class CodeRefused(LookupError):
    """No helper shows this code now."""


@transaction.atomic
def grant(  # noqa: PLR0913 -- so many facts make a grant, each named where it is called
    *,
    owner: Person,
    actor: Person,
    capabilities: Iterable[str],
    ends_at: datetime,
    now: datetime,
    scope_id: uuid.UUID | None = None,
    begins_now: bool = False,
    opened: Opened | None = None,
) -> Grant:
    """Let `actor` do this with what is the owner's, from tomorrow.

    `begins_now`: without the day's wait, as a code was read out in person, or she asked for an adviser for whom the
    programme vouches.

    Raises:
        BadTerms: to herself; for nothing; for more than 30 days; or more than reading, to a safety adviser.

    """
    wanted = sorted({Capability(capability) for capability in capabilities})
    kind = GrantKind.ADVISER if queries.holds(actor, RoleName.ADVISER) else GrantKind.HELPER
    _check_terms(owner, actor, wanted, kind, ends_at - now)
    starts_at = now if begins_now else now + WAIT
    made = Grant.objects.create(
        owner=owner,
        actor=actor,
        kind=kind,
        capabilities=wanted,
        scope_id=scope_id,
        given_at=now,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    Notice.objects.create(
        person=owner, kind=NoticeKind.HELPER, object_id=made.id, at=now, until=now + WAIT
    )
    audit.note(owner.id, owner.id, "grant given", made.id, at=now)
    mail.send(owner, MailKind.ACCOUNT, now=now)
    _tell("given", made, opened, now)
    return made


def give_by_link(
    *,
    owner: Person,
    capabilities: Iterable[str],
    ends_at: datetime,
    now: datetime,
    scope_id: uuid.UUID | None = None,
) -> tuple[Grant, str]:
    """Invite somebody who has no account here, and let her help after the wait; return the grant and the token."""
    with transaction.atomic():
        actor = Person.objects.create_user(f"{UNNAMED}{secrets.token_hex(8)}", joined_at=None)
        made = grant(
            owner=owner,
            actor=actor,
            capabilities=capabilities,
            ends_at=ends_at,
            scope_id=scope_id,
            now=now,
        )
        _link, token = make_link(person=actor, purpose=LinkPurpose.INVITE, now=now, by=owner)
    return made, token


@transaction.atomic
def show_code(*, person: Person, now: datetime) -> str:
    """Make the code that a helper reads out: eight letters, ten minutes, once. An earlier one stops working."""
    code = codes.new_code(_CODE_LENGTH)
    HelperCode.objects.filter(person=person).delete()
    HelperCode.objects.create(
        person=person, code_hash=_code_hash(code), expires_at=now + CODE_LIVES
    )
    return codes.in_groups(code, " ")


@transaction.atomic
def give_by_code(  # noqa: PLR0913 -- as above
    *,
    owner: Person,
    code: str,
    capabilities: Iterable[str],
    ends_at: datetime,
    now: datetime,
    scope_id: uuid.UUID | None = None,
    opened: Opened | None = None,
) -> Grant:
    """Let the helper who just read out this code help from now on.

    Raises:
        CodeRefused: nobody (else) shows this code now.
        BadTerms: see `grant`.

    """
    usable = HelperCode.objects.filter(
        code_hash=_code_hash(code), used_at=None, expires_at__gt=now, person__is_active=True
    ).exclude(person=owner)
    shown = usable.select_related("person").first()
    if shown is None or usable.filter(pk=shown.pk).update(used_at=now) != 1:
        raise CodeRefused
    return grant(
        owner=owner,
        actor=shown.person,
        capabilities=capabilities,
        ends_at=ends_at,
        scope_id=scope_id,
        now=now,
        begins_now=True,
        opened=opened,
    )


@transaction.atomic
def mask(*, grant: Grant, is_masked: bool, now: datetime) -> Grant:
    """Have the helper work with placeholders, as every grant begins, or let her see the words as well."""
    if grant.is_masked != is_masked:
        grant.is_masked = is_masked
        grant.save(update_fields=["is_masked"])
        verb = "grant masked" if is_masked else "grant unmasked"
        audit.note(grant.owner_id, grant.owner_id, verb, grant.id, at=now)
    return grant


@transaction.atomic
def end_grant(
    *, grant: Grant, by: Person | None, now: datetime, opened: Opened | None = None
) -> Grant:
    """End a grant at once, with the keys it handed on; ending one that is over changes nothing.

    Where another grant in force lets the same person read the same, the keys stay: she may still read.
    """
    if grant.ended_at is not None:
        return grant
    grant.ended_at = now
    grant.save(update_fields=["ended_at"])
    Notice.objects.create(
        person_id=grant.owner_id,
        kind=NoticeKind.HELPER_ENDED,
        object_id=grant.id,
        at=now,
        until=now + WAIT,
    )
    audit.note(grant.owner_id, by.id if by else None, "grant ended", grant.id, at=now)
    if grant.actor_id not in queries.readers_of(grant.owner, now, scope_id=grant.scope_id):
        drop_wraps(owner_id=grant.owner_id, actor_id=grant.actor_id)
    _tell("ended", grant, opened, now)
    return grant


def drop_wraps(*, owner_id: uuid.UUID, actor_id: uuid.UUID) -> int:
    """Delete every key of the owner's that was handed on to the actor; return how many.

    All of them, even while a grant of the pair for something else is in force: what that one needs is handed on
    anew when the owner next opens her desk.
    """
    rings = Keyring.objects.filter(person_id=actor_id).values_list("id", flat=True)
    dropped, _ = SealedKey.objects.filter(owner_id=owner_id, holder_id__in=list(rings)).delete()
    if dropped:
        transaction.on_commit(keyrings.empty_journals)  # inside a transaction the journal is locked
    return dropped


def _tell(happened: str, grant: Grant, opened: Opened | None, now: datetime) -> None:
    """Tell whoever holds keys for it; `opened` is the owner's keyring, or None while it is locked."""
    for _name, hook in hooks.each("grants"):
        hook(happened, grant, opened=opened, now=now)


def _check_terms(
    owner: Person, actor: Person, wanted: list[Capability], kind: str, lasts: timedelta
) -> None:
    if owner.pk == actor.pk:
        raise BadTerms("to oneself")
    if not wanted:
        raise BadTerms("nothing was allowed")
    if not timedelta(0) < lasts <= LONGEST:
        raise BadTerms("for longer than 30 days, or already over")
    if kind == GrantKind.ADVISER and wanted != [Capability.DOCUMENT]:
        raise BadTerms("an adviser reads and documents, no more")


def _code_hash(code: str) -> bytes:
    return hashlib.sha256("".join(code.split()).upper().encode()).digest()
