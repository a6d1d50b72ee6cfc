"""What hangs from an edition: partners, sessions, claims, hashtags."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from fuerza.core.fields import WITHOUT_MEMORY, day_input
from fuerza.programme.choices import (
    FACT_WORDS,
    OFFICIAL,
    AttributionRule,
    Confidence,
    DataAccess,
    Format,
    PartnerKind,
    PartnerRole,
)
from fuerza.programme.forms.fields import PartialDateField, hashtag, line, lines
from fuerza.programme.services import NewSession, Source, Terms


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
        initial=DataAccess.NONE,
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
        widget=day_input(**WITHOUT_MEMORY, **{"class": "short"}),
    )
    starts = forms.TimeField(
        label=_("Begins, in the place's own time"),
        widget=forms.TimeInput({"type": "time", "autocomplete": "off", "class": "short"}),
    )
    ends = forms.TimeField(
        label=_("Ends"),
        widget=forms.TimeInput({"type": "time", "autocomplete": "off", "class": "short"}),
    )


class AgendaForm(forms.Form):
    """A whole agenda as one writes it down: a line for each session."""

    agenda = forms.CharField(
        label=_("One session a line: its hours, what it is, its title"),
        help_text=_(
            "Such as: 09:30-10:45 panel: Who pays. What it is can be left out; then it is a round table."
        ),
        max_length=20_000,
        widget=lines(10, dir="auto"),
    )
    attribution_rule = forms.ChoiceField(
        label=_("What may be told outside, for all of them; you can part them later"),
        choices=AttributionRule.choices,
        widget=forms.RadioSelect,
        initial=AttributionRule.CHATHAM_HOUSE,
    )

    def clean_agenda(self) -> list[NewSession]:
        written = [one.strip() for one in self.cleaned_data["agenda"].splitlines()]
        return [_session(line) for line in written if line]

    def sessions(self, language: str) -> list[NewSession]:
        rule = self.cleaned_data["attribution_rule"]
        return [
            replace(one, titles={language: one.titles[""]}, attribution_rule=rule)
            for one in self.cleaned_data["agenda"]
        ]


_A_LINE = re.compile(
    r"(\d{1,2})[:.h](\d{2})\s*[-\u2013\u2014]\s*(\d{1,2})[:.h](\d{2})[\s,:]+(?:([^:]{1,60}):\s+)?(.{1,200})"
)


def _session(line: str) -> NewSession:
    """Read one line; digits may be of any script. What stands before a colon is its kind if it names one."""
    refused = ValidationError(
        _("This line begins with no hours such as 09:30-10:45: %(line)s"),
        params={"line": line[:80]},
    )
    found = _A_LINE.fullmatch(line)
    if found is None:
        raise refused
    try:
        starts = time(int(found[1]), int(found[2]))
        ends = time(int(found[3]), int(found[4]))
    except ValueError as error:
        raise refused from error
    kind, title = found.group(5), found.group(6)
    format_ = _formats().get((kind or "").strip().casefold())
    whole = title if format_ or not kind else f"{kind}: {title}"
    return NewSession(
        format=format_ or Format.ROUND_TABLE, starts=starts, ends=ends, titles={"": whole.strip()}
    )


def _formats() -> dict[str, str]:
    """Name each format in the reader's language and by its code."""
    return {str(label).casefold(): code for code, label in Format.choices} | {
        code: code for code in Format.values
    }


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
