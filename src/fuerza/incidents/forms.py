"""What an organiser settles beforehand, what somebody reports, and what those who handle it write."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.core import times
from fuerza.core.fields import WITHOUT_MEMORY, moment_input
from fuerza.incidents import queries
from fuerza.incidents.choices import BY_HAND, EntryKind, Measure, Want
from fuerza.incidents.models import Report
from fuerza.people import queries as people
from fuerza.people.models import Person
from fuerza.programme.models import Edition

TEXT, SHORT = 8_000, 300


class DutyForm(forms.Form):
    """Two people and a time. One alone is kept too, and said to be one."""

    first = forms.ChoiceField(label=_("Who"))
    first_phone = forms.CharField(
        label=_("The number she is reached by"),
        help_text=_("Whoever has a place reads it on her own page. It is in no mail."),
        required=False,
        max_length=40,
        widget=forms.TextInput(WITHOUT_MEMORY | {"dir": "ltr", "inputmode": "tel"}),
    )
    second = forms.ChoiceField(
        label=_("Who else"),
        help_text=_(
            "A report is decided on by two. With one alone, others have to be found first."
        ),
        required=False,
    )
    second_phone = forms.CharField(
        label=_("The number the other is reached by"),
        required=False,
        max_length=40,
        widget=forms.TextInput(WITHOUT_MEMORY | {"dir": "ltr", "inputmode": "tel"}),
    )
    starts_at = forms.DateTimeField(
        label=_("From"),
        help_text=_("By the clocks of where the edition takes place."),
        widget=moment_input(),
    )
    ends_at = forms.DateTimeField(
        label=_("Until"),
        widget=moment_input(),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        self.zone = times.zone_named(edition.zone)
        super().__init__(*args, **kwargs)
        self.team = {str(one.pk): one for one in queries.team_of(edition)}
        named = [(key, people.name_of(one)) for key, one in self.team.items()]
        self.fields["first"].choices = named  # type: ignore[attr-defined]  # Field has no choices
        self.fields["second"].choices = [("", _("nobody yet")), *named]  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        settled = super().clean() or {}
        if settled.get("first") and settled.get("first") == settled.get("second"):
            self.add_error("second", _("A pair are two different people."))
        if settled.get("starts_at") and settled.get("ends_at"):
            starts, ends = self.span()
            if ends <= starts:
                self.add_error("ends_at", _("This is before it begins."))
        return settled

    def span(self) -> tuple[datetime, datetime]:
        starts, ends = self.cleaned_data["starts_at"], self.cleaned_data["ends_at"]
        return starts.replace(tzinfo=self.zone), ends.replace(tzinfo=self.zone)

    def pair(self) -> tuple[tuple[Person, str], ...]:
        given = [
            (self.cleaned_data[one], self.cleaned_data[f"{one}_phone"].strip()) for one in PAIR
        ]
        return tuple((self.team[key], phone) for key, phone in given if key)


PAIR = ("first", "second")


class ContactsForm(forms.Form):
    outside = forms.ChoiceField(
        label=_("Who reads a report that the team can't"),
        help_text=_(
            "Not of this edition's team: when those on call are named in a report, or kept apart "
            "from somebody in it, it goes to her."
        ),
        required=False,
    )
    safeguarding = forms.ChoiceField(
        label=_("Who is told when nobody can read a report"),
        help_text=_("She is told that there is one, and nothing of what is in it."),
        required=False,
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        contacts = queries.contacts_of(edition)
        if contacts is not None:
            kwargs["initial"] = {
                "outside": str(contacts.outside_id or ""),
                "safeguarding": str(contacts.safeguarding_id or ""),
            }
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in queries.contacts_for(edition)}
        named = [("", _("nobody yet"))]
        named += [(key, people.name_of(one)) for key, one in self.known.items()]  # type: ignore[misc]  # lazy or plain
        for field in self.fields.values():
            field.choices = named  # type: ignore[attr-defined]  # Field has no choices

    def chosen(self, field: str) -> Person | None:
        return self.known.get(self.cleaned_data[field])


class ReportForm(forms.Form):
    """Needs first; nothing has to be filled in but one thing of any kind. `room`: for whoever is in it herself."""

    needs = forms.MultipleChoiceField(
        label=_("What do you need now?"),
        choices=Want.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label=_("What happened"),
        help_text=_("As much or as little as you like. You can add to it later."),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 5}),
    )
    where = forms.CharField(
        label=_("Where and when"),
        required=False,
        max_length=SHORT,
        widget=forms.TextInput(WITHOUT_MEMORY),
    )
    named = forms.MultipleChoiceField(
        label=_("Is it about somebody of these?"),
        help_text=_("Whoever you tick does not read it and is not told that it exists."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    who = forms.CharField(
        label=_("Or somebody else"),
        help_text=_("A name or how she or he looked. This alone keeps nobody from reading it."),
        required=False,
        max_length=SHORT,
        widget=forms.TextInput(WITHOUT_MEMORY),
    )
    way = forms.ChoiceField(
        label=_("Do you give your name?"),
        choices=[
            ("anonymous", _("No. I get a code with which I can read the answer")),
            ("named", _("Yes, to those who read it, and to nobody else")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, edition: Edition, now: datetime, is_signed_in: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        known = queries.to_name(edition, now, room=is_signed_in)
        self.fields["named"].choices = known  # type: ignore[attr-defined]  # Field has no choices
        if not known:
            del self.fields["named"]
        if not is_signed_in:
            del self.fields["way"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not any(told.get(field) for field in ("needs", "text", "where", "named", "who")):
            self.add_error(None, _("Tick what you need or write a word; one of them is enough."))
        return told

    @property
    def is_anonymous(self) -> bool:
        return bool(self.cleaned_data.get("way") != "named")

    def body(self) -> queries.Body:
        told = self.cleaned_data
        return queries.Body(
            text=told["text"].strip(),
            where=told["where"].strip(),
            needs=tuple(told["needs"]),
            named=queries.signed(self.edition, told.get("named", ())),
            who=told["who"].strip(),
        )


class AddForm(forms.Form):
    text = forms.CharField(
        label=_("Add something"),
        max_length=TEXT,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 3}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        widget=forms.TextInput(WITHOUT_MEMORY | {"dir": "ltr", "autocapitalize": "characters"}),
    )


class WriteForm(forms.Form):
    """Words for the record, or for whoever reported it."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            (EntryKind.NOTE, _("A note among those who handle it")),
            (EntryKind.HEARD, _("What somebody named in it says about it")),
            (EntryKind.TO_HER, _("Words to whoever reported it")),
        ],
        widget=forms.RadioSelect,
        initial=EntryKind.NOTE,
    )
    text = forms.CharField(
        label=_("In plain words"),
        max_length=TEXT,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 4}),
    )

    def kind_chosen(self) -> EntryKind:
        kind = EntryKind(self.cleaned_data["kind"])
        assert kind in BY_HAND
        return kind


class DecideForm(forms.Form):
    measures = forms.MultipleChoiceField(
        label=_("What is to be done"),
        choices=Measure.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=TEXT,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 3}),
    )


class AgreeForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=1_000_000)


class NameForm(forms.Form):
    named = forms.MultipleChoiceField(
        label=_("Who else is named in it"),
        help_text=_("Whoever of them handles it has no way to it from then on."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, report: Report, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = queries.to_name(report.edition, now, room=True)
        self.fields["named"].choices = known  # type: ignore[attr-defined]  # Field has no choices


class AskInForm(forms.Form):
    person = forms.ChoiceField(label=_("Have somebody more handle it"))

    def __init__(self, *args: Any, free: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.free = {str(one.pk): one for one in free}
        named = [(key, people.name_of(one)) for key, one in self.free.items()]
        self.fields["person"].choices = named  # type: ignore[attr-defined]  # Field has no choices

    def chosen(self) -> Person:
        return self.free[self.cleaned_data["person"]]
