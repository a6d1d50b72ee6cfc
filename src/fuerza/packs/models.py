"""Report packs and the ledger of what was sent and what came back. Their tables keep the names cases gave them."""

import uuid

from django.db import models

from fuerza.cases.models import Case
from fuerza.packs.choices import PackState
from fuerza.vault.models import Package


class Pack(models.Model):
    """A report in the making, for one route and in one language."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="packs")
    route = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=PackState, default=PackState.DRAFT)
    package = models.ForeignKey(Package, null=True, on_delete=models.SET_NULL, related_name="packs")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "cases_pack"


class LedgerEntry(models.Model):
    """What was sent where, and what came back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="entries")
    verb = models.CharField(max_length=20)
    sealed_note = models.BinaryField(default=b"")
    at = models.DateTimeField()

    class Meta:
        db_table = "cases_ledgerentry"
