"""What she told the desk about sorting: corrections, rules, saved lists; and the index of her search.

Corrections are labels and numbers. A rule and a saved list are under her data key, since they work, or are named,
while her keyring is locked. The index holds keyed hashes; its key is made from her keyring, and lies nowhere.
"""

from django.db import models

from fuerza.acts.choices import Category
from fuerza.core.ids import uuid7
from fuerza.desk.models import Mention
from fuerza.people.models import Person


class Wishes(models.Model):
    """How she wants it: whether her corrections move thresholds."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="wishes"
    )
    calibrates = models.BooleanField(default=True)


class Correction(models.Model):
    """One act of hers: the labels that she took away (from most of them), and what she put in their place.

    `sorts_anew` marks what followed from other corrections: it is undone like them, and moves no threshold.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="corrections")
    at = models.DateTimeField()
    model = models.CharField(max_length=60)
    before = models.JSONField()
    after = models.CharField(max_length=10, choices=Category)
    sorts_anew = models.BooleanField(default=False)
    size = models.PositiveIntegerField()
    undone_at = models.DateTimeField(null=True)


class Corrected(models.Model):
    """What one mention was taken for before a correction, by which model at which point, and after: undo is exact."""

    id = models.BigAutoField(primary_key=True)
    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="corrected")
    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="corrected")
    model = models.CharField(max_length=60)
    point = models.CharField(max_length=12)
    category_before = models.CharField(max_length=10, choices=Category)
    severity_before = models.PositiveSmallIntegerField()
    urgency_before = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=10, choices=Category)
    severity = models.PositiveSmallIntegerField()
    urgency = models.PositiveSmallIntegerField()


class Rule(models.Model):
    """A rule of hers. `looked_to` is how far it has looked through what is stored, `looked` how many that were."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rules")
    sealed = models.BinaryField()
    is_paused = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    looked_to = models.UUIDField(null=True)
    looked = models.PositiveIntegerField(default=0)
    has_looked = models.BooleanField(default=False)


class Caught(models.Model):
    """That a rule hid a mention."""

    id = models.BigAutoField(primary_key=True)
    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="caught")
    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="caught")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "mention"], name="sorting_caught_once"),
        ]


class Index(models.Model):
    """With which keyring her index was made, and how far it has come: another keyring makes it anew."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="search_index"
    )
    keyring_id = models.UUIDField()
    indexed_to = models.UUIDField(null=True)
    indexed = models.PositiveIntegerField(default=0)
    is_whole = models.BooleanField(default=False)


class Chunk(models.Model):
    """Some mentions of the index: their ids (16 bytes each) and when they were written (4 bytes each), in one order."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="chunks")
    ids = models.BinaryField()
    times = models.BinaryField()


class Posting(models.Model):
    """Which mentions of a chunk hold a word: a keyed hash of its stem, and places in the chunk (2 bytes each)."""

    id = models.BigAutoField(primary_key=True)
    chunk = models.ForeignKey(Chunk, on_delete=models.CASCADE, related_name="postings")
    stem = models.BinaryField(max_length=8)
    places = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["stem"], name="sorting_by_stem")]


class SavedView(models.Model):
    """A list that she named: its name and what it filters by."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
