"""What organisers write to invite, and what she writes to answer."""

from fuerza.attendance.forms.answering import (
    AnswerForm,
    BeginForm,
    CalendarForm,
    CodeForm,
    CompanionsForm,
    MineForm,
)
from fuerza.attendance.forms.organising import (
    InviteForm,
    ReadOutForm,
    SeatsForm,
    VenueForm,
    VerifyForm,
)

__all__ = [
    "AnswerForm",
    "BeginForm",
    "CalendarForm",
    "CodeForm",
    "CompanionsForm",
    "InviteForm",
    "MineForm",
    "ReadOutForm",
    "SeatsForm",
    "VenueForm",
    "VerifyForm",
]
