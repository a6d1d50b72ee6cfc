"""What those fill in who write guides and who look through what others wrote."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fuerza.core.fields import day_input
from fuerza.guides import queries
from fuerza.guides.choices import Guard, Kind, Part
from fuerza.guides.queries import Fact, Fields, Work
from fuerza.pages.models import Revision

PART_AT_MOST = 20_000  # characters
_BETWEEN = re.compile(r"[,،、\n]")
WRONGS = {
    "part": _(
        "A line with one # and a single word begins a part. Write ## for a heading: %(word)s"
    ),
    "fact": _(
        "There is no such fact in this guide yet: %(word)s. Add it and have it shown first, or take the sign away."
    ),
    "guide": _("There is no guide of this name: %(word)s"),
    "empty": _("Write at least one of the four parts."),
}
HOW = _(
    "A line that begins with a dash is an item, with 1. a step, with ## a heading. **So** is bold. "
    "[^name] at the end of a line names the fact it rests on. Everything else stays plain words."
)


def _parted(text: str) -> tuple[str, ...]:
    """Part what was written with commas or line breaks between."""
    return tuple(word for word in map(str.strip, _BETWEEN.split(text)) if word)


def _lines(rows: int, language: str) -> forms.Textarea:
    return forms.Textarea(
        {"autocomplete": "off", "rows": rows, "lang": language, "dir": "auto", "spellcheck": "true"}
    )


class GuideForm(forms.Form):
    """The first words of a guide of this installation's own."""

    kind = forms.ChoiceField(label=_("What it is for"), choices=Kind)
    title = forms.CharField(label=_("Title, in English"), max_length=120)
    lead = forms.CharField(
        label=_("One or two sentences on what it is about, in English"),
        max_length=300,
        widget=_lines(2, "en"),
    )


class TextForm(forms.Form):
    """A guide in one language: each field of a translation stands beside what the English text says."""

    title = forms.CharField(label=_("Title"), max_length=120)
    lead = forms.CharField(label=_("What it is about"), max_length=300)
    words = forms.CharField(
        label=_("Other words people may search by"),
        help_text=_("With commas between them."),
        max_length=500,
        required=False,
    )
    note = forms.CharField(
        label=_("What you changed, for whoever looks through it"), max_length=200, required=False
    )
    instead = forms.BooleanField(label=_("I have looked: mine takes its place"), required=False)

    def __init__(
        self, *args: Any, work: Work, language: str, is_behind: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.work = work
        for name in ("title", "lead", "words"):
            self.fields[name].widget.attrs |= {
                "lang": language,
                "dir": "auto",
                "autocomplete": "off",
            }
        self.fields["note"].widget.attrs |= {"dir": "auto", "autocomplete": "off"}
        for part in Part:
            self.fields[part.value] = forms.CharField(
                label=part.label,
                max_length=PART_AT_MOST,
                required=False,
                widget=_lines(8, language),
            )
        self.order_fields(["title", "lead", *Part.values, "words", "note", "instead"])
        self.fields[Part.MINUTE.value].help_text = HOW
        if not is_behind:
            del self.fields["instead"]

    @staticmethod
    def begun(fields: Fields, note: str) -> dict[str, str]:
        """Return what the form shows at first."""
        parts = {part.value: fields.parts.get(part, "") for part in Part}
        words = ", ".join(fields.words)
        return {"title": fields.title, "lead": fields.lead, "words": words, "note": note} | parts

    def beside(self, source: Fields) -> list[tuple[forms.BoundField, str]]:
        """Pair each field with what the English text says there."""
        said = self.begun(source, "")
        return [(field, said.get(field.name, "")) for field in self]

    def written(self) -> Fields:
        """Return what was filled in."""
        found = self.cleaned_data
        return Fields(
            title=found["title"],
            lead=found["lead"],
            words=_parted(found["words"]),
            parts={part: found[part.value].replace("\r\n", "\n") for part in Part},
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors:
            for wrong, word in dict.fromkeys(queries.wrongs_in(self.work, self.written())):
                self.add_error(None, gettext(str(WRONGS[wrong])) % {"word": word.strip()})
        return found


class FactForm(forms.Form):
    """One fact: who says so, when that was read, and until when it is trusted."""

    code = forms.SlugField(
        label=_("Short name, in Latin letters"),
        help_text=_("Lines name it so: [^name]"),
        max_length=40,
    )
    source = forms.CharField(label=_("Who says so, and where"), max_length=300)
    dated = forms.DateField(label=_("Day of the source itself"), required=False)
    checked_on = forms.DateField(label=_("Day on which somebody read it"))
    expires_on = forms.DateField(
        label=_("Trusted until"),
        help_text=_("After this day each line that rests on it is grey and says so."),
    )
    guard = forms.ChoiceField(
        label=_("What it is"),
        choices=[("", _("anything else"))] + [pair for pair in Guard.choices if pair[0]],
        required=False,
        help_text=_(
            "A line on these shows in a language only once somebody named has reviewed it."
        ),
    )
    name = forms.CharField(
        label=_("Name of the office or helpline"), max_length=200, required=False
    )
    link = forms.URLField(label=_("Its address on the web"), required=False, assume_scheme="https")
    numbers = forms.CharField(
        label=_("Its numbers, with commas between them"), max_length=200, required=False
    )

    def __init__(self, *args: Any, code: str, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken
        for name in ("dated", "checked_on", "expires_on"):
            self.fields[name].widget = day_input(**{"class": "short"})
        if code:
            self.fields["code"].disabled = True

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        if code in self.taken and not self.fields["code"].disabled:
            raise forms.ValidationError(_("There is a fact of this name already."))
        return code

    @staticmethod
    def begun(fact: Fact) -> dict[str, Any]:
        """Return what the form shows of a fact at first."""
        fields = ("code", "source", "dated", "checked_on", "expires_on", "guard", "name", "link")
        return {name: getattr(fact, name) for name in fields} | {"numbers": ", ".join(fact.numbers)}

    def fact(self) -> Fact:
        """Return what was filled in."""
        found = dict(self.cleaned_data)
        numbers, guard = _parted(found.pop("numbers")), Guard(found.pop("guard"))
        return Fact(**found, guard=guard, numbers=numbers)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        checked, until = found.get("checked_on"), found.get("expires_on")
        if checked and until and until <= checked:
            self.add_error("expires_on", _("This day has to come after the day it was read."))
        if found.get("guard") and not found.get("name"):
            self.add_error("name", _("Give it a name: that shows while the words may not."))
        return found


class ReturnForm(forms.Form):
    """Why a proposal goes back to whoever wrote it."""

    words = forms.CharField(
        label=_("What should change"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3, "dir": "auto", "autocomplete": "off"}),
    )


class ShowForm(forms.Form):
    """Whether somebody stands for all of it by name, so that legal steps and helplines show too."""

    is_reviewed = forms.ChoiceField(
        label=_("What did you look at?"),
        choices=[
            ("", _("It reads well. Show it as a draft, without legal steps and helplines.")),
            (
                "yes",
                _("I speak this language, and checked every step, law, number and name in it."),
            ),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    reviewed_by = forms.CharField(
        label=_("Name and organisation, as readers will see them"),
        help_text=_("Only if you checked everything. It stands on the page with today's date."),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *args: Any, revision: Revision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if revision.part == queries.ABOUT:
            self.fields.clear()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("is_reviewed") and not found.get("reviewed_by"):
            self.add_error("reviewed_by", _("A review needs a name that readers can see."))
        if found.get("reviewed_by") and not found.get("is_reviewed"):
            self.add_error(
                "is_reviewed", _("Say that you checked everything, or leave the name empty.")
            )
        return found

    def name(self) -> str:
        return str(self.cleaned_data.get("reviewed_by", ""))
