"""What organisers ask, what she answers, what readers and those who vouch say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.core.fields import WITHOUT_MEMORY
from fuerza.vetting.choices import QUESTIONS_AT_MOST, View
from fuerza.vetting.models import Opening
from fuerza.vetting.queries import after_of, questions_of
from fuerza.vetting.services import Asking

LINES = WITHOUT_MEMORY | {"rows": 4}


class OpeningForm(forms.Form):
    is_open = forms.BooleanField(label=_("People may ask to come"), required=False)
    questions = forms.CharField(
        label=_("What you ask her, one question a line"),
        help_text=_("Five at most. Ask only what you need in order to decide."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(LINES),
    )
    after = forms.CharField(
        label=_("Who reads the answers, and what you do with them"),
        help_text=_("She reads this first. All of it is deleted 90 days after your answer."),
        max_length=600,
        widget=forms.Textarea(LINES),
    )

    def __init__(self, *args: Any, opening: Opening | None, **kwargs: Any) -> None:
        if opening is not None:
            kwargs["initial"] = {
                "is_open": opening.is_open,
                "questions": "\n".join(questions_of(opening)),
                "after": after_of(opening),
            }
        super().__init__(*args, **kwargs)

    def clean_questions(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines()]
        found = [line for line in lines if line]
        if len(found) > QUESTIONS_AT_MOST:
            raise forms.ValidationError(_("Five questions at most: leave some out."))
        return found


class AskForm(forms.Form):
    name = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("Any name you like."),
        max_length=80,
        widget=forms.TextInput(WITHOUT_MEMORY),
    )
    address = forms.EmailField(
        label=_("Where does mail reach you safely?"),
        help_text=_("A link comes there. It names nobody and nothing."),
        max_length=254,
        widget=forms.EmailInput(WITHOUT_MEMORY | {"dir": "ltr"}),
    )

    def __init__(self, *args: Any, questions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"answer{number}"] = forms.CharField(
                label=question, required=False, max_length=1_500, widget=forms.Textarea(LINES)
            )

    def asking(self, language: str) -> Asking:
        data = self.cleaned_data
        answers = [(one, data[f"answer{number}"]) for number, one in enumerate(self.questions)]
        return Asking(
            address=data["address"], name=data["name"], answers=answers, language=language
        )


class TextForm(forms.Form):
    """One text, asked for in the words that whoever shows it gives."""

    text = forms.CharField(max_length=1_500, widget=forms.Textarea(LINES))

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class ViewForm(forms.Form):
    """A yes or a no with its reason; standing aside needs none."""

    view = forms.ChoiceField(
        label=_("What you say"),
        choices=[choice for choice in View.choices if choice[0] != View.RECUSED],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why, for the other reader"), max_length=1_500, widget=forms.Textarea(LINES)
    )
