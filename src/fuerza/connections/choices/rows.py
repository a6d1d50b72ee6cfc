"""The words that connections' rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConnectionState(models.TextChoices):
    CONNECTED = "connected", _("connected")
    LOST = "lost", _("access lost")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class Purpose(models.TextChoices):
    WATCH = "watch", _("read what is said to you")
    ACT = "act", _("mute, block and report for you")


class Trouble(models.TextChoices):
    DOWN = "down", _("the network does not answer")
    WAITING = "waiting", _("the network asked us to wait")
    UNREADABLE = "unreadable", _("the network's answer can't be read")


class ImportState(models.TextChoices):
    STAGED = "staged", _("checked, not yet taken in")
    COMPLETE = "complete", _("taken in")


class Ask(models.TextChoices):
    """What only she can say of a file."""

    MINE = "mine", _("which of these people you are")
    COLUMNS = "columns", _("which column is which")
    ZONE = "zone", _("in which zone its times are")
    DAY = "day", _("whether the day or the month comes first")
