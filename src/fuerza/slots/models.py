"""Turns at a soapbox, tables of a clinic and who took one, and a check-up list that is hers alone.

Start at Turn. Turns and bookings hang from her registration at the edition: with it they go, when she is erased or the
edition is closed for good. What she writes lies under her own data key. The check-up list hangs from nothing but her,
and is sealed to her keyring.
"""

import uuid

from django.db import models

from fuerza.attendance.models import Registration
from fuerza.people.models import Person
from fuerza.programme.models import Session
from fuerza.slots.choices import TurnState


class Order(models.Model):
    """The row on which everybody waits who takes a turn or a table of one session; it gives out the numbers."""

    session = models.OneToOneField(
        Session, primary_key=True, on_delete=models.CASCADE, related_name="order"
    )
    next_number = models.PositiveIntegerField(default=1)


class Turn(models.Model):
    """A place in the queue of a soapbox. `number` is where in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="turns")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=TurnState, default=TurnState.WAITING)
    sealed_words = models.BinaryField(default=b"")  # name, title and note, as JSON
    is_named = models.BooleanField(default=False)  # the stage may show the name

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "registration"], name="slots_one_turn"),
            models.UniqueConstraint(fields=["session", "number"], name="slots_turn_in_order"),
        ]


class Table(models.Model):
    """Some minutes with an ambassador at a clinic: offered to whoever may have it, taken by one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="tables")
    begins_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    ambassador = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=8)
    topics = models.JSONField(default=list)  # platforms of the catalogue

    class Meta:
        indexes = [models.Index(fields=["session", "begins_at"], name="slots_tables")]


class Booking(models.Model):
    """That she has a table, or, without one, waits for the next that is free. One a clinic, and one a table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="bookings")
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="bookings"
    )
    table = models.OneToOneField(
        Table, null=True, on_delete=models.SET_NULL, related_name="booking"
    )
    number = models.PositiveIntegerField()
    sealed_words = models.BinaryField(default=b"")  # the name to be called by, as JSON

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "registration"], name="slots_one_booking"),
            models.UniqueConstraint(fields=["session", "number"], name="slots_booking_in_order"),
        ]


class CheckList(models.Model):
    """What she and an ambassador looked at, and what she does next. It says nothing of where or with whom."""

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="check_list"
    )
    content_key_id = models.UUIDField()
    sealed = models.BinaryField()
    changed_at = models.DateTimeField()
