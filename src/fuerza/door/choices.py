"""The words that the door's rows may hold, and why somebody is not let in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

CODE_LETTERS = 12  # of a ticket and of a door
UNDO_MINUTES = 10  # a mistaken check-in can be taken back so long
LINK_MINUTES = 30  # a phone has to be opened so soon
SEND_HOURS = 12  # what was checked in without a connection is taken so long after the door's end
HOURS_AT_MOST = 18
MISSES_AT_MOST = 40  # codes in a row that were none; then the phone's door is shut
LIST_MULTIPLE = (
    50  # a list is filled up to a multiple, so that its length doesn't say how many come
)
LIST_ROUNDS = 1_000  # of PBKDF2 for one entry: a code has 59 bits, each guess is to cost something


class TicketState(models.TextChoices):
    ISSUED = "issued"
    USED = "used"
    REISSUED = "reissued"
    VOID = "void"


IN_FORCE = (TicketState.ISSUED, TicketState.USED)


class Who(models.TextChoices):
    HERSELF = "herself", _("She herself")
    ALONG = "along", _("Somebody who comes along with her")


class Refusal(models.TextChoices):
    """Why somebody is not let in: the code stays the same in every language and version."""

    UNREADABLE = "unreadable", _("That is no code of a ticket. Twelve letters and digits, please.")
    FORGED = "forged", _("This ticket was not made here.")
    UNKNOWN = "unknown", _("No ticket has this code. Ask her to read it out once more.")
    GONE = "gone", _("This was a ticket once, and is deleted.")
    OTHER_EDITION = "other_edition", _("This ticket is for another edition.")
    REPLACED = "replaced", _("She made a newer ticket. Ask her to show that one.")
    VOIDED = "voided", _("This ticket stopped holding when she left. She can make a new one.")
    CALLED_OFF = "called_off", _("This edition does not take place.")
    NOT_YET = "not_yet", _("It is too early: this edition is on another day.")
    OVER = "over", _("This edition is over.")
    CLOSED_FOR_GOOD = "closed_for_good", _("This edition was closed for good.")
    EXCLUDED = "excluded", _("She can't be let in. Ask an organiser, who talks to her.")
    CANCELLED = "cancelled", _("She said that she is not coming. Ask an organiser.")
    WAITING = "waiting", _("She is on the waiting list. Ask an organiser.")
    NOT_CONFIRMED = "not_confirmed", _("She was offered a place and has not taken it yet.")
    ALREADY_IN = "already_in", _("This ticket was used already.")
    ALONE = "alone", _("She who has the ticket is not in yet. They come in together, or after her.")
    ALL_IN = "all_in", _("Everybody who comes along with her is in already.")
    DOOR_OVER = "door_over", _("The time of this door is over.")
    DOOR_TAKEN_BACK = "door_taken_back", _("An organiser took this door back.")
    TOO_MANY_MISSES = "too_many_misses", _("Too many codes were none. An organiser opens it anew.")
    LIST_OVER = "list_over", _("It was noted on the list at a time when this door was not open.")


# What ends the door itself: the page of the door is over, whoever stands there.
ENDS_DOOR = (
    Refusal.DOOR_OVER,
    Refusal.DOOR_TAKEN_BACK,
    Refusal.TOO_MANY_MISSES,
    Refusal.CLOSED_FOR_GOOD,
)
