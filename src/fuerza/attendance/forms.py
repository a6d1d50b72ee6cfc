"""What organisers write to invite, and what she writes to answer. Nothing of hers is ticked beforehand."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fuerza.attendance.choices import (
    COMPANIONS_AT_MOST,
    Channel,
    Field,
    NeedKind,
    Photo,
    Support,
    Waiver,
)
from fuerza.attendance.models import Registration, Seats
from fuerza.attendance.queries import (
    AT_ONCE,
    Names,
    Where,
    agreed_to,
    asked_at,
    legal_name_of,
    names_of,
    needs_of,
    venue_of,
    written_of,
)
from fuerza.attendance.services import Reply, Terms
from fuerza.core import times
from fuerza.people.choices import UNNAMED, Purpose
from fuerza.people.forms import JoinForm
from fuerza.people.models import Person
from fuerza.programme.models import Edition

WITHOUT_MEMORY = {"autocomplete": "off"}


class SeatsForm(forms.Form):
    capacity = forms.IntegerField(label=_("How many can come"), min_value=1, max_value=10_000)
    offer_hours = forms.IntegerField(
        label=_("Hours for which a free place is held for whoever is next"),
        min_value=1,
        max_value=7 * 24,
    )
    answers_until = forms.DateField(
        label=_("Answers are taken until the end of this day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, seats: Seats | None, edition: Edition, **kwargs: Any) -> None:
        self.zone = edition.zone
        if seats is not None:
            last = seats.answers_until
            kwargs["initial"] = {
                "capacity": seats.capacity,
                "offer_hours": seats.offer_hours,
                "answers_until": times.local(last, self.zone).date() if last else None,
            }
        super().__init__(*args, **kwargs)
        self.fields["offer_hours"].initial = 24

    def until(self) -> datetime | None:
        """Return the end of the day where the edition takes place."""
        day = self.cleaned_data["answers_until"]
        if day is None:
            return None
        end = datetime.max.time().replace(microsecond=0)
        return datetime.combine(day, end, times.zone_named(self.zone))


class VenueForm(forms.Form):
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
    release_at = forms.DateTimeField(
        label=_("From when the address can be read"),
        help_text=_("Where the edition takes place. Left empty, it is read by nobody."),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        self.zone = times.zone_named(edition.zone)
        venue = venue_of(edition)
        written = written_of(venue)
        kwargs["initial"] = {name: getattr(written, name) for name in ("district", "exact", "note")}
        if venue and venue.release_at:
            local = venue.release_at.astimezone(self.zone)
            kwargs["initial"]["release_at"] = local.replace(tzinfo=None)
        super().__init__(*args, **kwargs)

    def where(self) -> Where:
        names = ("district", "exact", "note")
        return Where(**{name: self.cleaned_data[name].strip() for name in names})

    def release(self) -> datetime | None:
        """Read the moment by the clocks of where it takes place."""
        moment: datetime | None = self.cleaned_data["release_at"]
        return moment.replace(tzinfo=self.zone) if moment else None


class VerifyForm(forms.Form):
    code = forms.CharField(
        label=_("The code that she reads out to you"),
        max_length=20,
        widget=forms.TextInput(WITHOUT_MEMORY | {"dir": "ltr"}),
    )
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


class WishesForm(forms.Form):
    """What she can add to a yes, then or later: a name, photos, what she agrees to, what she needs."""

    badge = forms.CharField(
        label=_("The name on your badge"),
        help_text=_("Any name you like. Left empty, your badge has no name."),
        required=False,
        max_length=60,
        widget=forms.TextInput(WITHOUT_MEMORY),
    )
    photo = forms.ChoiceField(
        label=_("Photos"),
        help_text=_("The colour is on your badge. Without an answer it is red."),
        required=False,
        choices=Photo.choices,
        widget=forms.RadioSelect,
    )
    purposes = forms.MultipleChoiceField(
        label=_("What you say yes to, for this edition alone"),
        help_text=_(
            "Nothing is ticked for you. You can take each back on your page; "
            "copies already sent or printed can't be recalled."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs = forms.MultipleChoiceField(
        label=_("What has to be there for you"),
        help_text=_("Organisers see what is needed, without your name. Deleted a week after."),
        required=False,
        choices=NeedKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("More about what you need"),
        required=False,
        max_length=400,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 2}),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purposes: Any = self.fields["purposes"]
        purposes.choices = [(one.value, one.label) for one in asked_at(edition)]
        self.fields["photo"].initial = Photo.RED

    def wishes(self) -> Reply:
        found = self.cleaned_data
        return Reply(
            badge=found["badge"],
            photo=found["photo"] or Photo.RED,
            purposes=tuple(found["purposes"]),
            needs=tuple((kind, found["note"]) for kind in found["needs"]),
        )


class MineForm(WishesForm):
    """The same on her page, with the names that are asked for nowhere else."""

    public = forms.CharField(
        label=_("The name others may write, if you agreed to be named"),
        required=False,
        max_length=60,
        widget=forms.TextInput(WITHOUT_MEMORY),
    )
    legal = forms.CharField(
        label=_("The name in your papers, if the door has to check it"),
        help_text=_("On the list at the door alone. Deleted a week after the edition."),
        required=False,
        max_length=120,
        widget=forms.TextInput(WITHOUT_MEMORY),
    )

    def __init__(
        self, *args: Any, registration: Registration, now: datetime, **kwargs: Any
    ) -> None:
        names, needs = names_of(registration), needs_of(registration)
        kwargs["initial"] = {
            "badge": names.badge,
            "public": names.public,
            "legal": legal_name_of(registration),
            "photo": registration.photo,
            "purposes": [one for one in agreed_to(registration, now) if one != Purpose.PHOTO],
            "needs": [need.kind for need, _note in needs],
            "note": needs[0][1] if needs else "",
        }
        super().__init__(*args, edition=registration.edition, **kwargs)

    def names(self) -> Names:
        return Names(badge=self.cleaned_data["badge"], public=self.cleaned_data["public"])


class AnswerForm(WishesForm):
    """A yes from somebody who is signed in."""

    address = forms.EmailField(label=_("The address this invitation was sent to"), required=False)
    companions = forms.MultipleChoiceField(
        label=_("Who comes along with you"),
        help_text=_("Each takes a place. Nothing is asked about them."),
        required=False,
        choices=Support.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, is_locked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].required = is_locked
        if not is_locked:
            self.fields["address"].widget = forms.HiddenInput()

    def reply(self) -> Reply:
        wishes = self.wishes()
        return Reply(
            address=self.cleaned_data["address"],
            badge=wishes.badge,
            photo=wishes.photo,
            purposes=wishes.purposes,
            needs=wishes.needs,
            companions=tuple(self.cleaned_data["companions"]),
        )

    @property
    def first(self) -> list[Any]:
        """What stands before the yes."""
        names = ("username", "address")
        return [self[name] for name in names if name in self.fields]

    @property
    def more(self) -> list[Any]:
        """What can be added now or later."""
        names = ("badge", "photo", "purposes", "needs", "note", "companions")
        return [self[name] for name in names]


class BeginForm(AnswerForm, JoinForm):
    """A yes from somebody who is new here: a name and a way in come with it."""

    def __init__(self, *args: Any, needs_password: bool, **kwargs: Any) -> None:
        nobody = Person(username=UNNAMED)
        super().__init__(*args, person=nobody, needs_password=needs_password, **kwargs)


class CompanionsForm(forms.Form):
    """Who comes along, changed later."""

    companions = forms.MultipleChoiceField(
        label=_("Who comes along with you"),
        required=False,
        choices=Support.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_companions(self) -> list[str]:
        found: list[str] = self.cleaned_data["companions"]
        if len(found) > COMPANIONS_AT_MOST:
            raise forms.ValidationError(_("Three can come along at most."))
        return found


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code on your paper"),
        max_length=40,
        widget=forms.TextInput(WITHOUT_MEMORY | {"dir": "ltr"}),
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper().replace(" ", "")
