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


class Pictures(models.TextChoices):
    """What is to become of the pictures that came with something: said by her before any is fetched."""

    LEFT = "left", _("Leave them where they are")
    KEPT = (
        "kept",
        _("Keep them too. None that I know of shows somebody under 18, naked or in a sexual way"),
    )
    YOUNG = "young", _("One shows, or may show, somebody under 18, naked or in a sexual way")


class FetchState(models.TextChoices):
    """How far fetching the pictures of an exhibit has come; never is final: one shows somebody under 18."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    NEVER = "never", _("never")


class NotFetched(models.TextChoices):
    """Why a picture was left where it is: what `safeguard.evidence.fetching.Left` may be, or that it found no room."""

    GONE = "gone", _("it is no longer there")
    REFUSED = "refused", _("the server does not give it to us")
    MOVED = "moved", _("the server led on and on")
    TOO_LARGE = "too_large", _("it is too large")
    TOO_MANY = "too_many", _("there were too many")
    WRONG_KIND = "wrong_kind", _("it is no picture, film or sound that can be kept")
    UNREACHABLE = "unreachable", _("the server did not answer")
    NOT_KEPT = "not_kept", _("there was no room for it here")
