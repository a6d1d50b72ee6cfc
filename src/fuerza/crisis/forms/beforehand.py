"""Her own plan, and what she says is hers when it is looked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.crisis.forms.switch import clean_words
from fuerza.crisis.queries import Contact, Hers, Written

MOST = 5  # people to call
_TEXT = {"autocomplete": "off", "dir": "auto"}


def _line(label: Any, length: int = 120) -> forms.CharField:
    widget = forms.TextInput(attrs=_TEXT)
    return forms.CharField(label=label, required=False, max_length=length, widget=widget)


def _lines(label: Any, hint: Any = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs=_TEXT | {"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=2_000, widget=widget
    )


class PrepareForm(forms.Form):
    """Whom to call with which words, what to switch, a safe place; all of it may stay empty."""

    switch = _lines(
        _("What to switch on or off"),
        _("On which account, in which order. Never a password or a passphrase, nor a hint of one."),
    )
    place = _lines(_("A safe place, and how you get there"))
    words = _lines(
        _("Words to mute, one on each line"),
        _("They stand in the switch when you come to it."),
    )
    note = _lines(_("A note to yourself for that day"))

    def __init__(self, *args: Any, written: Written | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stands = written or Written()
        rows = [*stands.contacts, *[Contact("")] * MOST][:MOST]
        for number, row in enumerate(rows, start=1):
            self.fields[f"name_{number}"] = _line(
                _("Call: person %(number)s") % {"number": number}, 60
            )
            self.fields[f"reach_{number}"] = _line(_("How you reach them"))
            self.fields[f"say_{number}"] = _line(_("What you say, word for word"), 300)
            self.initial.update(
                {
                    f"name_{number}": row.name,
                    f"reach_{number}": row.reach,
                    f"say_{number}": row.say,
                }
            )
        self.initial.update(
            {
                "switch": stands.switch,
                "place": stands.place,
                "words": "\n".join(stands.words),
                "note": stands.note,
            }
        )
        people = [name for name in self.fields if name not in self.base_fields]
        self.order_fields([*people, *self.base_fields])

    def clean_words(self) -> tuple[str, ...]:
        return clean_words(self.cleaned_data["words"])

    def written(self) -> Written:
        cleaned = self.cleaned_data
        contacts = [
            Contact(cleaned[f"name_{n}"], cleaned[f"reach_{n}"], cleaned[f"say_{n}"])
            for n in range(1, MOST + 1)
        ]
        return Written(
            contacts=tuple(it for it in contacts if it.name or it.reach),
            switch=cleaned["switch"],
            place=cleaned["place"],
            words=cleaned["words"],
            note=cleaned["note"],
        )


class HersForm(forms.Form):
    """What of hers is looked for: typed in for one look, and kept nowhere."""

    phone = _line(_("Your telephone number"), 40)
    mail = _line(_("Your mail address"))
    street = _line(_("Your street, as it is written"))
    workplace = _line(_("Where you work"))

    def hers(self) -> Hers:
        return Hers(**self.cleaned_data)
