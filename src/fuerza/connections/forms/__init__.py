"""What she fills in about her accounts, files, plans and lists."""

from fuerza.connections.forms.files import ColumnsForm, DayForm, ParticipantsForm
from fuerza.connections.forms.linking import PasswordForm, ServerForm
from fuerza.connections.forms.lists import BeginForm, ChangeForm, GatherForm, ListForm

__all__ = [
    "BeginForm",
    "ChangeForm",
    "ColumnsForm",
    "DayForm",
    "GatherForm",
    "ListForm",
    "ParticipantsForm",
    "PasswordForm",
    "ServerForm",
]
