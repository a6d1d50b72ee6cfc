"""What organisers write: how many can come, where it is, who she is, and whom they invite."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fuerza.attendance.choices import Channel, Field, Waiver
from fuerza.attendance.models import Seats
from fuerza.attendance.queries import AT_ONCE, Where, venue_of, written_of
from fuerza.attendance.services import Terms
from fuerza.core import times
from fuerza.core.fields import WITHOUT_MEMORY, day_input, moment_input
from fuerza.programme.models import Edition

WRITTEN = Where.__struct_fields__


class LocalForm(forms.Form):
    """Moments in it are by the clocks of where the edition takes place."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = times.zone_named(edition.zone)

    def moment(self, written: datetime | None) -> datetime | None:
        return written.replace(tzinfo=self.zone) if written else None


def local(moment: datetime | None, edition: Edition) -> datetime | None:
    """Say a moment by those clocks, as a field shows it."""
    return times.local(moment, edition.zone).replace(tzinfo=None) if moment else None


class SeatsForm(LocalForm):
    capacity = forms.IntegerField(label=_("How many can come"), min_value=1, max_value=10_000)
    offer_hours = forms.IntegerField(
        label=_("Hours for which a free place is held for whoever is next"),
        min_value=1,
        max_value=7 * 24,
    )
    answers_until = forms.DateField(
        label=_("Answers are taken until the end of this day"),
        required=False,
        widget=day_input(),
    )

    def __init__(self, *args: Any, seats: Seats | None, edition: Edition, **kwargs: Any) -> None:
        if seats is not None:
            kwargs["initial"] = {
                "capacity": seats.capacity,
                "offer_hours": seats.offer_hours,
                "answers_until": local(seats.answers_until, edition),
            }
        super().__init__(*args, edition=edition, **kwargs)
        self.fields["offer_hours"].initial = 24

    def until(self) -> datetime | None:
        """Return the end of the day."""
        day = self.cleaned_data["answers_until"]
        return self.moment(datetime.combine(day, time(23, 59, 59))) if day else None


class VenueForm(LocalForm):
    """Where it is, in layers, and from when the innermost can be read."""

    district = forms.CharField(
        label=_("District"),
        help_text=_("Whoever has a place reads it, on her own page."),
        required=False,
        max_length=120,
        widget=forms.TextInput(WITHOUT_MEMORY),
    )
    exact = forms.CharField(
        label=_("Address"),
        help_text=_("Whoever has a place and is verified reads it, from the moment below on."),
        required=False,
        max_length=300,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 2}),
    )
    note = forms.CharField(
        label=_("How to arrive"),
        required=False,
        max_length=600,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 2}),
    )
    phone = forms.CharField(
        label=_("A number to call on the way"),
        help_text=_(
            "Read with the address. Whoever answers says the place only to whoever says her code."
        ),
        required=False,
        max_length=40,
        widget=forms.TextInput(WITHOUT_MEMORY | {"dir": "ltr", "inputmode": "tel"}),
    )
    release_at = forms.DateTimeField(
        label=_("From when the address can be read"),
        help_text=_("Where the edition takes place. Left empty, it is read by nobody."),
        required=False,
        widget=moment_input(),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        venue = venue_of(edition)
        kwargs["initial"] = {name: getattr(written_of(venue), name) for name in WRITTEN} | {
            "release_at": local(venue.release_at, edition) if venue else None
        }
        super().__init__(*args, edition=edition, **kwargs)

    def where(self) -> Where:
        return Where(**{name: self.cleaned_data[name].strip() for name in WRITTEN})

    def release(self) -> datetime | None:
        return self.moment(self.cleaned_data["release_at"])


class ReadOutForm(forms.Form):
    """Which participant stands here or is on the phone: nobody is chosen from a list."""

    code = forms.CharField(
        label=_("The code that she reads out to you"),
        max_length=20,
        widget=forms.TextInput(WITHOUT_MEMORY | {"dir": "ltr"}),
    )


class VerifyForm(ReadOutForm):
    is_early = forms.BooleanField(
        label=_("She may read where it is from now on, before the others"), required=False
    )


class InviteForm(forms.Form):
    """Whom to invite and how; `confirmed` holds how many whoever sent it was told there would be."""

    channel = forms.ChoiceField(label=_("How they reach her"), choices=Channel.choices)
    addresses = forms.CharField(
        label=_("Addresses, one a line"),
        help_text=_(
            "Only addresses that nobody else reads, as far as you know. "
            "The mail says that there is a note, and has the link: no name, no programme, no place."
        ),
        required=False,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 4}),
    )
    number = forms.IntegerField(
        label=_("How many links or codes"),
        required=False,
        min_value=1,
        max_value=AT_ONCE,
    )
    language = forms.ChoiceField(label=_("Language"))
    field = forms.ChoiceField(
        label=_("What they work in"), required=False, choices=[("", "—"), *Field.choices]
    )
    why = forms.CharField(
        label=_("Why you invite them, as they will read it"),
        required=False,
        max_length=600,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 2}),
    )
    days = forms.TypedChoiceField(
        label=_("How long the invitation can be answered"),
        coerce=int,
        initial=14,
        choices=[(7, _("7 days")), (14, _("14 days")), (30, _("30 days"))],
    )
    is_locked = forms.BooleanField(
        label=_("Only whoever knows the address it went to can say yes"), required=False
    )
    waivers = forms.MultipleChoiceField(
        label=_("What they may do beyond others"),
        required=False,
        choices=Waiver.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    confirmed = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages: Any = self.fields["language"]
        languages.choices = list(settings.AUTONYMS.items())

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("channel") == Channel.MAIL and not found.get("addresses"):
            self.add_error("addresses", _("Write at least one address."))
        if found.get("channel") in {Channel.LINK, Channel.CODE} and not found.get("number"):
            self.add_error("number", _("Say how many."))
        return found

    def terms(self) -> Terms:
        names = ("channel", "language", "field", "why", "days", "is_locked", "waivers")
        return Terms(**{name: self.cleaned_data[name] for name in names})

    def hide(self) -> None:
        """Carry everything through the confirming page."""
        for field in self.fields.values():
            field.widget = field.hidden_widget()
