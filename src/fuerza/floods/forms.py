"""The one thing she enters here: a place by which she would be found."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.floods.choices import PlaceKind


class PlaceForm(forms.Form):
    """A place as somebody would write it, in a few words."""

    text = forms.CharField(
        label=_("The place, as somebody would write it"),
        help_text=_(
            "Two to six words, such as a street with its number, or the name of a building. "
            "Each spelling is a place of its own."
        ),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=PlaceKind.choices)
