"""What she chooses before she switches it on; all of it may be left as it stands."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.crisis.choices import Who
from fuerza.crisis.services import Wish
from fuerza.people.models import Grant
from fuerza.people.queries import name_of

MOST_WORDS, LONGEST = 50, 100
_DAYS = [("1", _("a day")), ("7", _("a week")), ("30", _("30 days"))]


class SwitchForm(forms.Form):
    """Who may still answer, which words are muted for how long, and who is called."""

    who = forms.ChoiceField(
        label=_("Who may still answer you"),
        choices=Who.choices,
        initial=Who.KNOWN,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Words to mute, one on each line"),
        help_text=_(
            "Posts with such a word are hidden or folded on your own screens. What is said to you is kept all the same."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "dir": "auto"}),
    )
    days = forms.ChoiceField(
        label=_("For how long at a time"),
        help_text=_(
            "They end by themselves on the platform. While the switch is on they are muted anew before they would."
        ),
        choices=_DAYS,
        initial="7",
    )
    helpers = forms.MultipleChoiceField(
        label=_("Call these helpers now"),
        help_text=_(
            "They get a mail that tells nothing, and are led to your desk when they sign in."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    adviser = forms.BooleanField(
        label=_("Ask a safety adviser to come"), required=False, initial=True
    )

    def __init__(
        self,
        *args: Any,
        grants: Sequence[Grant],
        has_advisers: bool,
        words: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["words"] = "\n".join(words)
        self._grants = {str(grant.pk): grant for grant in grants}
        self.fields["helpers"].choices = [  # type: ignore[attr-defined]  # Field doesn't know of it
            (pk, name_of(grant.actor)) for pk, grant in self._grants.items()
        ]
        if not grants:
            del self.fields["helpers"]
        if not has_advisers:
            del self.fields["adviser"]

    def clean_words(self) -> tuple[str, ...]:
        return clean_words(self.cleaned_data["words"])

    def wish(self) -> Wish:
        cleaned = self.cleaned_data
        return Wish(
            who=Who(cleaned["who"]),
            days=int(cleaned["days"]),
            words=cleaned["words"],
            helpers=tuple(self._grants[pk] for pk in cleaned.get("helpers", ())),
            asks_adviser=cleaned.get("adviser", False),
        )


def clean_words(text: str) -> tuple[str, ...]:
    """Read one word or phrase a line, each once.

    Raises:
        ValidationError: there are too many, or one is too long.
    """
    lines = [line.strip() for line in text.splitlines()]
    words = tuple(dict.fromkeys(line for line in lines if line))
    if len(words) > MOST_WORDS or any(len(word) > LONGEST for word in words):
        raise forms.ValidationError(
            _("At most %(most)s lines, each no longer than %(longest)s letters.")
            % {"most": MOST_WORDS, "longest": LONGEST}
        )
    return words
