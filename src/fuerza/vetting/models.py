"""Who asks to come to an edition, what two readers say to it, and who vouches.

Start at Application. All texts lie under the edition's key, which goes when the edition is closed for good. No token is
kept: the links of an application are made from its id and that key.
"""

import uuid

from django.db import models

from fuerza.attendance.models import Invitation
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from fuerza.vetting.choices import ApplicationState, View


class Opening(models.Model):
    """Whether anybody may ask to come to an edition, and what she is asked; without a row, nobody may."""

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    is_open = models.BooleanField(default=False)
    sealed_questions = models.BinaryField(default=b"")  # a JSON list
    sealed_after = models.BinaryField(default=b"")  # what is done with answers
    changed_at = models.DateTimeField()


class Application(models.Model):
    """One asking to come, from one address; read by organisers once it was confirmed from there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="applications"
    )
    invitation = models.ForeignKey(
        Invitation, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(
        max_length=10, choices=ApplicationState, default=ApplicationState.SUBMITTED
    )
    language = models.CharField(max_length=8)
    sealed_address = models.BinaryField(default=b"")
    address_key = models.BinaryField(max_length=32)
    sealed_name = models.BinaryField(default=b"")
    sealed_answers = models.BinaryField(default=b"")  # JSON: pairs of question and answer
    sealed_question = models.BinaryField(default=b"")  # what a reader wants to know besides
    sealed_reply = models.BinaryField(default=b"")
    sealed_appeal = models.BinaryField(default=b"")
    sealed_answer = models.BinaryField(default=b"")  # to the appeal
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    appeal_read_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    appealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "address_key"], name="vetting_asked_once")
        ]
        indexes = [models.Index(fields=["edition", "state"], name="vetting_state")]


class Review(models.Model):
    """What one reader says, before she sees what another one said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="reviews"
    )
    view = models.CharField(max_length=7, choices=View)
    sealed_reason = models.BinaryField(default=b"")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="vetting_view_once")
        ]


class Vouch(models.Model):
    """That somebody who came to an edition knows who asks; shown to readers, decides nothing by itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="vouches")
    voucher = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="vouches")
    sealed_how = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "voucher"], name="vetting_vouched_once")
        ]
