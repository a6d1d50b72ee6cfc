"""Where she is, what a pack is to be, what it still lacks, and that she sends it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fuerza.acts.choices import Category
from fuerza.packs.choices import PLACES, Tier, Verb
from fuerza.packs.queries import Field, Where
from fuerza.packs.services import NO_ABUSE
from fuerza.vault.models import Exhibit

_OFF = {"autocomplete": "off", "dir": "auto"}


class WhereForm(forms.Form):
    """Where she is and how public: both can be left unsaid, and said anew."""

    place = forms.ChoiceField(
        label=_("Where are you?"),
        help_text=_("It is never guessed. It decides which ways are shown, and which dangers."),
        choices=[("", _("I'd rather not say")), *PLACES.items()],
        required=False,
    )
    tier = forms.ChoiceField(
        label=_("How public are you?"),
        help_text=_("Meta's rules protect people differently by it. Nobody else asks."),
        choices=[("", _("I'd rather not say")), *Tier.choices],
        required=False,
    )

    def where(self) -> Where:
        return Where(place=self.cleaned_data["place"], tier=self.cleaned_data["tier"])


class BeginForm(forms.Form):
    """What a pack is to be. Nothing is chosen for her but the language."""

    young = forms.ChoiceField(
        label=_("Does anything of it show somebody who may be under 18, naked or in a sexual way?"),
        choices=[("no", _("No")), ("yes", _("Yes, or I am not sure"))],
        widget=forms.RadioSelect,
    )
    category = forms.TypedChoiceField(
        label=_("What is it, in your own judgement?"),
        choices=[
            ("", _("choose one")),
            (
                _("It is abuse"),
                [(one.value, one.label) for one in Category if one not in NO_ABUSE],
            ),
            (_("It is not"), [(Category.NOTHING.value, _("criticism, or we disagree"))]),
        ],
        coerce=Category,
    )
    language = forms.ChoiceField(label=_("Language of the report"))
    exhibits: "forms.ModelMultipleChoiceField[Exhibit]" = forms.ModelMultipleChoiceField(
        label=_("Which exhibits?"),
        queryset=Exhibit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    knows = forms.BooleanField(
        label=_("I have read the warning above, and I want to go on"), required=False
    )

    def __init__(
        self,
        *args: Any,
        exhibits: QuerySet[Exhibit],
        names: dict[Any, str],
        languages: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", get_language())
        self.fields["language"].choices = [(code, settings.AUTONYMS[code]) for code in languages]  # type: ignore[attr-defined]  # Field doesn't know of it
        field = self.fields["exhibits"]
        field.queryset = exhibits  # type: ignore[attr-defined]  # as above
        field.label_from_instance = lambda each: names[each.pk]  # type: ignore[attr-defined]  # as above

    def is_young(self) -> bool:
        """Say whether it may concern a child: then nothing else of the form is looked at."""
        asked = self.data.get("young") == "yes"
        return asked or self.data.get("category") == Category.MINOR


class AnswersForm(forms.Form):
    """What a pack asks of her: each of its fields that she may fill, with what she wrote before."""

    def __init__(self, *args: Any, asks: Iterable[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in asks:
            self.fields[each.code] = _field_for(each)

    def answers(self) -> dict[str, str]:
        """Return what was given; a tick that was taken back is an empty answer."""
        return {
            code: ("yes" if value is True else "" if value is False else value)
            for code, value in self.cleaned_data.items()
        }


def _field_for(each: Field) -> forms.Field:
    asks, label = str(each.demand.asks), str(each.demand.label)
    if each.demand.how == "tick":
        return forms.BooleanField(label=asks, required=False, initial=bool(each.answer))
    if each.demand.how == "choice":
        return forms.ChoiceField(
            label=asks,
            choices=[("", _("choose one")), *each.demand.options],
            required=False,
            initial=each.answer,
        )
    return forms.CharField(
        label=label,
        help_text=asks,
        required=False,
        max_length=5_000,
        initial=each.answer,
        widget=forms.Textarea(attrs=_OFF | {"rows": 3}),
    )


class SendForm(forms.Form):
    """Her yes, and the number that the other side gave."""

    number = forms.CharField(
        label=_("The number they gave"),
        help_text=_(
            "A case or reference number, if there is one. It stands with the evidence and shows that you reported it."
        ),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )
    sure = forms.BooleanField(label=_("I have read it, and I want it sent"))

    def __init__(self, *args: Any, is_by_hand: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_by_hand:
            self.fields["sure"].label = _("I have sent it")
        else:
            del self.fields["number"]


class LogForm(forms.Form):
    """What came back."""

    verb = forms.TypedChoiceField(label=_("What happened?"), coerce=Verb, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What they said"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs=_OFF | {"rows": 3}),
    )

    def __init__(self, *args: Any, may: Iterable[Verb], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [(each.value, each.label) for each in may]  # type: ignore[attr-defined]  # as above
