"""The site's own forms: how pages look, and the sample form of the design page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.people.choices import Theme

THEMES = [
    (Theme.DEVICE, _("As this device is set")),
    (Theme.LIGHT, _("Light")),
    (Theme.DARK, _("Dark")),
]


class LookForm(forms.Form):
    theme = forms.ChoiceField(label=_("Light or dark"), choices=THEMES, widget=forms.RadioSelect)
    is_discreet = forms.BooleanField(
        label=_("Discreet: a plain name, icon and colours"),
        help_text=_(
            "The browser then shows “Notes” instead of what this is. It hides nothing from somebody who"
            " opens the page, and addresses stay in the browser's history."
        ),
        required=False,
    )


class SampleForm(forms.Form):
    """Every kind of field, for the design page."""

    name = forms.CharField(
        label="Name",
        help_text="Any name you like. It need not be your real one.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label="Note",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    when = forms.ChoiceField(
        label="When", choices=[("now", "Now"), ("later", "Later today")], widget=forms.RadioSelect
    )
    where = forms.ChoiceField(label="Where", choices=[("b", "Bluesky"), ("m", "Mastodon")])
    agreed = forms.BooleanField(label="Keep it with my account", help_text="You can change this.")
    picture = forms.FileField(label="Picture", required=False)
