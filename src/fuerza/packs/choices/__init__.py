"""The words that packs' rows may hold, and what the codes of the routes' files say to people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PackState(models.TextChoices):
    DRAFT = "draft", _("draft")
    READY = "ready", _("ready")
    SENT = "sent", _("sent")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")


class Verb(models.TextChoices):
    """What happened to a pack, in the ledger."""

    SENT = "sent", _("sent")
    ACKNOWLEDGED = "acknowledged", _("they say that they have it")
    ANSWERED = "answered", _("they answered")
    APPEALED = "appealed", _("you objected to their answer")
    CLOSED = "closed", _("closed by you")


class Kind(models.TextChoices):
    """To whom a route leads."""

    PLATFORM = "platform", _("the platform")
    POLICE = "police", _("police")
    LAWYER = "lawyer", _("a lawyer")
    EMPLOYER = "employer", _("your employer")
    REGULATOR = "regulator", _("a regulator or an authority")
    FORM = "form", _("a form that a law prescribes")
    HELPLINE = "helpline", _("a helpline")
    REMOVAL = "removal", _("a service that has pictures removed")


class Tier(models.TextChoices):
    """How public she is, as Meta's rules divide people: asked once."""

    PRIVATE = "private", _("a private person")
    LIMITED = "limited", _("known mainly for activism or journalism, or in one place or field")
    PUBLIC = "public", _("a public figure")


class Origin(models.TextChoices):
    """Where what stands in a field came from, said so that it can stand on paper, too."""

    EXHIBIT = "exhibit", _("from what was kept")
    NOTE = "note", _("from the log of the case")
    ASKED = "asked", _("written for this report")
    CONFIRMED = "confirmed", _("confirmed for this report")
    LEDGER = "ledger", _("from what was sent before")
    RULES = "rules", _("from the platform's rules")
    SOFTWARE = "software", _("added by the software")


PLACES = {
    "AU": _("Australia"),
    "CA": _("Canada"),
    "CO": _("Colombia"),
    "EU": _("a country of the European Union, other than France and Ireland"),
    "FR": _("France"),
    "GB": _("the United Kingdom"),
    "IE": _("Ireland"),
    "IN": _("India"),
    "MX": _("Mexico"),
    "AE": _("the United Arab Emirates"),
    "US": _("the United States"),
}
WITHIN = {"FR": "EU", "IE": "EU"}
"""What holds in the second place holds in the first, too."""

# Why the page lets her do less, or asks first: the code of a hazard -> what is said.
HAZARDS = {
    "private_only": _(
        "Where you are, keeping or passing on other people's pictures and naming an abuser in public can itself be an "
        "offence. So nothing is prepared here for an employer or an office other than the police. Ask a lawyer before "
        "you hand anything over: whether screenshots for a complaint are exempt was not verified."
    ),
    "not_withdrawn": _(
        "There, a complaint about an offence against a woman or a child can't be withdrawn once it is made."
    ),
    "not_a_complaint": _(
        "A report to PHAROS is not a complaint, and it refuses what it calls private matters."
    ),
    "no_single_cases": _(
        "Ofcom collects what it is told, but cannot respond to or investigate individual complaints. So nothing is "
        "prepared for it here."
    ),
    "document_first": _("Keep everything before you block anybody: there, it will be asked for."),
    "do_not_block_yet": _(
        "Mute, but don't block before you were advised: eSafety may need the account to be reachable."
    ),
    "minor": _(
        "It may show or concern somebody under 18. Nothing of it is kept, prepared or passed on by Fuerza: having such "
        "a picture, and sending it on, can be an offence, whoever does it. These services have it removed without "
        "seeing it."
    ),
    "intimate": _(
        "It is about an intimate picture, real or made. Pictures are left out of what you hand over: only their "
        "addresses are named. The services below have the picture itself removed, and it never leaves your device."
    ),
}

# What a clock waits for, and what the law or the platform says about the time: the code of a clock -> what is said.
CLOCKS = {
    "removal_48h": _("The platform has 48 hours to remove it, and copies that are identical."),
    "undue_delay": _(
        "The platform has to decide without undue delay; the law gives no number of hours."
    ),
    "grievance_7d": _("The grievance officer is reported to have 7 days."),
    "decision_90d": _("The body has 90 days to decide, and may take 90 more."),
    "reply_2h": _("The helpline promises a first reply within two hours."),
    "none_given": _("Nobody says how long it may take."),
}
# What to do when it lapsed.
THEN = {
    "regulator_us": _("Tell the Federal Trade Commission that the platform let the 48 hours pass."),
    "appeal": _(
        "Object on the platform itself: most have a button beside their answer, or in the report's list."
    ),
    "dispute_body": _(
        "Object on the platform, then take it to a certified out-of-court dispute body or to your country's Digital "
        "Services Coordinator."
    ),
    "appeals_committee": _("Take it to the Grievance Appellate Committee."),
    "ask_again": _("Ask what became of it, and name the number that you were given."),
    "another_way": _("Call another line: the page of ways lists them."),
}
