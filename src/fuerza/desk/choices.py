"""The words that the desk's rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.TextChoices):
    STAGED = "staged", _("not yet taken in")
    WAITING = "waiting", _("waiting")
    FINE = "fine", _("fine")
    HIDDEN = "hidden", _("hidden")
    KEPT = "kept", _("kept")
    MUTED = "muted", _("muted")
    BLOCKED = "blocked", _("blocked")
    REPORTED = "reported", _("reported")


UNDOABLE = (Decision.FINE, Decision.HIDDEN, Decision.KEPT, Decision.MUTED, Decision.BLOCKED)
KEEPS_FIRST = (Decision.KEPT, Decision.MUTED, Decision.BLOCKED, Decision.REPORTED)


class Source(models.TextChoices):
    API = "api", _("from the network")
    FILE = "file", _("from a file")
    SEEN = "seen", _("as seen by you")


class GroupKind(models.TextChoices):
    TEXT = "text", _("the same text")
    PILE_ON = "pile_on", _("a pile-on")


class Category(models.TextChoices):
    """The most severe label of a mention, by its taxonomy id, or one of the three that are no abuse."""

    THREAT = "T1", _("threat")
    THREAT_SEXUAL = "T2", _("sexual threat")
    INCITE = "T3", _("call to attack you")
    SELF_HARM = "T4", _("urging you to hurt yourself")
    DOX = "P1", _("private information")
    OUTING = "P2", _("outing")
    SWAT = "P3", _("false emergency call")
    NCII = "S1", _("intimate image")
    DEEPFAKE = "S2", _("faked sexual image")
    SEXTORTION = "S3", _("sexual blackmail")
    SEXUAL = "S4", _("sexual harassment")
    SEXIST = "H1", _("sexist hate")
    HATE = "H2", _("hate against a group")
    INSULT = "A1", _("insult")
    REPEATED = "A2", _("repeated unwanted contact")
    PILE_ON = "A3", _("pile-on")
    STALKING = "A4", _("stalking")
    BAD_FAITH = "A5", _("bad-faith argument")
    SMEAR = "R1", _("false accusation")
    IMPERSONATION = "R2", _("impersonation")
    MANIPULATED = "R3", _("manipulated media")
    FAKE_ACCOUNTS = "R4", _("fake accounts")
    ACCOUNT_ATTACK = "C1", _("attack on your account")
    RETALIATION = "C2", _("attack on your work or money")
    MINOR = "M1", _("someone under 18")
    SUPPORT = "support", _("support")
    NOTHING = "nothing", _("nothing found")
    UNKNOWN = "unknown", _("can't tell")
