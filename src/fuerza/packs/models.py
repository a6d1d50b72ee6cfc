"""Report packs and the ledger of what was sent and what came back. Their tables keep the names cases gave them.

What was written into a pack or the ledger is sealed to the case's key, as all of a case is: writing works while she is
locked. In clear stand ids, states and times.
"""

import uuid

from django.db import models

from fuerza.cases.models import Case
from fuerza.packs.choices import PackState, Verb
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit, Package


class Pack(models.Model):
    """A report in the making, for one route and in one language. `sealed` is its `queries.PackBody`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="packs")
    route = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=PackState, default=PackState.DRAFT)
    package = models.ForeignKey(Package, null=True, on_delete=models.SET_NULL, related_name="packs")
    exhibits = models.ManyToManyField(Exhibit, related_name="packs")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sealed = models.BinaryField(default=b"")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "cases_pack"


class LedgerEntry(models.Model):
    """What was sent where, and what came back. `due_at` is when the clock that then began to run lapses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="entries")
    verb = models.CharField(max_length=20, choices=Verb)
    clock = models.CharField(max_length=20, default="")
    sealed_note = models.BinaryField(default=b"")
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_ledgerentry"


class Situation(models.Model):
    """Where she says she is, and how public: chosen by her, once, and sealed under her data key."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE)
    sealed = models.BinaryField()
    chosen_at = models.DateTimeField()
