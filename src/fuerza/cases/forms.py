"""What she fills in about a case."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.cases.choices import Exactness
from fuerza.cases.queries import Account, AliasBody, IncidentBody
from fuerza.core.fields import day_input, moment_input
from fuerza.core.times import local, zone_named

LONGEST = 20_000
_SOON = timedelta(minutes=10)  # clocks of phones differ


def _words(label: Any, hint: Any = "", *, rows: int = 2, required: bool = False) -> forms.CharField:
    attrs = {"autocomplete": "off", "rows": rows, "dir": "auto"}
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=attrs),
    )


class TitleForm(forms.Form):
    """What she calls a case; it may stay without a name."""

    title = forms.CharField(
        label=_("What you call it"),
        help_text=_(
            "For you and whom you let into it. It stands in no address, mail or page title."
        ),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


class NoteForm(forms.Form):
    text = _words(_("A note"), rows=3, required=True)


class SinceForm(forms.Form):
    """Since which day what waits is looked at."""

    since = forms.DateField(
        label=_("Since"),
        widget=day_input(autocomplete="off"),
    )

    def moment(self, zone: str) -> datetime:
        """Return the beginning of that day in her zone."""
        day: date = self.cleaned_data["since"]
        return datetime.combine(day, time(), tzinfo=zone_named(zone))


class IncidentForm(forms.Form):
    """One line of the incident log. Only what happened is asked for; the rest can come later, or never."""

    what = _words(
        _("What happened"),
        _("Online or not. Facts first: who did what, where."),
        rows=4,
        required=True,
    )
    when = forms.DateTimeField(
        label=_("When"),
        required=False,
        widget=moment_input(autocomplete="off"),
    )
    exactness = forms.ChoiceField(
        label=_("How exactly do you know?"), choices=Exactness, initial=Exactness.AROUND
    )
    zone = forms.ChoiceField(label=_("In the time of"), choices=())
    is_offline = forms.BooleanField(label=_("It happened offline"), required=False)
    who = _words(_("Who"), _("As far as you know. “Not known” is an answer, too."))
    why = _words(
        _("Why it concerns you"), _("What it did or could do to you, and who else is meant.")
    )
    needed = _words(
        _("What is still needed"), _("A witness, a picture, a date you want to look up.")
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("The numbers of what you kept, if they are in this case: 3, 17"),
        required=False,
        max_length=1_000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, zone: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now = now
        named = sorted(name for name in available_timezones() if "/" in name)
        self.fields["zone"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (name, name.replace("_", " ")) for name in dict.fromkeys([zone, "UTC", *named])
        ]
        self.initial.setdefault("zone", zone)

    def clean_evidence(self) -> list[int]:
        """Read numbers, however they are parted."""
        parts = self.cleaned_data["evidence"].replace(",", " ").replace(";", " ").split()
        if not all(part.isdecimal() and len(part) < 10 for part in parts):  # noqa: PLR2004 -- as a column holds
            raise forms.ValidationError(_("Numbers alone, such as 3, 17."))
        return [int(part) for part in parts]

    def clean(self) -> dict[str, Any]:
        """Read the time in the zone that was chosen; what lies ahead has not happened."""
        cleaned = super().clean() or {}
        when: datetime | None = cleaned.get("when")
        if when is None:
            cleaned["exactness"] = Exactness.UNSURE
            cleaned["when"] = self._now
            return cleaned
        cleaned["when"] = when.replace(tzinfo=zone_named(cleaned.get("zone", "UTC")))
        if cleaned["when"] > self._now + _SOON:
            self.add_error("when", _("That time has not come yet."))
        return cleaned

    def body(self, exhibits: Sequence[uuid.UUID]) -> IncidentBody:
        cleaned = self.cleaned_data
        return IncidentBody(
            what=cleaned["what"],
            who=cleaned["who"],
            why=cleaned["why"],
            needed=cleaned["needed"],
            zone=cleaned["zone"],
            exactness=Exactness(cleaned["exactness"]),
            is_offline=cleaned["is_offline"],
            exhibits=tuple(exhibits),
        )


def shown_in(moment: datetime, zone: str) -> datetime:
    """Return a moment as the form shows it: the clock of that zone, without saying so."""
    return local(moment, zone).replace(tzinfo=None)


class SameForm(forms.Form):
    """That accounts are one person. None is preselected: it is her judgement, and she says why."""

    accounts = forms.MultipleChoiceField(
        label=_("Accounts in this case"),
        help_text=_("Those with the most messages, fifty at most."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    platform = forms.CharField(
        label=_("Another account: where"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    handle = forms.CharField(
        label=_("Another account: its name there"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    reason = _words(
        _("Why you think so"),
        _("For example: the same picture, the same phrase within a minute, they said so."),
        rows=3,
        required=True,
    )

    def __init__(self, *args: Any, known: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = {f"{it.platform} {it.handle}": it for it in known}
        self.fields["accounts"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (key, key) for key in self._known
        ]
        if not known:
            del self.fields["accounts"]

    def clean(self) -> dict[str, Any]:
        """Ask for two accounts at least."""
        cleaned = super().clean() or {}
        chosen = [self._known[key] for key in cleaned.get("accounts", [])]
        if cleaned.get("handle"):
            chosen.append(
                Account(platform=cleaned.get("platform", "").casefold(), handle=cleaned["handle"])
            )
        cleaned["chosen"] = tuple(dict.fromkeys(chosen))
        if len(cleaned["chosen"]) < 2 and not self.errors:  # noqa: PLR2004 -- one and the same person needs two
            raise forms.ValidationError(_("Choose two accounts at least."))
        return cleaned

    def body(self) -> AliasBody:
        return AliasBody(accounts=self.cleaned_data["chosen"], reason=self.cleaned_data["reason"])
