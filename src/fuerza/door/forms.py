"""What an organiser says of a door, and what is typed at one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.core.fields import WITHOUT_MEMORY
from fuerza.door.choices import HOURS_AT_MOST, Who
from fuerza.door.queries import bare
from fuerza.door.services import Terms

_CODE = {"autocapitalize": "characters", "autocorrect": "off", "spellcheck": "false", "dir": "ltr"}


class DoorForm(forms.Form):
    hours = forms.IntegerField(
        label=_("Hours for which it is open"), min_value=1, max_value=HOURS_AT_MOST, initial=8
    )
    asks_legal_name = forms.BooleanField(
        label=_("The door compares names with papers"),
        help_text=_("Only where the house insists. Each person's name stands on the phone then."),
        required=False,
    )
    may_take_list = forms.BooleanField(
        label=_("The phone may take the list along, for when there is no connection"),
        required=False,
    )

    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)


class LinkForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=40, widget=forms.TextInput(WITHOUT_MEMORY | _CODE)
    )

    def clean_code(self) -> str:
        code = bare(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A door's code has twelve letters and digits."))
        return code


class UndoForm(forms.Form):
    check_in = forms.UUIDField()


class CheckForm(forms.Form):
    text = forms.CharField(
        label=_("Her code"),
        help_text=_("Twelve letters and digits; gaps don't matter."),
        max_length=300,
        widget=forms.TextInput(WITHOUT_MEMORY | _CODE | {"autofocus": True}),
    )
    who = forms.ChoiceField(
        label=_("Who stands here"),
        choices=Who.choices,
        initial=Who.HERSELF,
        widget=forms.RadioSelect,
    )
