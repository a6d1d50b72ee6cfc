"""Which exhibits go into a package; and what opens and locks a keyring."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fuerza.core.locks import SHORTEST, new_code
from fuerza.vault.choices import Pictures
from fuerza.vault.models import Exhibit

_SECRET = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "auto"}


class WishesForm(forms.Form):
    """How a package is to be: everything can be left as it is."""

    language = forms.ChoiceField(
        label=_("Language of the report"),
        choices=list(settings.AUTONYMS.items()),
        required=False,
    )
    name = forms.CharField(
        label=_("Your name on the report"),
        help_text=_("Left empty, the report does not name you."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    passphrase = forms.CharField(
        label=_("A passphrase for the file"),
        help_text=_(
            "With one, nobody opens the file without it. Four or five words that nobody would guess, and not those of "
            "your own lock. Tell it to whoever gets the file, by another way than the file. If it is lost, nobody can "
            "open the file any more."
        ),
        min_length=SHORTEST,
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs=_SECRET),
    )
    again = forms.CharField(
        label=_("The passphrase once more"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs=_SECRET),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", get_language())

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or get_language() or "en"

    def clean_passphrase(self) -> str:
        """Refuse what everybody tries first."""
        passphrase: str = self.cleaned_data["passphrase"]
        if passphrase:
            CommonPasswordValidator().validate(passphrase)
        return passphrase

    def clean(self) -> dict[str, Any]:
        """Refuse two passphrases."""
        cleaned = super().clean() or {}
        if "passphrase" in cleaned and cleaned["passphrase"] != cleaned.get("again", ""):
            self.add_error("again", _("This is not the same passphrase."))
        return cleaned


class ExportForm(WishesForm):
    """Those she ticked, or all that can still be opened. What is not hers is as if it did not exist."""

    act = forms.ChoiceField(choices=[("chosen", ""), ("all", "")])
    exhibits: "forms.ModelMultipleChoiceField[Exhibit]" = forms.ModelMultipleChoiceField(
        queryset=Exhibit.objects.none(), required=False
    )

    def __init__(self, *args: Any, openable: QuerySet[Exhibit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.openable = openable
        self.fields["exhibits"].queryset = openable  # type: ignore[attr-defined]  # Field doesn't know of it

    @property
    def chose_something(self) -> bool:
        """Say whether there is something to put into a package, whatever else is wrong."""
        return not {"act", "exhibits", NON_FIELD_ERRORS} & self.errors.keys()

    def clean(self) -> dict[str, Any]:
        """Refuse when nothing is left to put into a package."""
        cleaned = super().clean()
        if cleaned.get("act") == "all":
            cleaned["exhibits"] = self.openable
        if not cleaned.get("exhibits"):
            raise forms.ValidationError(_("Tick at least one first."))
        return cleaned


class KeyForm(forms.Form):
    """What opens her lock: the passphrase, or the printed code."""

    key = forms.CharField(
        label=_("Your passphrase"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs=_SECRET),
        error_messages={"required": _("Type your passphrase.")},
    )


class CodeForm(forms.Form):
    """The printed code, however it is typed."""

    code = forms.CharField(
        label=_("The code on your paper"),
        max_length=80,
        widget=forms.TextInput(attrs=_SECRET | {"dir": "ltr"}),
        error_messages={"required": _("Type the code.")},
    )


class TakeUpForm(forms.Form):
    """What opened the desk before a reset."""

    key = forms.CharField(
        label=_("Your passphrase from before, or the code on your paper"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs=_SECRET),
        error_messages={"required": _("Type one of them.")},
    )


class PicturesForm(forms.Form):
    """What is to become of pictures that lie elsewhere: her yes to that is her no to the other question."""

    pictures = forms.TypedChoiceField(
        label=_("The pictures that came with it"),
        help_text=_(
            "Kept means: they are fetched from where they lie. Whoever runs that server may see that somebody asked."
        ),
        choices=Pictures.choices,
        coerce=Pictures,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, choices: Collection[Pictures], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.value, each.label) for each in Pictures if each in choices]
        self.fields["pictures"].choices = offered  # type: ignore[attr-defined]  # Field doesn't know of it


class DestroyForm(forms.Form):
    """Her yes to what can't be undone."""

    sure = forms.BooleanField(label=_("I want it destroyed, for good"))


class LockForm(forms.Form):
    """A lock of her own: a passphrase said twice, and the proof that the code is on paper."""

    passphrase = forms.CharField(
        label=_("A passphrase"),
        help_text=_(
            "Four or five words that nobody would guess, and that you have used nowhere else. It is not your password."
        ),
        min_length=SHORTEST,
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(render_value=True, attrs=_SECRET),
    )
    again = forms.CharField(
        label=_("The passphrase once more"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(render_value=True, attrs=_SECRET),
    )
    code = forms.RegexField(r"[0-9A-Z-]{34}", widget=forms.HiddenInput)
    last = forms.CharField(
        label=_("The last four signs of the code"),
        help_text=_("So that it is sure that you have it on paper."),
        max_length=20,
        widget=forms.TextInput(attrs=_SECRET | {"dir": "ltr"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["code"] = self.data.get("code") or new_code()

    def clean_passphrase(self) -> str:
        """Refuse what everybody tries first."""
        passphrase: str = self.cleaned_data["passphrase"]
        CommonPasswordValidator().validate(passphrase)
        return passphrase

    def clean(self) -> dict[str, Any]:
        """Refuse two passphrases, and a code that is not on paper."""
        cleaned = super().clean() or {}
        if {"passphrase", "again"} <= cleaned.keys() and cleaned["passphrase"] != cleaned["again"]:
            self.add_error("again", _("This is not the same passphrase."))
        last = cleaned.get("last", "").strip().upper()
        if cleaned.get("code") and last and not cleaned["code"].endswith("-" + last):
            self.add_error("last", _("These are not the last four signs of the code above."))
        return cleaned
