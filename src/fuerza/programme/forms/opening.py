"""How an edition is opened: where, about what, from which earlier one; and a place that was not known."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fuerza.programme import queries
from fuerza.programme.choices import (
    PlaceKind,
)
from fuerza.programme.forms.details import DetailsForm
from fuerza.programme.forms.fields import (
    SHORT,
    line,
    lines,
    zones,
)
from fuerza.programme.models import Edition


class OpenForm(DetailsForm):
    """A new edition: where and about what, then what is settled."""

    place = forms.CharField(
        label=_("Place"),
        help_text=_("Any of its names will do, and its country after a comma: Bombay, India."),
        max_length=200,
        widget=line(),
    )
    which = forms.ChoiceField(label=_("Which of these"), required=False, widget=forms.RadioSelect)
    issue = forms.CharField(
        label=_("The issue it is about"),
        help_text=_("One line, in the language you see this page in. You can write it later."),
        required=False,
        widget=lines(2),
    )
    begun_from = forms.ChoiceField(
        label=_("Begin from an earlier edition"),
        help_text=_(
            "Its partners, agenda and hashtags come along for you to look through. No date, claim or person does."
        ),
        required=False,
    )
    field_order = ("place", "which", "issue", "starts", "begun_from")

    def __init__(self, *args: Any, earlier: Sequence[Edition] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {str(one.pk): one for one in earlier}
        if earlier:
            named = [(pk, self._named(one)) for pk, one in self.earlier.items()]
            self.fields["begun_from"].choices = [("", _("From nothing")), *named]  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["begun_from"]
        self.found: list[Any] = queries.place_called(self.data.get("place", ""))
        if len(self.found) > 1:
            self.fields["which"].choices = [(str(one.pk), self._words(one)) for one in self.found]  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["which"]

    def _named(self, edition: Edition) -> str:
        values = {
            "place": queries.name_of(edition.place, get_language() or "en"),
            "when": queries.when_words(edition),
        }
        return _("%(place)s, %(when)s") % values

    def like(self) -> Edition | None:
        """The earlier edition she begins from."""
        return self.earlier.get(self.cleaned_data.get("begun_from", ""))

    def _words(self, place: Any) -> str:
        countries = queries.countries(get_language() or "en")
        values = {
            "place": queries.name_of(place, get_language() or "en"),
            "country": countries.get(place.country, place.country),
        }
        return _("%(place)s, %(country)s") % values

    @property
    def is_place_unknown(self) -> bool:
        return self.is_bound and bool(self.data.get("place")) and not self.found

    def clean_place(self) -> str:
        if not self.found:
            raise ValidationError(
                _("We don't know this place yet. Add it first, or check its spelling.")
            )
        return str(self.cleaned_data["place"])

    def clean_which(self) -> str:
        if not self.cleaned_data["which"]:
            raise ValidationError(
                _("There are several places of this name. Choose the one you mean.")
            )
        return str(self.cleaned_data["which"])

    def chosen(self) -> Any:
        """The place she means."""
        which = self.cleaned_data.get("which") or str(self.found[0].pk)
        return next(one for one in self.found if str(one.pk) == which)


class PlaceForm(forms.Form):
    name = forms.CharField(
        label=_("What it is called in this page's language"), max_length=200, widget=line()
    )
    alias = forms.CharField(
        label=_("Another name it goes by"), max_length=200, required=False, widget=line()
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Country, as its code of two letters"),
        help_text=_("Such as CO, IN or MX."),
        error_messages={"invalid": _("Write the two letters of the country's code.")},
        widget=forms.TextInput({**SHORT, "maxlength": "2", "autocapitalize": "characters"}),
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=PlaceKind.choices,
        initial=PlaceKind.CITY,
        widget=forms.RadioSelect,
    )
    zone = forms.ChoiceField(label=_("Its time zone"), choices=zones, required=False)
