"""What organisers write to keep somebody out, what she writes against it, and whom she would rather not meet."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.apart.choices import LONGEST_DAYS
from fuerza.apart.services import Proposal
from fuerza.core import times
from fuerza.core.fields import WITHOUT_MEMORY, day_input

LINES = WITHOUT_MEMORY | {"rows": 4}


class ProposeForm(forms.Form):
    whom = forms.CharField(
        label=_("Her sign-in name, or the address her mail goes to"),
        help_text=_(
            "Exactly as it is, so that nobody is kept out for a name that looks like another."
        ),
        max_length=254,
        widget=forms.TextInput(WITHOUT_MEMORY),
    )
    reason = forms.CharField(
        label=_("Why, for the second organiser"),
        help_text=_("What happened, and who saw it. Only organisers who decide read this."),
        max_length=2_000,
        widget=forms.Textarea(LINES),
    )
    told = forms.CharField(
        label=_("What she reads"),
        help_text=_("In plain words, so that she can answer it. Name nobody who could be harmed."),
        max_length=1_000,
        widget=forms.Textarea(LINES),
    )
    until = forms.DateField(
        label=_("Until the end of this day"),
        help_text=_("Two years at most. After that it is over, or decided anew."),
        widget=day_input(),
    )
    is_wide = forms.BooleanField(label=_("It holds for every edition"), required=False)

    def __init__(
        self, *args: Any, zone: str, may_be_wide: bool, now: datetime, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.zone, self.now = times.zone_named(zone), now
        if not may_be_wide:
            del self.fields["is_wide"]

    def clean_until(self) -> datetime:
        end = datetime.max.time().replace(microsecond=0)
        until = datetime.combine(self.cleaned_data["until"], end, self.zone)
        if not self.now < until <= self.now + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(
                _("Choose a day from today on, and not more than two years ahead.")
            )
        return until

    def proposal(self) -> Proposal:
        data = self.cleaned_data
        return Proposal(
            whom=data["whom"], reason=data["reason"], told=data["told"], ends_at=data["until"]
        )


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("What you want to say to it"),
        max_length=2_000,
        widget=forms.Textarea(LINES),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer, which she reads"), max_length=1_000, widget=forms.Textarea(LINES)
    )


class EdgeForm(forms.Form):
    whom = forms.CharField(
        label=_("Her sign-in name here, or the address her mail goes to"),
        help_text=_(
            "Nobody is looked up. What you write is compared when people are put together, and only then."
        ),
        max_length=254,
        widget=forms.TextInput(WITHOUT_MEMORY),
    )
    reason = forms.CharField(
        label=_("Why, for yourself"),
        required=False,
        max_length=500,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 2}),
    )


class TalkForm(forms.Form):
    how = forms.CharField(
        label=_("How an organiser reaches you, and when it is safe"),
        max_length=300,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 2}),
    )
