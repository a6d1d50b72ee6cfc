"""The vault's words: `{% load vault %}`."""

from collections import Counter

from django import template
from django.utils.translation import gettext as _

from fuerza.vault.choices import Method, NotFetched
from fuerza.vault.models import Fetching
from safeguard.platforms.names import NAMES

register = template.Library()


@register.filter
def platform_name(platform: str) -> str:
    """Name a platform the way it names itself; what was seen or came in a file may name none."""
    if platform in {Method.SEEN, Method.FILE}:
        return _("platform unknown")
    return NAMES.get(platform, platform)


@register.filter
def left_by_reason(fetching: Fetching) -> list[tuple[str, int]]:
    """Say why pictures were left where they are, and of how many."""
    counted = Counter(fetching.left)
    return [(str(why.label), counted[why]) for why in NotFetched if counted[why]]
