"""One-time links: 256 bits, kept as a hash, for one purpose, used once, expiring. A token is never logged."""

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction

from fuerza.core import audit
from fuerza.people.choices import LinkPurpose
from fuerza.people.models import Person, SignInLink

LIVES = {
    LinkPurpose.INVITE: timedelta(days=14),
    LinkPurpose.RESET: timedelta(hours=24),
    LinkPurpose.DEMO: timedelta(days=1),
}


class LinkRefused(LookupError):
    """The link is unknown, used, too old, or for an account that is gone: which of these is not said."""


@transaction.atomic
def make_link(
    *, person: Person, purpose: str, now: datetime, by: Person | None = None
) -> tuple[SignInLink, str]:
    """Make a one-time link to the person's account; a link made earlier for the same purpose stops working.

    Returns the row and its token, which is nowhere else: whoever asked hands it over.
    """
    token = secrets.token_urlsafe(32)
    SignInLink.objects.filter(person=person, purpose=purpose, used_at=None).delete()
    link = SignInLink.objects.create(
        person=person,
        token_hash=token_hash(token),
        purpose=purpose,
        made_by=by,
        made_at=now,
        expires_at=now + LIVES[LinkPurpose(purpose)],
    )
    return link, token


def token_hash(token: str) -> bytes:
    """Hash a token for keeping and finding: it has 256 random bits, so a plain SHA-256 can't be guessed back."""
    return hashlib.sha256(token.encode()).digest()


@transaction.atomic
def use_link(*, token: str, now: datetime) -> SignInLink:
    """Use the link up. Of two who come at once, one gets in.

    A reset's link closes every other way in (password, passkeys, codes): whoever holds it starts the account anew.

    Raises:
        LinkRefused: there is no such link that can still be used.

    """
    usable = SignInLink.objects.filter(
        token_hash=token_hash(token), used_at=None, expires_at__gt=now, person__is_active=True
    )
    if usable.update(used_at=now) != 1:
        raise LinkRefused
    link = SignInLink.objects.select_related("person").get(token_hash=token_hash(token))
    if link.purpose == LinkPurpose.RESET:
        _close_ways_in(link.person)
    audit.note(link.person_id, link.person_id, "link used", link.id, at=now)
    return link


def cancel_links(*, person: Person, now: datetime) -> int:
    """Make every open link to her own account useless; return how many there were."""
    gone = SignInLink.objects.filter(person=person, used_at=None, expires_at__gt=now).update(
        expires_at=now
    )
    if gone:
        audit.note(person.id, person.id, "links cancelled", at=now)
    return gone


def _close_ways_in(person: Person) -> None:
    Authenticator.objects.filter(user=person).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
