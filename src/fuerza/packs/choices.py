"""The words that packs' rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PackState(models.TextChoices):
    DRAFT = "draft", _("draft")
    READY = "ready", _("ready")
    SENT = "sent", _("sent")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")
