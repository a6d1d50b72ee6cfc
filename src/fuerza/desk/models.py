"""The safety desk's rows: mentions sealed to her, scores and groups in clear, decisions as a ledger.

In clear beside the sealed text stand only times, platform, kind, language, labels, severity and keyed hashes
(docs/operate/data.md lists every field).
"""

from django.db import models
from django.db.models import Q

from fuerza.acts.choices import Category
from fuerza.acts.models import Plan
from fuerza.connections.models import Connection, Import
from fuerza.core.ids import uuid7
from fuerza.desk.choices import Decision, GroupKind, Source
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit


class Group(models.Model):
    """Mentions that are one thing: nearly the same text from many hands, or one pile-on.

    `waiting` counts what waits in it and is hurtful or may put her in danger, and `urgent` the latter alone, kept by
    whatever groups or decides: of ten thousand groups the first page asks for those that need her.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="groups")
    kind = models.CharField(max_length=10, choices=GroupKind)
    size = models.PositiveIntegerField(default=0)
    authors = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    urgent = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "kind", "-size", "-until"],
                condition=models.Q(waiting__gt=0),
                name="desk_group_needs",
            ),
        ]

    @property
    def is_danger(self) -> bool:
        """Say whether this is one text, and all of it that waits may put her in danger."""
        return self.kind == GroupKind.TEXT and 0 < self.waiting <= self.urgent


class PileOn(models.Model):
    """A rate of mentions far over her own usual; `first_widely_quoted` is the earliest such post we hold.

    `seen_at` is when it was first told to her; `new_account_share` is None where no account's age is known.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pile_ons")
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="pile_on")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    peak_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    usual_per_hour = models.FloatField()
    peak_per_hour = models.FloatField()
    first_time_share = models.FloatField(default=0.0)
    new_account_share = models.FloatField(null=True)
    first_widely_quoted = models.UUIDField(null=True)


SHOWN = ~Q(decision=Decision.STAGED)


class Mention(models.Model):
    """Something said to or about her. `sealed` holds the post (text, handles, addresses, raw bytes).

    The keys are keyed hashes under her data key, so that each is hers alone without naming her beside it; the two
    short ones say which post this is and which one it quotes or answers. `signs` are the kinds of what reaches into
    her life offline, by commas.
    Once it is kept, the body moves into its exhibit, and `sealed` is empty. Each index is paid for on every row
    taken in (bench/desk.py), so there are no others; what few rows have is indexed for those rows alone, and the
    rows of an import enter the two widest indexes together, when it is shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="mentions", db_index=False
    )
    connection = models.ForeignKey(
        Connection, null=True, on_delete=models.SET_NULL, related_name="mentions", db_index=False
    )
    import_made = models.ForeignKey(
        Import, null=True, on_delete=models.CASCADE, related_name="mentions", db_index=False
    )
    exhibit = models.ForeignKey(
        Exhibit, null=True, on_delete=models.SET_NULL, related_name="mentions", db_index=False
    )
    group = models.ForeignKey(
        Group, null=True, on_delete=models.SET_NULL, related_name="mentions", db_index=False
    )
    pile_on = models.ForeignKey(
        PileOn, null=True, on_delete=models.SET_NULL, related_name="mentions", db_index=False
    )
    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=5, choices=Source)
    platform = models.CharField(max_length=40)
    native_key = models.BinaryField(max_length=16)
    author_key = models.BinaryField(max_length=16)
    text_key = models.BinaryField(max_length=16)
    post_key = models.BinaryField(max_length=8, default=b"")
    about_key = models.BinaryField(max_length=8, default=b"")
    signature = models.BinaryField(default=b"")
    content_key_id = models.UUIDField()
    sealed = models.BinaryField(default=b"")
    language = models.CharField(max_length=12, default="und")
    category = models.CharField(max_length=10, choices=Category, default=Category.UNKNOWN)
    severity = models.PositiveSmallIntegerField(default=0)
    urgency = models.PositiveSmallIntegerField(default=0)
    signs = models.CharField(max_length=80, default="")
    is_new_account = models.BooleanField(null=True)
    may_keep = models.BooleanField(default=True)
    shows_minor = models.BooleanField(default=False, db_default=False)  # so somebody here said
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING)
    written_at = models.DateTimeField()
    taken_in_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["native_key"], name="desk_mention_once"),
        ]
        indexes = [
            models.Index(
                fields=["person", "decision", "category", "-written_at"],
                condition=SHOWN,
                name="desk_waiting",
            ),
            models.Index(
                fields=["person", "-urgency", "-written_at"],
                condition=Q(decision=Decision.WAITING, urgency__gt=0),
                name="desk_urgent",
            ),
            models.Index(fields=["author_key"], condition=SHOWN, name="desk_by_author"),
            models.Index(fields=["person", "import_made"], condition=~SHOWN, name="desk_staged"),
            *[
                models.Index(
                    fields=[name, *order],
                    name=f"desk_in_{name}",
                    condition=Q(**{f"{name}__isnull": False}),
                )
                for name, *order in (
                    ("connection",),
                    ("exhibit",),
                    ("group", "-written_at", "-id"),
                    ("pile_on", "-written_at", "-id"),
                )
            ],
        ]


class Tally(models.Model):
    """How many mentions a day holds of one platform, category and decision: what the first page counts from.

    Kept by the same transaction that takes in or decides, so that the page costs the same at a thousand
    mentions and at a million.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tallies")
    day = models.DateField()
    platform = models.CharField(max_length=40)
    category = models.CharField(max_length=10, choices=Category)
    decision = models.CharField(max_length=10, choices=Decision)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day", "platform", "category", "decision"],
                name="desk_tally_once",
            ),
        ]


class Score(models.Model):
    """What one model said of one mention. Its reasons lie in the mention's sealed body: they may quote it."""

    id = models.BigAutoField(primary_key=True)
    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="scores")
    model = models.CharField(max_length=60)
    point = models.CharField(max_length=12)
    heads = models.JSONField()
    labels = models.JSONField()
    severity = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mention", "model"], name="desk_score_per_model"),
        ]


class PageKey(models.Model):
    """That a content key seals a page of mentions: what a helper with a grant for the desk may be handed."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="page_keys")


class DecisionEntry(models.Model):
    """One decision on one or many mentions, by whom, and what it undoes: the ledger behind Mention.decision."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="decision_entries")
    mentions = models.ManyToManyField(Mention, through="DecidedMention", related_name="entries")
    decision = models.CharField(max_length=10, choices=Decision)
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    plan = models.ForeignKey(Plan, null=True, on_delete=models.SET_NULL, related_name="entries")
    undo_of = models.OneToOneField(
        "self", null=True, on_delete=models.CASCADE, related_name="undone_by"
    )


class DecidedMention(models.Model):
    """What one mention's decision was before an entry: what makes undo exact."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(DecisionEntry, on_delete=models.CASCADE, related_name="decided")
    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="decided")
    before = models.CharField(max_length=10, choices=Decision)
