"""What a reader may fill in: words to search by, and what goes into a handbook."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[UUID, str]]


class SearchForm(forms.Form):
    words = forms.CharField(
        label=_("Search the guides"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


class HandbookForm(forms.Form):
    """What a handbook holds; no chapter chosen means all of them."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[(code, settings.AUTONYMS[code]) for code in settings.AUTONYMS]
    )
    chapters = forms.TypedMultipleChoiceField(
        label=_("Chapters"),
        help_text=_("Choose some, or leave all empty to take everything."),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
    )
    edition = forms.TypedChoiceField(
        label=_("Cover for an edition"), required=False, coerce=UUID, empty_value=None
    )
    with_code = forms.BooleanField(
        label=_("Print a code that leads to the guides online"), required=False
    )
    as_text = forms.BooleanField(label=_("As plain text instead of a PDF"), required=False)

    def __init__(self, *args: Any, chapters: Choices, editions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chapters"].choices = chapters  # type: ignore[attr-defined]  # a field of choices
        self.fields["edition"].choices = [("", _("none")), *editions]  # type: ignore[attr-defined]  # as above
        if not editions:
            del self.fields["edition"]

    def clean(self) -> dict[str, Any]:
        return {"edition": None} | (super().clean() or {})
