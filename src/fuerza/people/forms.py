"""Forms of people: our own, and allauth's in our words.

No placeholders, labels that say what to write, free text without the browser's memory (R5).
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from allauth.account.forms import ChangePasswordForm as _ChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as _PasswordForm
from allauth.account.forms import SetPasswordForm as _SetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as _CodeForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.recovery_codes.internal.flows import can_generate_recovery_codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

from fuerza.core.panels import Scope
from fuerza.people import queries, services
from fuerza.people.choices import AGREEMENTS, UNNAMED, Capability, Purpose, RoleName
from fuerza.people.models import Person

if TYPE_CHECKING:
    PersonForm = forms.ModelForm[Person]
else:
    PersonForm = forms.ModelForm  # Django's own can't be subscripted at run time
NAME = _("Your sign-in name")
PASSWORD = _("Your password")
NEW_PASSWORD = _("New password")
NEW_PASSWORD_AGAIN = _("New password, once more")
CODE = _("Code")
PASSWORD_HELP = _("At least 12 characters. Four or five unrelated words are easy to keep in mind.")


class InOurWords(forms.Form):
    """Relabels the fields of a form of allauth's, and drops its placeholders."""

    words: Mapping[str, Any] = {}
    helps: Mapping[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class SignInForm(InOurWords, LoginForm):
    words = {"login": NAME, "password": PASSWORD}

    def clean_login(self) -> str:
        return Person.normalize_username(super().clean_login())


class PasswordAgainForm(InOurWords, _PasswordForm):
    words = {"password": PASSWORD}


class ChangePasswordForm(InOurWords, _ChangePasswordForm):
    words = {
        "oldpassword": _("Your password now"),
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD_AGAIN,
    }
    helps = {"password1": PASSWORD_HELP}


class SetPasswordForm(InOurWords, _SetPasswordForm):
    words = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD_AGAIN}
    helps = {"password1": PASSWORD_HELP}


class CodeForm(InOurWords, AuthenticateForm):
    words = {"code": CODE}


class CodeAgainForm(InOurWords, _CodeForm):
    words = {"code": CODE}


class ActivateAppForm(InOurWords, ActivateTOTPForm):
    words = {"code": _("The six digits that the app shows now")}


class RecoveryCodesForm(GenerateRecoveryCodesForm):
    """Lets whoever has a password have recovery codes too, not only whoever has a second factor."""

    def clean(self) -> dict[str, Any]:
        if self.user.has_usable_password() and not can_generate_recovery_codes(self.user):
            return {}
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class NoCopies(forms.Form):
    """Refuses a passkey whose counter did not go up: it may be a copy."""

    def clean_credential(self) -> Any:
        used = self.cleaned_data["credential"]
        passkey = super().clean_credential()  # type: ignore[misc]  # allauth's form, beside this one
        authenticator_data = websafe_decode(used["response"]["authenticatorData"])
        if not services.count_up(passkey_id=passkey.pk, authenticator_data=authenticator_data):
            raise ValidationError(_("This passkey was refused. Use another way in, and remove it."))
        return passkey


class SecondPasskeyForm(NoCopies, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(NoCopies, ReauthenticateWebAuthnForm):
    pass


class PasskeyForm(NoCopies, LoginWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages["required"] = _(
            "A passkey needs JavaScript in this browser. Use your name and password instead."
        )


class AddPasskeyForm(InOurWords, AddWebAuthnForm):
    """Adds passkeys that sign in by themselves, and no other kind of key."""

    words = {"name": _("A name for this passkey, such as the device it is on")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["name"].widget.attrs["autocomplete"] = "off"


class RenamePasskeyForm(InOurWords, EditWebAuthnForm):
    words = {"name": AddPasskeyForm.words["name"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"


class RecoveryCodeSignInForm(forms.Form):
    """The way in for whoever lost her passkey or forgot her password."""

    username = forms.CharField(
        label=NAME, max_length=60, widget=forms.TextInput({"autocomplete": "username"})
    )
    code = forms.CharField(
        label=_("One of your recovery codes"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_username(self) -> str:
        return Person.normalize_username(self.cleaned_data["username"])


class JoinForm(forms.Form):
    """How she wants to be called here, and a password if she wants one."""

    username = forms.CharField(
        label=_("Choose a name to sign in with"),
        help_text=_("It need not be your real name. Others see it unless you set another one."),
        min_length=2,
        max_length=60,
        validators=[
            RegexValidator(
                r"^[\w][\w .@+-]*\Z", _("Use letters, digits, spaces and . - _ @ + only.")
            )
        ],
        widget=forms.TextInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("A password"),
        help_text=PASSWORD_HELP,
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, needs_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not person.username.startswith(UNNAMED):
            self.fields["username"].initial = person.username
        self.fields["password"].required = needs_password

    def clean_username(self) -> str:
        name = Person.normalize_username(self.cleaned_data["username"])
        if name != self.person.username and queries.is_known(name):
            raise ValidationError(_("This name can't be used. Choose another one."))
        return name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            named = Person(username=self.cleaned_data.get("username", ""))
            validate_password(password, named)
        return password


def _zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """List the time zones named after places, by continent."""
    named = sorted(zone for zone in available_timezones() if zone.split("/")[0] in _AREAS)
    return [
        (area, [(zone, zone.partition("/")[2].replace("_", " ")) for zone in zones])
        for area, zones in groupby(named, lambda zone: zone.split("/")[0])
    ]


_AREAS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)


class MeForm(PersonForm):
    """Her own page: how she is named and shown things."""

    name = forms.CharField(
        label=_("Name that others here see"),
        help_text=_("Leave it empty, and they see your sign-in name."),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=list(settings.AUTONYMS.items()))
    zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: [("UTC", "UTC"), *_zones()])

    class Meta:
        model = Person
        fields = (
            "name",
            "language",
            "zone",
            "theme",
            "is_discreet",
            "idle_minutes",
            "is_public_official",
        )
        labels = {
            "theme": _("Light or dark"),
            "is_discreet": _("Discreet: another name, icon and colours on every page"),
            "idle_minutes": _("Sign me out when I did nothing for"),
            "is_public_official": _("I hold a public office"),
        }
        help_texts = {
            "is_discreet": _("It helps against a glance, not against somebody who looks closely."),
            "is_public_official": _(
                "Then muting is suggested before blocking: in some places officials may not block people."
            ),
        }


class MailForm(PersonForm):
    class Meta:
        model = Person
        fields = ("email",)
        labels = {"email": _("E-mail address")}
        help_texts = {"email": _("You can leave it empty. Mails never say what they are about.")}


DAYS = [(1, _("1 day")), (7, _("7 days")), (14, _("14 days")), (30, _("30 days"))]


class AdviserForm(forms.Form):
    """For how long somebody may help."""

    days = forms.TypedChoiceField(label=_("For how long"), choices=DAYS, coerce=int, initial=7)

    def ends_at(self, now: datetime) -> datetime:
        return now + timedelta(days=self.cleaned_data["days"])


class HelpForm(AdviserForm):
    """What a helper may do, with which part of what is hers, and for how long."""

    scope = forms.ChoiceField(label=_("With what"), required=False, widget=forms.RadioSelect)

    capabilities = forms.MultipleChoiceField(
        label=_("What this person may do"),
        choices=Capability.choices,
        initial=[Capability.DOCUMENT],
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["scope", "capabilities", "days"]

    def __init__(self, *args: Any, scopes: Sequence[Scope] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scopes = {str(each.id): each for each in scopes}
        named = [(key, each.text) for key, each in self.scopes.items()]
        self.fields["scope"].choices = [("", _("My desk")), *named]  # type: ignore[attr-defined]  # a ChoiceField
        if not scopes:
            del self.fields["scope"]

    @property
    def scope_id(self) -> uuid.UUID | None:
        """Name the part it is for; None for the desk."""
        chosen = self.scopes.get(self.cleaned_data.get("scope", ""))
        return chosen.id if chosen else None


class HelpByCodeForm(HelpForm):
    code = forms.CharField(
        label=_("The code that is read out to you"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    field_order = ["code", "scope", "capabilities", "days"]


UNTIL = [(90, _("3 months")), (365, _("1 year")), (0, _("until I take it back"))]


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("What for"),
        choices=[(each.value, each.label) for each in Purpose if each not in AGREEMENTS],
    )
    days = forms.TypedChoiceField(label=_("For how long"), choices=UNTIL, coerce=int)

    def expires_at(self, now: datetime) -> datetime | None:
        days: int = self.cleaned_data["days"]
        return now + timedelta(days=days) if days else None


class WithdrawForm(forms.Form):
    purpose = forms.ChoiceField(choices=Purpose.choices)
    scope_id = forms.CharField(max_length=64, required=False)


class InviteForm(forms.Form):
    """Whom the invitation is for: an organiser invites participants and helpers, an operator anyone."""

    role = forms.ChoiceField(label=_("Who is invited"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, is_operator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = RoleName.choices if is_operator else [RoleName.choices[0]]
        self.fields["role"].choices = [*roles, ("", _("helper, without a role"))]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["role"].required = False
        self.fields["role"].initial = RoleName.PARTICIPANT

    def roles(self) -> list[str]:
        return [self.cleaned_data["role"]] if self.cleaned_data["role"] else []


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=RoleName.choices)
