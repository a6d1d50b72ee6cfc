"""Accounts: made by an invitation, begun by whom it was meant for, opened anew by a reset."""

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import IntegrityError, transaction

from fuerza.core import audit, crypto, hooks, keyrings, mail
from fuerza.core.choices import MailKind
from fuerza.people import queries
from fuerza.people.choices import UNNAMED, LinkPurpose, NoticeKind, RoleName
from fuerza.people.models import Grant, Notice, Person, SignInLink
from fuerza.people.services.grants import end_grant
from fuerza.people.services.links import make_link, use_link
from fuerza.people.services.roles import NotAllowed, check_may_give, give_role
from fuerza.people.services.sessions import end_sessions


class NameTaken(ValueError):
    """Somebody else signs in with this name."""


class Invitation(NamedTuple):
    """An invitation's link and the token that opens it, once."""

    link: SignInLink
    token: str


@transaction.atomic
def invite(
    *,
    by: Person | None,
    roles: Iterable[str] = (),
    scope_id: uuid.UUID | None = None,
    username: str = "",
    now: datetime,
) -> Invitation:
    """Make an account without a way in, with these roles, and the one-time link to it.

    `by` is None for the command line. Without roles it is for a helper: anybody may invite one. Without a name,
    whoever uses the link chooses one.

    Raises:
        NotAllowed: `by` may not give one of the roles.
        NameTaken: somebody signs in with this name.

    """
    if username and queries.is_known(username):
        raise NameTaken
    names = list(roles)
    for role in names:
        check_may_give(by, role, scope_id)
    name = username or f"{UNNAMED}{secrets.token_hex(8)}"
    person = Person.objects.create_user(name, joined_at=None)
    for role in names:
        give_role(person=person, name=role, scope_id=scope_id, by=by, now=now)
    link, token = make_link(person=person, purpose=LinkPurpose.INVITE, now=now, by=by)
    audit.note(person.id, by.id if by else None, "invited", at=now)
    return Invitation(link, token)


@transaction.atomic
def begin(*, token: str, username: str, password: str | None = None, now: datetime) -> Person:
    """Use a one-time link up and begin the account that it is for, both or neither.

    Raises:
        LinkRefused: there is no such link that can still be used.
        NameTaken: somebody else signs in with this name.

    """
    link = use_link(token=token, now=now)
    return join(person=link.person, username=username, password=password, now=now)


def join(*, person: Person, username: str, password: str | None = None, now: datetime) -> Person:
    """Begin the account: her sign-in name, a password with recovery codes if she wants one, and her keyring.

    After a reset it is the same: the account was begun long ago, and its name may stay or change.

    Raises:
        NameTaken: somebody else signs in with this name.

    """
    if keyrings.keyring_of(person.id) is None:
        keyrings.make_keyring(person.id, now=now)  # keys first, rows after (seams.md)
    person.username = Person.normalize_username(username)
    person.joined_at = person.joined_at or now
    if password:
        person.set_password(password)
    try:
        with transaction.atomic():
            person.save(update_fields=["username", "password", "joined_at"])
    except IntegrityError as error:
        raise NameTaken from error
    if password:
        _make_recovery_codes(person)
    audit.note(person.id, person.id, "joined", at=now)
    return person


def settle(*, person: Person, name: str, now: datetime, **settings: object) -> Person:
    """Keep how she wants to be named and shown to: the fields of her own page."""
    for field, value in settings.items():
        setattr(person, field, value)
    person.sealed_name = (
        crypto.seal_personal(person.id, name, queries.name_place(person.id)) if name else b""
    )
    person.save(update_fields=[*settings, "sealed_name"])
    audit.note(person.id, person.id, "settings changed", at=now)
    return person


def settle_mail(*, person: Person, email: str, now: datetime) -> Person:
    """Keep her e-mail address, or none."""
    person.email = email
    person.save(update_fields=["email"])
    audit.note(person.id, person.id, "mail changed", at=now)
    return person


def reset(*, person: Person, by: Person | None, now: datetime) -> Invitation:
    """Open the account by a one-time link, never the desk: that comes up empty, and locked for 72 hours.

    Every session ends, other domains take back their tokens (hooks of kind "reset"), she can't act for anybody
    any more until they let her in again, and a notice stays that nobody can delete. Her own ways in go only
    when the link is used: until then she can see the notice and cancel the link.

    Raises:
        NotAllowed: `by` is neither an operator nor the command line.

    """
    if by is not None and not queries.has_role(by, RoleName.OPERATOR):
        raise NotAllowed("reset")
    keyring = keyrings.reset(person.id, now=now)  # keys first, rows after (seams.md)
    with transaction.atomic():
        end_sessions(person=person)
        for _name, take_back in hooks.each("reset"):
            take_back(person, now=now)
        for held in Grant.objects.filter(actor=person, ended_at=None, ends_at__gt=now):
            end_grant(grant=held, by=by, now=now)
        Notice.objects.create(
            person=person, kind=NoticeKind.RESET, at=now, until=keyring.wait_until
        )
        link, token = make_link(person=person, purpose=LinkPurpose.RESET, now=now, by=by)
        audit.note(person.id, by.id if by else None, "reset", at=now)
        mail.send(person, MailKind.ACCOUNT, now=now)
    return Invitation(link, token)


def use_recovery_code(*, person: Person | None, code: str, now: datetime) -> bool:
    """Say whether this is one of her unused recovery codes, and use it up; nobody's codes take as long to refuse."""
    kept = Authenticator.objects.filter(
        user=person, type=Authenticator.Type.RECOVERY_CODES, user__is_active=True
    ).first()
    if person is None or kept is None:
        seed = mfa_adapter().encrypt(RecoveryCodes.generate_seed())
        nobody = RecoveryCodes(Authenticator(data={"seed": seed, "used_mask": 0}))
        nobody.generate_codes()
        return False
    is_right: bool = RecoveryCodes(kept).validate_code(code)
    if is_right:
        audit.note(person.id, person.id, "recovery code used", at=now)
    return is_right


def _make_recovery_codes(person: Person) -> None:
    """Start a fresh set of recovery codes: they let in whoever forgot her password or lost her passkey."""
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(person)
