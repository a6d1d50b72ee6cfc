"""Accounts she linked, files she brought, and what she asked the platforms to do.

Tokens come in two, each an `Access` sealed as a whole: `watch` (read scopes, under her data key, so that syncing runs
while she is away) and `act` (sealed to her keyring; a copy under her data key, `lent_token`, while a plan runs).
"""

import uuid

from django.db import models

from fuerza.connections.choices import ConnectionState, ImportState, Purpose, Trouble
from fuerza.people.models import Person


class Connection(models.Model):
    """A linked account: where reading stands (`cursor`), and up to when everything was seen (`covered_to`).

    `account_key` tells one account from another without naming it, so that who reconnects goes on where she was.
    `is_whole`: its one token can do everything in her name (an app password). `trouble` is why reading waits.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="connections")
    platform = models.CharField(max_length=40)
    connector = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10, choices=ConnectionState, default=ConnectionState.CONNECTED
    )
    sealed_handle = models.BinaryField(default=b"")
    watch_token = models.BinaryField(default=b"")
    act_token = models.BinaryField(default=b"")
    lent_token = models.BinaryField(default=b"")
    account_key = models.BinaryField(max_length=32, null=True)
    sealed_server = models.BinaryField(default=b"")  # what she typed, to be asked again
    is_whole = models.BooleanField(default=False)
    watch_expires_at = models.DateTimeField(null=True)
    renewing_until = models.DateTimeField(null=True)
    cursor = models.TextField(default="")
    posts_read = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=12, choices=Trouble, default="")
    failures = models.PositiveSmallIntegerField(default=0)
    gaps = models.JSONField(default=list)
    sample_store = models.JSONField(default=dict)  # what the demo's sample network remembers
    covered_to = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    acts_from = models.DateTimeField(null=True)  # it asked us not to act before
    down_since = models.DateTimeField(null=True)  # acts have found it down since
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "account_key"], name="connections_account_once_per_person"
            ),
        ]


class SignIn(models.Model):
    """A sign-in at a network that was begun and has not come back: used once, by the same person and browser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    connection = models.ForeignKey(Connection, null=True, on_delete=models.CASCADE)
    connector = models.CharField(max_length=40)
    purpose = models.CharField(max_length=10, choices=Purpose)
    state_key = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class Revocation(models.Model):
    """A token that is given back to its network: nobody's any more, sealed under the master key until that is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    connector = models.CharField(max_length=40)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()


class Import(models.Model):
    """A file she brought: checked whole, staged in chunks, and shown at once when it is complete.

    The file itself lies encrypted under her data key in the data folder until it is taken in or let go; how it is
    read is hers to say (`zone`, `keep_good`, and the sealed answers). `header_key` names a table's columns without
    saying them, so that what she said of them once is remembered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="imports")
    importer = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.STAGED)
    zone = models.CharField(max_length=60, default="")
    keep_good = models.BooleanField(default=False)
    sealed_answers = models.BinaryField(default=b"")
    header_key = models.BinaryField(max_length=32, default=b"")
    skipped = models.JSONField(default=dict)
    digest = models.BinaryField(max_length=32)
    rows = models.PositiveIntegerField(default=0)
    passed_over = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)
    written_from = models.DateTimeField(null=True)
    written_to = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)


class Spending(models.Model):
    """What one platform was paid in one month (UTC), in thousandths of its currency.

    A call under way counts at the most that it can cost.
    """

    id = models.BigAutoField(primary_key=True)
    platform = models.CharField(max_length=40)
    month = models.DateField()
    thousandths = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["platform", "month"], name="connections_spending_once"),
        ]


class Borrowed(models.Model):
    """A post that may be stored only as long as its source stands: asked for again when it is due, then let go.

    The platform's own id lies under her data key, so that it can be asked for while she is away; `native_key` is
    the desk's keyed hash of the same post.
    """

    id = models.BigAutoField(primary_key=True)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="borrowed")
    native_key = models.BinaryField(max_length=16)
    sealed_id = models.BinaryField()
    taken_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "native_key"], name="connections_borrowed_once"
            ),
        ]
