"""The words of danger offline: what its signs mean, how soon somebody should look, which places she may give."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguard.detect.escalation import NOW, REPEAT, SOON, TODAY
from safeguard.detect.offline import ADDRESS, APPROACH, FIXATION, NEXT, ROUTE, WEAPON, WORKPLACE

SIGNS = {
    APPROACH: _("speaks of coming to you"),
    WEAPON: _("names a weapon"),
    ADDRESS: _("says where you live"),
    ROUTE: _("speaks of your ways and hours"),
    WORKPLACE: _("says where you work"),
    NEXT: _("says that you are next"),
    FIXATION: _("claims a closeness to you"),
    REPEAT: _("comes back day after day"),
}
"""The gravest first: a heading names the first three."""
URGENCIES = {NOW: _("now"), TODAY: _("today"), SOON: _("soon")}


class PlaceKind(models.TextChoices):
    ADDRESS = ADDRESS, _("where I live or stay")
    WORKPLACE = WORKPLACE, _("where I work")
    ROUTE = ROUTE, _("where I often go")
