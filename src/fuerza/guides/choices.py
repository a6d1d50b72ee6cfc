"""The words that guides' files may hold, and what people are told they mean."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a guide is for, in the order in which they are listed."""

    NOW = "now", _("Right now")
    PROOF = "proof", _("Keep proof")
    CONTROL = "control", _("Take control")
    REPORT = "report", _("Report")
    ANSWER = "answer", _("Answering, or not")
    SPEAK = "speak", _("Speaking on your terms")
    AROUND = "around", _("For those around you")
    ORGANISE = "organise", _("For organisers")


class Part(models.TextChoices):
    """The parts of a guide, by how long somebody has; the last is for looking up."""

    MINUTE = "minute", _("If you have one minute")
    TEN = "ten", _("If you have ten minutes")
    HOUR = "hour", _("If you have an hour")
    MORE = "more", _("To look up")


class Guard(models.TextChoices):
    """What shows in a language only once somebody named has reviewed it there; FREE is the rest."""

    FREE = "", ""
    LEGAL = "legal", _("a legal step")
    HELPLINE = "helpline", _("a helpline")
    CRISIS = "crisis", _("help in a crisis")


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEWED = "reviewed", _("reviewed")
