"""The words that attendance's rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fuerza.people.choices import Purpose


class Channel(models.TextChoices):
    """How an invitation reaches her."""

    MAIL = "mail", _("by mail, to a list of addresses")
    LINK = "link", _("by links that I hand over myself")
    CODE = "code", _("by codes on paper")


class InvitationState(models.TextChoices):
    """Whether a mail or a link was opened is noted nowhere: a mailbox's scanner opens it first."""

    CREATED = "created", pgettext_lazy("invitation", "made")
    SENT = "sent", pgettext_lazy("invitation", "sent")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "said yes")
    DECLINED = "declined", pgettext_lazy("invitation", "said no")
    REVOKED = "revoked", pgettext_lazy("invitation", "taken back")


UNANSWERED = (InvitationState.CREATED, InvitationState.SENT)


class Waiver(models.TextChoices):
    """What an invitation lets its holder pass by."""

    LATE = "late", _("may answer after answers have closed")


class Field(models.TextChoices):
    """What she works in: the groups in which an edition is put together."""

    ATHLETE = "athlete", _("sport")
    BUSINESS = "business", _("business")
    ENTERTAINER = "entertainer", _("stage and screen")
    JOURNALIST = "journalist", _("journalism")
    NGO = "ngo", _("NGOs and movements")
    POLITICIAN = "politician", _("politics")
    PSYCHOLOGIST = "psychologist", _("psychology and care")
    STUDENT = "student", _("study")
    OTHER = "other", _("something else")


class RegistrationState(models.TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("registration", "has a place")
    WAITLISTED = "waitlisted", pgettext_lazy("registration", "is waiting")
    OFFERED = "offered", pgettext_lazy("registration", "is offered a place")
    CANCELLED = "cancelled", pgettext_lazy("registration", "is not coming")
    ATTENDED = "attended", pgettext_lazy("registration", "was there")
    NO_SHOW = "no_show", pgettext_lazy("registration", "did not come")


SEATED = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED)
IN_TOUCH = (*SEATED, RegistrationState.OFFERED, RegistrationState.WAITLISTED)


class OfferState(models.TextChoices):
    PENDING = "pending"
    CLAIMED = "claimed"
    PASSED_ON = "passed_on"
    EXPIRED = "expired"


class Support(models.TextChoices):
    """Who comes along without a name: each takes a seat, none is asked anything."""

    INTERPRETER = "interpreter", _("an interpreter")
    CARER = "carer", _("somebody who supports me")
    SECURITY = "security", _("somebody who looks after my safety")
    CHILD = "child", _("a child")


COMPANIONS_AT_MOST = 3


class Photo(models.TextChoices):
    """The colour on her badge."""

    RED = "red", _("Red: no photos of me")
    YELLOW = "yellow", _("Yellow: ask me each time")
    GREEN = "green", _("Green: photos are fine")


class Title(models.TextChoices):
    """What her calendar calls it: nothing that says what it is."""

    APPOINTMENT = "appointment", _("Appointment")
    MEETING = "meeting", pgettext_lazy("in a calendar", "Meeting")
    COURSE = "course", pgettext_lazy("in a calendar", "Course")
    BUSY = "busy", pgettext_lazy("in a calendar", "Busy")


class NeedKind(models.TextChoices):
    ACCESS = "access", _("Access, such as no steps or a hearing loop")
    DIET = "diet", _("Food")
    CHILDCARE = "childcare", _("Childcare")
    INTERPRETATION = "interpretation", _("Interpretation")
    SECURITY = "security", _("Safety")


class NeedState(models.TextChoices):
    OPEN = "open", pgettext_lazy("need", "asked for")
    ARRANGED = "arranged", pgettext_lazy("need", "arranged")


# What can be said yes to for one edition; PHOTO stands with the colour green alone.
ASKED = (Purpose.ROOM_LIST, Purpose.NAMING, Purpose.QUOTE, Purpose.PARTNER_SHARE)
KEPT_DAYS = 7  # needs, legal names and reveals are gone so many days after the last day


class Refusal(models.TextChoices):
    """Why an answer could not be taken: the code stays the same in every language and version."""

    EXPIRED = "expired", _("This invitation is too old to be answered.")
    REVOKED = "revoked", _("This invitation was taken back.")
    USED = "used", _("This invitation was answered from another account.")
    OTHER_ADDRESS = "other_address", _("This invitation was sent to another address.")
    NOT_OPEN = "not_open", _("Answers are not taken any more, or not yet.")
    KEPT_OUT = "kept_out", _("You are not let in to this edition for now.")
    CALLED_OFF = "called_off", _("This edition does not take place.")
    OFFER_OVER = "offer_over", _("The time for this offer is over.")
    RULES = "rules", _("Who comes along agrees to the rules first.")
    TOO_MANY = "too_many", _("There are not enough free places for that.")


class Layer(models.IntegerChoices):
    """How much of where it is somebody may read; each has all before it."""

    AREA = 0, _("the city")
    DISTRICT = 1, _("the district")
    EXACT = 2, _("the address")
