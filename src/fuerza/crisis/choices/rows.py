"""The words that the rows of the switch may hold, and what is said of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fuerza.acts.choices import ActionKind


class MeasureKind(models.TextChoices):
    """What is tightened on one account; in this order: what asks nothing of the network first."""

    WORDS = "words", _("Words are muted")
    NOTIFICATIONS = "notices", _("Notifications from strangers are held back, not thrown away")
    REPLIES = "replies", _("Who may answer your newest threads")
    QUOTES = "quotes", _("Nobody new may quote your newest posts")
    DETACH = "detach", _("Hurtful quotes are cut loose from your posts, once they are kept")


# what each is asked of a platform as
ACTS = {
    MeasureKind.WORDS: ActionKind.FILTER,
    MeasureKind.NOTIFICATIONS: ActionKind.POLICY,
    MeasureKind.REPLIES: ActionKind.REPLY_GATE,
    MeasureKind.QUOTES: ActionKind.QUOTE_GATE,
    MeasureKind.DETACH: ActionKind.QUOTE_GATE,
}
NEEDS_POSTS = (MeasureKind.REPLIES, MeasureKind.QUOTES)


class Missed(models.TextChoices):
    """Why a measure has no plan yet, or never will."""

    UNREAD = "unread", _("the platform did not say which posts are yours; it is tried again")
    LOST = "lost", _("the connection was lost: reconnect, and it goes on")
    NOTHING = "nothing", _("there was nothing to do: no post of yours was found")


AGAIN = ("", Missed.UNREAD, Missed.LOST)


class Who(models.TextChoices):
    """Who may still answer her."""

    KNOWN = "known", _("Only people you follow, and those you name in the post")
    NOBODY = "nobody", _("Nobody")


ALLOW = {Who.KNOWN: "mentioned,followed", Who.NOBODY: "nobody"}
# What comes in from strangers is kept back by the server for her to look at later: never dropped, which nobody sees.
HELD_BACK = {
    "for_not_following": "filter",
    "for_new_accounts": "filter",
    "for_private_mentions": "filter",
}


class Because(models.TextChoices):
    """Why something said to her since the switch is not kept as evidence."""

    PENDING = "pending", _("not kept yet")
    SLOW = "slow", _("keeping took too long")
    DISK_FULL = "disk_full", _("the disk was full")
    NOT_ALLOWED = "not_allowed", _("its platform does not allow it to be kept")
    YOUNG = "young", _("it may show somebody under 18: nothing of it is kept")
    BROKEN = "broken", _("it could not be kept as it is")


TRY_AGAIN = (Because.PENDING, Because.SLOW, Because.DISK_FULL)


class Every(models.IntegerChoices):
    """How long there is no second alarm after one."""

    QUARTER = 15, _("15 minutes")
    HALF = 30, _("30 minutes")
    HOUR = 60, _("an hour")
    THREE = 180, _("three hours")


class Went(models.TextChoices):
    """What became of the last alarm on one way."""

    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    NOWHERE = "nowhere", _("there was nobody to send it to")
