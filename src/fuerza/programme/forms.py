"""What organisers fill in. Each form asks for as much as is known and says in words what can't be used."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fuerza.programme import queries
from fuerza.programme.choices import (
    FACT_WORDS,
    OFFICIAL,
    AttendanceMode,
    AttributionRule,
    Confidence,
    DataAccess,
    Format,
    PartnerKind,
    PartnerRole,
    PlaceKind,
    TextStatus,
    Visibility,
)
from fuerza.programme.models import Edition
from fuerza.programme.services import Details, Source, Terms, Writing
from safeguard.publish import edtf

NOT_A_DATE = _("Write a year, a year and month, or a whole day: 2016, 2016-04 or 2016-04-28.")
HOW_EXACT = _(
    "As much as you know and no more: 2016, 2016-04 or 2016-04-28. Leave it empty while it is not known."
)
SHORT = {"autocomplete": "off", "class": "short", "dir": "ltr"}


def line(**attrs: str) -> forms.TextInput:
    return forms.TextInput({"autocomplete": "off", **attrs})


def lines(rows: int = 3, **attrs: str) -> forms.Textarea:
    return forms.Textarea({"autocomplete": "off", "rows": rows, **attrs})


def zones() -> list[tuple[str, Any]]:
    """List the time zones named after places, by continent, for a select that may stay empty."""
    named = sorted(zone for zone in available_timezones() if "/" in zone and zone[0:3] != "Etc")
    by_area = groupby(named, lambda zone: zone.partition("/")[0])
    groups = [
        (area, [(zone, zone.partition("/")[2].replace("_", " ")) for zone in of_area])
        for area, of_area in by_area
    ]
    return [("", "\u2013"), *groups]


class PartialDateField(forms.CharField):
    """A year, a month or a day, kept exactly as precise as it was written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, required=False, widget=forms.TextInput(SHORT), **kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            return str(edtf.parse(text)) if text else ""
        except edtf.NotAPartialDate as error:
            raise ValidationError(NOT_A_DATE) from error


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


class OpenForm(DetailsForm):
    """A new edition: where and about what, then what is settled."""

    place = forms.CharField(
        label=_("Place"),
        help_text=_("Any of its names will do, and its country after a comma: Bombay, India."),
        max_length=200,
        widget=line(),
    )
    which = forms.ChoiceField(label=_("Which of these"), required=False, widget=forms.RadioSelect)
    issue = forms.CharField(
        label=_("The issue it is about"),
        help_text=_("One line, in the language you see this page in. You can write it later."),
        required=False,
        widget=lines(2),
    )
    field_order = ("place", "which", "issue")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: list[Any] = queries.place_called(self.data.get("place", ""))
        if len(self.found) > 1:
            self.fields["which"].choices = [(str(one.pk), self._words(one)) for one in self.found]  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["which"]

    def _words(self, place: Any) -> str:
        countries = queries.countries(get_language() or "en")
        values = {
            "place": queries.name_of(place, get_language() or "en"),
            "country": countries.get(place.country, place.country),
        }
        return _("%(place)s, %(country)s") % values

    @property
    def is_place_unknown(self) -> bool:
        return self.is_bound and bool(self.data.get("place")) and not self.found

    def clean_place(self) -> str:
        if not self.found:
            raise ValidationError(
                _("We don't know this place yet. Add it first, or check its spelling.")
            )
        return str(self.cleaned_data["place"])

    def clean_which(self) -> str:
        if not self.cleaned_data["which"]:
            raise ValidationError(
                _("There are several places of this name. Choose the one you mean.")
            )
        return str(self.cleaned_data["which"])

    def chosen(self) -> Any:
        """The place she means."""
        which = self.cleaned_data.get("which") or str(self.found[0].pk)
        return next(one for one in self.found if str(one.pk) == which)


class PlaceForm(forms.Form):
    name = forms.CharField(
        label=_("What it is called in this page's language"), max_length=200, widget=line()
    )
    alias = forms.CharField(
        label=_("Another name it goes by"), max_length=200, required=False, widget=line()
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Country, as its code of two letters"),
        help_text=_("Such as CO, IN or MX."),
        error_messages={"invalid": _("Write the two letters of the country's code.")},
        widget=forms.TextInput({**SHORT, "maxlength": "2", "autocapitalize": "characters"}),
    )
    kind = forms.ChoiceField(
        label=_("What it is"), choices=PlaceKind.choices, widget=forms.RadioSelect
    )
    zone = forms.ChoiceField(label=_("Its time zone"), choices=zones, required=False)


class PartnerForm(forms.Form):
    name = forms.CharField(label=_("Who"), max_length=200, widget=line())
    kind = forms.ChoiceField(label=_("What kind"), choices=PartnerKind.choices)
    role = forms.ChoiceField(label=_("What it does"), choices=PartnerRole.choices)
    data_access = forms.ChoiceField(
        label=_("What it gets about the people who come"),
        help_text=_(
            "Everybody reads this before she applies. Police and state bodies never get names."
        ),
        choices=DataAccess.choices,
        widget=forms.RadioSelect,
    )
    told = forms.CharField(
        label=_("What for, and anything else people should know"), required=False, widget=lines()
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        gets_names = found.get("data_access") == DataAccess.NAMED_WITH_CONSENT
        if found.get("kind") in OFFICIAL and gets_names:
            self.add_error(
                "data_access", _("Police and state bodies never get names. Choose less.")
            )
        return found

    def terms(self, language: str) -> Terms:
        told = self.cleaned_data["told"]
        return Terms(
            role=self.cleaned_data["role"],
            data_access=self.cleaned_data["data_access"],
            told={language: told} if told else {},
        )


class HoursForm(forms.Form):
    """When a session is, in the place's own time."""

    on = forms.DateField(
        label=_("Day"),
        help_text=_("Leave it empty for the edition's own day."),
        required=False,
        widget=forms.DateInput({"type": "date", "autocomplete": "off", "class": "short"}),
    )
    starts = forms.TimeField(
        label=_("Begins, in the place's own time"),
        widget=forms.TimeInput({"type": "time", "autocomplete": "off", "class": "short"}),
    )
    ends = forms.TimeField(
        label=_("Ends"),
        widget=forms.TimeInput({"type": "time", "autocomplete": "off", "class": "short"}),
    )


class SessionForm(HoursForm):
    format = forms.ChoiceField(label=_("What it is"), choices=Format.choices)
    title = forms.CharField(label=_("Its title"), max_length=200, widget=line())
    capacity = forms.IntegerField(
        label=_("Seats"),
        min_value=1,
        max_value=100_000,
        required=False,
        widget=forms.NumberInput({"autocomplete": "off", "class": "short"}),
    )
    attribution_rule = forms.ChoiceField(
        label=_("What may be told outside"),
        choices=AttributionRule.choices,
        widget=forms.RadioSelect,
    )
    field_order = ("format", "title")


class FactForm(forms.Form):
    field = forms.ChoiceField(label=_("What it is about"), choices=list(FACT_WORDS.items()))
    value = forms.CharField(label=_("What the source says, in its words"), widget=lines(2))
    title = forms.CharField(label=_("Which source"), max_length=300, widget=line())
    url = forms.URLField(
        label=_("Its address"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput({"autocomplete": "off", "dir": "ltr"}),
    )
    date = PartialDateField(
        label=_("When it was published"),
        help_text=_("This is never taken for the day of the edition."),
    )
    confidence = forms.ChoiceField(
        label=_("How sure it is"), choices=Confidence.choices, widget=forms.RadioSelect
    )

    def source(self) -> Source:
        found = self.cleaned_data
        return Source(
            title=found["title"], url=found["url"], date=found["date"], is_exact=bool(found["url"])
        )


class HashtagForm(forms.Form):
    display = forms.CharField(
        label=_("Hashtag"),
        help_text=_("One word, with or without the sign, in any script."),
        max_length=100,
        widget=line(dir="auto"),
    )

    def clean_display(self) -> str:
        return hashtag(self.cleaned_data["display"])


class TextsForm(forms.Form):
    """An edition's texts in one language: each with what it says in the first one, and whether it was reviewed."""

    def __init__(
        self,
        *args: Any,
        texts: Sequence[queries.Writable],
        language: str,
        is_first: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.texts = texts
        spoken = {"lang": language, "dir": "auto"}
        for number, one in enumerate(texts):
            self.fields[f"text-{number}"] = forms.CharField(
                label=label_of(one),
                help_text="" if is_first else first_words(one),
                initial=one.text,
                required=False,
                widget=lines(2, **spoken),
            )
            if not is_first:
                self.fields[f"reviewed-{number}"] = forms.BooleanField(
                    label=_("Somebody who speaks the language has reviewed this: show it"),
                    initial=one.is_reviewed,
                    required=False,
                )

    def written(self) -> list[Writing]:
        """Return every text as it is to be kept."""
        found = self.cleaned_data
        return [
            Writing(one.holder, one.field, found[f"text-{number}"], self._status(number))
            for number, one in enumerate(self.texts)
        ]

    def _status(self, number: int) -> str:
        is_reviewed = self.cleaned_data.get(f"reviewed-{number}", False)
        return TextStatus.REVIEWED if is_reviewed else TextStatus.DRAFT


def first_words(one: queries.Writable) -> SafeString:
    """Set the text written first apart, in its own language, above the field of its translation."""
    return format_html('<bdi lang="{}">{}</bdi>', one.first_language, one.first)


def label_of(one: queries.Writable) -> Any:
    """Say what a text is of."""
    if one.field == "told":
        return _("What is said of %(partner)s") % {"partner": one.holder.partner.name}  # type: ignore[union-attr]  # a Partnership
    if one.field == "title":
        return _("Title of a session: %(format)s") % {"format": one.holder.get_format_display()}  # type: ignore[union-attr]  # a Session
    return _("The issue it is about") if one.field == "issue" else _("More about it")


def hashtag(text: str) -> str:
    """Take one whole hashtag, or say that it is none."""
    if not queries.is_hashtag(text):
        raise ValidationError(_("A hashtag is one word of letters, with digits or underscores."))
    return queries.bare(text)
