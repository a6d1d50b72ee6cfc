"""Which exhibits go into a package."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fuerza.vault.models import Exhibit


class ExportForm(forms.Form):
    """Those she ticked, or all that can still be opened. What is not hers is as if it did not exist."""

    act = forms.ChoiceField(choices=[("chosen", ""), ("all", "")])
    exhibits: "forms.ModelMultipleChoiceField[Exhibit]" = forms.ModelMultipleChoiceField(
        queryset=Exhibit.objects.none(), required=False
    )

    def __init__(self, *args: Any, openable: QuerySet[Exhibit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.openable = openable
        self.fields["exhibits"].queryset = openable  # type: ignore[attr-defined]  # Field doesn't know of it

    def clean(self) -> dict[str, Any]:
        """Refuse when nothing is left to put into a package."""
        cleaned = super().clean() or {}
        if cleaned.get("act") == "all":
            cleaned["exhibits"] = self.openable
        if not cleaned.get("exhibits"):
            raise forms.ValidationError(_("Tick at least one first."))
        return cleaned
