"""Why entries of a list are passed over."""

from django import template

from fuerza.acts.choices import PASSED_OVER
from fuerza.connections.choices import PROBLEMS

register = template.Library()


@register.filter
def passed_over_words(why: str) -> str:
    """Say why entries of a list were passed over; a reader's own reason is not ours to word."""
    return str(PASSED_OVER.get(why) or PROBLEMS.get(why, PASSED_OVER["not_possible"]))
