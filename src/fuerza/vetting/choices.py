"""The words that vetting's rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ApplicationState(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("application", "not confirmed by its sender yet")
    IN_REVIEW = "in_review", pgettext_lazy("application", "is being read")
    NEEDS_INFO = "needs_info", pgettext_lazy("application", "was asked something")
    APPROVED = "approved", pgettext_lazy("application", "invited")
    REFUSED = "refused", pgettext_lazy("application", "not this time")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "taken back")
    APPEALED = "appealed", pgettext_lazy("application", "is read again")


OPEN = (ApplicationState.IN_REVIEW, ApplicationState.NEEDS_INFO)
GOES_ON = (ApplicationState.SUBMITTED, *OPEN)
SETTLED = (ApplicationState.APPROVED, ApplicationState.REFUSED, ApplicationState.WITHDRAWN)


class View(models.TextChoices):
    """What a reader says. Recused: she knows who asks, so that others decide."""

    YES = "yes", _("Invite her")
    NO = "no", _("Not this time")
    RECUSED = "recused", _("I know her: others should decide")


QUESTIONS_AT_MOST = 5
AGREEING = 2  # so many of one view decide
VOUCHES_AT_MOST = 2
CONFIRM_DAYS = 3  # what nobody confirmed from its address goes after so many days
APPEAL_DAYS = 30
KEPT_DAYS = 90  # answers and reasons are deleted so many days after the answer
