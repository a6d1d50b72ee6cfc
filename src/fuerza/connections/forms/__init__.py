"""What she fills in about her accounts and files."""

from fuerza.connections.forms.files import ColumnsForm, DayForm, ParticipantsForm

__all__ = ["ColumnsForm", "DayForm", "ParticipantsForm"]
