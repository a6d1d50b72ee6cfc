"""Tickets, the phones that may let people in, and who was let in.

Start at Ticket. Its code is made from its id under the master key whenever she looks at it, and is kept as a hash; it
signs nobody in. A Door is one phone at one edition: opened by a link that works once, then known by its cookie.
"""

import uuid

from django.db import models
from django.db.models import Q

from fuerza.attendance.models import Registration
from fuerza.door.choices import IN_FORCE, TicketState, Who
from fuerza.people.models import Person
from fuerza.programme.models import Edition


class Door(models.Model):
    """One phone that may let people in to one edition until `ends_at`, or until it is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="doors")
    number = models.PositiveSmallIntegerField()
    link_hash = models.BinaryField(max_length=32, null=True, unique=True)  # gone once it was used
    link_until = models.DateTimeField()
    cookie_hash = models.BinaryField(max_length=32, null=True, unique=True)
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    asks_legal_name = models.BooleanField(default=False)
    may_take_list = models.BooleanField(default=False)
    misses = models.PositiveSmallIntegerField(default=0)  # codes in a row that were none

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="door_number_once")
        ]


class Ticket(models.Model):
    """What she shows at the door. `number` is her place in the queue it was made for: come anew, she needs another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="tickets")
    number = models.PositiveIntegerField()
    code_hash = models.BinaryField(max_length=32, unique=True)
    state = models.CharField(max_length=8, choices=TicketState, default=TicketState.ISSUED)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state__in=IN_FORCE),
                name="door_one_ticket_at_a_time",
            )
        ]


class CheckIn(models.Model):
    """That somebody was let in; a refusal is told and kept nowhere. The phone may choose its id, to send it twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="check_ins")
    door = models.ForeignKey(Door, null=True, on_delete=models.SET_NULL, related_name="+")
    who = models.CharField(max_length=7, choices=Who, default=Who.HERSELF)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(who=Who.HERSELF), name="door_in_once"
            )
        ]
