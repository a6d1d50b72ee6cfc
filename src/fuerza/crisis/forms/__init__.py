"""What she says on the pages of the switch and of what she does beforehand."""

from fuerza.crisis.forms.alarm import AlarmForm, ListeningForm
from fuerza.crisis.forms.beforehand import HersForm, PrepareForm
from fuerza.crisis.forms.switch import SwitchForm

__all__ = ["AlarmForm", "HersForm", "ListeningForm", "PrepareForm", "SwitchForm"]
