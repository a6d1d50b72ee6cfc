"""The words that connections' rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConnectionState(models.TextChoices):
    CONNECTED = "connected", _("connected")
    LOST = "lost", _("access lost")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class ImportState(models.TextChoices):
    STAGED = "staged", _("checked, not yet taken in")
    COMPLETE = "complete", _("taken in")
    REFUSED = "refused", _("not taken in")


class ActionKind(models.TextChoices):
    MUTE = "mute", _("mute")
    BLOCK = "block", _("block")
    REPORT = "report", _("report")


class ActionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    UNSURE = "unsure", _("unsure")
    FAILED = "failed", _("failed")
    UNDONE = "undone", _("undone")
    STOPPED = "stopped", _("stopped")
    BY_HAND = "by_hand", _("to do by hand")


class WithoutExhibit(models.TextChoices):
    SLOW = "slow", _("keeping took longer than ten seconds")
    NOT_ALLOWED = "not_allowed", _("it must not be kept")
    DISK_FULL = "disk_full", _("the disk is full")
