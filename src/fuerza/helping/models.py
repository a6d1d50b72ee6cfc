"""Between her and those who help: questions with their answers, reports prepared for her, and who took which group.

What is written lies under a content key of its own, sealed to her and to the one helper; ending the grant deletes the
helper's way to it.
"""

from django.db import models

from fuerza.acts.choices import Category
from fuerza.core.ids import uuid7
from fuerza.desk.models import Mention
from fuerza.people.models import Person


class Question(models.Model):
    """What a helper handed back to her about one message, and what she answered."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="questions_for_her")
    actor = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="questions_asked")
    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="questions")
    content_key_id = models.UUIDField()
    sealed_note = models.BinaryField()
    sealed_answer = models.BinaryField(default=b"")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)


class Draft(models.Model):
    """A report that a helper prepared: nothing of it is sent unless she opens the message and reports it herself."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts_for_her")
    actor = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts_prepared")
    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="drafts")
    label = models.CharField(max_length=10, choices=Category)
    content_key_id = models.UUIDField()
    sealed_note = models.BinaryField()
    made_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)


class Turn(models.Model):
    """That somebody took a group or a category of a desk, so that two helpers don't read the same."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="turns_at_her_desk")
    actor = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="turns")
    scope = models.CharField(max_length=48)  # as in desk.queries.Scope.name
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "scope"], name="helping_one_turn_each"),
        ]
