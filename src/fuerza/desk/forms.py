"""What she fills in at her desk."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerza.acts.choices import Category, WithoutExhibit
from fuerza.connections.models import Import
from fuerza.core.fields import WITHOUT_MEMORY, moment_input
from fuerza.core.times import zone_named
from fuerza.desk import queries
from fuerza.desk.choices import UNDOABLE, Decision
from fuerza.desk.models import Mention
from fuerza.desk.queries import CALM, Desk, Scope
from fuerza.desk.services import Choice, Seen
from fuerza.vault.choices import Pictures
from fuerza.vault.services import MAX_BODY, PictureRefused, display_copy
from safeguard.evidence import Medium

_SOON = timedelta(minutes=10)  # clocks of phones differ
_TYPES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"RIFF": "image/webp"}
_HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypheif")
_PICTURES = {
    "not_a_picture": _("This is no picture that can be kept. JPEG, PNG and WebP can."),
    "too_large": _("The picture has more than 40 million points. A screenshot of it has fewer."),
    "broken": _("The picture is broken: it can't be opened. Take a screenshot of it."),
}


class DecideForm(forms.Form):
    """One decision; `sure` after it was asked, `anyway` after keeping failed."""

    act = forms.TypedChoiceField(choices=[(one.value, "") for one in UNDOABLE], coerce=Decision)
    sure = forms.BooleanField(required=False)
    anyway = forms.TypedChoiceField(
        choices=[("", ""), *WithoutExhibit.choices],
        coerce=WithoutExhibit,
        required=False,
        empty_value=None,
    )

    pictures = forms.TypedChoiceField(
        choices=Pictures.choices, coerce=Pictures, required=False, empty_value=Pictures.LEFT
    )

    def choice(self) -> Choice:
        cleaned = self.cleaned_data
        return Choice(
            decision=cleaned["act"], anyway=cleaned["anyway"], pictures=cleaned["pictures"]
        )


class ManyForm(DecideForm):
    """A decision on those ticked, or on all of a list. What is not on this desk is as if it did not exist.

    `told` comes from a page that says that all of it may put her in danger; `onto` names the steps that were taken.
    """

    which = forms.ChoiceField(choices=[("ticked", ""), ("all", "")])
    told = forms.BooleanField(required=False)
    onto = forms.UUIDField(required=False)
    mention: "forms.ModelMultipleChoiceField[Mention]" = forms.ModelMultipleChoiceField(
        queryset=Mention.objects.none(), required=False
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mention"].queryset = queries.mentions_in(desk)  # type: ignore[attr-defined]  # Field doesn't know of it

    def leaves_danger(self, scope: Scope) -> bool:
        """Say whether what may put her in danger is left: not where she ticked it, or was told that all of it may."""
        is_told = scope.is_danger and self.cleaned_data["told"]
        return self.cleaned_data["which"] == "all" and not is_told


class ReportForm(forms.Form):
    """One report, in her own words: no category is preselected, and disagreement is named as what it is."""

    label = forms.TypedChoiceField(
        label=_("What is it, in your own judgement?"),
        choices=[
            ("", _("choose one")),
            (
                _("It is abuse"),
                [(one.value, one.label) for one in Category if one not in CALM],
            ),
            (
                _("It is not"),
                [(Category.NOTHING.value, _("criticism, or we disagree"))],
            ),
        ],
        coerce=Category,
    )
    note = forms.CharField(
        label=_("What should the platform's team know?"),
        help_text=_("One or two sentences. The team of the platform reads them."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 3, "dir": "auto"}),
    )
    service = forms.CharField(
        label=_("Another moderation service"),
        help_text=_(
            "Its handle, if it should get the report. Otherwise the network's own team gets it."
        ),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    sure = forms.BooleanField(
        label=_("I have read it, and I want to report it"),
        help_text=_("It is reported once. A report is not a removal: the platform decides."),
    )

    def __init__(self, *args: Any, has_services: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_services:
            del self.fields["service"]

    def choice(self) -> Choice:
        return Choice(
            decision=Decision.REPORTED,
            label=self.cleaned_data["label"],
            note=self.cleaned_data["note"],
            service=self.cleaned_data.get("service", ""),
        )

    def again(self) -> dict[str, str]:
        """Return what was filled in, to ask for it again without typing it again."""
        cleaned = self.cleaned_data
        service = {"service": cleaned["service"]} if "service" in cleaned else {}
        return {"label": cleaned["label"], "note": cleaned["note"], **service, "sure": "on"}


class SeenForm(forms.Form):
    """What she saw: one of the first three, and whatever else she wants to say."""

    once = forms.UUIDField(required=False, widget=forms.HiddenInput)
    young = forms.ChoiceField(
        label=_("Does the picture show somebody who may be under 18, naked or in a sexual way?"),
        help_text=_("Answer before you choose a picture. Such a picture is never kept here."),
        choices=[("no", _("No, or there is no picture")), ("yes", _("Yes, or I am not sure"))],
        widget=forms.RadioSelect,
    )
    picture = forms.FileField(
        label=_("A screenshot or photo"),
        help_text=_("JPEG, PNG or WebP, up to 12 MB. The original is sealed as it is."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/*"}),
    )
    text = forms.CharField(
        label=_("Or the words, pasted"),
        required=False,
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 4, "dir": "auto"}),
    )
    link = forms.URLField(
        label=_("Or a link to it"),
        help_text=_("Nothing is fetched from it: the link itself is kept."),
        required=False,
        max_length=2_000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    platform = forms.CharField(
        label=_("Where was it?"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "platforms"}),
    )
    who = forms.CharField(
        label=_("Who wrote it?"),
        help_text=_("A name or a handle, as you saw it."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    when = forms.DateTimeField(
        label=_("When?"),
        required=False,
        widget=moment_input(**WITHOUT_MEMORY),
    )

    def __init__(self, *args: Any, zone: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = zone
        self._now = now
        self.initial["once"] = uuid.uuid4()  # sent twice by a hasty thumb, it is kept once
        self.fields["when"].help_text = _("Roughly is enough. Times are in %(zone)s.") % {
            "zone": zone.replace("_", " ")
        }

    def is_young(self) -> bool:
        """Say whether she said that a child may be shown: then nothing else of the form is looked at."""
        return self.data.get("young") == "yes"

    def clean_picture(self) -> Medium | None:
        """Refuse what is no picture that can be shown, by its bytes and not by its name."""
        upload = self.cleaned_data["picture"]
        if upload is None:
            return None
        if upload.size > MAX_BODY:
            raise forms.ValidationError(
                _("The picture is larger than 12 MB. A screenshot of it is smaller.")
            )
        body = upload.read()
        if body[4:12] in _HEIC:
            raise forms.ValidationError(
                _("HEIC pictures can't be kept yet. Take a screenshot of it, and send that.")
            )
        kind = next((kind for mark, kind in _TYPES.items() if body.startswith(mark)), "")
        medium = Medium(name=upload.name, media_type=kind, body=body)
        try:
            display_copy(medium)
        except PictureRefused as refused:
            raise forms.ValidationError(_PICTURES[refused.code]) from refused
        return medium

    def clean_when(self) -> datetime | None:
        """Read the time as one in her zone; what lies ahead was not seen."""
        when: datetime | None = self.cleaned_data["when"]
        if when is None:
            return None
        when = when.replace(tzinfo=zone_named(self._zone))
        if when > self._now + _SOON:
            raise forms.ValidationError(_("That time has not come yet."))
        return when

    def clean(self) -> dict[str, Any]:
        """Raise when there is nothing to keep."""
        cleaned = super().clean() or {}
        given = (cleaned.get("picture"), cleaned.get("text", "").strip(), cleaned.get("link"))
        if not any(given) and not self.errors.keys() & {"picture", "text", "link"}:
            raise forms.ValidationError(_("Give a picture, words or a link: one is enough."))
        return cleaned

    def seen(self) -> Seen:
        cleaned = self.cleaned_data
        return Seen(
            text=cleaned["text"],
            link=cleaned["link"],
            picture=cleaned["picture"],
            when=cleaned["when"],
            platform=cleaned["platform"],
            who=cleaned["who"],
            once=cleaned["once"],
        )


def zones() -> list[tuple[str, str]]:
    return [
        ("", str(_("none of these: refuse such rows"))),
        *((name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name),
        ("UTC", "UTC"),
    ]


class FileForm(forms.Form):
    """A file she brings, and what its reader has to be told."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_(
            "A download of your data from a platform, an export of a chat or of mails, a table: as it is, or as a ZIP."
        ),
    )
    mine = forms.CharField(
        label=_("Your own handles"),
        help_text=_(
            "With them it is checked that the file is about you. Only what was said to you may come in."
        ),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    zone = forms.ChoiceField(label=_("If times in it have no zone, they are in"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zones()  # type: ignore[attr-defined]  # Field doesn't know of it

    def handles(self) -> frozenset[str] | None:
        """Return the handles she named, None where she skipped it."""
        named = self.cleaned_data["mine"].replace(",", " ").casefold().split()
        return frozenset(one.removeprefix("@") for one in named) or None


class GoOnForm(forms.Form):
    """What to do with a file that was checked: take it in, read its times in a zone, or let it go."""

    act = forms.ChoiceField(choices=[("take", ""), ("zone", ""), ("drop", "")])
    zone = forms.ChoiceField(label=_("Times without a zone are in"), required=False)
    keep_good = forms.BooleanField(
        label=_("Keep the good rows, and leave out those with a problem"), required=False
    )

    def __init__(self, *args: Any, made: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made = made
        self.initial["zone"] = made.zone
        self.fields["zone"].choices = zones()  # type: ignore[attr-defined]  # Field doesn't know of it

    def clean(self) -> dict[str, Any]:
        """Raise when rows have problems and she did not say what is to become of the others."""
        cleaned = super().clean() or {}
        must_choose = cleaned.get("act") == "take" and self._made.problem_count
        if must_choose and not cleaned.get("keep_good"):
            self.add_error("keep_good", _("Rows have problems. Tick this to take in the others."))
        return cleaned
