"""Pages that people write together: every text of one is a row of revisions, shown once a second person said yes.

Bodies are in the clear: they are meant for everybody, and a draft is no secret from whoever else may write. What a
body looks like (a head, parts, facts) is for the domain that owns the page (`room`) to say.
"""

import uuid

from django.db import models
from django.db.models import Q

from fuerza.pages.choices import RevisionState
from fuerza.people.models import Person


class Page(models.Model):
    """A page of one domain, by the name that this domain gave it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    room = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "name"], name="pages_name_once")]


class Revision(models.Model):
    """One state of one text of a page: `over` tells the text it changes, `source` what a translation was made from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="revisions")
    part = models.CharField(max_length=8)  # a language, or a word of the domain's own
    number = models.PositiveIntegerField()
    body = models.TextField()
    over = models.CharField(max_length=64, default="")
    source = models.TextField(default="")
    note = models.CharField(max_length=200, default="")  # what changed, in the writer's words
    state = models.CharField(max_length=8, choices=RevisionState, default=RevisionState.DRAFT)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=120, default="")  # shown to readers, as she wrote it
    reviewed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "part", "number"], name="pages_number_once"),
            models.UniqueConstraint(
                fields=["page", "part"],
                condition=Q(state=RevisionState.SHOWN),
                name="pages_one_is_shown",
            ),
        ]


class Review(models.Model):
    """What a second person said to a revision. `words` are for the writer alone to read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="reviews")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    is_yes = models.BooleanField()
    words = models.TextField(default="")
    at = models.DateTimeField()
