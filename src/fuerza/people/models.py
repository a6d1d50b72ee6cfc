"""Persons and what they allowed: roles, grants to helpers, consent, avoid edges, links, devices, notices.

Start at Person. Nothing here lets a role see a desk, a vault, a circle or a voice: roles open organisers' and
operators' pages, and only a Grant that she made opens a part of hers.
"""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from fuerza.people.choices import (
    Address,
    Browser,
    GrantKind,
    IdleMinutes,
    LinkPurpose,
    NoticeKind,
    Purpose,
    RoleName,
    System,
    Theme,
)


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Person":
        person = self.model(username=self.model.normalize_username(username), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account: a name to sign in with, and no more than she wants to give."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True, default="")
    sealed_name = models.BinaryField(default=b"")
    language = models.CharField(max_length=8, default="en")
    zone = models.CharField(max_length=60, default="UTC")
    address = models.CharField(max_length=10, choices=Address, default=Address.FEMININE)
    theme = models.CharField(max_length=10, choices=Theme, default=Theme.DEVICE)
    is_discreet = models.BooleanField(default=False)
    is_workshop = models.BooleanField(default=False)
    is_public_official = models.BooleanField(default=False)
    exit_to = models.CharField(max_length=20, default="weather")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    idle_minutes = models.PositiveSmallIntegerField(choices=IdleMinutes, default=IdleMinutes.THIRTY)
    reads_a_day = models.PositiveSmallIntegerField(null=True)  # a limit she set herself; null: none
    minutes_a_day = models.PositiveSmallIntegerField(null=True)
    spared_until = models.DateTimeField(null=True)  # texts are kept from her, as she asked
    joined_at = models.DateTimeField(null=True, default=timezone.now)  # null: invited, not here yet

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Fold a sign-in name, so that no two that read the same are two people's."""
        return super().normalize_username(username.strip()).lower()

    @property
    def is_staff(self) -> bool:
        """Nobody is: there is no admin site. Asked for by packages that expect one."""
        return False


class Role(models.Model):
    """A role somebody holds, for the whole programme (`scope_id` empty) or for one edition or circle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20, choices=RoleName)
    scope_id = models.UUIDField(null=True)
    given_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name", "scope_id"],
                condition=Q(scope_id__isnull=False),
                name="people_role_once_per_scope",
            ),
            models.UniqueConstraint(
                fields=["person", "name"],
                condition=Q(scope_id__isnull=True),
                name="people_role_once",
            ),
        ]


class Grant(models.Model):
    """What she lets one helper or adviser do, until when. `scope_id` is a case, or empty for the desk.

    While `is_masked`, the helper works with facts and numbers, and unfolds a text one at a time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants_given")
    actor = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants_held")
    kind = models.CharField(max_length=10, choices=GrantKind, default=GrantKind.HELPER)
    capabilities = models.JSONField(default=list)
    scope_id = models.UUIDField(null=True)
    is_masked = models.BooleanField(default=True)
    given_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class HelperCode(models.Model):
    """A short code that a helper shows and she types in: proof that the two are talking. Opens no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="helper_codes")
    code_hash = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Avoid(models.Model):
    """That one person would rather not meet another: never shown to, nor felt by, the other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="avoids")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sealed_reason = models.BinaryField(default=b"")
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)


class Consent(models.Model):
    """One entry of the append-only ledger: given or withdrawn, for one purpose and one scope, until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40, choices=Purpose)
    scope_id = models.CharField(max_length=64, default="")
    is_given = models.BooleanField()
    policy_version = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "purpose", "scope_id", "at"], name="people_consent_when")
        ]


class SignInLink(models.Model):
    """A one-time link: single-purpose, kept only as a hash, used once, expiring."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    token_hash = models.BinaryField(max_length=32, unique=True)
    purpose = models.CharField(max_length=10, choices=LinkPurpose)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Device(models.Model):
    """A browser she signed in with, by its family alone: no address, no version. Its session holds the id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="devices")
    browser = models.CharField(max_length=10, choices=Browser, default=Browser.OTHER)
    system = models.CharField(max_length=10, choices=System, default=System.OTHER)
    began_at = models.DateTimeField()


class Notice(models.Model):
    """Something she must be able to see that happened to her account. There is no way to delete one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    object_id = models.UUIDField(null=True)  # the device, or the grant
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)


class ApiKey(models.Model):
    """A key an operator made for a program of hers to call our JSON faces; kept as a hash, with what it used up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=80)
    key_hash = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    per_minute = models.PositiveIntegerField(default=600)
    per_day = models.PositiveIntegerField(default=10_000)
    minute = models.DateTimeField(null=True)  # the last one in which it was used, and how often
    in_minute = models.PositiveIntegerField(default=0)
    day = models.DateField(null=True)
    in_day = models.PositiveIntegerField(default=0)
