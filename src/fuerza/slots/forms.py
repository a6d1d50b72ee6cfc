"""What she writes for her turn or her table, what organisers settle of tables, and her check-up list."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fuerza.core.fields import WITHOUT_MEMORY
from fuerza.people import queries as people
from fuerza.people.models import Person
from fuerza.programme.models import Session
from fuerza.slots.choices import PLATFORMS
from fuerza.slots.models import Turn
from fuerza.slots.queries import Looked, Words, words_of
from fuerza.slots.services import NewTables

OF_HERS = WITHOUT_MEMORY | {"dir": "auto"}
NAME_HELP = _("Any name will do. Whoever calls people up reads it; nobody else who comes does.")


def _line() -> forms.TextInput:
    return forms.TextInput(OF_HERS)


class TurnForm(forms.Form):
    """A turn at the soapbox. The name on the stage is her choice, and not made beforehand."""

    name = forms.CharField(
        label=_("The name I want to be called by"),
        help_text=NAME_HELP,
        max_length=60,
        widget=_line(),
    )
    title = forms.CharField(
        label=_("What I speak about, in one line"), required=False, max_length=120, widget=_line()
    )
    note = forms.CharField(
        label=_("What listeners should know before, such as that violence comes up"),
        help_text=_("Whoever runs the session says it before you speak."),
        required=False,
        max_length=200,
        widget=_line(),
    )
    is_named = forms.BooleanField(
        label=_("Show this name on the stage"),
        help_text=_("Without it the stage says “next speaker”, and you are called by a sign."),
        required=False,
    )

    def __init__(self, *args: Any, turn: Turn | None, badge: str, **kwargs: Any) -> None:
        words = words_of(turn) if turn is not None else Words()
        kwargs["initial"] = {
            "name": words.name or badge,
            "title": words.title,
            "note": words.note,
            "is_named": turn is not None and turn.is_named,
        }
        super().__init__(*args, **kwargs)

    def words(self) -> Words:
        return Words(**{name: self.cleaned_data[name] for name in ("name", "title", "note")})


class TableForm(forms.Form):
    """Her name at a table; which table is in the button."""

    name = forms.CharField(
        label=_("The name I want to be called by"),
        help_text=_("Any name will do. Whoever sits at the table reads it; nobody else does."),
        max_length=60,
        widget=_line(),
    )
    table = forms.UUIDField(required=False, widget=forms.HiddenInput)


class NewTablesForm(forms.Form):
    """Tables one after the other: when the first begins, how long each is, with whom, in which language."""

    first = forms.TimeField(
        label=_("The first begins at"),
        help_text=_("Where the session takes place."),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )
    minutes = forms.IntegerField(
        label=_("Minutes for each"), min_value=5, max_value=180, initial=20
    )
    count = forms.IntegerField(
        label=_("How many one after the other"), min_value=1, max_value=30, initial=3
    )
    ambassador = forms.ChoiceField(label=_("Who sits there"))
    language = forms.ChoiceField(label=_("In which language"), choices=settings.LANGUAGES)
    topics = forms.MultipleChoiceField(
        label=_("What can be looked at there"),
        choices=[(code, one.label) for code, one in PLATFORMS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, session: Session, ambassadors: list[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in ambassadors}
        self.fields["ambassador"].choices = [  # type: ignore[attr-defined]  # a ChoiceField has them
            (pk, people.name_of(one)) for pk, one in self.known.items()
        ]
        self.fields["first"].initial = session.starts

    def new(self) -> NewTables:
        told = self.cleaned_data
        return NewTables(
            first=told["first"],
            minutes=told["minutes"],
            count=told["count"],
            ambassador=self.known[told["ambassador"]],
            language=told["language"],
            topics=tuple(told["topics"]),
        )


class PlatformForm(forms.Form):
    """One platform of her check-up list."""

    done = forms.MultipleChoiceField(
        label=_("We looked at this, and it is so"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    next = forms.MultipleChoiceField(
        label=_("I do this next"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("A note to myself"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(OF_HERS | {"rows": 3}),
    )

    def __init__(self, *args: Any, platform: str, looked: Looked, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(looked, name) for name in ("done", "next", "note")}
        super().__init__(*args, **kwargs)
        for name in ("done", "next"):
            self.fields[name].choices = list(PLATFORMS[platform].steps.items())  # type: ignore[attr-defined]  # a ChoiceField has them

    def looked(self) -> Looked:
        told = self.cleaned_data
        return Looked(done=tuple(told["done"]), next=tuple(told["next"]), note=told["note"])
