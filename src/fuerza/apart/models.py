"""Who is not let in to editions, by two organisers and openly; and whom a person would rather not meet, silently.

Start at Exclusion. Its texts lie under the data key of whom it is about, so that they go with her. An Edge names
nobody: it holds a key of what was typed, and matches or doesn't when rooms are put together.
"""

import uuid

from django.db import models

from fuerza.apart.choices import ExclusionState
from fuerza.people.models import Person
from fuerza.programme.models import Edition


class Exclusion(models.Model):
    """That somebody is not let in, until when. Without an edition it holds for all of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exclusions")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=ExclusionState, default=ExclusionState.PROPOSED)
    sealed_whom = models.BinaryField()  # what the organiser typed to name her
    sealed_reason = models.BinaryField()  # among organisers
    sealed_told = models.BinaryField()  # what she reads
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    starts_at = models.DateTimeField(null=True)  # when it was confirmed
    ends_at = models.DateTimeField()
    lift_asked_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lifted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    sealed_appeal = models.BinaryField(default=b"")
    appealed_at = models.DateTimeField(null=True)
    sealed_answer = models.BinaryField(default=b"")
    appeal_read_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    appeal_read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "ends_at"], name="apart_in_force")]


class Edge(models.Model):
    """That a person would rather not be in the same room as whoever signs in, or gets mail, by what she typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="edges")
    key = models.BinaryField(max_length=32)
    sealed_whom = models.BinaryField()
    sealed_reason = models.BinaryField(default=b"")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="apart_edge_once")]
        indexes = [models.Index(fields=["key"], name="apart_edge_key")]


class Talk(models.Model):
    """That somebody who comes wants to talk with an organiser beforehand; she says herself how to reach her."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="talks")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    sealed_how = models.BinaryField()
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "edition"], name="apart_talk_once")
        ]
