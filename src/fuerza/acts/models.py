"""What she asked the platforms to do: plans and acts, lists she brought, and whom a platform says she has silenced.

The tables have the names they had while this was a part of connections (docs/decisions/0017): what was sealed there is
bound to them.
"""

import uuid

from django.db import models

from fuerza.acts.choices import (
    ActionKind,
    ActionState,
    Answer,
    Cause,
    Failed,
    LeftOut,
    WithoutExhibit,
)
from fuerza.connections.models import Connection
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit


class Effort(models.Model):
    """What acts cost of a platform's limits, minute by minute; forgotten when no limit reaches back so far."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="efforts")
    minute = models.DateTimeField()
    points = models.PositiveIntegerField()

    class Meta:
        db_table = "connections_effort"
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "minute"], name="connections_one_effort_a_minute"
            )
        ]


class BlockList(models.Model):
    """A file of accounts she brought to mute or block: checked whole, then a plan that waits for her yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="block_lists")
    sealed_name = models.BinaryField(default=b"")  # what she calls it
    rows = models.PositiveIntegerField(default=0)
    passed_over = models.JSONField(default=dict)  # why -> how many
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "connections_blocklist"


class Plan(models.Model):
    """Something she decided the platforms should do, shown before it runs, stoppable, undoable.

    Until `begun_at` it waits for her yes. An urgent plan goes before the others and may use all of the platforms'
    limits. Once taken back, whatever of it turns out to have been done is undone too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="plans")
    kind = models.CharField(max_length=14, choices=ActionKind)
    cause = models.CharField(max_length=10, choices=Cause, default=Cause.DECISION)
    block_list = models.OneToOneField(BlockList, null=True, on_delete=models.CASCADE)
    is_urgent = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "connections_plan"


class Action(models.Model):
    """One act against one target. It runs only when its exhibits are kept, or she chose to act without.

    An act that `stands` was so already: because she did it herself on the platform (`stood_before`), or because
    another act of ours did. It is a cause all the same: what others did stays until the last cause is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    place = models.PositiveIntegerField(default=0)  # in its plan; undone from the last to the first
    connection = models.ForeignKey(
        Connection, null=True, on_delete=models.SET_NULL, related_name="actions"
    )
    kind = models.CharField(max_length=14, choices=ActionKind)
    author_key = models.BinaryField(max_length=32)
    handle_key = models.BinaryField(max_length=16, default=b"")
    sealed_target = models.BinaryField(default=b"")
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.PLANNED)
    left_out_because = models.CharField(max_length=10, choices=LeftOut, default="")
    failed_because = models.CharField(max_length=14, choices=Failed, default="")
    is_despite = models.BooleanField(default=False)  # she said so, although she follows them
    stood_before = models.BooleanField(default=False)
    looked_at = models.DateTimeField(null=True)  # how she stands to them was asked
    exhibits = models.ManyToManyField(Exhibit, related_name="actions")
    without_exhibit_because = models.CharField(max_length=12, choices=WithoutExhibit, default="")
    sealed_undo = models.BinaryField(default=b"")
    is_undoing = models.BooleanField(default=False)
    until = models.DateTimeField(null=True)
    sealed_ref = models.BinaryField(default=b"")  # the platform's own name for the act
    answer = models.CharField(max_length=10, choices=Answer, default="")
    tried_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "connections_action"
        indexes = [
            models.Index(fields=["plan", "state", "place"], name="connections_next_act"),
            models.Index(fields=["connection", "kind", "author_key"], name="connections_by_author"),
            models.Index(fields=["connection", "kind", "handle_key"], name="connections_by_handle"),
            models.Index(
                fields=["until"], condition=models.Q(until__isnull=False), name="connections_ends"
            ),
        ]


class Gathering(models.Model):
    """Whom a platform says she has silenced, gathered page by page for her to see or take along; kept for a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="gatherings")
    kind = models.CharField(max_length=14, choices=ActionKind)
    cursor = models.TextField(default="")
    number = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(default=b"")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "connections_gathering"
