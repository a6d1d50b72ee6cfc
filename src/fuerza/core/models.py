"""What every domain rests on: jobs, the audit trail, erasures, and (in a database of their own) keys."""

import uuid

from django.db import models
from django.db.models import Q

from fuerza.core.choices import JobState


class Job(models.Model):
    """One thing to do later: ids only, never a text or a token. See jobs.py for the life of a job."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=60)
    ids = models.JSONField(default=dict)
    key = models.CharField(max_length=120, default="")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.READY)
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=64, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=8)
    again = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, default="")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "run_at"], name="core_job_next"),
            models.Index(fields=["state", "lease_until"], name="core_job_lost"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"],
                condition=~Q(key="") & Q(state__in=["ready", "running"]),
                name="core_job_one_waiting_per_key",
            ),
        ]


class AuditEntry(models.Model):
    """Who did or saw what of whose, as ids and verbs. Append-only and chained: each entry seals the one before."""

    id = models.BigAutoField(primary_key=True)
    person_id = models.UUIDField(db_index=True)
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64, default="")
    at = models.DateTimeField()
    seal = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-id"], name="core_audit_of_person"),
            models.Index(fields=["actor_id", "at"], name="core_audit_by_actor"),
        ]


class Erasure(models.Model):
    """That somebody was erased, by id alone: replayed after a restore, so that a backup brings nobody back."""

    person_id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()


class DataKey(models.Model):
    """A person's key for what is personal but must be readable while she is away. Wrapped by the master key."""

    person_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()


class Keyring(models.Model):
    """A person's X25519 pair: what is hers is sealed to `public`; each wrap is one way to the private half.

    `wraps` maps a kind (server, recovery, later passphrase) to base64 of the private key locked that way.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person_id = models.UUIDField(db_index=True)
    public = models.BinaryField()
    wraps = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    wait_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id"],
                condition=Q(retired_at__isnull=True),
                name="core_one_keyring_in_use",
            ),
        ]


class SealedKey(models.Model):
    """A content, item or case key, sealed to one holder (a keyring, or a case). Delete it, and that way is shut.

    The vault's keys that sign the log lie here too, under the master key and held by nobody.
    """

    id = models.BigAutoField(primary_key=True)
    owner_id = models.UUIDField(db_index=True)
    key_id = models.UUIDField(db_index=True)
    holder_id = models.UUIDField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder_id", "key_id"], name="core_key_once_per_holder"
            ),
        ]
