"""Forms between her and those who help, and of limits on reading."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fuerza.acts.choices import Category
from fuerza.desk.queries import CALM
from fuerza.helping.choices import DAYS, SPARED
from fuerza.helping.services import Card

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


class CallForm(forms.Form):
    message = forms.CharField(
        label=_("Do you want to say something first?"),
        help_text=_("You need not. The safety advisers who are on duty now can read it."),
        max_length=MAX_NOTE,
        required=False,
        widget=forms.Textarea(FREE),
    )


class DutyForm(forms.Form):
    """A safety adviser's card. A last hour that is not after the first is one of the next day."""

    languages = forms.MultipleChoiceField(
        label=_("Languages in which you can help"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedMultipleChoiceField(
        label=_("Days"),
        choices=DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_hour = forms.IntegerField(label=_("From (hour)"), min_value=0, max_value=23)
    to_hour = forms.IntegerField(
        label=_("To (hour)"),
        help_text=_("An earlier hour is one of the next day; the same hour is a whole day."),
        min_value=0,
        max_value=23,
    )
    at_once = forms.IntegerField(label=_("How many people at once"), min_value=1, max_value=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_hour", "to_hour", "at_once"):
            self.fields[name].widget.attrs |= {
                "autocomplete": "off",
                "class": "short",
                "inputmode": "numeric",
            }

    @property
    def card(self) -> Card:
        return Card(**self.cleaned_data)


class DebriefForm(forms.Form):
    text = forms.CharField(
        label=_("How did it go?"),
        help_text=_("Only you can read it, unless you share it."),
        max_length=MAX_NOTE,
        widget=forms.Textarea(FREE),
    )
    is_shared = forms.BooleanField(label=_("Share it with the one I helped"), required=False)
