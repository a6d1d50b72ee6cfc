"""The words that the rows of cases may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Exactness(models.TextChoices):
    """How exactly she knows when something happened."""

    MINUTE = "minute", _("to the minute")
    AROUND = "around", _("around that time")
    DAY = "day", _("that day, at no time I know")
    MONTH = "month", _("that month, on no day I know")
    UNSURE = "unsure", _("I am not sure")


class Entry(models.TextChoices):
    """What can be written into a case, and taken out of it again."""

    ALIAS = "alias", _("one person, two accounts")
    INCIDENT = "incident", _("incident")
    NOTE = "note", _("note")
