"""Who is on call at an edition, and reports of what went wrong there: each a sealed record of those who handle it.

Start at Report. All words of a report lie under a key of its own, which is sealed to the keyrings of those who handle
it, to hers if she gave her name, and to the return code if she did not. Neither an organiser as such nor whoever runs
the server opens it. Entries are appended, never changed, and each seals the one before.
"""

import uuid

from django.db import models

from fuerza.incidents.choices import EntryKind, ReportState
from fuerza.people.models import Person
from fuerza.programme.models import Edition


class Duty(models.Model):
    """That somebody of the team is on call at an edition for a time. Two at once are a pair."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="duties")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="duties")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sealed_phone = models.BinaryField(default=b"")  # under her own data key: it goes when she does

    class Meta:
        indexes = [models.Index(fields=["edition", "starts_at"], name="incidents_on_call")]


class Contacts(models.Model):
    """Whom an edition turns to where its own team can't: chosen beforehand."""

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="contacts"
    )
    outside = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    safeguarding = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")


class Wall(models.Model):
    """The link on the wall and on badges, by which somebody reports without signing in. It signs nobody in."""

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="wall"
    )
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()


class Report(models.Model):
    """What somebody reported, as far as it is no secret: where it stands, and by when something is due."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="reports"
    )  # null: without her name, or she has erased herself
    is_anonymous = models.BooleanField(default=False)
    key_id = models.UUIDField()
    code_hash = models.BinaryField(max_length=32, null=True, unique=True)
    sealed_for_code = models.BinaryField(default=b"")  # the report's key, locked with the code
    state = models.CharField(max_length=15, choices=ReportState, default=ReportState.RECEIVED)
    received_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    acknowledge_by = models.DateTimeField()
    triage_by = models.DateTimeField()
    tell_by = models.DateTimeField()
    warned_of = models.JSONField(default=list)  # the clocks that are late and were written about
    last_number = models.PositiveIntegerField(default=0)
    last_seal = models.BinaryField(max_length=32, default=b"")
    proposal = models.PositiveIntegerField(null=True)  # the entry that waits for a second yes
    asks_contact = models.BooleanField(
        default=False
    )  # the safeguarding contact may know it is here

    class Meta:
        indexes = [models.Index(fields=["edition", "state"], name="incidents_reported")]


class Handling(models.Model):
    """That somebody handles a report; once she stepped aside she has no way to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="handlings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="handlings")
    since = models.DateTimeField()
    aside_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "person"], name="incidents_handled_once")
        ]


class Entry(models.Model):
    """One line of a record: who and when, and under the report's key what. Append-only and chained."""

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=EntryKind)
    by_id = models.UUIDField(null=True)  # of those who handle it; whoever reported it is not named
    at = models.DateTimeField()
    sealed = models.BinaryField()
    seal = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="incidents_entry_once")
        ]


class Total(models.Model):
    """How many reports of an edition were closed and deleted; told to its organisers from five on."""

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="incidents_total"
    )
    reports = models.PositiveIntegerField(default=0)
