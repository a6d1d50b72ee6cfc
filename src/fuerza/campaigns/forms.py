"""What organisers write of a campaign, and what she writes to join a day."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fuerza.campaigns.choices import AssetKind, CountKind, Platform, Refusal
from fuerza.campaigns.services import MAX_BYTES, NewAsset, NewCount
from fuerza.core import times
from fuerza.core.fields import WITHOUT_MEMORY, day_input, moment_input
from fuerza.programme import queries as programme
from fuerza.programme.models import Edition

OF_HERS = WITHOUT_MEMORY | {"dir": "auto"}


class AssetForm(forms.Form):
    """Something to hand out: a file, or without one our own handbook by its address."""

    kind = forms.ChoiceField(label=_("What it is"), choices=AssetKind.choices)
    name = forms.CharField(
        label=_("What it is called"), max_length=200, widget=forms.TextInput(OF_HERS)
    )
    languages = forms.MultipleChoiceField(
        label=_("Its languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    alt = forms.CharField(
        label=_("What is on it, for whoever doesn't see it"),
        max_length=300,
        widget=forms.TextInput(OF_HERS),
    )
    file = forms.FileField(
        label=_("The file, PNG or PDF"),
        help_text=_(
            "Names, dates, places and devices in it are taken out; what is printed on it stays. "
            "Without a file it is the handbook of the guides here."
        ),
        required=False,
    )

    def clean_file(self) -> bytes | None:
        upload = self.cleaned_data["file"]
        if upload is None:
            return None
        if upload.size > MAX_BYTES:
            raise ValidationError(Refusal.LARGE.label)
        return bytes(upload.read())

    def new(self) -> NewAsset:
        return NewAsset(**self.cleaned_data)


class CountForm(forms.Form):
    """One number, with who says it and of when."""

    kind = forms.ChoiceField(label=_("What was counted"), choices=CountKind.choices)
    number = forms.IntegerField(label=_("How many"), min_value=0, max_value=1_000_000_000)
    on = forms.DateField(label=_("Of which day"), widget=day_input())
    source = forms.CharField(
        label=_("Who says so, or where it was read"),
        help_text=_("A tally of ours, a page of statistics: never a person's name or words."),
        max_length=200,
        widget=forms.TextInput(OF_HERS),
    )
    place = forms.CharField(
        label=_("Where"),
        help_text=_("A city, with its country where there are several: Bogotá, Colombia."),
        required=False,
        max_length=200,
        widget=forms.TextInput(OF_HERS),
    )
    edition = forms.ChoiceField(label=_("At which edition"), required=False)

    def __init__(self, *args: Any, editions: list[Edition], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in editions}
        named = [
            (pk, f"{programme.name_of(one.place, language)} · {one.starts}")
            for pk, one in self.known.items()
        ]
        self.fields["edition"].choices = [("", "\u2013"), *named]  # type: ignore[attr-defined]  # a ChoiceField has them

    def clean_place(self) -> Any:
        text = self.cleaned_data["place"]
        if not text:
            return None
        found = programme.place_called(text)
        if len(found) != 1:
            raise ValidationError(
                _("We know no such place, or several: write it with its country, or add it first.")
            )
        return found[0]

    def new(self) -> NewCount:
        edition = self.known.get(self.cleaned_data["edition"])
        return NewCount(**self.cleaned_data | {"edition": edition})


class DayForm(forms.Form):
    """When members speak together, in the organiser's own zone."""

    begins_at = forms.DateTimeField(
        label=_("It begins"),
        widget=moment_input(),
    )
    hours = forms.IntegerField(label=_("Hours it lasts"), min_value=1, max_value=72, initial=24)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        self.zone = times.zone_named(zone)
        super().__init__(*args, **kwargs)
        self.fields["begins_at"].help_text = _("In your own time zone: %(zone)s.") % {"zone": zone}

    def clean_begins_at(self) -> datetime:
        typed: datetime = self.cleaned_data["begins_at"]
        return typed.replace(tzinfo=self.zone)


class JoinForm(forms.Form):
    """Her handle, and the rule. Nothing is ticked beforehand."""

    platform = forms.ChoiceField(label=_("Where you post"), choices=Platform.choices)
    handle = forms.CharField(
        label=_("Your handle there"),
        help_text=_("Members who joined too see it while the day lasts; nobody else ever does."),
        max_length=100,
        widget=forms.TextInput(OF_HERS),
    )
    agrees = forms.BooleanField(
        label=_(
            "I cheer on what members post themselves. I send nobody to anybody else's post, "
            "answer no attack together with others, and pass this list on to nobody."
        )
    )

    def clean_handle(self) -> str:
        handle = str(self.cleaned_data["handle"]).strip()
        if len(handle.split()) != 1 or "/" in handle:
            raise ValidationError(_("Write the handle alone: no address and no sentence."))
        return handle
