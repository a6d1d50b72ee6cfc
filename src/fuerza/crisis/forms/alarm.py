"""How she wants to be told, and the browser that is to be."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.crisis.choices import Every
from fuerza.crisis.services import Choice
from safeguard.push import Subscription

_HOURS = [("", _("none")), *((str(hour), f"{hour:02d}:00") for hour in range(24))]


class AlarmForm(forms.Form):
    """Whether, by which ways, in which words, how often, and when not."""

    is_on = forms.BooleanField(
        label=_(
            "Tell me when a flood begins, or when something comes in that may put me in danger"
        ),
        required=False,
    )
    by_mail = forms.BooleanField(label=_("By mail to my address"), required=False)
    by_push = forms.BooleanField(label=_("On the browsers listed below"), required=False)
    by_call = forms.BooleanField(label=_("By a call from the adviser on duty"), required=False)
    line = forms.CharField(
        label=_("What it says"),
        help_text=_(
            "One line in your own words, such as “Call the dentist”. Whoever sees your screen can read it. Left empty, "
            "it says “You have a new note.” It never says more, and never a word of what came in."
        ),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    minutes = forms.ChoiceField(label=_("After one, no other for"), choices=Every.choices)
    quiet_from = forms.ChoiceField(
        label=_("Quiet from"),
        help_text=_("In your own time zone. What comes in then is told when the quiet hours end."),
        choices=_HOURS,
        required=False,
    )
    quiet_to = forms.ChoiceField(label=_("Quiet until"), choices=_HOURS, required=False)
    wakes_for_danger = forms.BooleanField(
        label=_("Danger is told in quiet hours too"), required=False
    )

    def __init__(self, *args: Any, has_advisers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_advisers:
            del self.fields["by_call"]

    def clean(self) -> dict[str, Any]:
        """Raise where quiet hours have one end only."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("quiet_from")) != bool(cleaned.get("quiet_to")):
            self.add_error("quiet_to", _("Say from when until when, or leave both empty."))
        return cleaned

    def choice(self) -> Choice:
        cleaned = self.cleaned_data
        return Choice(
            is_on=cleaned["is_on"],
            by_mail=cleaned["by_mail"],
            by_push=cleaned["by_push"],
            by_call=cleaned.get("by_call", False),
            line=cleaned["line"],
            minutes=int(cleaned["minutes"]),
            quiet_from=_hour(cleaned["quiet_from"]),
            quiet_to=_hour(cleaned["quiet_to"]),
            wakes_for_danger=cleaned["wakes_for_danger"],
        )


class ListeningForm(forms.Form):
    """What a browser gives when it is asked to take alarms."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=200)
    auth = forms.CharField(max_length=100)

    def subscription(self) -> Subscription:
        return Subscription(**self.cleaned_data)


def _hour(text: str) -> int | None:
    return int(text) if text else None
