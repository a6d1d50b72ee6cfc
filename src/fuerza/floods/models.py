"""How each group of the desk went, what may come to her door, and the places by which that is known."""

from django.db import models

from fuerza.core.ids import uuid7
from fuerza.desk.models import Group
from fuerza.floods.choices import PlaceKind
from fuerza.people.models import Person


class Course(models.Model):
    """How one group went, in numbers alone: step by step, on which platforms, in which languages.

    `steps` lists for each step its beginning (seconds since 1970), the mentions, the hurtful ones, the accounts that
    had not yet written in it, and what is usual for her then. `quoted_by` is how many accounts quoted or answered the
    post that most did, held here or not; `held_quoted_by` how many the earliest widely quoted one that is.
    """

    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, primary_key=True, related_name="course"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    steps = models.JSONField(default=list)
    platforms = models.JSONField(default=dict)
    languages = models.JSONField(default=dict)
    hurtful = models.PositiveIntegerField(default=0)
    ages_known = models.PositiveIntegerField(default=0)
    quoted_by = models.PositiveIntegerField(default=0)
    held_quoted_by = models.PositiveIntegerField(default=0)
    usual_week = models.FloatField(null=True)


class Danger(models.Model):
    """What one hand said that may reach into her life offline, taken together; told by numbers and our words alone.

    `author_keys` are keyed hashes (as hexadecimal digits) of the accounts that are likely one hand. It keeps its id as
    long as one of them is in it. `settled_at` is when she last said that she has seen to it: whatever comes after
    brings it up again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="dangers")
    kinds = models.JSONField(default=list)
    urgency = models.PositiveSmallIntegerField()
    author_keys = models.JSONField(default=list)
    mentions = models.PositiveIntegerField()
    days = models.PositiveIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    seen_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-urgency", "-until"], name="floods_danger_first"),
        ]


class Place(models.Model):
    """A place that she gave, so that it is known again in what is said to her.

    `mark` is a keyed hash of its words under her data key, and `words` how many they are: by these a text is looked
    through while she is away. The place itself is sealed to her.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="places")
    kind = models.CharField(max_length=10, choices=PlaceKind)
    mark = models.BinaryField(max_length=16)
    words = models.PositiveSmallIntegerField()
    content_key_id = models.UUIDField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "mark"], name="floods_place_once"),
        ]
