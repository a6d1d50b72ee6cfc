"""Rounds of questions about an edition, and reports on a programme. Neither has a row about a person.

Start at Round. While it is open it holds sums, never an answer: who took a page to answer on, pages not yet answered
and what was written in own words stand in one row, each list sorted or shuffled anew, so that no order and no time
leads from one to the other.
"""

import uuid

from django.db import models

from fuerza.impact.choices import LEAST, ReportState, Wave
from fuerza.people.models import Person
from fuerza.programme.models import Edition, Programme


class Round(models.Model):
    """Questions to the people of one edition, at one time; and the row on which each answer waits for another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rounds")
    wave = models.CharField(max_length=10, choices=Wave)
    least = models.PositiveSmallIntegerField(default=LEAST)
    opens_on = models.DateField()
    closes_on = models.DateField()
    is_told = models.BooleanField(default=False)  # whoever wants to be written to was
    closed_at = models.DateTimeField(null=True)
    drawn = models.JSONField(default=list)  # keyed digests of who took a page, sorted
    pages = models.JSONField(default=list)  # digests of pages not yet answered, sorted
    tallies = models.JSONField(default=dict)  # while open; emptied at closing
    shown = models.JSONField(default=dict)  # what may be shown of them, from closing on
    sealed_lines = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "wave"], name="impact_wave_once"),
            models.CheckConstraint(
                condition=models.Q(least__gte=LEAST), name="impact_round_never_under_five"
            ),
        ]


class ImpactReport(models.Model):
    """What a programme did, in numbers from `least` up. Nothing of it is public before somebody else reviewed it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    is_sample = models.BooleanField(default=False)  # made-up editions alone
    language = models.CharField(max_length=8, default="en")  # of the paper
    least = models.PositiveSmallIntegerField(default=LEAST)
    job = models.UUIDField(null=True)
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, default="")
    paper = models.BinaryField(default=b"")  # as PDF: what was reviewed is what is published
    sealed_counts = models.BinaryField(default=b"")  # what later reports are held against
    built_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    built_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(least__gte=LEAST), name="impact_report_never_under_five"
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(reviewed_at__isnull=False),
                name="impact_nothing_public_unreviewed",
            ),
        ]
