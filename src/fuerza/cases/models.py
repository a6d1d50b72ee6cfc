"""Cases: what belongs together, and whom it concerns."""

import uuid

from django.db import models

from fuerza.people.models import Person
from fuerza.vault.models import CaseKey, Exhibit


class Case(models.Model):
    """A case of hers. Its title is sealed under its case key's data: only times are in clear."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cases")
    case_key = models.OneToOneField(CaseKey, on_delete=models.PROTECT, related_name="case")
    sealed_title = models.BinaryField(default=b"")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class CaseExhibit(models.Model):
    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="case_exhibits")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="case_exhibits")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "exhibit"], name="cases_exhibit_once"),
        ]


class Alias(models.Model):
    """That two accounts are one person, in her judgement and with her reason. Nobody else's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="aliases")
    sealed = models.BinaryField()
    made_at = models.DateTimeField()


class Incident(models.Model):
    """One line of her incident log."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="incidents")
    sealed = models.BinaryField()
    happened_at = models.DateTimeField()
