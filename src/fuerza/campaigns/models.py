"""What a campaign hands out and counts, and days on which members speak together.

The campaign itself is the programme's. Assets and counts are public facts about things; Member is the only row about a
person: it hangs from her registration at an edition, so that it goes with it.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from fuerza.attendance.models import Registration
from fuerza.campaigns.choices import AssetKind, CountKind, Platform
from fuerza.people.models import Person
from fuerza.programme.models import Campaign, Edition, Place


class Asset(models.Model):
    """Something to hand out: a file without what programs wrote into it, or our own handbook by its address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="assets")
    kind = models.CharField(max_length=10, choices=AssetKind)
    name = models.CharField(max_length=200)
    languages = models.JSONField(default=list)
    alt = models.CharField(max_length=300)
    media_type = models.CharField(max_length=20, default="")  # empty: our own handbook
    body = models.BinaryField(default=b"")
    made_at = models.DateTimeField()


class Count(models.Model):
    """One number, with who says it and of when: handed out at a place, or reached online."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="counts")
    kind = models.CharField(max_length=10, choices=CountKind)
    number = models.PositiveIntegerField()
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.SET_NULL, related_name="+")
    source = models.CharField(max_length=200)
    on = models.DateField()


class Together(models.Model):
    """A window in which members who agreed beforehand cheer each other on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="days")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # an organiser ended it before its time

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_at__lt=F("ends_at")), name="campaigns_day_ends_after_it_begins"
            )
        ]


class Member(models.Model):
    """That somebody joined a day, and under which handle the others find what she posts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    day = models.ForeignKey(Together, on_delete=models.CASCADE, related_name="members")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    platform = models.CharField(max_length=10, choices=Platform)
    sealed_handle = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "person"], name="campaigns_joined_once")
        ]
