"""An edition's texts in one language, each beside what it says in the first one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from fuerza.programme import queries
from fuerza.programme.choices import (
    TextStatus,
)
from fuerza.programme.forms.fields import (
    lines,
)
from fuerza.programme.services import Writing


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
