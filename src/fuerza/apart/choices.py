"""The words that apart's rows may hold."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ExclusionState(models.TextChoices):
    """A proposal holds for nobody; it needs a second organiser."""

    PROPOSED = "proposed", pgettext_lazy("exclusion", "waits for a second organiser")
    CONFIRMED = "confirmed", pgettext_lazy("exclusion", "decided")
    LIFTED = "lifted", pgettext_lazy("exclusion", "lifted")


EDGES_AT_MOST = 10
LONGEST_DAYS = 730  # then it is decided anew, or over
PROPOSED_DAYS = 14  # a proposal that nobody seconds goes by itself
KEPT_DAYS = 90  # reasons are deleted so many days after it ended
