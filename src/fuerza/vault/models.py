"""What is kept as evidence: exhibits under case keys, who did what with them, receipts, packages; and the log.

An exhibit's body is encrypted under an item key, which is sealed to a case key's public half; the case's private
half is sealed to her keyring. So keeping works while she is locked, and erasing is destroying keys.
"""

import uuid

from django.db import models
from django.db.models import Q

from fuerza.core.ids import uuid7
from fuerza.people.models import Person
from fuerza.vault.choices import AnchorState, CustodyVerb, ExhibitState, FetchState, Method


class CaseKey(models.Model):
    """An X25519 pair per case; each person has one "unsorted". The private half lies sealed in the key database.

    A case whose helper's help ended has a new pair: the old one is `replaced_by` it (services/rotating.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="case_keys")
    public = models.BinaryField()
    is_unsorted = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    replaced_by = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="replaces"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_unsorted=True), name="vault_one_unsorted"
            ),
        ]


class Exhibit(models.Model):
    """One thing kept. `sealed` holds the item (`queries.Body`) in one encrypted body; `number` counts her exhibits.

    Destroyed, it keeps its number, its commitment and its custody; what told of the item is emptied. `held_at` is
    since when she has it on hold: it can't be destroyed until she lifts that. One that holds the pictures of another,
    fetched after it was kept, stands `beside` it, with a record, a receipt and a place in the log of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exhibits")
    case_key = models.ForeignKey(CaseKey, on_delete=models.PROTECT, related_name="exhibits")
    beside = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="pictures")
    record_version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ExhibitState, default=ExhibitState.PENDING)
    number = models.PositiveIntegerField()
    platform = models.CharField(max_length=40)
    method = models.CharField(max_length=10, choices=Method)
    commitment = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    size = models.PositiveBigIntegerField(default=0)
    written_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="vault_exhibit_number"),
        ]
        indexes = [models.Index(fields=["person", "-kept_at"], name="vault_newest")]


class Fetching(models.Model):
    """That she wants the pictures of what was kept, and what became of it.

    `sealed` says where they lie and whose they are, under her data key, for the job that asks; it is emptied when
    that is over. `left` holds a code (NotFetched) for each that did not come.
    """

    exhibit = models.OneToOneField(
        Exhibit, primary_key=True, on_delete=models.CASCADE, related_name="fetching"
    )
    state = models.CharField(max_length=10, choices=FetchState, default=FetchState.WAITING)
    sealed = models.BinaryField(default=b"")
    tries = models.PositiveSmallIntegerField(default=0)
    got = models.PositiveSmallIntegerField(default=0)
    left = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Custody(models.Model):
    """One line of an exhibit's chain of custody: append-only.

    `sealed_ref` is what a platform or an office calls what was sent there, under her data key.
    """

    id = models.BigAutoField(primary_key=True)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="custody")
    verb = models.CharField(max_length=10, choices=CustodyVerb)
    actor = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    object_id = models.CharField(max_length=64, default="")
    sealed_ref = models.BinaryField(default=b"")


class Receipt(models.Model):
    """What she can keep elsewhere to show later that an exhibit is the one that was kept, or that it was destroyed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exhibit = models.OneToOneField(Exhibit, on_delete=models.CASCADE, related_name="receipt")
    text = models.CharField(max_length=1000)
    made_at = models.DateTimeField()


class Package(models.Model):
    """A package that was made: what was in it and its fingerprint (evidence.PackageSummary), never its bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="packages")
    exhibits = models.ManyToManyField(Exhibit, related_name="packages")
    digest = models.BinaryField(max_length=32)
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()

    @property
    def fingerprint(self) -> str:
        """What she notes down, and a stranger compares: the digest in hex."""
        return bytes(self.digest).hex()


class Log(models.Model):
    """How long the log is: one row, which whoever adds to it holds meanwhile. It never gets smaller."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.PositiveBigIntegerField(default=0)


class Leaf(models.Model):
    """One entry of the log, never changed or deleted: the commitment of what was kept, or that it was destroyed.

    `exhibit` goes when its owner erases herself; the entry then is a number that leads to nothing.
    """

    index = models.PositiveBigIntegerField(primary_key=True)
    entry = models.BinaryField(max_length=41)
    exhibit = models.ForeignKey(
        Exhibit, null=True, on_delete=models.SET_NULL, related_name="leaves"
    )


class Tile(models.Model):
    """The root of 256 leaves in a row, so that neither a proof nor a checkpoint reads the whole log."""

    number = models.PositiveBigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)


class LogKey(models.Model):
    """A key that signs, or signed, checkpoints: its public half, for anybody. The private one lies with the keys."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    public = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Checkpoint(models.Model):
    """How long the log was at a time, and its root then, as a signed note (C2SP) that can be handed out."""

    id = models.BigAutoField(primary_key=True)
    key = models.ForeignKey(LogKey, on_delete=models.PROTECT, related_name="checkpoints")
    size = models.PositiveBigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.CharField(max_length=1000)
    made_at = models.DateTimeField()


class Anchor(models.Model):
    """What a time stamping authority said of a checkpoint (`answer`, RFC 3161), or why it has not yet.

    `said_at` is its time, also where that was too far from ours to be taken; `asked_at` is ours.
    """

    id = models.BigAutoField(primary_key=True)
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="anchors")
    authority = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=AnchorState, default=AnchorState.WAITING)
    answer = models.BinaryField(default=b"")
    asked_at = models.DateTimeField(null=True)
    said_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=20, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "authority"], name="vault_one_anchor"),
        ]

    @property
    def seconds_apart(self) -> int:
        """How far its clock is from ours, as far as it has said."""
        if self.asked_at is None or self.said_at is None:
            return 0
        return round(abs((self.said_at - self.asked_at).total_seconds()))
