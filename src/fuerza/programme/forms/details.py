"""The programme itself, and what is settled about an edition and may change until it takes place."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fuerza.programme import queries
from fuerza.programme.choices import (
    AttendanceMode,
    Format,
    PartnerKind,
    Visibility,
)
from fuerza.programme.forms.fields import HOW_EXACT, PartialDateField, hashtag, line, lines, zones
from fuerza.programme.models import Edition
from fuerza.programme.services import Details


class ProgrammeForm(forms.Form):
    name = forms.CharField(label=_("What it is called"), max_length=100, widget=line())
    hashtag = forms.CharField(
        label=_("Its hashtag"),
        help_text=_("One word, with or without the sign, in any script."),
        max_length=100,
        widget=line(dir="auto"),
    )
    about = forms.CharField(label=_("What it is, in two or three sentences"), widget=lines())

    def clean_hashtag(self) -> str:
        return hashtag(self.cleaned_data["hashtag"])


class CampaignForm(forms.Form):
    """Something said together online: what it is called, from when, under which hashtag, and with whom."""

    name = forms.CharField(label=_("What it is called"), max_length=200, widget=line())
    starts = PartialDateField(label=_("When it begins"), help_text=HOW_EXACT)
    hashtag = forms.CharField(
        label=_("Its hashtag"), max_length=100, required=False, widget=line(dir="auto")
    )
    partner = forms.CharField(
        label=_("The partner it is done with"), max_length=200, required=False, widget=line()
    )
    kind = forms.ChoiceField(label=_("What kind"), choices=PartnerKind.choices)

    def clean_hashtag(self) -> str:
        found = str(self.cleaned_data["hashtag"])
        return hashtag(found) if found else ""


class DetailsForm(forms.Form):
    """What is settled about an edition, and may change until it takes place."""

    starts = PartialDateField(label=_("When"), help_text=HOW_EXACT)
    host_event = forms.CharField(
        label=_("The bigger event it is part of"), max_length=200, required=False, widget=line()
    )
    attendance_mode = forms.ChoiceField(
        label=_("How people take part"), choices=AttendanceMode.choices, widget=forms.RadioSelect
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    formats = forms.MultipleChoiceField(
        label=_("What takes place"),
        choices=Format.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    visibility = forms.ChoiceField(
        label=_("Who sees it once it is announced"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Only if it is not the place's own."),
        choices=zones,
        required=False,
    )
    distinct_because = forms.CharField(
        label=_("Why it is not the same as the other one"),
        max_length=300,
        required=False,
        widget=line(),
    )

    def __init__(self, *args: Any, details: Details, **kwargs: Any) -> None:
        start = {name: getattr(details, name) for name in Details.__struct_fields__}
        kwargs["initial"] = start
        super().__init__(*args, **kwargs)
        self.details = details
        spoken = dict.fromkeys([*settings.AUTONYMS, *details.languages])
        self.fields["languages"].choices = [  # type: ignore[attr-defined]  # a MultipleChoiceField
            (code, queries.name_of_language(code)) for code in spoken
        ]
        if not (details.distinct_because or self.data.get("distinct_because")):
            self.fields["distinct_because"].widget = forms.HiddenInput()

    def ask_why_distinct(self, other: Edition) -> None:
        """Show the field that was hidden until there was something to tell apart."""
        self.fields["distinct_because"].widget = line()
        words = _(
            "There is an edition at this place that could be the same one (%(when)s). If it is not, say why."
        )
        self.add_error("distinct_because", words % {"when": queries.when_words(other)})

    def settled(self) -> Details:
        names = set(Details.__struct_fields__) & set(self.cleaned_data)
        kept = {name: getattr(self.details, name) for name in Details.__struct_fields__}
        return Details(**kept | {name: self.cleaned_data[name] for name in names})
