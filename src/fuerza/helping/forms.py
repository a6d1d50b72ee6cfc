"""Forms between her and those who help, and of limits on reading."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.acts.choices import Category
from fuerza.desk.queries import CALM
from fuerza.helping.choices import SPARED

MAX_NOTE = 2_000
FREE = {"autocomplete": "off", "rows": 4}


class AskForm(forms.Form):
    note = forms.CharField(
        label=_("What do you want to ask her?"),
        help_text=_("Only she can read it. You need not repeat the words of the message."),
        max_length=MAX_NOTE,
        widget=forms.Textarea(FREE),
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Only the one who asked can read it."),
        max_length=MAX_NOTE,
        widget=forms.Textarea(FREE),
    )


class DraftForm(forms.Form):
    label = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(each.value, each.label) for each in Category if each not in CALM],
    )
    note = forms.CharField(
        label=_("What the platform should know"),
        help_text=_("She reads it, changes it if she wants to, and decides."),
        max_length=500,
        required=False,
        widget=forms.Textarea(FREE),
    )


class LimitsForm(forms.Form):
    """Empty means: no limit."""

    reads = forms.IntegerField(label=_("Texts a day"), min_value=1, max_value=1_000, required=False)
    minutes = forms.IntegerField(
        label=_("Minutes a day"), min_value=5, max_value=720, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "class": "short", "inputmode": "numeric"}


class SpareForm(forms.Form):
    hours = forms.TypedChoiceField(
        label=_("For how long"), choices=SPARED, coerce=int, initial=12, widget=forms.RadioSelect
    )
