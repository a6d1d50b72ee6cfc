"""What readers and writers of guides fill in."""

from fuerza.guides.forms.editing import FactForm, GuideForm, ReturnForm, ShowForm, TextForm
from fuerza.guides.forms.reading import HandbookForm, SearchForm

__all__ = [
    "FactForm",
    "GuideForm",
    "HandbookForm",
    "ReturnForm",
    "SearchForm",
    "ShowForm",
    "TextForm",
]
