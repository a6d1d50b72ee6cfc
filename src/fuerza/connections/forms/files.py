"""What only she can say of a file: who she is in a chat, which column is which, whether the day comes first."""

from collections.abc import Sequence
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.connections.choices import COLUMN_WORDS
from fuerza.connections.services import Answers
from safeguard.platforms.base import Sniffed
from safeguard.platforms.table.columns import REQUIRED


class ParticipantsForm(forms.Form):
    """Which of a chat's people she is. Whoever is none of them has no business with it."""

    mine = forms.MultipleChoiceField(
        label=_("Which of these people are you?"),
        help_text=_(
            "What you wrote yourself is left out. More than one may be you, if your name or number changed."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose yourself. A chat that you are not in can't be brought.")
        },
    )

    def __init__(self, *args: Any, people: Sequence[str], said: Answers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._said = said
        self.fields["mine"].choices = [(one, one) for one in people]  # type: ignore[attr-defined]  # Field doesn't know of it

    def answers(self) -> Answers:
        return msgspec.structs.replace(self._said, mine=frozenset(self.cleaned_data["mine"]))


class ColumnsForm(forms.Form):
    """Which of the file's columns is which of ours; once said, it is remembered for files with the same columns."""

    def __init__(self, *args: Any, sniffed: Sniffed, said: Answers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._said = said
        choices = [("", _("none of them")), *((name, name) for name in sniffed.columns)]
        known = {ours: theirs for theirs, ours in sniffed.mapped.items()}
        first = sniffed.suggested | known | said.columns
        for ours, words in COLUMN_WORDS.items():
            self.fields[ours] = forms.ChoiceField(
                label=words,
                choices=choices,
                initial=first.get(ours, ""),
                required=ours in REQUIRED,
                error_messages={"required": _("Choose the column that holds this.")},
            )

    def needed(self) -> list[forms.BoundField]:
        return [field for field in self if field.field.required]

    def others(self) -> list[forms.BoundField]:
        return [field for field in self if not field.field.required]

    def answers(self) -> Answers:
        named = {ours: theirs for ours, theirs in self.cleaned_data.items() if theirs}
        return msgspec.structs.replace(self._said, columns=named)

    def clean(self) -> dict[str, Any]:
        """Raise when one column is said to be two things."""
        cleaned = super().clean() or {}
        named = [theirs for theirs in cleaned.values() if theirs]
        if len(named) > len(set(named)):
            raise forms.ValidationError(_("A column can be one thing only: one is chosen twice."))
        return cleaned


class DayForm(forms.Form):
    """How dates are written in a file in which every day could be a month."""

    day_first = forms.TypedChoiceField(
        label=_("3/4 in this file is"),
        choices=[
            ("day", _("the 3rd of April: the day comes first")),
            ("month", _("the 4th of March: the month comes first")),
        ],
        coerce=lambda word: word == "day",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, said: Answers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._said = said

    def answers(self) -> Answers:
        return msgspec.structs.replace(self._said, day_first=self.cleaned_data["day_first"])
