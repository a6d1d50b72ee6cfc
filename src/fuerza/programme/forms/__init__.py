"""What organisers fill in. Each form asks for as much as is known and says in words what can't be used."""

from fuerza.programme.forms.details import CampaignForm, DetailsForm, ProgrammeForm
from fuerza.programme.forms.opening import OpenForm, PlaceForm
from fuerza.programme.forms.parts import (
    AgendaForm,
    FactForm,
    HashtagForm,
    HoursForm,
    PartnerForm,
    SessionForm,
)
from fuerza.programme.forms.texts import TextsForm

__all__ = [
    "AgendaForm",
    "CampaignForm",
    "DetailsForm",
    "FactForm",
    "HashtagForm",
    "HoursForm",
    "OpenForm",
    "PartnerForm",
    "PlaceForm",
    "ProgrammeForm",
    "SessionForm",
    "TextsForm",
]
