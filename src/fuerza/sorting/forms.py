"""What she fills in about sorting: a correction, a rule, a search, a list with a name."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.acts.choices import Category
from fuerza.connections.queries import label_of
from fuerza.desk.choices import SEVERITIES, Decision
from fuerza.desk.queries import CALM
from fuerza.sorting.choices import LANGUAGES
from fuerza.sorting.queries import Filters
from safeguard.classify.wishes import Wish
from safeguard.text.stem import words_of

WORDS_AT_MOST = 40
_ABUSE = [(one.value, one.label) for one in Category if one not in CALM]
_CALM = [
    (Category.NOTHING.value, _("no abuse: criticism, or we disagree")),
    (Category.SUPPORT.value, Category.SUPPORT.label),
]
_ANY = [("", _("any"))]
_SEVERITIES = [(str(level), word) for level, word in SEVERITIES.items()]
_ENDS = [("", _("until I end it")), ("1", _("1 day")), ("7", _("7 days")), ("30", _("30 days"))]
_AGES = [
    ("", _("any age")),
    ("7", _("under 7 days")),
    ("30", _("under 30 days")),
    ("365", _("under a year")),
]
_BACK = [
    ("", _("any time")),
    ("1", _("the last day")),
    ("7", _("the last 7 days")),
    ("30", _("the last 30 days")),
]


class CorrectForm(forms.Form):
    """What it is, in her judgement; one button or one choice."""

    label = forms.TypedChoiceField(
        label=_("What is it?"),
        choices=[(_("It is not"), _CALM), (_("It is abuse"), _ABUSE)],
        coerce=Category,
    )
    severity = forms.TypedChoiceField(
        label=_("How grave is it?"),
        choices=[("", _("as it usually is")), *_SEVERITIES],
        coerce=int,
        required=False,
        empty_value=None,
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Read one entry a line, each once."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class RuleForm(forms.Form):
    """A rule: all that is filled in must hold."""

    words = forms.CharField(
        label=_("Words or phrases"),
        help_text=_(
            "One on each line. Other forms of a word are found too; accents and tricks of spelling don't matter."
        ),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "autocomplete": "off"}),
    )
    accounts = forms.CharField(
        label=_("Accounts"),
        help_text=_("Handles, one on each line."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr", "autocomplete": "off"}),
    )
    younger_than = forms.TypedChoiceField(
        label=_("How old the account is"),
        help_text=_(
            "Where the platform says it: Bluesky and Mastodon mostly do, files mostly don't."
        ),
        choices=_AGES,
        coerce=int,
        required=False,
        empty_value=0,  # type: ignore[arg-type]  # the stubs know strings alone
    )
    is_not_followed = forms.BooleanField(
        label=_("Only from accounts that I don't follow"),
        help_text=_("Where the platform says whom you follow: Bluesky does."),
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=_("None ticked: any language."),
        choices=list(LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ends = forms.TypedChoiceField(
        label=_("For how long"), choices=_ENDS, coerce=int, required=False, empty_value=None
    )

    def clean_words(self) -> tuple[str, ...]:
        """Refuse a line without a letter, which no text could match."""
        lines = lines_of(self.cleaned_data["words"])
        if any(not words_of(line) for line in lines):
            raise forms.ValidationError(
                _("Each line needs a letter: signs and numbers alone are not looked for.")
            )
        if len(lines) > WORDS_AT_MOST:
            raise forms.ValidationError(_("That is more than 40 lines. Make two rules of them."))
        return lines

    def clean_accounts(self) -> tuple[str, ...]:
        return lines_of(self.cleaned_data["accounts"])

    def clean(self) -> dict[str, Any]:
        """Raise when nothing was asked: such a rule would hide everything, or nothing."""
        cleaned = super().clean() or {}
        if not self.errors and self.wish().is_empty:
            raise forms.ValidationError(_("Fill in at least one of them."))
        return cleaned

    def wish(self) -> Wish:
        cleaned = self.cleaned_data
        return Wish(
            words=cleaned["words"],
            accounts=cleaned["accounts"],
            languages=tuple(cleaned["languages"]),
            younger_than=cleaned["younger_than"],
            is_not_followed=cleaned["is_not_followed"],
        )

    def mark(self) -> str:
        """Mark what was tried, so that what was changed since is tried again before it hides anything."""
        return hashlib.sha256(msgspec.msgpack.encode(self.wish())).hexdigest()

    def expires_at(self, now: datetime) -> datetime | None:
        days = self.cleaned_data["ends"]
        return now + timedelta(days=days) if days else None


class FindForm(forms.Form):
    """Words to look for: sent in a form, so that they stand in no address."""

    words = forms.CharField(
        label=_("Words, a name or a handle"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "type": "search"}),
    )


class ViewForm(forms.Form):
    """A list by what is in clear, and her name for it."""

    name = forms.CharField(
        label=_("Name of the list"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    category = forms.ChoiceField(
        label=_("What it is"), choices=[*_ANY, *Category.choices], required=False
    )
    platform = forms.ChoiceField(label=_("Platform"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[*_ANY, *LANGUAGES.items()], required=False
    )
    severity = forms.TypedChoiceField(
        label=_("At least"),
        choices=[*_ANY, *_SEVERITIES],
        coerce=int,
        required=False,
        empty_value=0,  # type: ignore[arg-type]  # the stubs know strings alone
    )
    days = forms.TypedChoiceField(
        label=_("Written within"),
        choices=_BACK,
        coerce=int,
        required=False,
        empty_value=0,  # type: ignore[arg-type]  # the stubs know strings alone
    )
    decision = forms.ChoiceField(
        label=_("Decided"),
        choices=[*_ANY, *((one.value, one.label) for one in Decision if one != Decision.STAGED)],
        required=False,
        initial=Decision.WAITING,
    )

    def __init__(self, *args: Any, platforms: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(name, label_of(name)) for name in platforms]
        self.fields["platform"].choices = [*_ANY, *named]  # type: ignore[attr-defined]  # Field doesn't know of it

    def filters(self) -> Filters:
        return Filters(**self.cleaned_data)
