"""Cases: what belongs together, and whom it concerns.

Every text in a case is sealed to its case key's public half: writing works while she is locked, and whoever she lets
into the case holds the key that reads all of it, and nothing else of hers. Only times are in clear.
"""

import uuid

from django.db import models

from fuerza.people.models import Person
from fuerza.vault.models import CaseKey, Exhibit


class Case(models.Model):
    """A case of hers. Put away (`removed_at`), it can be taken back until it is dropped for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cases")
    case_key = models.OneToOneField(CaseKey, on_delete=models.PROTECT, related_name="case")
    sealed_title = models.BinaryField(default=b"")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)


class CaseExhibit(models.Model):
    """That an exhibit belongs to a case. `happened_at` repeats when it was written, for lists in that order."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="case_exhibits")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="case_exhibits")
    added_at = models.DateTimeField()
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "exhibit"], name="cases_exhibit_once"),
        ]
        indexes = [models.Index(fields=["case", "happened_at", "id"], name="cases_in_order")]


class Written(models.Model):
    """Something written into a case, by whom; taken out (`removed_at`), it can be put back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="%(class)s_rows")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Alias(Written):
    """That two accounts are one person, in her judgement and with her reason. Nobody else's."""


class Incident(Written):
    """One line of her incident log."""

    happened_at = models.DateTimeField()


class Note(Written):
    """What she, or who helps with the case, wants to remember."""
