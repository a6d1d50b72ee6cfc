"""How each group went, kept beside the desk's groups so that a page of it costs the same for any size."""

from django.db import models

from fuerza.desk.models import Group
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
