"""What is kept as evidence: exhibits under case keys, who did what with them, receipts, packages.

An exhibit's body is encrypted under an item key, which is sealed to a case key's public half; the case's private
half is sealed to her keyring. So keeping works while she is locked, and erasing is destroying keys.
"""

import uuid

from django.db import models
from django.db.models import Q

from fuerza.core.ids import uuid7
from fuerza.people.models import Person
from fuerza.vault.choices import CustodyVerb, ExhibitState, Method


class CaseKey(models.Model):
    """An X25519 pair per case; each person has one "unsorted". The private half lies sealed in the key database."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="case_keys")
    public = models.BinaryField()
    is_unsorted = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_unsorted=True), name="vault_one_unsorted"
            ),
        ]


class Exhibit(models.Model):
    """One thing kept. `sealed` holds the item (`queries.Body`) in one encrypted body; `number` counts her exhibits.

    Destroyed, it keeps its number, its commitment and its custody; what told of the item is emptied.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exhibits")
    case_key = models.ForeignKey(CaseKey, on_delete=models.PROTECT, related_name="exhibits")
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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="vault_exhibit_number"),
        ]
        indexes = [models.Index(fields=["person", "-kept_at"], name="vault_newest")]


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
