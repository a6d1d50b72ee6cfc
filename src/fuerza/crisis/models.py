"""The switch: when it went on and off, what it had platforms do, and what could not be kept meanwhile."""

import uuid

from django.db import models
from django.db.models import Q

from fuerza.acts.models import Plan
from fuerza.connections.models import Connection
from fuerza.crisis.choices import Because, Every, MeasureKind, Missed, Went, Who
from fuerza.desk.models import Mention
from fuerza.people.choices import Browser, System
from fuerza.people.models import Grant, Person


class Crisis(models.Model):
    """The switch is on from `on_at` until she says so (`off_at`): without her word it stays as it is.

    `sealed_words` are those to mute, under her data key: what is renewed is renewed while she is away. `kept` counts
    what was kept as evidence as it came in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="crises")
    on_at = models.DateTimeField()
    off_at = models.DateTimeField(null=True)
    who = models.CharField(max_length=10, choices=Who, default=Who.KNOWN)
    days = models.PositiveSmallIntegerField()
    sealed_words = models.BinaryField(default=b"")
    kept = models.PositiveIntegerField(default=0)
    called = models.ManyToManyField(Grant, related_name="calls")
    asked_at = models.DateTimeField(null=True)  # an adviser was asked to come

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(off_at=None), name="crisis_one_switch_on"
            )
        ]


class Measure(models.Model):
    """One thing tightened on one account, and the plan that does it; `number` counts what is done once more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="measures")
    connection = models.ForeignKey(
        Connection, null=True, on_delete=models.SET_NULL, related_name="measures"
    )
    platform = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=MeasureKind)
    number = models.PositiveIntegerField(default=0)
    plan = models.OneToOneField(Plan, null=True, on_delete=models.SET_NULL, related_name="measure")
    missed = models.CharField(max_length=10, choices=Missed, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["crisis", "connection", "kind", "number"], name="crisis_measure_once"
            )
        ]


class Unkept(models.Model):
    """Something said to her since the switch that is not kept as evidence, or not yet, and why."""

    id = models.BigAutoField(primary_key=True)
    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="unkept")
    mention = models.OneToOneField(Mention, on_delete=models.CASCADE, related_name="unkept")
    because = models.CharField(max_length=12, choices=Because, default=Because.PENDING)


class Alarm(models.Model):
    """Whether and how she is told when a flood begins or danger comes in; off until she switches it on.

    `sealed_line` is what it says, in her own words, under her data key: it goes out while she is away. `danger_to` is
    up to when danger that came in was told, `told_flood` the last flood that was.
    """

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="alarm"
    )
    is_on = models.BooleanField(default=False)
    by_mail = models.BooleanField(default=True)
    by_push = models.BooleanField(default=False)
    by_call = models.BooleanField(default=False)
    sealed_line = models.BinaryField(default=b"")
    minutes = models.PositiveSmallIntegerField(choices=Every, default=Every.HOUR)
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_to = models.PositiveSmallIntegerField(null=True)
    wakes_for_danger = models.BooleanField(default=False)
    on_at = models.DateTimeField(null=True)
    danger_to = models.DateTimeField(null=True)
    told_flood = models.UUIDField(null=True)
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    mail_went = models.CharField(max_length=10, choices=Went, default="")
    push_went = models.CharField(max_length=10, choices=Went, default="")
    call_went = models.CharField(max_length=10, choices=Went, default="")


class Listening(models.Model):
    """A browser of hers that takes alarms: where its maker's push service takes them, under her data key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="listening")
    endpoint_key = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    browser = models.CharField(max_length=12, choices=Browser, default=Browser.OTHER)
    system = models.CharField(max_length=12, choices=System, default=System.OTHER)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "endpoint_key"], name="crisis_listening_once")
        ]


class Prepared(models.Model):
    """What she wrote beforehand for a bad day: whom to call with which words, what to switch; sealed to her keyring."""

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="prepared"
    )
    content_key_id = models.UUIDField()
    sealed = models.BinaryField()
    changed_at = models.DateTimeField()


class CheckUp(models.Model):
    """How an account of hers was set when it was last looked at: codes and values, under her data key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="check_ups")
    connection = models.OneToOneField(Connection, on_delete=models.CASCADE, related_name="check_up")
    at = models.DateTimeField()
    sealed = models.BinaryField(default=b"")
    is_told = models.BooleanField(
        default=True
    )  # else the network did not answer, or did not let us
