"""What fields of many forms have in common: nothing that a browser remembers, days and moments as it reads them."""

from django import forms

WITHOUT_MEMORY = {"autocomplete": "off"}


def day_input(**attrs: str) -> forms.DateInput:
    """Ask for a day; a browser reads its value in this one form, whatever the language."""
    return forms.DateInput({"type": "date", **attrs}, format="%Y-%m-%d")


def moment_input(**attrs: str) -> forms.DateTimeInput:
    """Ask for a moment, by clocks that the form names."""
    return forms.DateTimeInput({"type": "datetime-local", **attrs}, format="%Y-%m-%dT%H:%M")
