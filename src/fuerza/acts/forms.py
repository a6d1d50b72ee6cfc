"""What she says on pages of plans and lists."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fuerza.acts.choices import SILENCES, ActionKind
from fuerza.acts.models import Plan
from fuerza.acts.services import Wish
from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Connection
from fuerza.connections.queries import connections_of, handles_of, label_of
from fuerza.core.fields import WITHOUT_MEMORY, moment_input
from fuerza.core.times import zone_named
from fuerza.people.models import Person
from safeguard.platforms import registry

GATHERED = (ActionKind.MUTE, ActionKind.BLOCK, ActionKind.BLOCK_DOMAIN)
_DAYS = [
    ("", _("until you undo it")),
    ("1", _("for a day")),
    ("7", _("for a week")),
    ("30", _("for 30 days")),
    ("90", _("for 90 days")),
]


class BeginForm(forms.Form):
    """Her yes to a plan that was shown; where lines of a list have problems, to the good ones alone."""

    keep_good = forms.BooleanField(
        label=_("Go on with the good lines, and leave out those with a problem"), required=False
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._must_say = bool(plan.block_list and plan.block_list.problem_count)
        if not self._must_say:
            del self.fields["keep_good"]

    def clean(self) -> dict[str, Any]:
        """Raise when lines have problems and she did not say what is to become of the others."""
        cleaned = super().clean() or {}
        if self._must_say and not cleaned.get("keep_good"):
            self.add_error(
                "keep_good", _("Lines have problems. Tick this to go on with the others.")
            )
        return cleaned


class ChangeForm(forms.Form):
    """Whether one act is in a plan or left out."""

    act = forms.ChoiceField(choices=[("in", ""), ("out", "")])


class WordsForm(forms.Form):
    """How a report is worded that she sends herself: in which language, and whether it repeats what was written."""

    language = forms.ChoiceField(
        label=_("In which language"), choices=list(settings.AUTONYMS.items())
    )
    quote = forms.BooleanField(
        label=_("Repeat what was written"),
        help_text=_("Mostly the link is enough. Tick this where the platform asks for the words."),
        required=False,
    )


class ReceiptForm(forms.Form):
    """What she got when she sent a report herself: its number, and when that was."""

    reference = forms.CharField(
        label=_("The number or name the platform gave your report"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    at = forms.DateTimeField(
        label=_("When you sent it"),
        required=False,
        widget=moment_input(**WITHOUT_MEMORY),
    )

    def __init__(self, *args: Any, zone: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone, self._now = zone, now
        self.fields["at"].help_text = _("Left empty, it is now. Times are in %(zone)s.") % {
            "zone": zone.replace("_", " ")
        }

    def clean_at(self) -> datetime | None:
        """Read the time as one in her zone; what lies ahead was not sent."""
        at: datetime | None = self.cleaned_data["at"]
        if at is None:
            return None
        at = at.replace(tzinfo=zone_named(self._zone))
        if at > self._now:
            raise forms.ValidationError(_("That time has not come yet."))
        return at


class ListForm(forms.Form):
    """A list she brings, and what is to be done with it. Muting stands there first: nobody is told."""

    file = forms.FileField(
        label=_("The list"),
        help_text=_(
            "A file of accounts or servers, as networks and tools hand it out, or a ZIP with some in it."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.txt,.js,.zip"}),
    )
    name = forms.CharField(
        label=_("What you call it"),
        help_text=_("Only you see it. It helps to know later where a mute came from."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    connection = forms.ChoiceField(label=_("On which account of yours"))
    kind = forms.ChoiceField(
        label=_("What to do with the accounts on it"),
        choices=[
            (ActionKind.MUTE, _("Mute them: nobody is told")),
            (ActionKind.BLOCK, _("Block them: whoever is blocked can find out")),
        ],
        initial=ActionKind.MUTE,
        widget=forms.RadioSelect,
    )
    days = forms.ChoiceField(label=_("How long"), choices=_DAYS, required=False)

    def __init__(
        self, *args: Any, person: Person, now: datetime, may_name: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.linked = _able(person, SILENCES)
        self._now = now
        self.fields["connection"].choices = _named(self.linked, may_name=may_name)  # type: ignore[attr-defined]  # Field doesn't know of it

    def wish(self) -> Wish:
        cleaned = self.cleaned_data
        [connection] = [one for one in self.linked if str(one.pk) == cleaned["connection"]]
        days = cleaned["days"]
        return Wish(
            kind=ActionKind(cleaned["kind"]),
            connection=connection,
            name=cleaned["name"],
            until=self._now + timedelta(days=int(days)) if days else None,
        )


class GatherForm(forms.Form):
    """Whose silenced accounts are to be gathered: on which account, and which kind. It stands beside ListForm."""

    connection = forms.ChoiceField(label=_("On which account of yours"))
    kind = forms.ChoiceField(
        label=_("Which"),
        choices=[
            (ActionKind.MUTE, _("muted accounts")),
            (ActionKind.BLOCK, _("blocked accounts")),
            (ActionKind.BLOCK_DOMAIN, _("blocked servers")),
        ],
    )

    def __init__(self, *args: Any, person: Person, may_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_gather_%s"
        self._linked = _able(person, GATHERED)
        self.fields["connection"].choices = _named(self._linked, may_name=may_name)  # type: ignore[attr-defined]  # Field doesn't know of it

    def chosen(self) -> tuple[Connection, ActionKind]:
        cleaned = self.cleaned_data
        [connection] = [one for one in self._linked if str(one.pk) == cleaned["connection"]]
        return connection, ActionKind(cleaned["kind"])


def _able(person: Person, kinds: tuple[ActionKind, ...]) -> list[Connection]:
    """List the accounts on which something can be done from here."""
    linked = connections_of(person).filter(state=ConnectionState.CONNECTED)
    return [
        one
        for one in linked.order_by("linked_at")
        if set(kinds) & registry.connector(one.connector).capabilities
    ]


def _named(linked: list[Connection], *, may_name: bool) -> list[tuple[str, str]]:
    handles = handles_of(linked) if may_name else {}
    words = [(one, label_of(one.platform), handles.get(one.pk, "")) for one in linked]
    return [
        (str(one.pk), f"{label} · {handle}" if handle else label) for one, label, handle in words
    ]
