"""How far a revision has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RevisionState(models.TextChoices):
    """DRAFT and PROPOSED are still on their way; SHOWN is what readers see; the rest is history."""

    DRAFT = "draft", _("being written")
    PROPOSED = "proposed", _("waits for a second person")
    SHOWN = "shown", _("shown to readers")
    REPLACED = "replaced", _("replaced since")
    RETURNED = "returned", _("sent back")


UNDER_WAY = (RevisionState.DRAFT, RevisionState.PROPOSED)
