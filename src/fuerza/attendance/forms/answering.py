"""What she writes: to answer, and on her page. Nothing of hers is ticked beforehand."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.attendance.choices import COMPANIONS_AT_MOST, NeedKind, Photo, Support, Title
from fuerza.attendance.models import Registration
from fuerza.attendance.queries import (
    Names,
    agreed_to,
    asked_at,
    legal_name_of,
    names_of,
    needs_of,
)
from fuerza.attendance.services import Reply
from fuerza.core.fields import WITHOUT_MEMORY
from fuerza.people.choices import UNNAMED, Purpose
from fuerza.people.forms import JoinForm
from fuerza.people.models import Person
from fuerza.programme.models import Edition


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

    keeps_rules = forms.BooleanField(
        label=_(
            "I tell nobody who comes, where it is or what is said there, and I go if I am asked to."
        ),
    )

    def __init__(self, *args: Any, is_locked: bool, is_brought: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_brought:
            del self.fields["keeps_rules"]
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
            keeps_rules=self.cleaned_data.get("keeps_rules", False),
        )

    @property
    def first(self) -> list[Any]:
        """What stands before the yes."""
        names = ("username", "address", "keeps_rules")
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


class CalendarForm(forms.Form):
    title = forms.ChoiceField(
        label=_("What your calendar calls it"),
        help_text=_(
            "Your calendar shows this word, the hours and the city: no name, no programme, no address."
        ),
        choices=Title.choices,
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code on your paper"),
        max_length=40,
        widget=forms.TextInput(WITHOUT_MEMORY | {"dir": "ltr"}),
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper().replace(" ", "")
