"""The words that the vault's rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExhibitState(models.TextChoices):
    PENDING = "pending", _("being kept")
    KEPT = "kept", _("kept")
    FAILED = "failed", _("could not be kept")
    ENDING = "ending", _("being destroyed")
    SHREDDED = "shredded", _("destroyed")


class Method(models.TextChoices):
    """How something was taken in (`evidence.Capture.method`)."""

    API = "api", _("from the network")
    FILE = "file", _("from a file")
    SEEN = "seen", _("as seen by you")


class CustodyVerb(models.TextChoices):
    CAPTURED = "captured", _("kept")
    VIEWED = "viewed", _("opened")
    EXPORTED = "exported", _("put into a package")
    SHARED = "shared", _("shared")
    REPORTED = "reported", _("reported")
    HELD = "held", _("put on hold")
    RELEASED = "released", _("taken off hold")
    SHREDDED = "shredded", _("destroyed")


class NotKept(models.TextChoices):
    """Why something was not kept: what `KeepingFailed.code` may be."""

    SLOW = "slow", _("keeping took too long")
    NOT_ALLOWED = "not_allowed", _("it must not be kept")
    DISK_FULL = "disk_full", _("the disk is full")


class AnchorState(models.TextChoices):
    WAITING = "waiting", _("not stamped yet")
    STAMPED = "stamped", _("stamped")
