"""Who is invited to an edition and who comes: seats, invitations, registrations, offers, companions, needs.

Start at Registration. What she writes (names, notes on needs) lies under her own data key; what belongs to the edition
(addresses that were invited, why) under a key of the edition, which goes when the edition is closed for good. Tokens
are kept as hashes, each for one purpose; none signs anybody in.
"""

import uuid

from django.db import models
from django.db.models import Q

from fuerza.attendance.choices import (
    Channel,
    Field,
    InvitationState,
    NeedKind,
    NeedState,
    OfferState,
    Photo,
    RegistrationState,
    Support,
    Title,
)
from fuerza.people.models import Person
from fuerza.programme.models import Edition


class Seats(models.Model):
    """How many can come to one edition, and the row on which everybody waits who takes or frees a seat."""

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="seats"
    )
    capacity = models.PositiveIntegerField()
    offer_hours = models.PositiveSmallIntegerField(default=24)
    answers_until = models.DateTimeField(null=True)
    next_number = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True)  # everything about people was deleted then
    totals = models.JSONField(default=dict)  # counts by state and by field, written at that moment


class Invitation(models.Model):
    """One invitation, for one answer. `address_key` finds an address again without its being readable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="invitations")
    channel = models.CharField(max_length=5, choices=Channel)
    token_hash = models.BinaryField(max_length=32, unique=True)
    field = models.CharField(max_length=15, choices=Field, default="")
    language = models.CharField(max_length=8)
    sealed_address = models.BinaryField(default=b"")
    address_key = models.BinaryField(max_length=32, default=b"")
    is_locked = models.BooleanField(default=False)  # answered only by whoever knows the address
    sealed_why = models.BinaryField(default=b"")
    waivers = models.JSONField(default=list)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(
        max_length=10, choices=InvitationState, default=InvitationState.CREATED
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["edition", "state"], name="attendance_invited")]


class Registration(models.Model):
    """That somebody answered yes, and where she stands. `number` is her place in the queue of those who wait."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="registrations")
    invitation = models.OneToOneField(
        Invitation, null=True, on_delete=models.SET_NULL, related_name="registration"
    )
    field = models.CharField(max_length=15, choices=Field, default="")
    state = models.CharField(max_length=10, choices=RegistrationState)
    number = models.PositiveIntegerField()
    sealed_names = models.BinaryField(default=b"")  # shown, badge and public name, as JSON
    sealed_legal_name = models.BinaryField(default=b"")
    photo = models.CharField(max_length=6, choices=Photo, default=Photo.RED)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    place_from = models.DateTimeField(null=True)  # she may read where it is before the others
    registered_at = models.DateTimeField()
    moved_at = models.DateTimeField()  # when its state changed last

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "person"], name="attendance_once"),
            models.UniqueConstraint(fields=["edition", "number"], name="attendance_number_once"),
        ]
        indexes = [models.Index(fields=["edition", "state", "number"], name="attendance_queue")]


class Companion(models.Model):
    """Somebody who comes along for her support: counted, never named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="companions"
    )
    support = models.CharField(max_length=12, choices=Support)


class Brought(models.Model):
    """Somebody with a name of her own whom a participant asks to bring: nothing about her until both have said yes.

    `agreed_at` is when an organiser heard, from the participant alone, that she wants it; only then is there an
    invitation. A row whose participant is gone ends with the next look at the offers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="brought")
    registration = models.ForeignKey(
        Registration, null=True, on_delete=models.SET_NULL, related_name="brought"
    )
    invitation = models.OneToOneField(
        Invitation, null=True, on_delete=models.CASCADE, related_name="brought"
    )
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    agreed_with = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")


class Calendar(models.Model):
    """How her calendar tells of an edition: by which word, and by which address it follows. It goes when she leaves."""

    registration = models.OneToOneField(
        Registration, primary_key=True, on_delete=models.CASCADE, related_name="calendar"
    )
    title = models.CharField(max_length=15, choices=Title, default=Title.APPOINTMENT)
    sequence = models.PositiveIntegerField(default=0)  # how often the word was changed
    changed_at = models.DateTimeField()
    token_hash = models.BinaryField(max_length=32, null=True, unique=True)
    expires_at = models.DateTimeField(null=True)


class Offer(models.Model):
    """A free place, held for one who waits until `expires_at`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="offers")
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.PENDING)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state=OfferState.PENDING),
                name="attendance_one_offer_at_a_time",
            )
        ]


class Need(models.Model):
    """What has to be there for her to come; gone a week after the edition."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=15, choices=NeedKind)
    state = models.CharField(max_length=10, choices=NeedState, default=NeedState.OPEN)
    sealed_note = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "kind"], name="attendance_need_once")
        ]


class Venue(models.Model):
    """Where an edition takes place beyond its city, under the edition's key. Changed, it is hidden again."""

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="venue"
    )
    sealed_district = models.BinaryField(default=b"")
    sealed_exact = models.BinaryField(default=b"")
    sealed_note = models.BinaryField(default=b"")  # how to arrive
    sealed_phone = models.BinaryField(default=b"")  # whom to call on the way
    release_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)  # they were written to
    revoked_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()


class Reveal(models.Model):
    """That somebody read where it is; gone a week after the edition."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="reveals")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reveals")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["edition", "at"], name="attendance_revealed")]
