"""The words that the rows of acts may hold, what abuse is called, and why entries of a list are passed over."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionKind(models.TextChoices):
    """What can be asked of a platform: the kinds of safeguard.platforms.base.KINDS."""

    MUTE = "mute", _("mute")
    MUTE_THREAD = "mute_thread", _("mute a thread")
    MUTE_LIST = "mute_list", _("mute everybody on a list")
    BLOCK = "block", _("block")
    BLOCK_LIST = "block_list", _("block everybody on a list")
    BLOCK_DOMAIN = "block_domain", _("block a whole server")
    MAKE_LIST = "make_list", _("make a list")
    LIST = "list", _("put on a list")
    FILTER = "filter", _("hide words")
    REPLY_GATE = "reply_gate", _("limit who may answer")
    QUOTE_GATE = "quote_gate", _("limit who may quote")
    HIDE_REPLY = "hide_reply", _("hide an answer")
    POLICY = "policy", _("hold back notifications")
    REPORT = "report", _("report")


SILENCES = (ActionKind.MUTE, ActionKind.BLOCK)  # aimed at an account: never at one she follows


class Cause(models.TextChoices):
    DECISION = "decision", _("a decision on your desk")
    LIST = "list", _("a list you brought")
    RULE = "rule", _("a rule of yours")
    CRISIS = "crisis", _("the switch")


class ActionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    UNSURE = "unsure", _("unsure")
    FAILED = "failed", _("failed")
    UNDONE = "undone", _("undone")
    STOPPED = "stopped", _("stopped")
    BY_HAND = "by_hand", _("to do by hand")
    STANDS = "stands", _("so already")
    LEFT_OUT = "left_out", _("left out")


class LeftOut(models.TextChoices):
    FOLLOWED = "followed", _("you follow this account")
    BY_HER = "by_her", _("you left it out")


class Failed(models.TextChoices):
    ENDED = "ended", _("the connection has ended")
    NOT_POSSIBLE = "not_possible", _("this platform can't do it")
    UNTOLD = "untold", _("the platform does not tell whether it was done")
    GONE = "gone", _("it is not there any more")
    NOT_ALLOWED = "not_allowed", _("the platform does not allow it")
    NOT_HERE = "not_here", _("this server can't do it")
    INVALID = "invalid", _("the platform did not take it as it was asked")
    NOT_SENT = "not_sent", _("the platform shows that it never arrived")


class Answer(models.TextChoices):
    """What became of a report, where the platform says it."""

    OPEN = "open", _("the platform has it and has not answered")
    ANSWERED = "answered", _("the platform has answered")
    CLOSED = "closed", _("the platform has closed it")


class WithoutExhibit(models.TextChoices):
    SLOW = "slow", _("keeping took longer than ten seconds")
    NOT_ALLOWED = "not_allowed", _("it must not be kept")
    DISK_FULL = "disk_full", _("the disk is full")


class Category(models.TextChoices):
    """What abuse is called, by its taxonomy id; and the three that are no abuse."""

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


# Why an entry of a list is passed over.
PASSED_OVER = {
    "follow": _("accounts to follow, which are not for muting"),
    "other_platform": _("accounts of another network"),
    "not_possible": _("what can't be done on this account"),
    "twice": _("what was there already, further up"),
}
