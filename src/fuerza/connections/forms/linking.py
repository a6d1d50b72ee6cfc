"""What she fills in to link an account: where it lives, and only where there is no other way an app password."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.connections.choices import Network

LONGEST = 300


class ServerForm(forms.Form):
    """Her handle or her server, where a network is more than one place."""

    where = forms.CharField(
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not network.label:
            del self.fields["where"]
            return
        self.fields["where"].label = str(network.label)
        self.fields["where"].help_text = str(network.hint)

    @property
    def server(self) -> str:
        return str(self.cleaned_data.get("where", ""))


class PasswordForm(ServerForm):
    """A handle and an app password, which is used once and not kept."""

    password = forms.CharField(
        label=_("App password"),
        help_text=_("Four groups of four letters. Not the password that you sign in with."),
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
