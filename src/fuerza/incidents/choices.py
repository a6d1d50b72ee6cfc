"""The words that the rows of incidents may hold, which move follows which, and how long each may take."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("report", "has arrived")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("report", "somebody has read it")
    TRIAGED = "triaged", pgettext_lazy("report", "it is clear what comes first")
    ACTING = "acting", pgettext_lazy("report", "something is being done")
    DECIDED = "decided", pgettext_lazy("report", "decided")
    TOLD = "told", pgettext_lazy("report", "told what was done")
    CLOSED = "closed", pgettext_lazy("report", "closed")
    REOPENED = "reopened", pgettext_lazy("report", "open again")


_STATE = ReportState
MOVES = {
    _STATE.RECEIVED: (_STATE.ACKNOWLEDGED,),
    _STATE.ACKNOWLEDGED: (_STATE.TRIAGED,),
    _STATE.TRIAGED: (_STATE.ACTING, _STATE.DECIDED),
    _STATE.ACTING: (_STATE.DECIDED,),
    _STATE.DECIDED: (_STATE.TOLD,),
    _STATE.TOLD: (_STATE.CLOSED, _STATE.REOPENED),
    _STATE.CLOSED: (_STATE.REOPENED,),
    _STATE.REOPENED: (_STATE.TRIAGED, _STATE.ACTING, _STATE.DECIDED),
}
VERBS = {
    _STATE.ACKNOWLEDGED: _("I have read it"),
    _STATE.TRIAGED: _("It is clear what comes first"),
    _STATE.ACTING: _("Something is being done now"),
    _STATE.CLOSED: _("Close it"),
    _STATE.REOPENED: _("Open it again"),
}  # of the steps that one alone can take
BY_ONE = tuple(VERBS)
UNDECIDED = tuple(state for state, after in MOVES.items() if _STATE.DECIDED in after)
TO_TELL = (*UNDECIDED, _STATE.RECEIVED, _STATE.ACKNOWLEDGED, _STATE.DECIDED)

SOON, LATER = timedelta(hours=1), timedelta(hours=24)  # to be read: while it runs, and otherwise
TRIAGE, TELL = timedelta(days=2), timedelta(days=7)
KEPT = timedelta(days=365)  # after it was closed
AFTER = timedelta(days=90)  # the link on the wall takes reports so long after the last day
SHOWN_FROM = 5  # no smaller number is told to anybody
PAIR = 2


class Clock(models.TextChoices):
    """What can be late, in the order in which it is due."""

    ACKNOWLEDGE = "acknowledge", _("to be read")
    TRIAGE = "triage", _("to be sorted")
    TELL = "tell", _("to be told what was done")


class EntryKind(models.TextChoices):
    REPORT = "report", _("What she reported")
    FROM_HER = "from_her", _("What she added")
    TO_HER = "to_her", _("Told to whoever reported it")
    NOTE = "note", _("Note of those who handle it")
    HEARD = "heard", _("What somebody named in it says")
    NAMED = "named", _("Somebody more is named in it")
    MOVED = "moved", _("A step further")
    PROPOSED = "proposed", _("What one proposes to decide")
    AGREED = "agreed", _("What two decided")
    ASIDE = "aside", _("Somebody stepped aside")
    BROUGHT = "brought", _("Somebody handles it from now on")


TO_REPORTER = (EntryKind.REPORT, EntryKind.FROM_HER, EntryKind.TO_HER)
BY_HAND = (EntryKind.TO_HER, EntryKind.NOTE, EntryKind.HEARD)


class Want(models.TextChoices):
    """What she needs now: asked before anything else."""

    SIT = "sit", _("Somebody who sits with me")
    HOME = "home", _("A safe way home, or to where I stay")
    MEDICAL = "medical", _("Medical help")
    APART = "apart", _("Not to meet somebody again here")
    CALL = "call", _("Somebody to be called for me")
    ALONE = "alone", _("To be left alone for now")


class Measure(models.TextChoices):
    TALK = "talk", _("A talk")
    WARNING = "warning", _("A warning")
    LEAVE = "leave", _("Asked to leave the session")
    EXCLUDE = "exclude", _("Excluded from here on")
    NOTHING = "nothing", _("Nothing to do")
