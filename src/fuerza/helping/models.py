"""Between her and those who help: questions with their answers, reports prepared for her, and who took which group.

And safety advisers: when they are on duty, who asks for one, whom not to ask, and how it went. What is written lies
under a content key of its own, sealed to her and to the one helper; ending the grant deletes the helper's way to it.
"""

from django.db import models

from fuerza.acts.choices import Category
from fuerza.core.ids import uuid7
from fuerza.desk.models import Mention
from fuerza.people.models import Grant, Person


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


class Duty(models.Model):
    """A safety adviser's card: which languages, when, for how many people at once."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="duty"
    )
    languages = models.JSONField(default=list)
    days = models.JSONField(default=list)  # of the week, in her zone: 0 is Monday
    from_hour = models.PositiveSmallIntegerField(default=9)
    to_hour = models.PositiveSmallIntegerField(default=17)  # not after from_hour: of the next day
    at_once = models.PositiveSmallIntegerField(default=3)
    is_on = models.BooleanField(default=False)  # switched by hand, while `by_hand_until` is to come
    by_hand_until = models.DateTimeField(null=True)


class Asking(models.Model):
    """That somebody asks for a safety adviser: who took it, and whom she then let in by her own tap."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="askings")
    asked_at = models.DateTimeField()
    urgent = models.PositiveIntegerField(default=0)  # messages waiting then that may be dangerous
    content_key_id = models.UUIDField(null=True)
    sealed_message = models.BinaryField(default=b"")
    told_at = models.DateTimeField(null=True)  # when somebody on duty was last told
    seen_at = models.DateTimeField(null=True)  # when somebody first took it
    adviser = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="askings_taken"
    )
    handed_to = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    grant = models.ForeignKey(Grant, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(closed_at=None),
                name="helping_one_asking_open",
            ),
        ]


class Apart(models.Model):
    """That this adviser is not the one for her; no reason is kept.

    What she said (`is_hers`) stays until she lifts it; what the adviser said, while that asking is open.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="advisers_apart")
    adviser = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_hers = models.BooleanField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "adviser", "is_hers"], name="helping_apart_once"
            ),
        ]


class Debrief(models.Model):
    """How it went, written by an adviser for herself; for the one she helped as well, if she chose that."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="debriefs")
    adviser = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="debriefs")
    is_shared = models.BooleanField()
    content_key_id = models.UUIDField()
    sealed_text = models.BinaryField()
    made_at = models.DateTimeField()
