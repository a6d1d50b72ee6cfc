"""The words that core's rows may hold."""

from django.db import models


class JobState(models.TextChoices):
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class MailKind(models.TextChoices):
    """What a mail is for; what it says tells no more than this."""

    NOTE = "note"
    ACCOUNT = "account"
    DATE = "date"
