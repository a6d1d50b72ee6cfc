"""What she fills in about her accounts and files."""

from fuerza.connections.forms.files import ColumnsForm, DayForm, ParticipantsForm
from fuerza.connections.forms.linking import PasswordForm, ServerForm

__all__ = [
    "ColumnsForm",
    "DayForm",
    "ParticipantsForm",
    "PasswordForm",
    "ServerForm",
]
