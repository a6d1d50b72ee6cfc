"""The words of floods: how soon, what signs. `{% load floods %}`. Filters give plain text."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _

from fuerza.floods import queries
from fuerza.floods.choices import URGENCIES
from fuerza.floods.models import Danger
from safeguard.detect.escalation import NOW, TODAY

register = template.Library()
_BADGES = {NOW: "needs", TODAY: "level-3"}


@register.filter
def urgency_word(urgency: int) -> str:
    return str(URGENCIES[urgency])


@register.filter
def urgency_badge(urgency: int) -> str:
    return _BADGES.get(urgency, "level-2")


@register.filter
def listed(words: Sequence[str]) -> str:
    """Write some words one after another, the way her language does."""
    return _(", ").join(words)


@register.filter
def is_settled(danger: Danger) -> bool:
    return queries.is_settled(danger)
