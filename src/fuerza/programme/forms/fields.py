"""Fields that several forms have: lines of text, time zones, partial dates, hashtags."""

from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fuerza.programme import queries
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


def hashtag(text: str) -> str:
    """Take one whole hashtag, or say that it is none."""
    if not queries.is_hashtag(text):
        raise ValidationError(_("A hashtag is one word of letters, with digits or underscores."))
    return queries.bare(text)
