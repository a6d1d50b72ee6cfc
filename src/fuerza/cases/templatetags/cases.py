"""The words of cases: `{% load cases %}`."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.acts.choices import ActionKind, Category
from fuerza.cases.queries import CaseAt, Event
from fuerza.people.models import Person

register = template.Library()


@register.filter
def category_name(category: str) -> str:
    return str(Category(category).label)


@register.filter
def one_to(number: int) -> range:
    return range(1, number + 1)


@register.filter
def at_key(values: Mapping[Any, Any], key: Any) -> Any:
    return values[key]


@register.filter
def may_change(at: CaseAt, by: Person | None) -> bool:
    """Say whether a line written by somebody is the reader's to change."""
    return at.may_change(by.pk if by else None)


@register.filter
def said_of(event: Event) -> str:
    """Say what happened, where it is neither an exhibit nor an incident."""
    named = {"name": event.name, "number": number_format(event.number, force_grouping=True)}
    if event.act is not None:
        return _act(event, event.act) % (named | {"act": event.act.label})
    sentences = {
        "helps": _("Help by %(name)s begins"),
        "helped": _("Help by %(name)s ends"),
        "opened": _("The case is opened"),
        "closed": _("The case is closed"),
    }
    return sentences[event.kind] % named


def _act(event: Event, kind: ActionKind) -> str:
    if event.kind == "undone":
        return ngettext(
            "Taken back: %(act)s, %(number)s time",
            "Taken back: %(act)s, %(number)s times",
            event.number,
        )
    if kind == ActionKind.REPORT:
        return ngettext(
            "Reported to the platform: %(number)s time",
            "Reported to the platform: %(number)s times",
            event.number,
        )
    return ngettext(
        "Done on the platform: %(act)s, %(number)s time",
        "Done on the platform: %(act)s, %(number)s times",
        event.number,
    )
