"""What is asked of people, of which nothing has to be answered; and what organisers settle of a round or a report."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fuerza.core.fields import WITHOUT_MEMORY, day_input
from fuerza.impact.choices import LEAST, MOST, LineKind, Wave
from fuerza.impact.models import Round
from fuerza.impact.queries import Line, questions_of
from fuerza.impact.services import Answer

_WARNING = _(
    "Organisers read this, without your name, once enough people have answered. "
    "Write no names, no places and nothing by which somebody knows you."
)


class AnswerForm(forms.Form):
    """One page of answers; each question can be left out."""

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions_of(round_):
            kind = forms.ChoiceField if question.is_single else forms.MultipleChoiceField
            widget = forms.RadioSelect if question.is_single else forms.CheckboxSelectMultiple
            self.fields[question.code] = kind(
                label=question.text,
                choices=list(question.choices.items()),
                required=False,
                widget=widget,
            )
        self.fields["line"] = _own_words(_("What else do you want to say?"), _WARNING)
        if round_.wave != Wave.BEFORE:
            self.fields["practice"] = _own_words(_("What helps you, and could help others?"))
            self.fields["offered"] = forms.BooleanField(
                label=_("It may be made into a guide, without my name"), required=False
            )

    def given(self) -> Answer:
        found = self.cleaned_data
        own = {"line", "practice", "offered"}
        chosen = {
            name: [value] if isinstance(value, str) else value
            for name, value in found.items()
            if name not in own
        }
        kind = LineKind.OFFERED if found.get("offered") else LineKind.PRACTICE
        written = [(LineKind.LINE, found["line"]), (kind, found.get("practice", ""))]
        lines = tuple(Line(str(of), text.strip()) for of, text in written if text.strip())
        return Answer(chosen=chosen, lines=lines)


def _own_words(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=600,
        widget=forms.Textarea(WITHOUT_MEMORY | {"rows": 3, "dir": "auto"}),
    )


def _least(hint: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("The smallest number that is shown"),
        help_text=hint,
        min_value=LEAST,
        max_value=MOST,
        initial=LEAST,
    )


class RoundForm(forms.Form):
    """The days of a listening round."""

    opens_on = forms.DateField(label=_("First day"), widget=day_input())
    closes_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Numbers are shown after it, and none before: else each answer could be seen."),
        widget=day_input(),
    )
    least = _least(_("From 5 to 10."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["opens_on"].initial = today
        self.fields["closes_on"].initial = today + timedelta(days=14)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("opens_on"), found.get("closes_on")
        if first and last and not self.today <= first <= last:
            self.add_error(
                "closes_on", _("The last day comes after the first, and neither before today.")
            )
        return found


class ReportForm(forms.Form):
    """What a report is to be like."""

    least = _least(_("From 5 to 10. Rounds of questions that show smaller ones are left out."))
    language = forms.ChoiceField(label=_("Language of the PDF"), choices=[*settings.LANGUAGES])


class RemindForm(forms.Form):
    wants = forms.BooleanField(label=_("Write me a note when there are questions"), required=False)
