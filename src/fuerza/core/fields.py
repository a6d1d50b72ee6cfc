"""What fields of many forms have in common: nothing that a browser remembers, days and moments as it reads them."""

from datetime import datetime
from typing import Any

from django import forms

WITHOUT_MEMORY = {"autocomplete": "off"}


class _Readable(forms.DateTimeInput):
    """What a browser could not read is not sent back to it: it would show nothing, and the page would be no HTML."""

    def format_value(self, value: Any) -> str | None:
        told = super().format_value(value)
        try:
            datetime.strptime(told or "", self.format or "")  # noqa: DTZ007 -- its shape alone is asked
        except ValueError:
            return None
        return told


def day_input(**attrs: str) -> forms.DateTimeInput:
    """Ask for a day; a browser reads its value in this one form, whatever the language."""
    return _Readable({"type": "date", **attrs}, format="%Y-%m-%d")


def moment_input(**attrs: str) -> forms.DateTimeInput:
    """Ask for a moment, by clocks that the form names."""
    return _Readable({"type": "datetime-local", **attrs}, format="%Y-%m-%dT%H:%M")
